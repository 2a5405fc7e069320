"""The seen filter: which notes a user was shown before, as two generations of a Bloom filter."""

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...world.columns import UserLog


@lean
def is_marked(seen: NDArray[np.uint64], mark: int) -> bool:
    """Say whether a filter of 512 bits, (8,), holds a mark."""
    place = np.uint64(mark)
    return (seen[place >> np.uint64(6)] >> (place & np.uint64(63))) & np.uint64(1) != 0


@lean
def is_seen(seen: NDArray[np.uint64], user: int, mark: int) -> bool:
    """Ask a user's two Bloom generations (one bit each) whether a note was shown before."""
    word, bit = mark >> 6, np.uint64(mark & 63)
    return ((seen[user, word] | seen[user, word + 8]) >> bit) & np.uint64(1) != 0


@lean
def mark_seen(users: UserLog, user: int, mark: int) -> None:
    """Remember a shown note; after 128 notes the young generation becomes the old one."""
    if users.seen_count[user] >= 128:
        for word in range(8):
            users.seen[user, word + 8] = users.seen[user, word]
            users.seen[user, word] = np.uint64(0)
        users.seen_count[user] = 0
    users.seen[user, mark >> 6] |= np.uint64(1) << np.uint64(mark & 63)
    users.seen_count[user] += 1
