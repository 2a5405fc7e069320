"""Siblings: the notes of one creator that are about, in a ring: the pages of its profile."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .columns import NoteLog


@njit(cache=True)
def _ring(
    key: NDArray[np.int64],
    creator: NDArray[np.int32],
    day: NDArray[np.int16],
    newest: NDArray[np.int32],
    oldest: NDArray[np.int32],
    older: NDArray[np.int32],
) -> None:
    for n in range(key.shape[0]):
        if key[n] < 0:
            continue
        before, at, who = -1, newest[creator[n]], creator[n]
        while at >= 0 and (day[at], key[at]) > (day[n], key[n]):
            before, at = at, older[at]
        older[n] = at
        if before < 0:
            newest[who] = n
        else:
            older[before] = n
        if at < 0:
            oldest[who] = n
    for who in range(newest.shape[0]):
        if newest[who] >= 0:
            older[oldest[who]] = newest[who]


def siblings_of(notes: NoteLog, n_creators: int) -> NDArray[np.int32]:
    """Return, for each note, the next older one of its creator, and for the oldest the newest: slots, (C,).

    The order goes by day and key: it says nothing of slots.
    """
    older = np.arange(len(notes.key), dtype=np.int32)
    newest, oldest = np.full(n_creators, -1, np.int32), np.full(n_creators, -1, np.int32)
    _ring(notes.key, notes.creator, notes.day, newest, oldest, older)
    return older
