"""How many creators a market of some size has, what they ask, and how much money they can take."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..config.schema import CampaignConfig, GraphConfig, PriceConfig
from ..ingest.quotes import Quotes, read_quotes, resolve_file
from ..strategies.kol.marketplace import TIER_NAMES, prices_of, tiers_of
from ..world.creators import total_followers

_STEPS, _SAMPLE = 60, 2000  # halvings to find a quantile; creators looked at in each tier


class TierStock(NamedTuple):
    """Creators of a tier."""

    share: float  # of users who are of the tier
    mean_cny: float  # price of a note, with the marketplace's fee
    least_cny: float  # of the smallest of the tier


def stock_of(campaign: CampaignConfig, graph: GraphConfig) -> dict[str, TierStock]:
    """Return what each tier has on offer.

    Raises
    ------
    ConfigError
        If the quotes cannot be read.
    """
    return _stock(graph.model_dump_json(), campaign.prices.model_dump_json())


@lru_cache(maxsize=32)
def _stock(graph_text: str, prices_text: str) -> dict[str, TierStock]:
    graph, prices = GraphConfig.model_validate_json(graph_text), PriceConfig.model_validate_json(prices_text)
    quotes, tiers = _quotes(prices), graph.tiers
    bounds = [*(_quantile(edge, graph) for edge in (tiers.koc, tiers.junior, tiers.waist, tiers.head)), 1.0]
    found = {}
    for number, name in enumerate(TIER_NAMES[1:]):
        low, high = bounds[number], bounds[number + 1]
        followers = total_followers(low + (high - low) * (np.arange(_SAMPLE) + 0.5) / _SAMPLE, graph)
        mean = np.full(_SAMPLE, 0.5 * prices.log_sd, np.float32)  # so that a lognormal price is at its mean
        price, _ = prices_of(followers, tiers_of(followers, tiers), mean, prices, quotes, tiers)
        fee = 1.0 + prices.service_fee_share
        found[name] = TierStock(high - low, float(price.mean()) * fee, float(price.min()) * fee)
    return found


def _quotes(prices: PriceConfig) -> Quotes | None:
    if prices.quotes_file is None:
        return None
    return read_quotes(resolve_file(prices.quotes_file, "campaign.prices.quotes_file"))


def _quantile(followers: float, graph: GraphConfig) -> float:
    """Return the share of users with fewer followers."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        if float(total_followers(np.array([middle]), graph)[0]) < followers:
            low = middle
        else:
            high = middle
    return high
