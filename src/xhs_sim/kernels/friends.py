"""Who of a circle are friends: a coin for each pair."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .graph import contains
from .random import uniform


@njit(cache=True)
def are_friends(key: np.uint64, me: int, you: int, chance: float) -> bool:
    """Return whether two mates, by their keys, are friends."""
    return uniform(key, min(me, you), max(me, you)) < chance


@njit(cache=True)
def count_friends(
    key: np.uint64, user_key: NDArray[np.int64], row: NDArray[np.int32], starts: NDArray[np.int32],
    chance: NDArray[np.float64], counts: NDArray[np.int64],
) -> None:  # fmt: skip
    """Add up each reader's friends.

    ``user_key`` and ``row`` are in circle order, ``chance`` is by circle, ``counts`` are by row.
    """
    for c in range(starts.shape[0] - 1):
        for i in range(starts[c], starts[c + 1]):
            for j in range(i + 1, starts[c + 1]):
                if are_friends(key, user_key[i], user_key[j], chance[c]):
                    counts[row[i]] += 1
                    counts[row[j]] += 1


@njit(cache=True)
def list_friends(
    key: np.uint64, user_key: NDArray[np.int64], row: NDArray[np.int32], starts: NDArray[np.int32],
    chance: NDArray[np.float64], indptr: NDArray[np.int64], friends: NDArray[np.int32],
) -> None:  # fmt: skip
    """Write each reader's friends, ascending."""
    nexts = indptr.copy()
    for c in range(starts.shape[0] - 1):
        for i in range(starts[c], starts[c + 1]):
            for j in range(i + 1, starts[c + 1]):
                if are_friends(key, user_key[i], user_key[j], chance[c]):
                    friends[nexts[row[i]]] = row[j]
                    friends[nexts[row[j]]] = row[i]
                    nexts[row[i]] += 1
                    nexts[row[j]] += 1
    for i in range(row.shape[0]):
        mine = friends[indptr[row[i]] : indptr[row[i] + 1]]
        mine[:] = np.sort(mine)


@njit(cache=True)
def mark_mutual(indptr: NDArray[np.int64], followers: NDArray[np.int32], is_mutual: NDArray[np.bool_]) -> None:
    """Mark the follows, in the order of creators, that are followed back."""
    for creator in range(indptr.shape[0] - 1):
        for e in range(indptr[creator], indptr[creator + 1]):
            user = followers[e]
            is_mutual[e] = contains(followers[indptr[user] : indptr[user + 1]], creator)
