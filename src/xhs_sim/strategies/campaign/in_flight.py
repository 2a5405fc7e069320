"""In flight: what a brand does with the money that it held back, by what its dashboard shows.

To add a rule: a function, and an entry in ``INFLIGHT_RULES``.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.registry import Registry
from ..kol.marketplace import TIER_NAMES


class SurveyResult(NamedTuple):
    """What a survey of the market found."""

    asked: int
    said_aware: int
    error: float  # P(an answer is the opposite of the truth), as the brand knows it
    enough_aware: float  # share of the market from which the plan calls the brand known


class Dashboard(NamedTuple):
    """The campaign so far as the brand sees it: paid notes that came, and contracts still open."""

    tier: NDArray[np.int8]  # (M,) of each note's creator
    cost_cny: NDArray[np.float64]  # (M,) fee with the marketplace's
    engagements: NDArray[np.int64]  # (M,) likes, saves and comments
    open_tier: NDArray[np.int8]  # (K,) of contracts whose note is still to come
    planned: dict[str, float]  # the plan's weights of tiers
    impressions: NDArray[np.int64]  # (M,) of the notes that came
    survey: SurveyResult | None = None


class Decision(NamedTuple):
    """What to do."""

    tier_shares: dict[str, float]  # whom to hire more of; empty = nobody
    stop: NDArray[np.bool_]  # (K,) open contracts to cancel
    to_ads: bool  # the money goes into feed ads behind the best notes


Rule = Callable[[Dashboard], Decision]


def per_cny(seen: Dashboard, brought: NDArray[np.int64]) -> dict[int, float]:
    """Return, for each tier with a note, what its notes brought per CNY, equal ones in the order of tiers."""
    tiers = [int(tier) for tier in np.unique(seen.tier)]
    mine = [seen.tier == tier for tier in tiers]
    return {
        tier: float(brought[at].sum()) / max(float(seen.cost_cny[at].sum()), 1e-9)
        for tier, at in zip(tiers, mine, strict=True)
    }


def aware_share(found: SurveyResult) -> float | None:
    """Return the share of the market that knows the brand, with the known rate of wrong answers taken out.

    Of a true share p, ``q = p (1 - e) + (1 - p) e`` say that they know the brand, so ``p = (q - e) / (1 - 2 e)``
    is right on average, where q itself is drawn to one half; its standard error is ``sqrt(q (1 - q) / n) /
    (1 - 2 e)``. None if answers say nothing: nobody asked, or every other one wrong.
    """
    if found.asked == 0 or found.error >= 0.5:
        return None
    said = found.said_aware / found.asked
    return min(max((said - found.error) / (1.0 - 2.0 * found.error), 0.0), 1.0)


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
    return _hire_best(seen, seen.engagements)


def _hire_best(seen: Dashboard, brought: NDArray[np.int64]) -> Decision:
    by_tier = per_cny(seen, brought)
    if not by_tier:
        return as_planned(seen)
    best = max(by_tier, key=lambda tier: by_tier[tier])
    return Decision({TIER_NAMES[best]: 1.0}, _nothing_stopped(seen), to_ads=False)


def boost_best(seen: Dashboard) -> Decision:
    """Put the money into feed ads behind the notes that do best."""
    return Decision({}, _nothing_stopped(seen), to_ads=True)


def stop_worst(seen: Dashboard) -> Decision:
    """Cancel what is still open of the tier with fewest engagements per CNY, and hire of the best instead."""
    by_tier = per_cny(seen, seen.engagements)
    more = best_tier(seen)
    if len(by_tier) < 2:
        return more
    worst = min(by_tier, key=lambda tier: by_tier[tier])
    return more._replace(stop=seen.open_tier == worst)


def by_survey(seen: Dashboard) -> Decision:
    """Buy reach while few know the brand, else ads that make buyers of those who do; without answers, as planned.

    Reach is bought where the dashboard shows most impressions per CNY.
    """
    aware = None if seen.survey is None else aware_share(seen.survey)
    if seen.survey is None or aware is None:
        return as_planned(seen)
    return boost_best(seen) if aware >= seen.survey.enough_aware else _hire_best(seen, seen.impressions)


INFLIGHT_RULES: Final[Registry[Rule]] = Registry(
    "rule",
    {
        "none": none,
        "as_planned": as_planned,
        "best_tier": best_tier,
        "boost_best": boost_best,
        "stop_worst": stop_worst,
        "by_survey": by_survey,
    },
)
