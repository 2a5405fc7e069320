"""A check-in: whoever comes back on enough days is paid, while there is money.

Who is interested, or has bought, signs up with ``most_share * r / (r + half_reward_cny)`` a day, r the reward. Until it
cannot be done any more, the wish to complete it draws people back, as ``pull`` answers a day would.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...config.param import param
from ...strategies.campaign.launch import NO_ROWS
from .rewards import PaidPerHeadConfig, Rewarded, participation_chance, rewards_left, who_wins

if TYPE_CHECKING:
    from ...scene import Scene
    from ..brand import Brand


class CheckInConfig(PaidPerHeadConfig):
    """Visits on several days, paid when done."""

    check_ins_needed: int = param(
        "days", 1, 60, "with a visit, for the reward of a check-in", source="brief", confidence="choice"
    )
    pull: float = param(
        "answers per day",
        0.0,
        10.0,
        "whose warmth the wish to complete a check-in is worth, while it can be done",
        source="design",
        confidence="low",
    )


def still_pursues(check_ins: NDArray[np.int64], days_left: int, needed: int) -> NDArray[np.bool_]:
    """Say who has neither enough check-ins nor too few days left for them."""
    return (check_ins < needed) & (needed - check_ins <= days_left)


class CheckIn(Rewarded):
    """Counts visits, and pays who came often enough."""

    name, plan_type = "check_in", CheckInConfig
    terms: CheckInConfig

    def __init__(self, scene: "Scene", brand: "Brand", plan: CheckInConfig) -> None:
        super().__init__(scene, brand, plan)
        self.check_ins = NO_ROWS  # of each who took part, days
        self.n_rewarded = 0

    def run(self, day: int, age: int) -> None:
        """Let people sign up and check in when they visit; pay who has come often enough, while there is money."""
        terms, users = self.terms, self.world.users
        most = rewards_left(self.money_cny, terms, self.n_rewarded)
        chance = participation_chance(terms, terms.reward_cny) if most else 0.0
        new = self.join_in(day, chance, len(users.key))
        self.took_part = np.concatenate([self.took_part, new])
        self.check_ins = np.concatenate([self.check_ins, np.zeros(len(new), np.int64)])
        here = users.is_active[self.took_part]
        self.check_ins += here
        done = self.took_part[(self.check_ins == terms.check_ins_needed) & (here > 0)]
        rewarded = who_wins(done, self.lots(done, "check-in", day), most)
        self.n_rewarded += len(rewarded)
        self.reward(day, len(rewarded), terms.reward_cny)
        if terms.pull > 0 and most > len(rewarded):
            pursuing = still_pursues(self.check_ins, terms.days - age - 1, terms.check_ins_needed)
            self.world.answer(self.took_part[pursuing & (users.is_gone[self.took_part] == 0)], terms.pull)
        self.diary.activity(day, "check_in", len(new), 0, 0)
