"""Compressed rows of a directed graph: turn round, look up, merge, remove.

A graph is ``indptr`` (n+1,) and ``columns`` (E,): row r holds ``columns[indptr[r]:indptr[r+1]]``.
Turning it round is a counting sort, so rows come out in ascending order without sorting. Work is
cut into a fixed number of parts, each with its own range of target rows: no atomics, the same
result for any thread count, and the part's write positions stay in cache.
"""

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

N_PARTS = 8


@njit(inline="always")
def contains(sorted_row: NDArray[np.int32], column: int) -> bool:
    """Return whether an ascending row holds ``column`` (binary search)."""
    low, high = 0, sorted_row.shape[0]
    while low < high:
        middle = (low + high) >> 1
        if sorted_row[middle] < column:
            low = middle + 1
        else:
            high = middle
    return bool(low < sorted_row.shape[0] and sorted_row[low] == column)


@njit(cache=True)
def is_following(indptr: NDArray[np.int64], followers: NDArray[np.int32], user: int, creator: int) -> bool:
    """Return whether ``user`` is in the creator's row of followers; callable from other kernels."""
    return contains(followers[indptr[creator] : indptr[creator + 1]], user)


@njit(parallel=True, cache=True)
def count_columns(columns: NDArray[np.int32], n_columns: int) -> NDArray[np.int64]:
    """Return how often each column occurs."""
    counts = np.zeros(n_columns, np.int64)
    for part in prange(N_PARTS):
        low, high = part * n_columns // N_PARTS, (part + 1) * n_columns // N_PARTS
        for e in range(columns.shape[0]):
            if low <= columns[e] < high:
                counts[columns[e]] += 1
    return counts


@njit(cache=True)
def starts_of(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return ``indptr``: where each row begins, and at the end the total."""
    indptr = np.zeros(counts.shape[0] + 1, np.int64)
    total = 0
    for r in range(counts.shape[0]):
        total += counts[r]
        indptr[r + 1] = total
    return indptr


@njit(parallel=True, cache=True)
def transposed_columns(
    indptr: NDArray[np.int64],  # (n+1,) of the graph given
    columns: NDArray[np.int32],  # (E,)
    starts: NDArray[np.int64],  # (m+1,) starts_of(count_columns(columns, m))
) -> NDArray[np.int32]:
    """Return the columns of the graph turned round; every row ascending."""
    n_columns = starts.shape[0] - 1
    cursor = starts[:-1].copy()
    result = np.empty(columns.shape[0], np.int32)
    for part in prange(N_PARTS):
        low, high = part * n_columns // N_PARTS, (part + 1) * n_columns // N_PARTS
        for row in range(indptr.shape[0] - 1):
            for e in range(indptr[row], indptr[row + 1]):
                column = columns[e]
                if low <= column < high:
                    result[cursor[column]] = row
                    cursor[column] += 1
    return result


@njit(cache=True)
def drop_repeats(indptr: NDArray[np.int64], columns: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the graph of ascending rows with every column once per row."""
    kept_indptr = np.zeros(indptr.shape[0], np.int64)
    kept = np.empty(columns.shape[0], np.int32)
    n = 0
    for row in range(indptr.shape[0] - 1):
        for e in range(indptr[row], indptr[row + 1]):
            if e == indptr[row] or columns[e] != columns[e - 1]:
                kept[n] = columns[e]
                n += 1
        kept_indptr[row + 1] = n
    return kept_indptr, kept[:n].copy()


@njit(cache=True)
def append(target: NDArray[np.int32], n: int, source: NDArray[np.int32], low: int, high: int) -> int:
    """Copy ``source[low:high]`` to ``target[n:]``; return where the next goes."""
    for k in range(high - low):
        target[n + k] = source[low + k]
    return n + high - low


@njit(cache=True)
def append_changed(
    target: NDArray[np.int32], n: int, row: NDArray[np.int32], added: NDArray[np.int32], dropped: NDArray[np.int32]
) -> int:
    """Append the union of two ascending rows less a third; return where the next goes."""
    e, a, d = 0, 0, 0
    while e < row.shape[0] or a < added.shape[0]:
        from_row = a == added.shape[0] or (e < row.shape[0] and row[e] <= added[a])
        column = row[e] if from_row else added[a]
        e += e < row.shape[0] and row[e] == column
        a += a < added.shape[0] and added[a] == column
        while d < dropped.shape[0] and dropped[d] < column:
            d += 1
        if d == dropped.shape[0] or dropped[d] != column:
            target[n] = column
            n += 1
    return n


@njit(cache=True)
def length_changed(row: NDArray[np.int32], added: NDArray[np.int32], dropped: NDArray[np.int32]) -> int:
    """Return how long the union of two ascending rows less a third is."""
    n = row.shape[0]
    for column in added:
        n += not (contains(row, column) or contains(dropped, column))
    for column in dropped:
        n -= contains(row, column)
    return n


@njit(parallel=True, cache=True)
def changed(
    indptr: NDArray[np.int64],
    columns: NDArray[np.int32],
    added_indptr: NDArray[np.int64],  # ascending rows too
    added: NDArray[np.int32],
    dropped_indptr: NDArray[np.int64],
    dropped: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return a graph with some edges added and others dropped; a dropped edge is gone even if it is added too.

    What lies between two changed rows is copied in one go.
    """
    n_rows = indptr.shape[0] - 1
    lengths = indptr[1:] - indptr[:-1]
    for row in prange(n_rows):
        a, b, c, d = added_indptr[row], added_indptr[row + 1], dropped_indptr[row], dropped_indptr[row + 1]
        if a < b or c < d:
            lengths[row] = length_changed(columns[indptr[row] : indptr[row + 1]], added[a:b], dropped[c:d])
    starts = starts_of(lengths)
    result = np.empty(starts[n_rows], np.int32)
    for part in prange(N_PARTS):
        low, high = part * n_rows // N_PARTS, (part + 1) * n_rows // N_PARTS
        n, e = starts[low], indptr[low]  # the old columns before e are done and stand before n
        for row in range(low, high):
            a, b, c, d = added_indptr[row], added_indptr[row + 1], dropped_indptr[row], dropped_indptr[row + 1]
            if a < b or c < d:
                n = append(result, n, columns, e, indptr[row])
                e = indptr[row + 1]
                n = append_changed(result, n, columns[indptr[row] : e], added[a:b], dropped[c:d])
        append(result, n, columns, e, indptr[high])
    return starts, result
