"""The notes that the platform holds: a pool of slots that are reused when notes expire.

A slot number means nothing outside the current day: draws, ordering and records use a note's key.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..kernels.counts import add_to_rows
from ..kernels.memory import aligned_joined, aligned_zeros
from .columns import COUNTED, COUNTS, N_DIMS, N_KINDS, NoteLog, NoteTruth

GROWTH = 8  # a pool that is full becomes longer by one part in so many
AS_WRITTEN = (
    "key",
    "creator",
    "day",
    "tick",
    "topic",
    "is_video",
    "brand",
    "is_sponsored",
    "vec",
)  # logged of a new note


class NewNotes(NamedTuple):
    """Notes about to be published; M rows."""

    key: NDArray[np.int64]  # (M,)
    creator: NDArray[np.int32]  # (M,)
    day: NDArray[np.int16]  # (M,)
    tick: NDArray[np.int8]  # (M,)
    topic: NDArray[np.int8]  # (M,)
    is_video: NDArray[np.uint8]  # (M,)
    brand: NDArray[np.int8]  # (M,) -1 = none
    is_sponsored: NDArray[np.uint8]  # (M,)
    vec: NDArray[np.float32]  # (M, 16)
    quality: NDArray[np.float32]  # (M,) latent
    kinds: NDArray[np.float32]  # (M, 4) latent


class NoteCounts:
    """Counters of the notes that have any: of a day one note in four. Rows are kept for the next day.

    Parameters
    ----------
    n_slots : int
        Slots of notes.
    n_surfaces : int
    n_kinds : int
        What is counted: ``COUNTS``, or ``REACTIONS``.
    """

    def __init__(self, n_slots: int, n_surfaces: int, n_kinds: int = len(COUNTS)) -> None:
        # in the order of the first event
        self._counts: NDArray[np.int32] = np.zeros((0, n_surfaces, n_kinds), np.int32)
        self._n = 0  # rows in use
        self.clear(n_slots)

    @property
    def n_slots(self) -> int:
        """Slots of notes, also of those without any."""
        return len(self._row)

    @property
    def slots(self) -> NDArray[np.int64]:
        """Slots of the notes that have any, ascending."""
        return np.flatnonzero(self._row >= 0)

    def clear(self, n_slots: int) -> None:
        """Begin anew."""
        self._row: NDArray[np.int32] = np.full(n_slots, -1, np.int32)  # of each slot
        self._counts[: self._n] = 0
        self._n = 0

    def add(self, slots: NDArray[np.int64], events: NDArray[np.int32], first: int = 0) -> None:
        """Add counters of some notes, each once, (K, S, kinds), to the S surfaces from ``first`` on."""
        new = slots[self._row[slots] < 0]
        n = self._n + len(new)
        if n > len(self._counts):
            more = np.zeros((n + n // GROWTH, *self._counts.shape[1:]), np.int32)
            more[: self._n] = self._counts[: self._n]
            self._counts = more
        self._row[new], self._n = np.arange(self._n, n, dtype=np.int32), n
        add_to_rows(self._counts, self._row[slots].astype(np.int64), np.ascontiguousarray(events), first)

    def of(
        self, slots: NDArray[np.integer] | NDArray[np.bool_], surfaces: int | slice = slice(None)
    ) -> NDArray[np.int32]:
        """Return the counters of some notes, zeros where there are none: (K, surfaces, kinds), or (K, kinds) of one."""
        row = self._row[slots]
        if not len(self._counts):
            return np.zeros((len(row), *self._counts[:, surfaces].shape[1:]), np.int32)
        found = self._counts[row, surfaces]  # of a note without any, what happens to be in the last row
        found[row < 0] = 0
        return found

    def by_surface(self) -> NDArray[np.int64]:
        """Return what all notes have together, (surfaces, kinds)."""
        return self._counts[: self._n].sum(axis=0, dtype=np.int64)

    def over_surfaces(self, slots: NDArray[np.integer] | NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return what some notes have on all surfaces together, zeros where there are none: (K, kinds)."""
        totals = np.zeros((self._n + 1, self._counts.shape[2]), np.int64)  # the last row is of notes without any
        self._counts[: self._n].sum(axis=1, out=totals[:-1])
        return totals[self._row[slots]]


def counters_of(wanted: NDArray[np.integer], slots: NDArray[np.int64], counts: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the counters of some notes, (K, S, 8), zeros where there are none.

    Parameters
    ----------
    slots, counts : int arrays of shapes (M,) and (M, S, 8)
        Of the notes that have any, ascending.
    """
    found = np.zeros((len(wanted), *counts.shape[1:]), np.int32)
    if len(slots):
        at = np.minimum(np.searchsorted(slots, wanted), len(slots) - 1)
        known = slots[at] == wanted
        found[known] = counts[at[known]]
    return found


class Content:
    """Slots of notes, latent and logged.

    Parameters
    ----------
    capacity : int
        Slots to begin with; the arrays grow when more notes are alive.
    """

    def __init__(self, capacity: int) -> None:
        self.truth, self.log = empty_notes(capacity)
        self.today = NoteCounts(capacity, self.log.counts.shape[1])  # the part of the counters that is of today
        self.parts: dict[int, int] = {}  # slot -> part of a series, see PARTS; notes of no series are not there

    @property
    def alive(self) -> NDArray[np.intp]:
        """Slots in use."""
        return np.flatnonzero(self.log.key >= 0)

    def add(self, new: NewNotes, words: NDArray[np.uint32] | None = None) -> NDArray[np.int32]:
        """Put notes into free slots and return the slots, in the order given; left out, ``words`` are none."""
        free = np.flatnonzero(self.log.key < 0)
        if len(free) < len(new.key):
            self._grow(len(new.key) - len(free))
            free = np.flatnonzero(self.log.key < 0)
        slots = free[: len(new.key)]
        for name in AS_WRITTEN:
            getattr(self.log, name)[slots] = getattr(new, name)
        self.truth.quality[slots] = new.quality
        self.truth.kinds[slots] = new.kinds
        self.log.words[slots] = 0 if words is None else words
        self.log.counts[slots] = 0
        for column in (self.log.quality_hat, self.log.engage_hat, self.log.log_likes):
            column[slots] = 0.0
        return slots.astype(np.int32)

    def remove(self, slots: NDArray[np.intp]) -> None:
        """Free the slots of notes that the platform no longer distributes."""
        self.log.key[slots] = -1
        self.parts = {slot: part for slot, part in self.parts.items() if self.log.key[slot] >= 0}

    def _grow(self, missing: int) -> None:
        truth, log = empty_notes(missing + len(self.log.key) // GROWTH)
        for name, tail in truth._asdict().items():  # column by column: the whole is never there twice
            self.truth = self.truth._replace(**{name: aligned_joined(getattr(self.truth, name), tail)})
        for name, tail in log._asdict().items():
            self.log = self.log._replace(**{name: aligned_joined(getattr(self.log, name), tail)})


def empty_notes(capacity: int, n_surfaces: int = len(COUNTED)) -> tuple[NoteTruth, NoteLog]:
    """Return slots without a note in them."""
    truth = NoteTruth(np.zeros(capacity, np.float32), np.ones((capacity, N_KINDS), np.float32))
    log = NoteLog(
        key=np.full(capacity, -1, np.int64),
        creator=np.full(capacity, -1, np.int32),
        day=np.zeros(capacity, np.int16),
        tick=np.zeros(capacity, np.int8),
        topic=np.zeros(capacity, np.int8),
        is_video=np.zeros(capacity, np.uint8),
        brand=np.full(capacity, -1, np.int8),
        is_sponsored=np.zeros(capacity, np.uint8),
        vec=aligned_zeros((capacity, N_DIMS), np.float32),
        counts=np.zeros((capacity, n_surfaces, len(COUNTS)), np.int32),
        quality_hat=np.zeros(capacity, np.float32),
        engage_hat=np.zeros(capacity, np.float32),
        log_likes=np.zeros(capacity, np.float32),
        words=np.zeros(capacity, np.uint32),
    )
    return truth, log
