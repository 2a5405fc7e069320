"""Budgeted maximum coverage: sets chosen one after the other by what each adds per unit of cost."""

from heapq import heapify, heappop, heappush

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True)
def _news(indptr: NDArray[np.int64], elements: NDArray[np.int32], row: int, covered: NDArray[np.bool_]) -> int:
    count = 0
    for e in range(indptr[row], indptr[row + 1]):
        count += not covered[elements[e]]
    return count


@njit(cache=True)
def cover_greedily(
    indptr: NDArray[np.int64],  # (n+1,) set r holds elements[indptr[r]:indptr[r+1]]
    elements: NDArray[np.int32],
    rows: NDArray[np.int64],  # (K,) the sets to choose from
    cost: NDArray[np.float64],  # (K,) positive
    cash: float,
    most: int,
    covered: NDArray[np.bool_],  # by element; what the choice covers is added
) -> NDArray[np.int64]:
    """Return which of ``rows`` to take, in order, for ``cash`` at most [1]_.

    Gains only shrink as more is covered, so a set whose old gain is beaten need not be counted again:
    lazy evaluation [2]_. A set that adds nothing is not taken.

    References
    ----------
    .. [1] Khuller, Moss and Naor (1999), The budgeted maximum coverage problem.
    .. [2] Leskovec et al. (2007), Cost-effective outbreak detection in networks.
    """
    heap = [(-_news(indptr, elements, rows[k], covered) / cost[k], k, 0) for k in range(rows.shape[0])]
    heapify(heap)
    taken, n = np.empty(rows.shape[0], np.int64), 0
    while heap and n < most:
        gain, k, counted = heappop(heap)
        if gain == 0.0:
            break
        if cost[k] > cash:
            continue
        if counted < n:  # something was taken since
            heappush(heap, (-_news(indptr, elements, rows[k], covered) / cost[k], k, n))
            continue
        taken[n], cash, n = k, cash - cost[k], n + 1
        for e in range(indptr[rows[k]], indptr[rows[k] + 1]):
            covered[elements[e]] = True
    return taken[:n]
