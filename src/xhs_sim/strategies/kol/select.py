"""Whom to hire: a selector spends the purse of a tier on creators of the marketplace.

Most selectors rank: a score, highest first, cut where the money ends. One looks at the portfolio as a
whole. ``SELECTORS`` names them all.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...kernels.cover import cover_greedily
from .influence import page_rank
from .marketplace import TIER_NAMES, Marketplace

NOBODY = np.zeros(0, np.intp)
Score = Callable[[Marketplace], NDArray[np.float64]]


class Purse(NamedTuple):
    """What there is to spend on one tier."""

    members: NDArray[np.intp]  # rows of the marketplace to choose from
    cash_cny: float
    fee_share: float  # the marketplace's, on top of each price
    most: int  # creators
    chosen: NDArray[np.intp]  # rows hired already, in higher tiers


Choose = Callable[[Purse], NDArray[np.intp]]
Selector = Callable[[Marketplace], Choose]  # looks at the market once, then spends the purse of each tier


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


def by_engagement_rate(market: Marketplace) -> NDArray[np.float64]:
    """Rank by likes, saves and comments per click of late."""
    return market.engagement_rate


def by_read_efficiency(market: Marketplace) -> NDArray[np.float64]:
    """Rank by clicks of a note, of late, per CNY."""
    return np.log((market.reads + 1.0) / market.price_cny)


def by_influence(market: Marketplace) -> NDArray[np.float64]:
    """Rank by PageRank in the follower graph."""
    return page_rank(market.audience)[market.row]


def ranked(score: Score) -> Selector:
    """Make a selector of a score: best first, while the money lasts; equal ones by lot."""

    def select(market: Marketplace) -> Choose:
        scores = score(market)

        def choose(purse: Purse) -> NDArray[np.intp]:
            members = purse.members
            order = members[np.lexsort((market.lot[members], -scores[members]))]
            return _afforded(order, market.price_cny * (1.0 + purse.fee_share), purse)

        return choose

    return select


def least_overlap(market: Marketplace) -> Choose:
    """Choose the portfolio that the most different people follow, per CNY, with whom is hired already."""

    def choose(purse: Purse) -> NDArray[np.intp]:
        audience = market.audience
        covered = np.zeros(len(audience.indptr) - 1, np.bool_)
        for row in market.row[purse.chosen]:
            covered[audience.users[audience.indptr[row] : audience.indptr[row + 1]]] = True
        cost = market.price_cny[purse.members] * (1.0 + purse.fee_share)
        rows = market.row[purse.members].astype(np.int64)
        taken = cover_greedily(audience.indptr, audience.users, rows, cost, purse.cash_cny, purse.most, covered)
        return np.asarray(purse.members[taken])

    return choose


SELECTORS: dict[str, Selector] = {
    "random": ranked(by_lot),
    "followers": ranked(by_followers),
    "price_efficiency": ranked(by_price_efficiency),
    "audience_fit": ranked(by_audience_fit),
    "engagement_rate": ranked(by_engagement_rate),
    "read_efficiency": ranked(by_read_efficiency),
    "influence": ranked(by_influence),
    "least_overlap": least_overlap,
}


class Hired(NamedTuple):
    """Whom the budget buys."""

    creators: NDArray[np.intp]  # rows of the marketplace
    spent_cny: float  # with the marketplace's fee
    unspent_cny: dict[str, float]  # by tier, before it passes down


def hire(
    market: Marketplace, selector: Selector, budget_cny: float, tier_shares: dict[str, float],
    fee_share: float, max_share_of_tier: float, agreed: NDArray[np.intp] = NOBODY,
) -> Hired:
    """Spend a budget on creators, tier by tier from the top.

    Within a tier the selector chooses, at most ``max_share_of_tier`` of the tier. What a tier cannot
    spend passes to the next lower tier. Who is ``agreed`` already is not hired again.

    Returns
    -------
    Hired
        Never costs more than ``budget_cny``.
    """
    total = sum(tier_shares.values())
    choose, chosen, unspent = selector(market), agreed, {}
    spent, carried = 0.0, 0.0
    for t in range(len(TIER_NAMES) - 1, 0, -1):
        name, members = TIER_NAMES[t], np.setdiff1d(np.flatnonzero(market.tier == t), agreed)
        cash = carried + (budget_cny * tier_shares.get(name, 0.0) / total if total > 0 else 0.0)
        most = int(np.floor(max_share_of_tier * len(members)))
        taken = choose(Purse(members, cash, fee_share, most, chosen))
        cost = float((market.price_cny[taken] * (1.0 + fee_share)).sum())
        chosen = np.concatenate([chosen, taken])
        spent, carried = spent + cost, max(cash - cost, 0.0)
        unspent[name] = carried
    return Hired(chosen[len(agreed) :], spent, unspent)


def _afforded(order: NDArray[np.intp], price_cny: NDArray[np.float64], purse: Purse) -> NDArray[np.intp]:
    """Take creators in order, leaving out whom the rest of the money does not pay for."""
    taken: list[int] = []
    spent = 0.0
    for index in order:
        if len(taken) >= purse.most:
            break
        if spent + price_cny[index] <= purse.cash_cny:
            taken.append(int(index))
            spent += price_cny[index]
    return np.array(taken, dtype=np.intp)
