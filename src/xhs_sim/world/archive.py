"""The archive: what is needed of notes past the feed's window, to be found by search and shown as hits.

Leaner than a note of the feed: no counters but the day's, no inbox, no ladder. It never grows beyond what
``phases.search.archive`` lets it keep.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..kernels.memory import aligned_joined
from .columns import ADS, COUNTS, LIKE_STEPS, NoteLog, NoteTruth
from .content import Content, empty_notes

LIKES = COUNTS.index("likes")


class OldNotes(NamedTuple):
    """Notes on their way into the archive; M rows. ``log`` has no counters: shape (M, 0, 8)."""

    truth: NoteTruth
    log: NoteLog
    likes: NDArray[np.int64]  # (M,)


class Archive:
    """Notes older than the feed's window, in the order in which they came.

    Attributes
    ----------
    truth, log : arrays over A notes
        As in the feed, without counters.
    likes : int array of shape (A,)
    today : int array of shape (A, 6, 8)
        What the surfaces brought them today, those of ads aside; see ``COUNTED`` and ``COUNTS``.
    """

    def __init__(self) -> None:
        self.truth, self.log = empty_notes(0, n_surfaces=0)
        self.likes, self.today = np.zeros(0, np.int64), _counters(0)

    def put(self, new: OldNotes) -> None:
        """Take notes in."""
        self.truth = NoteTruth._make(_all_behind(self.truth, new.truth))
        self.log = NoteLog._make(_all_behind(self.log, new.log))
        self.likes = np.concatenate([self.likes, new.likes])
        self.today = _counters(len(self.likes))
        self._show_likes()

    def keep(self, which: NDArray[np.bool_]) -> None:
        """Let all other notes be found no more."""
        self.truth, self.log = NoteTruth._make(_at(self.truth, which)), NoteLog._make(_at(self.log, which))
        self.likes, self.today = self.likes[which], self.today[which]

    def begin_day(self) -> None:
        """Begin a day's counters."""
        self.today = _counters(len(self.likes))

    def count(self, rows: NDArray[np.int64], events: NDArray[np.int32], first: int = 0) -> None:
        """Add what was shown of M notes, (M, S, 8), to the S surfaces from ``first`` on."""
        self.today[rows, first : first + events.shape[1]] += events
        self.likes[rows] += events[:, :, LIKES].sum(axis=1)
        self._show_likes(rows)

    def _show_likes(self, rows: NDArray[np.int64] | slice = slice(None)) -> None:
        self.log.log_likes[rows] = np.round(np.log1p(self.likes[rows]) * LIKE_STEPS) / LIKE_STEPS


def _counters(n: int) -> NDArray[np.int32]:
    return np.zeros((n, ADS, len(COUNTS)), np.int32)


def leaving(content: Content, slots: NDArray[np.intp]) -> OldNotes:
    """Return what the archive needs of notes that leave the feed."""
    likes = content.log.counts[slots, :, LIKES].sum(axis=1, dtype=np.int64)
    return OldNotes(
        NoteTruth._make(_at(content.truth, slots)), NoteLog._make(_at(_without_counters(content.log), slots)), likes
    )


def _without_counters(log: NoteLog) -> NoteLog:
    return log._replace(counts=np.zeros((len(log.key), 0, len(COUNTS)), np.int32))


def _at(columns: Any, which: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """Return copies of some rows of columns: a mask, or places."""
    return (column[which] for column in columns)


def _all_behind(first: Any, then: Any) -> Iterator[NDArray[Any]]:
    """Return columns with others behind them, each aligned."""
    return (aligned_joined(*pair) for pair in zip(first, then, strict=True))


def with_archive(
    log: NoteLog, truth: NoteTruth, archive: Archive, lift: NDArray[np.float32]
) -> tuple[NoteLog, NoteTruth]:
    """Return the notes of the feed, in their slots, with the archive behind them.

    Parameters
    ----------
    truth : NoteTruth
        As people feel the notes today, ``World.felt``.
    lift : float array
        Of the day, by topic, logit.
    """
    if not len(archive.likes):
        return log, truth
    felt = archive.truth._replace(quality=archive.truth.quality + lift[archive.log.topic])
    return NoteLog._make(_all_behind(_without_counters(log), archive.log)), NoteTruth._make(_all_behind(truth, felt))
