"""Demand: a tier costs more, the more of it has signed lately.

A creator of a tier with L for hire, h of whom signed in the last ``days`` days, asks ``price (1 + strength h / L)``, in
whole fen; whoever signs is one more of the h, so that of many who are hired at once the later ones cost more. What n of
them cost, at a mean price p: ``p (n + strength n^2 / 2L)``.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Demand(NamedTuple):
    """How much of each tier has signed lately, whoever for, and what that does to prices."""

    strength: float
    signed: NDArray[np.int64]  # (5,) creators, by tier
    listed: NDArray[np.int64]  # (5,) for hire

    def factor(self, tier: NDArray[Any], turn: NDArray[np.int64] | int) -> NDArray[np.float64]:
        """Return what a price is multiplied by, for creators of some tiers, if ``turn`` more of theirs sign before."""
        share = (self.signed[tier] + turn) / np.maximum(self.listed[tier], 1)
        return np.asarray(1.0 + self.strength * share)


NO_DEMAND = Demand(0.0, np.zeros(5, np.int64), np.zeros(5, np.int64))


def turns_of(tier: NDArray[np.int8]) -> NDArray[np.int64]:
    """Return how many of its own tier stand before each, in a list of creators."""
    order = np.argsort(tier, kind="stable")
    first = np.searchsorted(tier[order], tier[order], side="left")
    turns = np.empty(len(tier), np.int64)
    turns[order] = np.arange(len(tier)) - first
    return turns


def cost_of_many(n: float, mean_price: float, listed: float, strength: float) -> float:
    """Return what hiring ``n`` of a tier costs, of whom nobody has signed lately."""
    return mean_price * (n + 0.5 * strength * n * n / max(listed, 1.0))
