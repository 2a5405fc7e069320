"""Momentum: what a creator's earlier notes bring the later ones, while it lasts.

A note that gets more likes than its creator's notes before it lifts those after it: the platform shows them to more
people. It is over in days, unlike what lasts of a creator: skill, talents, followers, and what all its notes share
(``content.creator_resonance_share``).
"""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...config.schema import LadderConfig
from ...world.columns import NoteLog

_STEPS = 4.0  # a like more must not ripple
_TICKS = 24  # of a day, at most


def momentum_of(notes: NoteLog, ladder: LadderConfig) -> NDArray[np.float32] | None:
    """Return what the ladder adds to each note for those before it: (C,); None if no note lifts the next.

    With ``h`` a note's ln(1 + likes) above the mean of its creator's earlier ones, the most that is left of any
    earlier ``h`` counts, of each ``exp(-days between the two / momentum_days)``. Notes from before day 0 were shown
    to nobody, and count for nothing.
    """
    if ladder.momentum <= 0.0:
        return None
    lived = np.flatnonzero((notes.key >= 0) & (notes.day >= 0))
    moment = notes.day[lived].astype(np.int64) * _TICKS + notes.tick[lived]
    in_turn = lived[np.lexsort((notes.key[lived], moment, notes.creator[lived]))]
    heat = np.zeros(len(notes.key), np.float32)
    _pass_on(in_turn, notes.creator, notes.day, notes.log_likes, ladder.momentum_days, heat)
    return np.asarray(np.round(ladder.momentum * heat * _STEPS) / _STEPS, np.float32)


@njit(cache=True)
def _pass_on(
    in_turn: NDArray[np.int64],
    creator: NDArray[np.int32],
    day: NDArray[np.int16],
    log_likes: NDArray[np.float32],
    memory_days: float,
    heat: NDArray[np.float32],
) -> None:
    """Take notes creator by creator, in the order of publication."""
    before, left, known, total, since = -1, 0.0, 0, 0.0, 0
    for n in in_turn:
        if creator[n] != before:
            before, left, known, total, since = creator[n], 0.0, 0, 0.0, day[n]
        left *= math.exp(-(day[n] - since) / memory_days)
        since = day[n]
        heat[n] = left
        if known > 0:
            left = max(left, log_likes[n] - total / known)
        known += 1
        total += log_likes[n]
