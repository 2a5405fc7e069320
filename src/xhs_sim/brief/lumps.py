"""Whether a tier's money can be spent: large creators are few and their prices come in lumps.

Worked out by drawing the tier of some markets, as the laws of followers and prices have it, and filling the money.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config import Config
from ..ingest.quotes import read_quotes
from ..records.money import fen_of
from ..strategies.campaign.money import with_service
from ..strategies.kol.fill import fill
from ..strategies.kol.marketplace import prices_of, tiers_of
from .capacity import followers_within, quantiles_of_tiers, quotes_file_of

MARKETS, FEW = 200, 300  # drawn; creators of a tier, beyond whom prices are of every size
LUMPS = 10.0  # money for so many notes of a mean price has no lumps
STEP, MOST = 1.1, 40  # of the money that is tried for enough
SURE = 0.99  # of markets, in which enough money is spent


class Spent(NamedTuple):
    """In which share of markets a tier's money can be spent within the tenth, and how much money would be enough."""

    share: float
    enough_cny: float | None  # None: no sum that was tried


def spent_in(tier: str, money_cny: float, notes: int, config: Config, there: float) -> Spent:
    """Return whether a tier's money can be spent in markets of a size.

    Parameters
    ----------
    notes : int
        That each creator signs.
    there : float
        Creators of the tier whom a market has on average.
    """
    costs = _markets(tier, notes, config, there)
    share = _share(costs, money_cny, config)
    if share >= SURE:
        return Spent(share, money_cny)
    tried = (money_cny * STEP**step for step in range(1, MOST))
    return Spent(share, next((money for money in tried if _share(costs, money, config) >= SURE), None))


def may_be_lumpy(money_cny: float, mean_cny: float, there: float) -> bool:
    """Whether so few notes are bought of so few creators that their prices may not add up to the money."""
    return there <= FEW and money_cny < LUMPS * mean_cny


def _markets(tier: str, notes: int, config: Config, there: float) -> list[NDArray[np.int64]]:
    """Return what each creator of a tier costs, fen, in some markets."""
    rng, plan, graph = np.random.default_rng(0), config.campaign, config.graph
    file, bounds = quotes_file_of(plan.prices), quantiles_of_tiers(graph, config.population.people)[tier]
    quotes, sizes = None if file is None else read_quotes(file), rng.poisson(there, MARKETS)
    followers = followers_within(bounds, rng.random(sizes.sum()), graph)
    normals = rng.standard_normal(len(followers), np.float32)
    price, _ = prices_of(followers, tiers_of(followers, graph.tiers), normals, plan.prices, quotes, graph.tiers)
    cost = with_service(fen_of(price), plan) * notes
    return np.split(cost, np.cumsum(sizes)[:-1])


def _share(markets: list[NDArray[np.int64]], money_cny: float, config: Config) -> float:
    """Return in which share of markets some choice costs the money within the tenth."""
    plan, cash = config.campaign, int(fen_of(money_cny))
    least = int(np.ceil((1.0 - config.study.judging.delivery_tolerance) * cash))
    return float(np.mean([_spent(cost, cash, least, plan.max_share_of_tier) >= least for cost in markets]))


def _spent(cost: NDArray[np.int64], cash: int, least: int, max_share: float) -> int:
    taken = fill(lambda _: cost, cash, least, int(max_share * len(cost)))
    return int(cost[taken].sum())
