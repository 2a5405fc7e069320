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
def merged(
    indptr: NDArray[np.int64],
    columns: NDArray[np.int32],
    added_indptr: NDArray[np.int64],  # ascending rows too
    added: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the union of two graphs over the same rows; what lies between news is copied in one go."""
    union_indptr = np.zeros(indptr.shape[0], np.int64)
    union = np.empty(columns.shape[0] + added.shape[0], np.int32)
    n, e = 0, 0  # the first e old columns stand in the first n places
    for row in range(indptr.shape[0] - 1):
        a, a_end, e_end = added_indptr[row], added_indptr[row + 1], indptr[row + 1]
        if a < a_end:
            n = append(union, n, columns, e, indptr[row])
            e = indptr[row]
            while e < e_end and a < a_end:
                old, new = columns[e], added[a]
                union[n] = min(old, new)
                n += 1
                e += old <= new
                a += new <= old
            n = append(union, n, added, a, a_end)
        union_indptr[row + 1] = n + e_end - e
    n = append(union, n, columns, e, columns.shape[0])
    return union_indptr, union[:n]  # a window: what the repeats left over is not worth a copy


@njit(cache=True)
def without(
    indptr: NDArray[np.int64],
    columns: NDArray[np.int32],
    dropped_indptr: NDArray[np.int64],  # ascending rows too
    dropped: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the graph less the edges of another over the same rows; absent edges don't matter."""
    left_indptr = np.zeros(indptr.shape[0], np.int64)
    left = np.empty(columns.shape[0], np.int32)
    n, e = 0, 0  # the first e old columns are done and left n
    for row in range(indptr.shape[0] - 1):
        for d in range(dropped_indptr[row], dropped_indptr[row + 1]):
            place = max(e, indptr[row])
            while place < indptr[row + 1] and columns[place] < dropped[d]:
                place += 1
            n = append(left, n, columns, e, place)
            e = place + (place < indptr[row + 1] and columns[place] == dropped[d])
        left_indptr[row + 1] = n + indptr[row + 1] - e
    n = append(left, n, columns, e, columns.shape[0])
    return left_indptr, left[:n]
