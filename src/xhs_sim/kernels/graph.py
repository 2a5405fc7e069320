"""Compressed rows of a directed graph: look up, merge, remove.

A graph is ``indptr`` (n+1,) and ``columns`` (E,): row r holds ``columns[indptr[r]:indptr[r+1]]``, ascending.
``graph_turn`` makes them from edges in any order.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .jit import lean, lean_entry, njit_part
from .threads import share_out

N_PARTS = 8  # of the work of changing a graph


class Rows(NamedTuple):
    """A graph, or some edges of one, rows ascending."""

    indptr: NDArray[np.int64]
    columns: NDArray[np.int32]


class Changes(NamedTuple):
    """What is added to K rows of a graph, and what is dropped from them; each a graph of these rows alone."""

    rows: NDArray[np.int64]  # (K,) ascending
    added: Rows
    dropped: Rows


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


@lean
def append(target: NDArray[np.int32], n: int, source: NDArray[np.int32], low: int, high: int) -> int:
    """Copy ``source[low:high]`` to ``target[n:]``; return where the next goes."""
    to, since = np.uintp(n), np.uintp(low)  # never below 0, which need not be asked at each number
    for k in range(np.uintp(high - low)):
        target[to + k] = source[since + k]
    return n + high - low


@lean
def first_from(columns: NDArray[np.int32], low: int, high: int, column: int) -> int:
    """Return the first place in an ascending stretch whose column is not below ``column``, or ``high``."""
    while low < high:
        middle = (low + high) >> 1
        if columns[middle] < column:
            low = middle + 1
        else:
            high = middle
    return low


@lean
def append_changed(target: NDArray[np.int32], n: int, row: int, k: int, graph: Rows, changes: Changes) -> int:
    """Append a row, the ``k``-th that changes, with what is added, less what is dropped; return where the next goes.

    Changes are few and rows may be long: what lies between two changes is copied in one go.
    """
    added, dropped = changes.added, changes.dropped
    e, a, d = graph.indptr[row], added.indptr[k], dropped.indptr[k]
    end, more, less = graph.indptr[row + 1], added.indptr[k + 1], dropped.indptr[k + 1]
    while a < more or d < less:
        is_added = d == less or (a < more and added.columns[a] <= dropped.columns[d])
        column = added.columns[a] if is_added else dropped.columns[d]
        is_dropped = d < less and dropped.columns[d] == column
        at = first_from(graph.columns, e, end, column)
        n = append(target, n, graph.columns, e, at)
        is_there = at < end and graph.columns[at] == column
        e, a, d = at + is_there, a + is_added, d + is_dropped
        if (is_there or is_added) and not is_dropped:
            target[n] = column
            n += 1
    return append(target, n, graph.columns, e, end)


@njit(cache=True)
def length_changed(row: NDArray[np.int32], added: NDArray[np.int32], dropped: NDArray[np.int32]) -> int:
    """Return how long the union of two ascending rows less a third is."""
    n = row.shape[0]
    for column in added:
        n += not (contains(row, column) or contains(dropped, column))
    for column in dropped:
        n -= contains(row, column)
    return n


def changed(graph: Rows, changes: Changes) -> Rows:
    """Return a graph with some edges added and others dropped; a dropped edge is gone even if it is added too."""
    starts = _starts_changed(graph, changes)
    result = Rows(starts, np.empty(starts[-1], np.int32))
    share_out(_fill_changed, graph, changes, result)
    return result


@njit(cache=True)
def _starts_changed(graph: Rows, changes: Changes) -> NDArray[np.int64]:
    """Return where the rows begin when those that change have other lengths."""
    starts, added, dropped = np.empty_like(graph.indptr), changes.added, changes.dropped
    more, done = 0, 0
    for k in range(changes.rows.shape[0]):
        row = changes.rows[k]
        starts[done : row + 1] = graph.indptr[done : row + 1] + more
        before = graph.columns[graph.indptr[row] : graph.indptr[row + 1]]
        a, b, c, d = added.indptr[k], added.indptr[k + 1], dropped.indptr[k], dropped.indptr[k + 1]
        more += length_changed(before, added.columns[a:b], dropped.columns[c:d]) - before.shape[0]
        done = row + 1
    starts[done:] = graph.indptr[done:] + more
    return starts


@njit_part
def _fill_changed(thread: int, n_threads: int, graph: Rows, changes: Changes, result: Rows) -> None:
    """Write the columns of a thread's parts of the rows."""
    n_rows = graph.indptr.shape[0] - 1
    for part in range(thread, N_PARTS, n_threads):
        fill_changed(part * n_rows // N_PARTS, (part + 1) * n_rows // N_PARTS, graph, changes, result)


@lean_entry
def fill_changed(low: int, high: int, graph: Rows, changes: Changes, result: Rows) -> None:
    """Write the columns of some rows; what lies between two changed rows is copied in one go."""
    n, e = result.indptr[low], graph.indptr[low]  # the old columns before e are done and stand before n
    for k in range(changes.rows.shape[0]):
        row = changes.rows[k]
        if low <= row < high:
            n = append(result.columns, n, graph.columns, e, graph.indptr[row])
            n = append_changed(result.columns, n, row, k, graph, changes)
            e = graph.indptr[row + 1]
    append(result.columns, n, graph.columns, e, graph.indptr[high])
