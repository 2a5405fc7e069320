"""Media: who notices the brand outside the platform.

Impressions fall on the people of the market by chance; each is noticed with a small probability, so a
person notices with ``1 - exp(-impressions per head * notice_rate)`` a day.
"""

import math

import numpy as np
from numpy.typing import NDArray

from ...config.schema import WarmUpConfig


def media_days(plan: WarmUpConfig, start_day: int) -> range:
    """Return the days of media; what would lie before day 0 begins on day 0."""
    first = max(start_day - plan.days_before, 0)
    return range(first, first + plan.days)


def share_of_day(fen: int, days: range, day: int) -> int:
    """Return the day's part of a sum in whole fen; the last days take the rest."""
    done = day - days.start
    return fen * (done + 1) // len(days) - fen * done // len(days)


def media_impressions(spend_cny: float, plan: WarmUpConfig) -> float:
    """Return how many impressions the money buys among people of the market."""
    return 1000.0 * spend_cny / plan.cpm_cny * plan.on_target


def notice_chance(impressions: float, n_people: int, plan: WarmUpConfig) -> float:
    """Return P(a person notices the brand today)."""
    return 1.0 - math.exp(-impressions / max(n_people, 1) * plan.notice_rate)


def who_notices(rows: NDArray[np.int64], lots: NDArray[np.float64], chance: float) -> NDArray[np.int64]:
    """Return the rows whose keyed draw of the day says so: more money adds people, and takes none away."""
    return rows[lots < chance]
