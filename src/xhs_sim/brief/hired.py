"""How many creators of a tier some money hires: as the plan chooses them, in markets drawn for it.

Whom a plan chooses decides what a note costs: creators who ask little for their followers, or those with the most of
them. So the tier of some markets is drawn, as the laws of followers, topics and prices have it, and the plan's own
selector spends the money on it. What a selector looks at that nothing here can tell (who is read, who follows whom) is
bounded by two that look at what can.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config import Config
from ..ingest.quotes import read_quotes
from ..kept import kept
from ..records.money import fen_of
from ..strategies.campaign.disclosure import all_inside
from ..strategies.campaign.launch import costs_of
from ..strategies.kol.acceptance import Answers, refusal_chance, worth_of
from ..strategies.kol.demand import Demand
from ..strategies.kol.marketplace import TIER_NAMES, Audience, Marketplace, law_price, prices_of, tiers_of
from ..strategies.kol.select import SELECTORS, Rules, Selector, hire, ranked
from .capacity import followers_within, quantiles_of_tiers, quotes_file_of

MARKETS, FEW_MARKETS, MANY = 9, 3, 10_000  # drawn; of so many creators, who are alike in each
_BOUNDS: Final = {  # selectors whose choice lies between that of two others, as to what it costs
    "engagement_rate": ("followers", "random"),
    "read_efficiency": ("random", "price_efficiency"),
    "engagement_efficiency": ("random", "price_efficiency"),
    "influence": ("followers", "random"),
    "audience_quality": ("followers", "random"),
    "least_overlap": ("price_efficiency", "cheapest"),
}
_DRAWN: Final = ("random", "followers", "price_efficiency", "audience_fit")
_NOBODY = Audience(np.zeros(1, np.int64), np.zeros(0, np.int32))


class Hires(NamedTuple):
    """How many creators are hired: fewest and most of the markets drawn, and what one of them costs then."""

    fewest: int
    most: int
    dearest_cny: float  # a creator, where fewest are hired
    cheapest_cny: float


def hires_of(tier: str, money_cny: float, notes: int, config: Config, there: float) -> Hires:
    """Return how many of a tier some money hires.

    Parameters
    ----------
    notes : int
        That each of them signs.
    there : float
        Creators of the tier whom a market has on average.
    """
    plan = config.campaign
    asked = [tier, f"{money_cny:.2f}", notes, f"{there:.6f}", config.population.audience]
    file = quotes_file_of(plan.prices)
    made_from = [str(each).encode() for each in asked] + [
        part.model_dump_json().encode() for part in (plan, config.graph, config.content, config.creators.offers)
    ] + [b"" if file is None else file.read_bytes()]  # fmt: skip
    return Hires(*kept("hires", made_from, lambda: list(_hires(tier, money_cny, notes, config, there))))


def _hires(tier: str, money_cny: float, notes: int, config: Config, there: float) -> Hires:
    name = config.campaign.selector
    used = (name,) if name in _DRAWN else dict.fromkeys(_BOUNDS.get(name, ("followers", "cheapest")))
    found = [each for one in used for each in _in_markets(one, tier, money_cny, notes, config, there)]
    some = sorted(each for each in found if each[0]) or [(0, 0.0)]
    return Hires(some[0][0], some[-1][0], some[0][1], some[-1][1])


def _in_markets(
    selector: str, tier: str, money_cny: float, notes: int, config: Config, there: float
) -> list[tuple[int, float]]:
    """Return how many each market hires, and what one costs, CNY."""
    plan, rng = config.campaign, np.random.default_rng(0)
    rules = Rules(plan.max_share_of_tier, plan.fill_to, plan.unspent == "pass_down")
    found = []
    for size in rng.poisson(there, MARKETS if there < MANY else FEW_MARKETS):
        market = _market(tier, int(size), config, rng)
        costs = costs_of(plan, market, notes)
        got = hire(market, _selector(selector), {tier: int(fen_of(money_cny))}, costs, rules)
        n = len(got.creators)
        found.append((n, got.spent_fen / 100.0 / n if n else 0.0))
    return found


def _selector(name: str) -> Selector:
    return SELECTORS[name] if name in SELECTORS else ranked(lambda market: -market.price_cny)


def _market(tier: str, size: int, config: Config, rng: np.random.Generator) -> Marketplace:
    """Draw the creators of a tier, as far as price and topic go."""
    plan, graph = config.campaign, config.graph
    file = quotes_file_of(plan.prices)
    followers = followers_within(quantiles_of_tiers(graph, config.population.people)[tier], rng.random(size), graph)
    tiers, normals = tiers_of(followers, graph.tiers), rng.standard_normal(size, np.float32)
    price, quoted = prices_of(
        followers, tiers, normals, plan.prices, None if file is None else read_quotes(file), graph.tiers
    )
    listed = np.bincount(tiers, minlength=len(TIER_NAMES))
    demand = Demand(plan.prices.demand.strength, np.zeros(len(TIER_NAMES), np.int64), listed)
    fit, none = _fit(size, config, rng), np.zeros(size)
    worth = worth_of(price, law_price(followers, plan.prices), tiers, demand.factor(tiers, 0))
    refuse = refusal_chance(fit, np.zeros(size, np.int64), worth, config.creators.offers)
    rows = np.arange(size)
    return Marketplace(
        rows, rows, tiers, followers, fit, price, quoted, rng.random(size), none, none, none, _NOBODY, demand,
        Answers(rng.random(size) >= refuse), all_inside(size),
    )  # fmt: skip


def _fit(size: int, config: Config, rng: np.random.Generator) -> NDArray[np.float64]:
    """Draw how well creators' topics fit the campaign's."""
    topics = config.content.topics
    shares = np.array([topic.popularity for topic in topics.values()])
    drawn, fit = rng.choice(len(shares), size, p=shares / shares.sum()), np.zeros(size)
    for place, name in reversed(list(enumerate(config.campaign.topics))):
        fit[drawn == list(topics).index(name)] = 1.0 / (1 + place)
    return fit
