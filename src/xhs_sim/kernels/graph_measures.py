"""Counts over a follower graph that visit every edge, or every pair of a user's neighbours."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .graph import contains


@njit(cache=True)
def mutual_edges(indptr: NDArray[np.int64], followers: NDArray[np.int32]) -> int:
    """Return how many edges have the opposite edge too."""
    mutual = 0
    for creator in range(indptr.shape[0] - 1):
        for e in range(indptr[creator], indptr[creator + 1]):
            user = followers[e]
            mutual += contains(followers[indptr[user] : indptr[user + 1]], creator)
    return mutual


@njit(cache=True)
def acquainted_pairs(
    rows: NDArray[np.int32],  # ascending
    indptr: NDArray[np.int64],
    followers: NDArray[np.int32],
) -> int:
    """Return how many pairs among ``rows`` follow each other in at least one direction."""
    pairs = 0
    for i in range(rows.shape[0]):
        mine = followers[indptr[rows[i]] : indptr[rows[i] + 1]]
        for j in range(i + 1, rows.shape[0]):
            theirs = followers[indptr[rows[j]] : indptr[rows[j] + 1]]
            pairs += contains(mine, rows[j]) or contains(theirs, rows[i])
    return pairs
