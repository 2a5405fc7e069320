"""In flight: what a brand does with the money that it held back, by what its dashboard shows.

To add a rule: a function, and an entry in ``INFLIGHT_RULES``.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config import refuse_unknown
from ..kol.marketplace import TIER_NAMES


class Dashboard(NamedTuple):
    """The campaign so far as the brand sees it: paid notes that came, and contracts still open."""

    tier: NDArray[np.int8]  # (M,) of each note's creator
    cost_cny: NDArray[np.float64]  # (M,) fee with the marketplace's
    engagements: NDArray[np.int64]  # (M,) likes, saves and comments
    open_tier: NDArray[np.int8]  # (K,) of contracts whose note is still to come
    planned: dict[str, float]  # the plan's weights of tiers


class Decision(NamedTuple):
    """What to do."""

    tier_shares: dict[str, float]  # whom to hire more of; empty = nobody
    stop: NDArray[np.bool_]  # (K,) open contracts to cancel
    to_ads: bool  # the money goes into feed ads behind the best notes


Rule = Callable[[Dashboard], Decision]


def engagements_per_cny(seen: Dashboard) -> dict[int, float]:
    """Return, for each tier with a note, its engagements per CNY, equal ones in the order of tiers."""
    tiers = [int(tier) for tier in np.unique(seen.tier)]
    mine = [seen.tier == tier for tier in tiers]
    return {
        tier: float(seen.engagements[at].sum()) / max(float(seen.cost_cny[at].sum()), 1e-9)
        for tier, at in zip(tiers, mine, strict=True)
    }


def _nothing_stopped(seen: Dashboard) -> NDArray[np.bool_]:
    return np.zeros(len(seen.open_tier), np.bool_)


def none(seen: Dashboard) -> Decision:
    """Do nothing: what was held back is not spent."""
    return Decision({}, _nothing_stopped(seen), to_ads=False)


def as_planned(seen: Dashboard) -> Decision:
    """Hire more by the plan's tiers: the control, late but blind."""
    return Decision(seen.planned, _nothing_stopped(seen), to_ads=False)


def best_tier(seen: Dashboard) -> Decision:
    """Hire more of the tier with most engagements per CNY; without any note yet, as planned."""
    by_tier = engagements_per_cny(seen)
    if not by_tier:
        return as_planned(seen)
    best = max(by_tier, key=lambda tier: by_tier[tier])
    return Decision({TIER_NAMES[best]: 1.0}, _nothing_stopped(seen), to_ads=False)


def boost_best(seen: Dashboard) -> Decision:
    """Put the money into feed ads behind the notes that do best."""
    return Decision({}, _nothing_stopped(seen), to_ads=True)


def stop_worst(seen: Dashboard) -> Decision:
    """Cancel what is still open of the tier with fewest engagements per CNY, and hire of the best instead."""
    by_tier = engagements_per_cny(seen)
    more = best_tier(seen)
    if len(by_tier) < 2:
        return more
    worst = min(by_tier, key=lambda tier: by_tier[tier])
    return more._replace(stop=seen.open_tier == worst)


INFLIGHT_RULES: dict[str, Rule] = {
    "none": none,
    "as_planned": as_planned,
    "best_tier": best_tier,
    "boost_best": boost_best,
    "stop_worst": stop_worst,
}


def rule_named(name: str) -> Rule:
    """Return a rule.

    Raises
    ------
    ConfigError
        If there is none of that name.
    """
    refuse_unknown("campaign.in_flight.rule", name, INFLIGHT_RULES)
    return INFLIGHT_RULES[name]
