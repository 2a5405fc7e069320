"""Compressed rows of a directed graph: turn round, look up, merge, remove.

A graph is ``indptr`` (n+1,) and ``columns`` (E,): row r holds ``columns[indptr[r]:indptr[r+1]]``.
Turning it round is a counting sort, so rows come out in ascending order without sorting. Work is
cut into a fixed number of parts, each with its own range of target rows: no atomics, the same
result for any thread count, and the part's write positions stay in cache.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .jit import njit_part
from .threads import share_out

N_PARTS = 8


class Rows(NamedTuple):
    """A graph, or some edges of one, rows ascending."""

    indptr: NDArray[np.int64]
    columns: NDArray[np.int32]


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


def count_columns(columns: NDArray[np.int32], n_columns: int) -> NDArray[np.int64]:
    """Return how often each column occurs."""
    counts = np.zeros(n_columns, np.int64)
    share_out(_count_part, columns, counts)
    return counts


@njit_part
def _count_part(thread: int, n_threads: int, columns: NDArray[np.int32], counts: NDArray[np.int64]) -> None:
    n_columns = counts.shape[0]
    for part in range(thread, N_PARTS, n_threads):
        low, high = part * n_columns // N_PARTS, (part + 1) * n_columns // N_PARTS
        for e in range(columns.shape[0]):
            if low <= columns[e] < high:
                counts[columns[e]] += 1


@njit(cache=True)
def starts_of(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return ``indptr``: where each row begins, and at the end the total."""
    indptr = np.zeros(counts.shape[0] + 1, np.int64)
    total = 0
    for r in range(counts.shape[0]):
        total += counts[r]
        indptr[r + 1] = total
    return indptr


def transposed_columns(
    indptr: NDArray[np.int64],  # (n+1,) of the graph given
    columns: NDArray[np.int32],  # (E,)
    starts: NDArray[np.int64],  # (m+1,) starts_of(count_columns(columns, m))
) -> NDArray[np.int32]:
    """Return the columns of the graph turned round; every row ascending."""
    result = np.empty(columns.shape[0], np.int32)
    share_out(_transpose_part, indptr, columns, starts[:-1].copy(), result)
    return result


@njit_part
def _transpose_part(
    thread: int,
    n_threads: int,
    indptr: NDArray[np.int64],
    columns: NDArray[np.int32],
    cursor: NDArray[np.int64],  # (m,) where the next row of each column goes
    result: NDArray[np.int32],
) -> None:
    n_columns = cursor.shape[0]
    for part in range(thread, N_PARTS, n_threads):
        low, high = part * n_columns // N_PARTS, (part + 1) * n_columns // N_PARTS
        for row in range(indptr.shape[0] - 1):
            for e in range(indptr[row], indptr[row + 1]):
                column = columns[e]
                if low <= column < high:
                    result[cursor[column]] = row
                    cursor[column] += 1


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


def changed(graph: Rows, added: Rows, dropped: Rows) -> Rows:
    """Return a graph with some edges added and others dropped; a dropped edge is gone even if it is added too."""
    lengths = graph.indptr[1:] - graph.indptr[:-1]
    share_out(_measure_changed, graph, added, dropped, lengths)
    starts = starts_of(lengths)
    result = Rows(starts, np.empty(starts[-1], np.int32))
    share_out(_fill_changed, graph, added, dropped, result)
    return result


@njit_part
def _measure_changed(
    thread: int, n_threads: int, graph: Rows, added: Rows, dropped: Rows, lengths: NDArray[np.int64]
) -> None:
    """Correct the lengths of the rows that change."""
    n_rows = lengths.shape[0]
    for row in range(thread * n_rows // n_threads, (thread + 1) * n_rows // n_threads):
        a, b, c, d = added.indptr[row], added.indptr[row + 1], dropped.indptr[row], dropped.indptr[row + 1]
        if a < b or c < d:
            before = graph.columns[graph.indptr[row] : graph.indptr[row + 1]]
            lengths[row] = length_changed(before, added.columns[a:b], dropped.columns[c:d])


@njit_part
def _fill_changed(thread: int, n_threads: int, graph: Rows, added: Rows, dropped: Rows, result: Rows) -> None:
    """Write the columns; what lies between two changed rows is copied in one go."""
    n_rows = graph.indptr.shape[0] - 1
    for part in range(thread, N_PARTS, n_threads):
        low, high = part * n_rows // N_PARTS, (part + 1) * n_rows // N_PARTS
        n, e = result.indptr[low], graph.indptr[low]  # the old columns before e are done and stand before n
        for row in range(low, high):
            a, b, c, d = added.indptr[row], added.indptr[row + 1], dropped.indptr[row], dropped.indptr[row + 1]
            if a < b or c < d:
                n = append(result.columns, n, graph.columns, e, graph.indptr[row])
                e = graph.indptr[row + 1]
                before = graph.columns[graph.indptr[row] : e]
                n = append_changed(result.columns, n, before, added.columns[a:b], dropped.columns[c:d])
        append(result.columns, n, graph.columns, e, graph.indptr[high])
