"""Media outside the platform: what money buys of contacts, in the market and beyond, and who learns of the brand."""

import math
from typing import NamedTuple

from ...config.schema import MediaConfig


class MediaDay(NamedTuple):
    """One day of a media plan."""

    cost_cny: float
    inside: float  # contacts with the market's users
    outside: float  # contacts with others: spill


def media_day(plan: MediaConfig, money_cny: float, since_start: int) -> MediaDay:
    """Return what runs on a day, ``since_start`` days after the campaign's first: equal parts while it lasts."""
    if not 0 <= since_start < plan.days:
        return MediaDay(0.0, 0.0, 0.0)
    cost = money_cny / plan.days
    contacts = 1000.0 * cost / plan.cpm_cny
    return MediaDay(cost, contacts * plan.inside_share, contacts * (1.0 - plan.inside_share))


def chance_to_learn(inside: float, n_people: int, awareness_rate: float) -> float:
    """Return how likely a user learns of the brand on a day, contacts falling on people at random (Poisson)."""
    return 1.0 - math.exp(-awareness_rate * inside / n_people) if n_people else 0.0
