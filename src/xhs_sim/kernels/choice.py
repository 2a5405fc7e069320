"""Choosing one of a few by weight, and drawing shares that keep their shape."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(forceinline=True)
def pick(cumulative: NDArray[np.float64], u: float) -> int:
    """Return the first index whose cumulative share exceeds ``u`` (last one for u near 1)."""
    last = cumulative.shape[0] - 1
    for i in range(last):
        if u < cumulative[i]:
            return i
    return last


def cumulative_shares(weights: NDArray[np.float64] | list[float]) -> NDArray[np.float64]:
    """Return the cumulative shares of non-negative weights.

    Raises
    ------
    ValueError
        If no weight is positive.
    """
    total = np.cumsum(np.asarray(weights, dtype=np.float64))
    if not total[-1] > 0:
        raise ValueError("weights add up to 0")
    return total / total[-1]
