"""Counters of notes by surface, in cells.

A note is on one or two of the surfaces, if anybody saw it at all. So a cell, a note on a surface, has a row of counters
only if it has anything to count: that takes a third of the memory of a row for each cell.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..kernels.counts import add_to_cells
from .columns import COUNTS

GROWTH = 8  # what is full becomes longer by one part in so many
Slots = NDArray[np.integer] | NDArray[np.bool_] | slice
ALL = slice(None)


class Cells(NamedTuple):
    """Counters as kernels read them: of a note on a surface, a cell."""

    place: NDArray[np.int32]  # (S, C) row of each cell, -1 = it has none, all of its counters are 0
    counts: NDArray[np.int32]  # (rows, kinds) the last row is 0


def in_cells(
    slots: NDArray[np.int64], events: NDArray[np.int32], first: int = 0
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
    """Return slots, surfaces and counters of the cells with any, of counters of notes, (K, S, kinds).

    ``first`` is the first of the S surfaces.
    """
    note, surface = np.nonzero(events.any(axis=2))
    return slots[note], first + surface, events[note, surface]


class NoteCounts:
    """Counters of the notes that have any, in the cells that have any. Rows are used again.

    Parameters
    ----------
    n_slots : int
        Slots of notes.
    n_surfaces : int
    n_kinds : int
        What is counted: ``COUNTS``, or ``REACTIONS``.
    """

    def __init__(self, n_slots: int, n_surfaces: int, n_kinds: int = len(COUNTS)) -> None:
        self.cells = Cells(np.full((n_surfaces, n_slots), -1, np.int32), np.zeros((1, n_kinds), np.int32))
        self._n = 0  # rows that are or were in use
        self._free = np.zeros(0, np.int32)  # of these, rows that are not

    @property
    def n_slots(self) -> int:
        """Slots of notes, also of those without any."""
        return self.cells.place.shape[1]

    @property
    def n_surfaces(self) -> int:
        """Surfaces, also those without any."""
        return len(self.cells.place)

    @property
    def slots(self) -> NDArray[np.int64]:
        """Slots of the notes that have any, ascending."""
        return np.flatnonzero((self.cells.place >= 0).any(axis=0))

    def clear(self, n_slots: int) -> None:
        """Begin anew."""
        place, counts = self.cells
        if n_slots != self.n_slots:
            self.cells = Cells(np.empty((len(place), n_slots), np.int32), counts)
        self.cells.place[:], counts[: self._n] = -1, 0
        self._n, self._free = 0, np.zeros(0, np.int32)

    def lengthen(self, n_slots: int) -> None:
        """Make room for more slots."""
        more = np.full((self.n_surfaces, n_slots - self.n_slots), -1, np.int32)
        self.cells = Cells(np.concatenate([self.cells.place, more], axis=1), self.cells.counts)

    def drop(self, slots: NDArray[np.integer]) -> None:
        """Forget what some notes have."""
        for place in self.cells.place:
            rows = place[slots]
            rows, place[slots] = rows[rows >= 0], -1
            self.cells.counts[rows] = 0
            self._free = np.concatenate([self._free, rows])

    def add(self, slots: NDArray[np.int64], surfaces: NDArray[np.int64], events: NDArray[np.int32]) -> None:
        """Add counters of some cells, each once, (K, kinds)."""
        rows = self._rows(int((self.cells.place[surfaces, slots] < 0).sum()))
        add_to_cells(*self.cells, rows, slots, surfaces, np.ascontiguousarray(events))

    def _rows(self, n: int) -> NDArray[np.int32]:
        """Return so many rows that no cell has."""
        again, self._free = self._free[:n], self._free[n:]
        before, counts = self._n, self.cells.counts
        self._n += n - len(again)
        if self._n >= len(counts):  # the last row stays 0
            longer = np.zeros((self._n + self._n // GROWTH + 1, counts.shape[1]), np.int32)
            longer[:before] = counts[:before]
            self.cells = self.cells._replace(counts=longer)
        return np.concatenate([again, np.arange(before, self._n, dtype=np.int32)])

    def of(self, slots: Slots, surfaces: int | slice = ALL) -> NDArray[np.int32]:
        """Return the counters of some notes, zeros where there are none: (K, surfaces, kinds), or (K, kinds) of one."""
        place, counts = self.cells
        return counts[np.ascontiguousarray(place[surfaces][..., slots].T)]

    def by_surface(self) -> NDArray[np.int64]:
        """Return what all notes have together, (surfaces, kinds)."""
        place, counts = self.cells
        totals = [counts[rows[rows >= 0]].sum(axis=0, dtype=np.int64) for rows in place]
        return np.array(totals, np.int64).reshape(len(place), counts.shape[1])

    def over_surfaces(self, slots: Slots = ALL) -> NDArray[np.int64]:
        """Return what some notes, or all, have on all surfaces together, zeros where there are none: (K, kinds)."""
        place, counts = self.cells
        totals = np.zeros((len(np.arange(self.n_slots)[slots]), counts.shape[1]), np.int64)
        for rows in place:
            totals += counts[rows[slots]]
        return totals
