"""A brand's group and its challenge: who joins, who takes part.

Both are open to visitors who are interested in the brand, or have bought.
"""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import CommunityConfig, ParticipationConfig
from .event import ROUNDING

WEEK = 7


def weeks_paid(money_cny: float, plan: CommunityConfig) -> int:
    """Return for how many whole weeks the money runs the group."""
    return int(money_cny / plan.week_cny * ROUNDING)


def is_talk_day(age_days: int, per_week: int) -> bool:
    """Return whether a discussion is held on a day of the group's life, spread evenly over the week."""
    return (age_days + 1) * per_week // WEEK > age_days * per_week // WEEK


def who_joins(rows: NDArray[np.int64], lots: NDArray[np.float64], plan: CommunityConfig) -> NDArray[np.int64]:
    """Return who of those who may join does so today."""
    return rows[lots < plan.join_rate]


def who_talks(members: NDArray[np.int64], lots: NDArray[np.float64], plan: CommunityConfig) -> NDArray[np.int64]:
    """Return who of the members takes part in a discussion."""
    return members[lots < plan.talk_share]


def participation_chance(plan: ParticipationConfig) -> float:
    """Return P(takes part today): ``most_share * reward / (reward + half_reward)``, so that more pays less and less."""
    return plan.most_share * plan.reward_cny / (plan.reward_cny + plan.half_reward_cny)


def rewards_left(money_cny: float, plan: ParticipationConfig, n_paid: int) -> int:
    """Return for how many more people there is a reward."""
    return max(int(money_cny / plan.reward_cny * ROUNDING) - n_paid, 0)


def who_takes_part(
    rows: NDArray[np.int64], lots: NDArray[np.float64], chance: float, most: int
) -> NDArray[np.int64]:
    """Return who takes part, in the order of rows: the lowest draws if there is no reward for all."""
    willing = np.flatnonzero(lots < chance)
    return np.sort(rows[willing[np.argsort(lots[willing], kind="stable")[:most]]])
