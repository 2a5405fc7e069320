"""Learn: what the platform comes to believe of each note, from its own counters only."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ..kernels.jit import lean_entry, njit_part
from ..kernels.threads import BLOCK, share_out
from ..world.columns import ADS, EXPECTED_UNIT, FEED, LIKE_STEPS, PROFILE, SEARCH, VIDEO_FEED, NoteLog
from ..world.note_counts import Cells, NoteCounts

STEPS = 16.0  # estimates move in steps of 1/16, so that a few events do not ripple through every feed


class NoteEstimates(NamedTuple):
    """The platform's beliefs; C slots."""

    quality_hat: NDArray[np.float32]  # ln(clicks / expected clicks)
    engage_hat: NDArray[np.float32]  # ln(engagements per click / usual)
    log_likes: NDArray[np.float32]  # ln(1 + likes)


@njit(cache=True)
def _stepped(x: float, steps: float) -> float:
    return np.round(x * steps) / steps


@njit(cache=True)
def platform_levels(notes: NoteLog, cells: Cells) -> tuple[float, float]:
    """Return clicks over expected clicks and engagements over clicks of all live notes, in coarse steps."""
    clicks, expected, acts = 100.0, 100.0, 10.0
    for n in range(notes.key.shape[0]):
        if notes.key[n] >= 0:
            for surface in FEED:
                if cells.place[surface, n] >= 0:
                    cell = cells.counts[cells.place[surface, n]]
                    clicks += cell[1]
                    expected += cell[7] / EXPECTED_UNIT
                    acts += cell[2] + cell[3] + cell[4]
    return np.exp(_stepped(np.log(clicks / expected), 4.0)), np.exp(_stepped(np.log(acts / clicks), 4.0))


@lean_entry
def learn_block(
    first: int,
    last: int,
    notes: NoteLog,
    cells: Cells,
    prior: float,
    level: float,
    rate: float,
    estimates: NoteEstimates,
) -> None:
    """Write the estimates of a block of notes."""
    quality, engage, likes = estimates
    for n in range(first, last):
        if notes.key[n] >= 0:
            clicks, expected, acts, liked = 0, 0, 0, 0
            for surface in (VIDEO_FEED, PROFILE, SEARCH, ADS):
                if cells.place[surface, n] >= 0:
                    liked += cells.counts[cells.place[surface, n], 2]
            for surface in FEED:
                if cells.place[surface, n] >= 0:
                    cell = cells.counts[cells.place[surface, n]]
                    clicks, expected, liked = clicks + cell[1], expected + cell[7], liked + cell[2]
                    acts += cell[2] + cell[3] + cell[4]
            due = level * expected / EXPECTED_UNIT
            quality[n] = _stepped(np.log((clicks + prior) / (due + prior)), STEPS)
            engage[n] = _stepped(np.log((acts + 2.0) / (rate * clicks + 2.0)), STEPS)
            likes[n] = _stepped(np.log(1.0 + liked), LIKE_STEPS)


@njit_part
def learn_part(
    thread: int,
    n_threads: int,
    notes: NoteLog,
    cells: Cells,
    prior: float,
    level: float,
    rate: float,
    estimates: NoteEstimates,
) -> None:
    """Write the estimates of a thread's blocks of notes."""
    n = notes.key.shape[0]
    for first in range(thread * BLOCK, n, n_threads * BLOCK):
        learn_block(first, min(first + BLOCK, n), notes, cells, prior, level, rate, estimates)


def learn(notes: NoteLog, counts: NoteCounts, prior: float) -> NoteEstimates:
    """Estimate how each note does against expectation.

    Clicks over expected clicks takes out the luck of place and audience [1]_; ``prior`` expected
    clicks shrink it to the platform's level.

    References
    ----------
    .. [1] Zhang and Jones (2007), Comparing click logs and editorial labels for training query rewriting.
    """
    estimates = NoteEstimates(*(np.zeros(len(notes.key), np.float32) for _ in NoteEstimates._fields))
    share_out(learn_part, notes, counts.cells, prior, *platform_levels(notes, counts.cells), estimates)
    return estimates
