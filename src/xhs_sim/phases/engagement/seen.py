"""The seen filter: which notes a user was shown before, as two generations of a Bloom filter.

A generation has a power of two of bits (``feed.seen_bits``); a mark has sixteen, of which it takes the lowest.
"""

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...world.columns import UserLog


@lean
def is_marked(seen: NDArray[np.uint64], mark: int) -> bool:
    """Say whether a filter, (words,), holds a mark."""
    place = np.uint64(mark) & np.uint64(64 * seen.shape[0] - 1)
    return (seen[place >> np.uint64(6)] >> (place & np.uint64(63))) & np.uint64(1) != 0


@lean
def put_mark(seen: NDArray[np.uint64], mark: int) -> None:
    """Put a mark into a filter, (words,)."""
    seen[(mark >> 6) & (seen.shape[0] - 1)] |= np.uint64(1) << np.uint64(mark & 63)


@lean
def is_seen(seen: NDArray[np.uint64], user: int, mark: int) -> bool:
    """Ask a user's two Bloom generations (one bit each) whether a note was shown before."""
    words = seen.shape[1] >> 1
    word, bit = (mark >> 6) & (words - 1), np.uint64(mark & 63)
    return ((seen[user, word] | seen[user, word + words]) >> bit) & np.uint64(1) != 0


@lean
def mark_seen(users: UserLog, user: int, mark: int, most: int) -> None:
    """Remember a shown note; after ``most`` notes the young generation becomes the old one."""
    words = users.seen.shape[1] >> 1
    if users.seen_count[user] >= most:
        for word in range(words):
            users.seen[user, word + words] = users.seen[user, word]
            users.seen[user, word] = np.uint64(0)
        users.seen_count[user] = 0
    users.seen[user, (mark >> 6) & (words - 1)] |= np.uint64(1) << np.uint64(mark & 63)
    users.seen_count[user] += 1
