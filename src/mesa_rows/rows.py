"""Which rows of a table are meant, and in what order: a run of rows or a list of row numbers.

A run is a ``slice``, so that reading a column over it copies nothing; anything else is an array
of row numbers. All agent sets of this package do their selecting, sorting and grouping on these,
never on agent objects.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

RowNumbers = NDArray[np.intp]
Mask = NDArray[np.bool_]
Rows = slice | RowNumbers


def as_rows(chosen: slice | NDArray[Any] | Sequence[int], n_rows: int) -> Rows:
    """Rows from a slice, a boolean mask over all rows, or row numbers."""
    if isinstance(chosen, slice):
        start, stop, step = chosen.indices(n_rows)
        return slice(start, max(start, stop)) if step == 1 else np.arange(start, stop, step)
    numbers = np.asarray(chosen)
    if numbers.dtype != np.bool_:
        if len(numbers) and numbers.dtype.kind not in "iu":
            raise TypeError(f"row numbers or a boolean mask are needed, not {numbers.dtype}")
        return numbers.astype(np.intp)
    if len(numbers) != n_rows:
        raise ValueError(f"a mask over {n_rows} rows is needed, this one has {len(numbers)}")
    return slice(0, n_rows) if numbers.all() else np.flatnonzero(numbers)


def checked(rows: Rows, n_rows: int) -> Rows:
    """Refuse rows that are out of range or listed twice: an agent set is a set."""
    if isinstance(rows, slice):
        return rows
    if len(rows) and not (rows.min() >= 0 and rows.max() < n_rows):
        raise ValueError(f"row numbers must lie between 0 and {n_rows - 1}")
    if len(np.unique(rows)) != len(rows):
        raise ValueError("a row is listed twice")
    return rows


def count(rows: Rows) -> int:
    """How many rows."""
    return rows.stop - rows.start if isinstance(rows, slice) else len(rows)


def numbers(rows: Rows) -> RowNumbers:
    """Row numbers as an array."""
    return np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows


def each(rows: Rows) -> Iterable[int]:
    """Row numbers as Python integers, made one at a time."""
    return range(rows.start, rows.stop) if isinstance(rows, slice) else map(int, rows)


def head(rows: Rows, limit: int) -> Rows:
    """The first rows, at most so many."""
    return slice(rows.start, min(rows.stop, rows.start + limit)) if isinstance(rows, slice) else rows[:limit]


def without(rows: Rows, gone: Mask) -> Rows:
    """Drop the rows that a mask over all rows marks; a run stays a run if nothing is dropped."""
    lost = gone[rows]
    return numbers(rows)[~lost] if lost.any() else rows


def padded(mask: NDArray[Any], n_rows: int, fill: Any) -> NDArray[Any]:
    """Lengthen a per-row array after rows were added to the table."""
    if len(mask) >= n_rows:
        return mask
    tail = np.empty(n_rows - len(mask), dtype=mask.dtype)
    tail.fill(fill)
    return np.concatenate([mask, tail])


def limit_of(at_most: float, size: int) -> int:
    """How many agents ``at_most`` allows out of ``size``, by Mesa's rule (fraction, number or infinity)."""
    if math.isnan(at_most) or at_most == math.inf:
        return size
    if isinstance(at_most, float) and at_most <= 1.0:
        return max(0, int(size * at_most))
    return min(size, max(0, math.ceil(at_most)))


def order_of(keys: NDArray[Any] | Sequence[Any], ascending: bool) -> RowNumbers:
    """Positions in the order of their keys; ties keep their order in both directions, as in ``sorted``."""
    if isinstance(keys, np.ndarray) and keys.ndim == 1 and keys.dtype != object:
        if ascending:
            return np.argsort(keys, kind="stable")
        return len(keys) - 1 - np.argsort(keys[::-1], kind="stable")[::-1]
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=not ascending)
    return np.array(order, dtype=np.intp)


def groups_of(keys: NDArray[Any] | Sequence[Any]) -> dict[Any, RowNumbers]:
    """Positions that share a key, under Python keys in the order in which they first appear."""
    if not (isinstance(keys, np.ndarray) and keys.ndim == 1 and keys.dtype != object):
        found = defaultdict(list)
        for position, key in enumerate(keys):
            found[key].append(position)
        return {key: np.array(positions, dtype=np.intp) for key, positions in found.items()}
    values, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    ends = np.cumsum(np.bincount(inverse))
    parts = np.split(np.argsort(inverse, kind="stable"), ends[:-1])
    return {values[k].item(): parts[k] for k in np.argsort(first)}
