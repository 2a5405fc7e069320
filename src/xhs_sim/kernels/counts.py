"""Counts of many people at once: Poisson and binomial draws named by a key, as all draws are.

Small counts are quantiles of one uniform; large ones a normal draw with a correction for skewness (Cornish-Fisher),
whose error is below one count.
"""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .random import normal, poisson, uniform

LARGE = 30.0  # mean from which on a count is drawn from a normal
MOST_SMALL = 200  # of a count with a smaller mean


@njit(forceinline=True)
def poisson_count(mean: float, key: np.uint64, a: int, b: int) -> int:
    """Return a Poisson draw named by ``(key, a, b)``."""
    if mean <= 0.0:
        return 0
    if mean >= LARGE:
        z = normal(key, a, b)
        return max(math.floor(mean + math.sqrt(mean) * z + (z * z - 1.0) / 6.0 + 0.5), 0)
    return poisson(mean, uniform(key, a, b), MOST_SMALL)


@njit(forceinline=True)
def binomial_count(n: int, share: float, key: np.uint64, a: int, b: int) -> int:
    """Return how many of ``n`` it happens to, each with probability ``share``; named by ``(key, a, b)``."""
    if n <= 0 or share <= 0.0:
        return 0
    if share >= 1.0:
        return n
    rare = min(share, 1.0 - share)
    mean, k = n * rare, 0
    if mean >= LARGE:
        z = normal(key, a, b)
        drawn = mean + math.sqrt(mean * (1.0 - rare)) * z + (1.0 - 2.0 * rare) * (z * z - 1.0) / 6.0
        k = min(max(math.floor(drawn + 0.5), 0), n)
    else:
        u, odds = uniform(key, a, b), rare / (1.0 - rare)
        p = math.exp(n * math.log1p(-rare))
        total = p
        while u > total and k < n and k < MOST_SMALL:
            p *= odds * (n - k) / (k + 1)
            k += 1
            total += p
    return k if share <= 0.5 else n - k


@njit(cache=True)
def binomial_counts(
    n: NDArray[np.int64], share: NDArray[np.float64], name: NDArray[np.int64], key: np.uint64
) -> NDArray[np.int64]:
    """Return one binomial draw for each name."""
    out = np.zeros(n.shape[0], np.int64)
    for i in range(n.shape[0]):
        out[i] = binomial_count(n[i], share[i], key, name[i], -1)
    return out


@njit(cache=True)
def add_to_cells(
    place: NDArray[np.int32],
    totals: NDArray[np.int32],
    rows: NDArray[np.int32],
    slots: NDArray[np.int64],
    surfaces: NDArray[np.int64],
    events: NDArray[np.int32],
) -> None:
    """Add counters of cells, (K, kinds): notes in slots on surfaces.

    Parameters
    ----------
    place : int array of shape (surfaces, C)
        Row of each cell in ``totals``, (R, kinds); -1 = none yet.
    rows : int array
        Rows for the cells that get their first now.
    """
    used = 0
    for i in range(slots.shape[0]):
        row = place[surfaces[i], slots[i]]
        if row < 0:
            row = rows[used]
            place[surfaces[i], slots[i]] = row
            used += 1
        for k in range(events.shape[1]):
            totals[row, k] += events[i, k]
