"""Whom to hire: selectors rank the marketplace, a budget cuts the ranking.

A selector is a function from the marketplace to scores, highest first; ``SELECTORS`` names them.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .marketplace import TIER_NAMES, Marketplace

Selector = Callable[[Marketplace], NDArray[np.float64]]


def by_lot(market: Marketplace) -> NDArray[np.float64]:
    """Rank at random: the control."""
    return market.lot


def by_followers(market: Marketplace) -> NDArray[np.float64]:
    """Rank by total followers."""
    return np.log(market.followers + 1.0)


def by_price_efficiency(market: Marketplace) -> NDArray[np.float64]:
    """Rank by followers per CNY."""
    return np.log((market.followers + 1.0) / market.price_cny)


def by_audience_fit(market: Marketplace) -> NDArray[np.float64]:
    """Rank by topic fit, then by followers per CNY."""
    return 10.0 * market.fit + by_price_efficiency(market)


SELECTORS: dict[str, Selector] = {
    "random": by_lot,
    "followers": by_followers,
    "price_efficiency": by_price_efficiency,
    "audience_fit": by_audience_fit,
}


class Hired(NamedTuple):
    """Whom the budget buys."""

    creators: NDArray[np.intp]  # rows of the marketplace
    spent_cny: float  # with the marketplace's fee
    unspent_cny: dict[str, float]  # by tier, before it passes down


def hire(
    market: Marketplace, selector: Selector, budget_cny: float, tier_shares: dict[str, float],
    fee_share: float, max_share_of_tier: float,
) -> Hired:
    """Spend a budget on creators, tier by tier from the top.

    Within a tier, creators are taken in the selector's order while they are affordable, at most
    ``max_share_of_tier`` of the tier. What a tier cannot spend passes to the next lower tier.

    Returns
    -------
    Hired
        Never costs more than ``budget_cny``.
    """
    total = sum(tier_shares.values())
    chosen: list[NDArray[np.intp]] = []
    unspent: dict[str, float] = {}
    spent, carried = 0.0, 0.0
    score = selector(market)
    for t in range(len(TIER_NAMES) - 1, 0, -1):
        name = TIER_NAMES[t]
        purse = carried + (budget_cny * tier_shares.get(name, 0.0) / total if total > 0 else 0.0)
        taken, cost = _take(market, score, t, purse, fee_share, max_share_of_tier)
        chosen.append(taken)
        spent, carried = spent + cost, purse - cost
        unspent[name] = carried
    return Hired(np.concatenate(chosen), spent, unspent)


def _take(
    market: Marketplace, score: NDArray[np.float64], tier: int, purse: float, fee_share: float, max_share: float
) -> tuple[NDArray[np.intp], float]:
    members = np.flatnonzero(market.tier == tier)
    order = members[np.lexsort((market.lot[members], -score[members]))]
    most = int(np.floor(max_share * len(members)))
    taken: list[int] = []
    cost = 0.0
    for index in order:
        if len(taken) >= most:
            break
        price = market.price_cny[index] * (1.0 + fee_share)
        if cost + price <= purse:
            taken.append(index)
            cost += price
    return np.array(taken, dtype=np.intp), cost
