"""The archive: what is needed of notes past the feed's window, to be found by search and shown as hits.

Leaner than a note of the feed: no counters but the day's, no inbox, no ladder. It never grows beyond what
``phases.search.archive`` lets it keep.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .columns import ADS, COUNTS, LIKE_STEPS, NoteLog, NoteTruth
from .content import Content, Notes
from .note_counts import NoteCounts

LIKES = COUNTS.index("likes")


class OldNotes(NamedTuple):
    """Notes on their way into the archive; M rows."""

    truth: NoteTruth
    log: NoteLog
    likes: NDArray[np.int64]  # (M,)


class Archive:
    """Notes older than the feed's window, in the order in which they came.

    Parameters
    ----------
    notes : Notes
        Where they lie: behind those of the feed.

    Attributes
    ----------
    likes : int array of shape (A,)
    today : NoteCounts
        What the surfaces brought them today, those of ads aside.
    """

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.likes, self.today = np.zeros(0, np.int64), NoteCounts(0, ADS)

    @property
    def truth(self) -> NoteTruth:
        """Their latent state."""
        return self.notes.older[0]

    @property
    def log(self) -> NoteLog:
        """What the platform knows of them."""
        return self.notes.older[1]

    def put(self, new: OldNotes) -> None:
        """Take notes in."""
        self.notes.put_older(new.truth, new.log)
        self.likes = np.concatenate([self.likes, new.likes])
        self.begin_day()
        self._show_likes()

    def keep(self, which: NDArray[np.bool_]) -> None:
        """Let all other notes be found no more."""
        self.notes.keep_older(which)
        self.likes = self.likes[which]
        self.begin_day()

    def begin_day(self) -> None:
        """Begin a day's counters."""
        self.today.clear(len(self.likes))

    def count(self, rows: NDArray[np.int64], surfaces: NDArray[np.int64], events: NDArray[np.int32]) -> None:
        """Add counters of notes on surfaces, (K, 8)."""
        self.today.add(rows, surfaces, events)
        np.add.at(self.likes, rows, events[:, LIKES])
        self._show_likes(rows)

    def _show_likes(self, rows: NDArray[np.int64] | slice = slice(None)) -> None:
        self.log.log_likes[rows] = np.round(np.log1p(self.likes[rows]) * LIKE_STEPS) / LIKE_STEPS


def leaving(content: Content, slots: NDArray[np.intp]) -> OldNotes:
    """Return what the archive needs of notes that leave the feed."""
    truth, log = content.notes.feed
    likes = content.counts.over_surfaces(slots)[:, LIKES]
    return OldNotes(NoteTruth._make(_at(truth, slots)), NoteLog._make(_at(log, slots)), likes)


def _at(columns: Any, which: NDArray[Any]) -> list[NDArray[Any]]:
    """Return copies of some rows of columns."""
    return [column[which] for column in columns]
