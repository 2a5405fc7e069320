"""Turning a directed graph round, from who follows to who is followed.

A graph is ``indptr`` (n+1,) and ``columns`` (E,), see ``graph``. Turning it round is a counting sort, so rows come out
in ascending order without sorting. Each thread writes to places of its own: no atomics, and the same result for any
thread count.
"""

import numba
import numpy as np
from numba import njit
from numpy.typing import NDArray

from .jit import njit_part
from .threads import share_out

_BUCKET_BITS = 11  # 2,048 columns: where the next edge of each goes stays in the processor's nearest cache
_IN_BUCKET = (1 << _BUCKET_BITS) - 1
_MOST_ROWS = 1 << (32 - _BUCKET_BITS)  # of a part, so that a row and a place in a bucket are 32 bits together


def count_columns(columns: NDArray[np.int32], n_columns: int) -> NDArray[np.int64]:
    """Return how often each column occurs."""
    counts = np.zeros((numba.get_num_threads(), n_columns), np.int32)  # each thread's own
    share_out(_count_part, columns, counts)
    return np.asarray(counts.sum(axis=0, dtype=np.int64))


@njit_part
def _count_part(thread: int, n_threads: int, columns: NDArray[np.int32], counts: NDArray[np.int32]) -> None:
    n, own = columns.shape[0], counts[thread]
    for e in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        own[columns[e]] += 1


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
    result: NDArray[np.int32] | None = None,
) -> NDArray[np.int32]:
    """Return the columns of the graph turned round; every row ascending.

    Edges are first put into buckets of neighbouring columns, in the order of their rows, and then to their places: so
    what is written lies close together, both times. ``result`` is where they go; it may be ``columns`` themselves.
    """
    n, n_buckets = len(indptr) - 1, (len(starts) - 2 >> _BUCKET_BITS) + 1
    n_parts = max(numba.get_num_threads(), -(-n // _MOST_ROWS))
    rows = np.arange(n_parts + 1) * n // n_parts
    ends = np.zeros((n_parts, n_buckets), np.int64)
    share_out(_count_buckets, rows, indptr, columns, ends)
    ends = starts[np.arange(n_buckets) << _BUCKET_BITS] + ends.cumsum(axis=0) - ends  # still where each begins
    edges = np.empty(len(columns), np.uint32)
    share_out(_fill_buckets, rows, indptr, columns, ends, edges)
    result = np.empty(len(columns), np.int32) if result is None else result
    share_out(_place_edges, rows, ends, edges, starts, result)
    return result


@njit_part
def _count_buckets(
    thread: int,
    n_threads: int,
    rows: NDArray[np.int64],  # (parts + 1,) where each part begins
    indptr: NDArray[np.int64],
    columns: NDArray[np.int32],
    counts: NDArray[np.int64],  # (parts, buckets)
) -> None:
    """Count the edges of a thread's parts of the rows by bucket."""
    for part in range(thread, counts.shape[0], n_threads):
        own = counts[part]
        for e in range(indptr[rows[part]], indptr[rows[part + 1]]):
            own[columns[e] >> _BUCKET_BITS] += 1


@njit_part
def _fill_buckets(
    thread: int,
    n_threads: int,
    rows: NDArray[np.int64],
    indptr: NDArray[np.int64],
    columns: NDArray[np.int32],
    nexts: NDArray[np.int64],  # (parts, buckets) where the next edge goes; at the end, where the part's edges end
    edges: NDArray[np.uint32],  # the row in its part, and behind it the place of the column in its bucket
) -> None:
    for part in range(thread, nexts.shape[0], n_threads):
        own, first = nexts[part].copy(), rows[part]
        for row in range(first, rows[part + 1]):
            for e in range(indptr[row], indptr[row + 1]):
                bucket, place = columns[e] >> _BUCKET_BITS, columns[e] & _IN_BUCKET
                edges[own[bucket]] = ((row - first) << _BUCKET_BITS) | place
                own[bucket] += 1
        nexts[part] = own


@njit_part
def _place_edges(
    thread: int,
    n_threads: int,
    rows: NDArray[np.int64],
    ends: NDArray[np.int64],  # (parts, buckets)
    edges: NDArray[np.uint32],
    starts: NDArray[np.int64],
    result: NDArray[np.int32],
) -> None:
    """Put the edges of a thread's buckets where their columns' rows are."""
    m, nexts = starts.shape[0] - 1, np.empty(_IN_BUCKET + 1, np.int64)
    for bucket in range(thread, ends.shape[1], n_threads):
        first, last = bucket << _BUCKET_BITS, min((bucket + 1) << _BUCKET_BITS, m)
        for column in range(first, last):
            nexts[column - first] = starts[column]
        e = starts[first]
        for part in range(ends.shape[0]):
            while e < ends[part, bucket]:
                place = edges[e] & _IN_BUCKET
                result[nexts[place]] = rows[part] + (edges[e] >> _BUCKET_BITS)
                nexts[place] += 1
                e += 1
