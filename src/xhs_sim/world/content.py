"""The notes that the platform holds: a pool of slots that are reused when notes expire.

A slot number means nothing outside the current day: draws, ordering and records use a note's key.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from ..kernels.memory import aligned_zeros
from .columns import COUNTED, N_DIMS, N_KINDS, NoteLog, NoteTruth
from .note_counts import NoteCounts

GROWTH = 8  # a pool that is full becomes longer by one part in so many
# What is logged of a new note.
AS_WRITTEN = ("key", "creator", "day", "tick", "topic", "is_video", "brand", "is_sponsored", "vec")
OF_NONE = {"key": -1, "creator": -1, "brand": -1, "kinds": 1}  # what a slot without a note holds; else 0


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
    harm: NDArray[np.uint8]  # (M,) latent


class Notes:
    """All notes that anybody may be shown: those of the feed in their slots and, behind them, those of the archive.

    Both lie in the same arrays, so that whoever may show either reads them as one. There may be room behind all.

    Parameters
    ----------
    capacity : int
        Slots of the feed to begin with.
    """

    def __init__(self, capacity: int) -> None:
        self._truth, self._log = empty_notes(capacity)
        self.n_slots, self.n_older = capacity, 0

    @property
    def feed(self) -> tuple[NoteTruth, NoteLog]:
        """Those of the feed: C slots."""
        return self._between(0, self.n_slots)

    @property
    def older(self) -> tuple[NoteTruth, NoteLog]:
        """Those of the archive: A rows."""
        return self._between(self.n_slots, self.n_slots + self.n_older)

    @property
    def all(self) -> tuple[NoteTruth, NoteLog]:
        """Both: C + A rows."""
        return self._between(0, self.n_slots + self.n_older)

    def lengthen_feed(self, n: int) -> None:
        """Make room for more notes in the feed."""
        self._move(self.n_slots + n, self.n_older)

    def put_older(self, truth: NoteTruth, log: NoteLog) -> None:
        """Put notes behind all others."""
        n = self.n_older + len(log.key)
        if self.n_slots + n > len(self._log.key):
            self._move(self.n_slots, n + n // GROWTH)
        for whole, new in zip(_columns(self._truth, self._log), _columns(truth, log), strict=True):
            whole[self.n_slots + self.n_older : self.n_slots + n] = new
        self.n_older = n

    def keep_older(self, which: NDArray[np.bool_]) -> None:
        """Let those of the archive go that are not to be kept."""
        kept = self.n_slots + np.flatnonzero(which)
        for whole in _columns(self._truth, self._log):
            whole[self.n_slots : self.n_slots + len(kept)] = whole[kept]
        self.n_older = len(kept)

    def _between(self, first: int, end: int) -> tuple[NoteTruth, NoteLog]:
        truth, log = ((column[first:end] for column in columns) for columns in (self._truth, self._log))
        return NoteTruth._make(truth), NoteLog._make(log)

    def _move(self, n_slots: int, room: int) -> None:
        """Make all arrays longer, column by column: the whole is never there twice."""
        older = slice(self.n_slots, self.n_slots + self.n_older)
        for columns in ("_truth", "_log"):
            for name, column in getattr(self, columns)._asdict().items():
                longer = _empty(name, (n_slots + room, *column.shape[1:]), column.dtype)
                longer[: self.n_slots] = column[: self.n_slots]
                longer[n_slots : n_slots + self.n_older] = column[older]
                setattr(self, columns, getattr(self, columns)._replace(**{name: longer}))
        self.n_slots = n_slots


def lifted(truth: NoteTruth, log: NoteLog, lift: NDArray[np.float32]) -> NoteTruth:
    """Return notes as people feel them while their topic is lifted, logit; see ``World.interest``."""
    return truth._replace(quality=truth.quality + lift[log.topic]) if lift.any() else truth


class Content:
    """Slots of notes, latent and logged.

    Parameters
    ----------
    capacity : int
        Slots to begin with; the arrays grow when more notes are alive.
    """

    def __init__(self, capacity: int) -> None:
        self.notes = Notes(capacity)
        self.counts = NoteCounts(capacity, len(COUNTED))  # since they were written
        self.today = NoteCounts(capacity, len(COUNTED))  # the part of the counters that is of today
        self.lifted_until: dict[int, int] = {}  # slot -> day before which the platform shows the note more
        self.parts: dict[int, int] = {}  # slot -> part of a series, see PARTS; notes of no series are not there

    @property
    def truth(self) -> NoteTruth:
        """Their latent state."""
        return self.notes.feed[0]

    @property
    def log(self) -> NoteLog:
        """What the platform knows of them."""
        return self.notes.feed[1]

    @property
    def alive(self) -> NDArray[np.intp]:
        """Slots in use."""
        return np.flatnonzero(self.log.key >= 0)

    def expiring(self, day: int, window_days: int) -> NDArray[np.intp]:
        """Slots of notes that leave the feed when ``day`` begins."""
        return np.flatnonzero((self.log.key >= 0) & (day - self.log.day >= window_days))

    def add(self, new: NewNotes, words: NDArray[np.uint32] | None = None) -> NDArray[np.int32]:
        """Put notes into free slots and return the slots, in the order given; left out, ``words`` are none."""
        free = np.flatnonzero(self.log.key < 0)
        if len(free) < len(new.key):
            self._grow(len(new.key) - len(free))
            free = np.flatnonzero(self.log.key < 0)
        slots, (truth, log) = free[: len(new.key)], self.notes.feed
        for name in AS_WRITTEN:
            getattr(log, name)[slots] = getattr(new, name)
        truth.quality[slots] = new.quality
        truth.kinds[slots] = new.kinds
        truth.harm[slots] = new.harm
        log.words[slots] = 0 if words is None else words
        for column in (log.quality_hat, log.engage_hat, log.log_likes):
            column[slots] = 0.0
        return slots.astype(np.int32)

    def count_bots(self, slots: NDArray[np.int64], surfaces: NDArray[np.int64], events: NDArray[np.int32]) -> None:
        """Add to notes' counters what bots did, (K, 8), below 0 if it is taken away; it is no part of anybody's day."""
        self.counts.add(slots, surfaces, events)

    def lift(self, slots: NDArray[np.integer], until: int) -> None:
        """Let notes be shown more before a day."""
        self.lifted_until |= dict.fromkeys(slots.tolist(), until)

    def remove(self, slots: NDArray[np.intp]) -> None:
        """Free the slots of notes that the platform no longer distributes."""
        key = self.log.key
        key[slots] = -1
        self.counts.drop(slots)
        self.lifted_until = {slot: day for slot, day in self.lifted_until.items() if key[slot] >= 0}
        self.parts = {slot: part for slot, part in self.parts.items() if key[slot] >= 0}

    def _grow(self, missing: int) -> None:
        self.notes.lengthen_feed(missing + self.notes.n_slots // GROWTH)
        self.counts.lengthen(self.notes.n_slots)


def _columns(truth: NoteTruth, log: NoteLog) -> list[NDArray[Any]]:
    return [*truth, *log]


def _empty(name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
    """Return a column of slots without a note in them."""
    column = aligned_zeros(shape, dtype)
    if name in OF_NONE:
        column[...] = OF_NONE[name]
    return column


def empty_notes(capacity: int) -> tuple[NoteTruth, NoteLog]:
    """Return slots without a note in them."""

    def column(name: str, dtype: DTypeLike, *shape: int) -> NDArray[Any]:
        return _empty(name, (capacity, *shape), dtype)

    truth = NoteTruth(
        quality=column("quality", np.float32), kinds=column("kinds", np.float32, N_KINDS), harm=column("harm", np.uint8)
    )
    log = NoteLog(
        key=column("key", np.int64),
        creator=column("creator", np.int32),
        day=column("day", np.int16),
        tick=column("tick", np.int8),
        topic=column("topic", np.int8),
        is_video=column("is_video", np.uint8),
        brand=column("brand", np.int8),
        is_sponsored=column("is_sponsored", np.uint8),
        vec=column("vec", np.float32, N_DIMS),
        quality_hat=column("quality_hat", np.float32),
        engage_hat=column("engage_hat", np.float32),
        log_likes=column("log_likes", np.float32),
        words=column("words", np.uint32),
    )
    return truth, log
