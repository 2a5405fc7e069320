"""Challenge, check-in and draw: who takes part for a reward, and who gets it.

All are open to visitors who are interested in the brand, or have bought. In a challenge everybody is paid while
there is money, in a check-in who comes often enough. Who takes part in a draw weighs a small chance of a prize,
and people weigh small chances more than they are (Tversky and Kahneman 1992).
"""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import ParticipationConfig
from ...records.money import units_for


def participation_chance(plan: ParticipationConfig, reward_cny: float | None = None) -> float:
    """Return P(takes part today): ``most_share * reward / (reward + half_reward)``, so that more pays less and less.

    ``reward_cny`` is what the reward is felt to be worth; left out, the plan's.
    """
    reward = plan.reward_cny if reward_cny is None else reward_cny
    return plan.most_share * reward / (reward + plan.half_reward_cny)


def rewards_left(money_cny: float, plan: ParticipationConfig, n_paid: int) -> int:
    """Return for how many more people there is a reward."""
    return max(units_for(money_cny, plan.reward_cny) - n_paid, 0)


def who_takes_part(rows: NDArray[np.int64], lots: NDArray[np.float64], chance: float, most: int) -> NDArray[np.int64]:
    """Return who takes part, in the order of rows: the lowest draws if there is no reward for all."""
    is_willing = lots < chance
    return who_wins(rows[is_willing], lots[is_willing], most)


def prizes_paid(money_cny: float, plan: ParticipationConfig) -> int:
    """Return how many whole prizes the money holds."""
    return units_for(money_cny, plan.prize_cny)


def weighted(chance: float, gamma: float) -> float:
    """Return the weight that a chance gets in people's minds: ``p^g / (p^g + (1 - p)^g)^(1/g)``."""
    if not 0.0 < chance < 1.0:
        return min(max(chance, 0.0), 1.0)
    up, down = chance**gamma, (1.0 - chance) ** gamma
    return float(up / (up + down) ** (1.0 / gamma))


def expected_participants(so_far: int, days_gone: int, plan: ParticipationConfig, n_open: int) -> float:
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


def draw_chance(n_prizes: int, participants: float, plan: ParticipationConfig) -> float:
    """Return P(takes part in the draw today), as at a sure reward of the prize times the weight of its chance."""
    felt_cny = plan.prize_cny * weighted(min(n_prizes / participants, 1.0), plan.chance_gamma)
    return participation_chance(plan, felt_cny)


def who_wins(rows: NDArray[np.int64], lots: NDArray[np.float64], n_prizes: int) -> NDArray[np.int64]:
    """Return who wins, in the order of rows: the lowest draws."""
    return np.sort(rows[np.argsort(lots, kind="stable")[:n_prizes]])


def still_pursues(check_ins: NDArray[np.int64], days_left: int, needed: int) -> NDArray[np.bool_]:
    """Say who has neither enough check-ins nor too few days left for them."""
    return (check_ins < needed) & (needed - check_ins <= days_left)
