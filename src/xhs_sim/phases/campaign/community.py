"""A brand's group: who joins, who talks.

It is open to visitors who are interested in the brand, or have bought.
"""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import CommunityConfig
from ...records.money import units_for

WEEK = 7


def weeks_paid(money_cny: float, plan: CommunityConfig) -> int:
    """Return for how many whole weeks the money runs the group."""
    return units_for(money_cny, plan.week_cny)


def is_talk_day(age_days: int, per_week: int) -> bool:
    """Return whether a discussion is held on a day of the group's life, spread evenly over the week."""
    return (age_days + 1) * per_week // WEEK > age_days * per_week // WEEK


def who_joins(rows: NDArray[np.int64], lots: NDArray[np.float64], plan: CommunityConfig) -> NDArray[np.int64]:
    """Return who of those who may join does so today."""
    return rows[lots < plan.join_rate]


def who_talks(members: NDArray[np.int64], lots: NDArray[np.float64], plan: CommunityConfig) -> NDArray[np.int64]:
    """Return who of the members takes part in a discussion."""
    return members[lots < plan.talk_share]
