"""What is common to challenge, check-in and draw: who takes part for a reward, and who gets it.

All are open to visitors who are interested in the brand, or have bought. Of these, ``most_share * reward /
(reward + half_reward_cny)`` take part on a day, so that more pays less and less.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...config.param import param
from ...config.schema import CampaignConfig, TacticConfig
from ...records.money import cost_of, units_for
from ...strategies.campaign.launch import NO_ROWS
from .tactic import Receiver, Tactic

if TYPE_CHECKING:
    from ...scene import Scene
    from ..brand import Brand


class RewardedConfig(TacticConfig):
    """When one can take part, and how ready people are."""

    after_days: int = param(
        "days", 0, 365, "from the campaign's first day to the first", source="brief", confidence="choice"
    )
    days: int = param("days", 1, 365, "days on which one can take part", source="brief", confidence="choice")
    most_share: float = param(
        "per day",
        0.0,
        1.0,
        "a visiting user who is interested, or has bought, takes part, at any reward",
        source="design",
        confidence="low",
    )
    half_reward_cny: float = param(
        "CNY", 0.01, 10_000.0, "reward at which half of those do", source="design", confidence="low"
    )


class PaidPerHeadConfig(RewardedConfig):
    """The same, where each gets a reward."""

    reward_cny: float = param(
        "CNY per head", 0.01, 10_000.0, "paid to each, once done", source="brief", confidence="choice"
    )


def participation_chance(plan: RewardedConfig, reward_cny: float) -> float:
    """Return P(takes part today): ``most_share * reward / (reward + half_reward)``.

    ``reward_cny`` is what the reward is felt to be worth.
    """
    return plan.most_share * reward_cny / (reward_cny + plan.half_reward_cny)


def rewards_left(money_cny: float, plan: PaidPerHeadConfig, n_paid: int) -> int:
    """Return for how many more people there is a reward."""
    return max(units_for(money_cny, plan.reward_cny) - n_paid, 0)


def who_takes_part(rows: NDArray[np.int64], lots: NDArray[np.float64], chance: float, most: int) -> NDArray[np.int64]:
    """Return who takes part, in the order of rows: the lowest draws if there is no reward for all."""
    is_willing = lots < chance
    return who_wins(rows[is_willing], lots[is_willing], most)


def who_wins(rows: NDArray[np.int64], lots: NDArray[np.float64], n_prizes: int) -> NDArray[np.int64]:
    """Return who wins, in the order of rows: the lowest draws."""
    return np.sort(rows[np.argsort(lots, kind="stable")[:n_prizes]])


class Rewarded(Tactic):
    """Lets people take part for a reward, on some days; each once.

    Attributes
    ----------
    took_part : int array
        User rows, so far.
    """

    pays: ClassVar[Mapping[str, Receiver]] = {"reward": "participants"}
    prompt = 1  # one note may serve a challenge and a draw
    terms: RewardedConfig

    @classmethod
    def first_day(cls, plan: CampaignConfig, terms: RewardedConfig) -> int:
        """Return the first of its days."""
        return plan.start_day + terms.after_days

    def __init__(self, scene: "Scene", brand: "Brand", plan: RewardedConfig) -> None:
        super().__init__(scene, brand, plan)
        self.took_part = NO_ROWS

    def plan(self, day: int) -> None:
        """Let people take part, if it is on."""
        age = day - self.start_day - self.terms.after_days
        if 0 <= age < self.terms.days and self.money_fen > 0:
            self.run(day, age)

    def run(self, day: int, age: int) -> None:
        """Let people take part; ``age``: days since the first."""
        raise NotImplementedError

    def join_in(self, day: int, chance: float, most: int) -> NDArray[np.int64]:
        """Let some of the interested visitors who have not taken part yet do so; return who."""
        free = np.setdiff1d(self.interested_visitors(), self.took_part)
        return who_takes_part(free, self.lots(free, "take part", day), chance, most)

    def reward(self, day: int, n: int, each_cny: float) -> None:
        """Pay a reward to some, if there are any."""
        if n:
            self.pay(day, "reward", cost_of(n, each_cny))
