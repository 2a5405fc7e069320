"""Docket: what is kept in mind of each note of the feed until people look at it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .reasons import surged


class Docket:
    """Notes of the feed by their slots: reports, impressions counted, and whether a case of theirs is open."""

    def __init__(self) -> None:
        self.key = np.full(0, -1, np.int64)  # (C,) whose row it is
        self.reports = np.zeros(0, np.int64)  # (C,) since people last looked
        self.impressions = np.zeros(0, np.int64)  # (C,) when they were last counted
        self.looks = np.zeros(0, np.int8)  # (C,) how often people looked
        self.is_open = np.zeros(0, np.bool_)  # (C,) a case waits for people
        self.suspected = np.zeros(0, np.int8)  # (C,) kind that the machine suspects, -1 = none

    def turn(self, note_key: NDArray[np.int64]) -> None:
        """Begin a blank row for each slot that holds another note than before, as there are by now."""
        missing = len(note_key) - len(self.key)
        blank = {"key": -1, "suspected": -1}
        for name in vars(self):
            column = getattr(self, name)
            setattr(self, name, np.concatenate([column, np.full(missing, blank.get(name, 0), column.dtype)]))
        new = self.key != note_key
        for name in vars(self):
            getattr(self, name)[new] = blank.get(name, 0)
        self.key[new] = note_key[new]

    def surging(
        self, slots: NDArray[np.int64], impressions: NDArray[np.int64], levels: Sequence[int]
    ) -> NDArray[np.int64]:
        """Count some notes' impressions so far; return the slots of those that passed a level since the last time."""
        passed = surged(self.impressions[slots], impressions, levels) & (self.key[slots] >= 0)
        self.impressions[slots] = impressions
        return slots[passed]

    def reported(self, least: int) -> NDArray[np.int64]:
        """Return the slots of notes with so many reports since people last looked."""
        return np.flatnonzero((self.reports >= least) & (self.key >= 0))

    def close(self, slots: NDArray[np.int64]) -> None:
        """Let people have looked at notes."""
        self.is_open[slots], self.reports[slots] = False, 0
        self.looks[slots] = np.minimum(self.looks[slots], 100) + 1
