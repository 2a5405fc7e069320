"""Media: contacts with a brand outside the platform, and who notices them.

A warm-up before the burst, a media partner and a sponsored event are one thing with other numbers. Money
buys contacts; a part of them falls on the people of the market by chance, the rest is spill. Each is
noticed with a small probability, so a person notices with ``1 - exp(-contacts per head * notice_rate)`` a
day. Who notices knows the brand.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import MediaConfig


class Contacts(NamedTuple):
    """What a day's money buys."""

    inside: float  # with people of the market
    outside: float  # with others: spill


def media_days(plan: MediaConfig, start_day: int) -> range:
    """Return the days of media; what would lie before day 0 begins on day 0."""
    first = max(start_day + plan.after_days, 0)
    return range(first, first + plan.days)


def share_of_day(fen: int, days: range, day: int) -> int:
    """Return the day's part of a sum in whole fen; the last days take the rest."""
    done = day - days.start
    return fen * (done + 1) // len(days) - fen * done // len(days)


def contacts_for(spend_cny: float, plan: MediaConfig) -> Contacts:
    """Return the contacts that the money buys, at the price per thousand."""
    bought = 1000.0 * spend_cny / plan.cpm_cny
    return Contacts(bought * plan.inside_share, bought * (1.0 - plan.inside_share))


def notice_chance(inside: float, n_people: int, plan: MediaConfig) -> float:
    """Return P(a person notices the brand today)."""
    return 1.0 - math.exp(-inside / max(n_people, 1) * plan.notice_rate)


def who_notices(rows: NDArray[np.int64], lots: NDArray[np.float64], chance: float) -> NDArray[np.int64]:
    """Return the rows whose keyed draw of the day says so: more money adds people, and takes none away."""
    return rows[lots < chance]
