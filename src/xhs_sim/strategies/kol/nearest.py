"""The creator nearest in size: who of a market stands for one that is only described."""

import numpy as np
from numpy.typing import NDArray


def nearest_creator(
    followers: NDArray[np.float64],
    is_wanted: NDArray[np.bool_],
    ties: NDArray[np.int64] | NDArray[np.float64],
    target: float,
) -> int:
    """Return the place of the creator whose followers are nearest to ``target``, in logs; -1 without any creator.

    Parameters
    ----------
    followers, is_wanted, ties : arrays of shape (M,)
        Without anybody who is wanted, the nearest of all; of equals, the one with the lowest ``ties``.
    """
    pool = np.flatnonzero(is_wanted) if is_wanted.any() else np.arange(len(followers))
    if not len(pool):
        return -1
    distance = np.abs(np.log1p(followers[pool]) - np.log1p(target))
    return int(pool[np.lexsort((ties[pool], distance))[0]])
