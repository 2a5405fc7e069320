"""Whom to hire: a selector spends the purse of a tier on creators of the marketplace.

Most selectors rank: a score, highest first, cut where the money ends. One looks at the portfolio as a
whole. ``SELECTORS`` names them all. Where a ranking leaves too much of the purse, ``fill.py`` looks further down it.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.registry import Registry
from .fill import fill
from .influence import page_rank
from .marketplace import LEAST_CNY, TIER_NAMES, Marketplace

NO_PLACES = np.zeros(0, np.intp)
Score = Callable[[Marketplace], NDArray[np.float64]]


class Costs(NamedTuple):
    """What hiring costs in all, with the marketplace's fee and for every note that a creator signs; fen."""

    now: NDArray[np.int64]  # (M,) of who is the next of its tier to sign
    later: Callable[[NDArray[np.intp], int], NDArray[np.int64]] | None = None  # after so many more of it; None = as now

    def at(self, places: NDArray[np.intp], turn: int) -> NDArray[np.int64]:
        """Return what each of some creators costs after ``turn`` more of its tier."""
        return self.now[places] if self.later is None else self.later(places, turn)

    def of(self, place: int, turn: int) -> int:
        """Return what one creator costs after ``turn`` more of its tier."""
        return int(self.now[place] if self.later is None else self.later(np.array([place]), turn)[0])

    def in_turn(self, places: NDArray[np.intp]) -> int:
        """Return what creators of one tier cost who sign one after the other."""
        if self.later is None:
            return int(self.now[places].sum())
        return sum(self.of(place, turn) for turn, place in enumerate(places.tolist()))


class Purse(NamedTuple):
    """What there is to spend on one tier."""

    members: NDArray[np.intp]  # rows of the marketplace to choose from, of one tier
    cash_fen: int
    costs: Costs
    most: int  # creators
    chosen: NDArray[np.intp]  # rows hired already, in higher tiers
    least_fen: int = 0  # that is to be spent, if any choice does


class Rules(NamedTuple):
    """How a plan lets money be spent on tiers."""

    max_share_of_tier: float = 1.0
    fill_to: float = 0.0  # of a tier's money
    passes_down: bool = False  # what a tier cannot spend, to the next


Choose = Callable[[Purse], NDArray[np.intp]]
Selector = Callable[[Marketplace], Choose]  # looks at the market once, then spends the purse of each tier


def by_lot(market: Marketplace) -> NDArray[np.float64]:
    """Rank at random: the control."""
    return market.lot


def by_followers(market: Marketplace) -> NDArray[np.float64]:
    """Rank by total followers."""
    return np.log(market.followers + 1.0)


def _asked(market: Marketplace) -> NDArray[np.float64]:
    """Return the prices, CNY; what rounds to nothing is a fen, so that nothing is over nothing."""
    return np.maximum(market.price_cny, LEAST_CNY)


def by_price_efficiency(market: Marketplace) -> NDArray[np.float64]:
    """Rank by followers per CNY."""
    return np.log((market.followers + 1.0) / _asked(market))


def by_audience_fit(market: Marketplace) -> NDArray[np.float64]:
    """Rank by topic fit, then by followers per CNY."""
    return 10.0 * market.fit + by_price_efficiency(market)


def by_engagement_rate(market: Marketplace) -> NDArray[np.float64]:
    """Rank by likes, saves and comments per click of late."""
    return market.engagement_rate


def by_read_efficiency(market: Marketplace) -> NDArray[np.float64]:
    """Rank by clicks of a note, of late, per CNY."""
    return np.log((market.reads + 1.0) / _asked(market))


def by_engagement_efficiency(market: Marketplace) -> NDArray[np.float64]:
    """Rank by likes, saves and comments of a note, of late, per CNY."""
    return np.log((market.reads * market.engagement_rate + 1.0) / _asked(market))


def by_influence(market: Marketplace) -> NDArray[np.float64]:
    """Rank by PageRank in the follower graph."""
    return page_rank(market.audience)[market.row]


def by_audience_quality(market: Marketplace) -> NDArray[np.float64]:
    """Rank by active followers: followers, times the share of them that a vendor finds active."""
    return np.log(market.followers * market.audience_quality + 1.0)


def ranked(score: Score) -> Selector:
    """Make a selector of a score: best first, while the money lasts; equal ones by lot."""

    def select(market: Marketplace) -> Choose:
        scores = score(market)

        def choose(purse: Purse) -> NDArray[np.intp]:
            members = purse.members
            order = members[np.lexsort((market.lot[members], -scores[members]))]
            return _afforded(order, purse)

        return choose

    return select


def least_overlap(market: Marketplace) -> Choose:
    """Choose the portfolio that the most different people follow, per CNY, with whom is hired already.

    They are reached by it where they read whom they follow; the explore feed and search do not go by that.
    """
    from ...kernels.cover import cover_greedily  # late: the names of selectors are asked for where nothing is compiled

    def choose(purse: Purse) -> NDArray[np.intp]:
        audience = market.audience
        covered = np.zeros(len(audience.indptr) - 1, np.bool_)
        for row in market.row[purse.chosen]:
            covered[audience.users[audience.indptr[row] : audience.indptr[row + 1]]] = True
        cost = purse.costs.now[purse.members].astype(np.float64)
        rows = market.row[purse.members].astype(np.int64)

        def best(cash_fen: float, most: int) -> NDArray[np.intp]:
            sets = audience.indptr, audience.users, rows, cost
            return np.asarray(purse.members[cover_greedily(*sets, cash_fen, most, covered.copy())])

        found = _afforded(best(float(purse.cash_fen), purse.most), purse._replace(least_fen=0))
        if purse.costs.in_turn(found) >= purse.least_fen:
            return found
        return _afforded(best(np.inf, len(rows)), purse)

    return choose


SELECTORS: Final[Registry[Selector]] = Registry(
    "selector",
    {
        "random": ranked(by_lot),
        "followers": ranked(by_followers),
        "price_efficiency": ranked(by_price_efficiency),
        "audience_fit": ranked(by_audience_fit),
        "engagement_rate": ranked(by_engagement_rate),
        "read_efficiency": ranked(by_read_efficiency),
        "engagement_efficiency": ranked(by_engagement_efficiency),
        "influence": ranked(by_influence),
        "audience_quality": ranked(by_audience_quality),
        "least_overlap": least_overlap,
    },
)


class Hired(NamedTuple):
    """Whom the budget buys."""

    creators: NDArray[np.intp]  # rows of the marketplace
    spent_fen: int
    unspent_fen: dict[str, int]  # by tier, before any of it passes down


def hire(
    market: Marketplace,
    selector: Selector,
    cash_fen: Mapping[str, int],
    costs: Costs,
    rules: Rules,
    agreed: NDArray[np.intp] = NO_PLACES,
) -> Hired:
    """Spend money on creators, tier by tier from the top.

    Within a tier the selector chooses, at most ``max_share_of_tier`` of the tier and for at least ``fill_to`` of its
    money, if there is such a choice. What a tier cannot spend is left, or (``passes_down``) goes to the next lower
    tier, and then no tier need be filled. Who is ``agreed`` already is not hired again. The money of an offer that is
    refused goes on to the next.

    Parameters
    ----------
    cash_fen : mapping
        Money by tier.
    costs : Costs
        Of the creators of the market.

    Returns
    -------
    Hired
        Never costs more than the money of its tiers.
    """
    choose, chosen = selector(market), agreed
    unspent: dict[str, int] = {}
    spent, carried = 0, 0
    for t in range(len(TIER_NAMES) - 1, 0, -1):
        name, members = TIER_NAMES[t], np.setdiff1d(np.flatnonzero(market.tier == t), agreed)
        cash = carried + cash_fen.get(name, 0)
        most = int(np.floor(rules.max_share_of_tier * len(members)))
        least = 0 if rules.passes_down else int(np.ceil(rules.fill_to * cash))
        purse = Purse(members, cash, costs, most, chosen, least)
        taken = accepted(market, choose, purse)
        cost = costs.in_turn(taken)
        chosen = np.concatenate([chosen, taken])
        spent, unspent[name] = spent + cost, cash - cost
        carried = cash - cost if rules.passes_down else 0
    return Hired(chosen[len(agreed) :], spent, unspent)


def accepted(market: Marketplace, choose: Choose, purse: Purse) -> NDArray[np.intp]:
    """Make offers to those whom a selector chooses, and to others for whom refuses, until all accept."""
    while True:
        taken = choose(purse)
        refused = market.answers.ask(taken)
        if not len(refused):
            return taken
        purse = purse._replace(members=np.setdiff1d(purse.members, refused))


def _afforded(order: NDArray[np.intp], purse: Purse) -> NDArray[np.intp]:
    """Take creators in order, leaving out whom the rest of the money does not pay for, or who leave too much of it."""
    taken, spent = _down(order, purse)
    if spent >= purse.least_fen:
        return taken
    filled = order[fill(lambda turn: purse.costs.at(order, turn), purse.cash_fen, purse.least_fen, purse.most)]
    return filled if purse.costs.in_turn(filled) > spent else taken


def _down(order: NDArray[np.intp], purse: Purse) -> tuple[NDArray[np.intp], int]:
    """Go down an order while the money lasts; return whom it pays for, and what they cost."""
    taken: list[int] = []
    left = purse.cash_fen
    for index, least in zip(order.tolist(), purse.costs.now[order].tolist(), strict=True):
        if len(taken) >= purse.most:
            break
        if least <= left:
            cost = purse.costs.of(index, len(taken))
            if cost <= left:
                taken.append(index)
                left -= cost
    return np.array(taken, dtype=np.intp), purse.cash_fen - left
