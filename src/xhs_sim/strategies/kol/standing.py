"""Standing: who writes for a brand that pays for notes week after week, whatever anybody else does."""

import numpy as np
from numpy.typing import NDArray

from .marketplace import TIER_NAMES, Marketplace
from .select import NO_PLACES


def standing_writers(market: Marketplace, tier_shares: dict[str, float], lots: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return whom each of K notes is given to, as places in the market; nobody if no creator on the topic accepts.

    A note goes to the creator whose clock strikes first, ``min -ln(u) / w``: to each with a probability in
    proportion to ``w``, its tier's share over the tier's creators on the topic. So tiers get their shares
    (those without a creator fall to the others), and one creator more changes only the notes that it gets.

    Parameters
    ----------
    market : Marketplace of M creators
    tier_shares : dict
        Weights by tier.
    lots : float array of shape (K, M)
        A keyed uniform per note and creator.
    """
    rows = np.flatnonzero((market.fit > 0) & market.answers.accepts)
    share = np.array([tier_shares.get(name, 0.0) for name in TIER_NAMES])[market.tier[rows]]
    weight = share / np.bincount(market.tier[rows], minlength=len(TIER_NAMES))[market.tier[rows]]
    rows, weight = rows[weight > 0], weight[weight > 0]
    if not len(rows):
        return NO_PLACES
    return np.asarray(rows[(-np.log(np.maximum(lots[:, rows], 1e-300)) / weight).argmin(axis=1)])
