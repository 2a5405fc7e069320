"""How many creators a market of some size has, what they ask, and how much money they can take."""

from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config.schema import CampaignConfig, GraphConfig, PriceConfig
from ..ingest.quotes import read_quotes, resolve_file
from ..kept import kept
from ..strategies.kol.marketplace import TIER_NAMES, prices_of, tiers_of

_STEPS, _SAMPLE = 60, 2000  # halvings to find a quantile; creators looked at in each tier


class TierStock(NamedTuple):
    """Creators of a tier."""

    share: float  # of users who are of the tier
    mean_cny: float  # price of a note, with the marketplace's fee; 0 = nobody is of the tier
    least_cny: float  # of the smallest of the tier


def stock_of(campaign: CampaignConfig, graph: GraphConfig, people: int) -> dict[str, TierStock]:
    """Return what each tier has on offer in a market of so many people.

    Raises
    ------
    ConfigError
        If the quotes cannot be read.
    """
    file = quotes_file_of(campaign.prices)
    quotes = b"" if file is None else file.read_bytes()
    made_from = [
        str(people).encode(),
        graph.model_dump_json().encode(),
        campaign.prices.model_dump_json().encode(),
        quotes,
    ]
    found = kept("tiers", made_from, lambda: _stock(graph, people, campaign.prices, file))
    return {name: TierStock(*numbers) for name, numbers in found.items()}


def quotes_file_of(prices: PriceConfig) -> Path | None:
    """Return the file of what creators ask for, if there is one."""
    return None if prices.quotes_file is None else resolve_file(prices.quotes_file, "campaign.prices.quotes_file")


def _stock(graph: GraphConfig, people: int, prices: PriceConfig, quotes_file: Path | None) -> dict[str, list[float]]:
    quotes, tiers = None if quotes_file is None else read_quotes(quotes_file), graph.tiers
    bounds = quantiles_of_tiers(graph, people)
    all_here = bounds[TIER_NAMES[-1]][1]
    found = {}
    for name, (low, high) in bounds.items():
        if high <= low:
            found[name] = [0.0, 0.0, 0.0]
            continue
        followers = followers_within((low, high), (np.arange(_SAMPLE) + 0.5) / _SAMPLE, graph)
        mean = np.full(_SAMPLE, 0.5 * prices.log_sd, np.float32)  # so that a lognormal price is at its mean
        price, _ = prices_of(followers, tiers_of(followers, tiers), mean, prices, quotes, tiers)
        fee = 1.0 + prices.service_fee_share
        found[name] = [(high - low) / all_here, float(price.mean()) * fee, float(price.min()) * fee]
    return found


def quantiles_of_tiers(graph: GraphConfig, people: int) -> dict[str, tuple[float, float]]:
    """Return between which quantiles of the platform's people each tier of a market of so many people lies."""
    all_here, tiers = 1.0 - graph.share_with_more(graph.most_followers(people)), graph.tiers
    edges = tiers.koc, tiers.junior, tiers.waist, tiers.head
    bounds = [*(min(_quantile(edge, graph), all_here) for edge in edges), all_here]
    return dict(zip(TIER_NAMES[1:], pairwise(bounds), strict=True))


def followers_within(bounds: tuple[float, float], shares: NDArray[np.float64], graph: GraphConfig) -> NDArray[Any]:
    """Return the followers of creators who stand at some shares of the way between two quantiles."""
    low, high = bounds
    return _followers(low + (high - low) * shares, graph)


def _quantile(followers: float, graph: GraphConfig) -> float:
    """Return the share of users with fewer followers."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        if float(_followers(np.array([middle]), graph)[0]) < followers:
            low = middle
        else:
            high = middle
    return high


def _followers(quantiles: NDArray[np.float64], graph: GraphConfig) -> NDArray[np.float64]:
    from ..world.creators import followers_at  # late: a stock that is kept needs no law

    return followers_at(quantiles, graph)
