"""A draw: whoever writes about the brand has a chance of a prize, drawn on the last day.

Who takes part weighs a small chance of a prize, and people weigh small chances more than they are [1]_: a chance p
counts for ``p^g / (p^g + (1 - p)^g)^(1/g)``, and the draw for a sure reward of the prize times that.

References
----------
.. [1] Tversky and Kahneman (1992), Advances in prospect theory, doi:10.1007/BF00122574.
"""

import numpy as np

from ...config.param import param
from ...records.money import units_for
from .rewards import Rewarded, RewardedConfig, participation_chance, who_wins


class DrawConfig(RewardedConfig):
    """A note about the brand, for a chance of a prize."""

    prize_cny: float = param(
        "CNY",
        0.01,
        1e6,
        "a prize of the draw; the money decides how many there are",
        source="brief",
        confidence="choice",
    )
    chance_gamma: float = param(
        "exponent",
        0.3,
        1.0,
        "of the weight that people give a chance; below 1 small ones are overweighted",
        source="tversky_1992: .61 for gains",
        confidence="medium",
    )


def prizes_paid(money_cny: float, plan: DrawConfig) -> int:
    """Return how many whole prizes the money holds."""
    return units_for(money_cny, plan.prize_cny)


def weighted(chance: float, gamma: float) -> float:
    """Return the weight that a chance gets in people's minds: ``p^g / (p^g + (1 - p)^g)^(1/g)``."""
    if not 0.0 < chance < 1.0:
        return min(max(chance, 0.0), 1.0)
    up, down = chance**gamma, (1.0 - chance) ** gamma
    return float(up / (up + down) ** (1.0 / gamma))


def expected_participants(so_far: int, days_gone: int, plan: DrawConfig, n_open: int) -> float:
    """Return how many people expect to be in the draw in the end.

    As many a day as up to yesterday; on the first day, when there is nothing to go by, as many as would come
    at any reward.

    Parameters
    ----------
    so_far : int
        Participants up to yesterday.
    n_open : int
        Who could take part today.
    """
    if days_gone == 0:
        return max(n_open * plan.most_share * plan.days, 1.0)
    return max(so_far * plan.days / days_gone, 1.0)


def draw_chance(n_prizes: int, participants: float, plan: DrawConfig) -> float:
    """Return P(takes part in the draw today), as at a sure reward of the prize times the weight of its chance."""
    felt_cny = plan.prize_cny * weighted(min(n_prizes / participants, 1.0), plan.chance_gamma)
    return participation_chance(plan, felt_cny)


class Draw(Rewarded):
    """Lets people write for a prize, and draws the prizes."""

    name, plan_type = "draw", DrawConfig
    terms: DrawConfig

    def run(self, day: int, age: int) -> None:
        """Let people write for a chance of a prize; draw the prizes on the last day."""
        terms = self.terms
        n_prizes, n_open = prizes_paid(self.money_cny, terms), len(self.interested_visitors())
        if n_prizes == 0:
            return
        expected = expected_participants(len(self.took_part), age, terms, n_open)
        rows = self.join_in(day, draw_chance(n_prizes, expected, terms), n_open)
        self.took_part, self.writers = np.union1d(self.took_part, rows), rows
        if age == terms.days - 1:
            winners = who_wins(self.took_part, self.lots(self.took_part, "draw"), n_prizes)
            self.reward(day, len(winners), terms.prize_cny)
        self.diary.activity(day, "draw", len(rows), len(rows), 0)
