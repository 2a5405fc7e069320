"""Audience quality: the share of a creator's followers that are active, as a vendor tells it.

Of people who follow a creator some share is active, ``logit a = logit active_share + logit_sd z``, or drawn from what
price quotes of its tier tell. Bots are not active. So the figure is ``a p``, p the share of people among followers:
bots lower it, and what differs between creators anyway hides them.
"""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import TierConfig, VendorConfig
from ...ingest.quotes import Quotes
from .marketplace import tiers_of


def active_shares(
    tier: NDArray[np.int8],
    normals: NDArray[np.float32],
    lots: NDArray[np.float64],
    vendor: VendorConfig,
    quotes: Quotes | None,
    tiers: TierConfig,
) -> NDArray[np.float64]:
    """Return the share of people who follow each creator that are active: (M,)."""
    logit = np.log(vendor.active_share / (1.0 - vendor.active_share)) + vendor.logit_sd * normals.astype(np.float64)
    active: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-logit))
    if quotes is None:
        return active
    is_told = ~np.isnan(quotes.active_share)
    of_quotes = tiers_of(quotes.followers, tiers)
    for t in np.unique(of_quotes[is_told]):
        told = np.sort(quotes.active_share[is_told & (of_quotes == t)])
        mine = tier == t
        active[mine] = told[np.minimum((lots[mine] * len(told)).astype(np.int64), len(told) - 1)]
    return active


def price_factors(quality: NDArray[np.float64], tier: NDArray[np.int8], exponent: float) -> NDArray[np.float64]:
    """Return what prices are multiplied by where they follow audience quality, against the median of the tier."""
    factors = np.ones(len(tier))
    if exponent == 0.0:
        return factors
    for t in np.unique(tier):
        mine = tier == t
        factors[mine] = (quality[mine] / np.median(quality[mine])) ** exponent
    return factors
