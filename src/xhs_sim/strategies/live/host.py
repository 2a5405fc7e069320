"""Who hosts a live session: a creator of about the size that the brand asked for."""

import numpy as np
from numpy.typing import NDArray


def nearest_host(
    followers: NDArray[np.float64], is_on_topic: NDArray[np.bool_], key: NDArray[np.int64], wanted: float
) -> int:
    """Return the place of the creator nearest by followers (log scale) on the topic; -1 without any creator.

    Without anybody on the topic, the nearest of all. Ties go to the lower key.
    """
    pool = np.flatnonzero(is_on_topic)
    if not len(pool):
        pool = np.arange(len(followers))
    if not len(pool):
        return -1
    distance = np.abs(np.log1p(followers[pool]) - np.log1p(wanted))
    return int(pool[np.lexsort((key[pool], distance))[0]])
