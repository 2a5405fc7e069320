"""The desk: scratch space on which a session's candidates are laid out, scored and chosen from.

Candidates lie in rows of 16: one row for each window that was read, then one for each note of the user's inbox.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.lanes import LANES
from ...kernels.memory import CACHE_LINE
from ...world.columns import N_DIMS
from .pools import HOLE
from .sessions import MAX_SLOTS

MAX_WINDOWS = 56  # the largest quotas together
HEADS = 64  # rows of candidates, in whole thirty-twos
LOOK_BACK = 16  # slots, at most
VIDEOS, COVERS, OPENED, ENGAGED = range(4)  # of ``Desk.beyond``
NOTHING = np.float32(HOLE * 0.5)  # worth less than this is no candidate
_FLOATS_PER_LINE = CACHE_LINE // 4


class Desk(NamedTuple):
    """Scratch space of one block of users."""

    query: NDArray[np.float32]  # (16,) what embeddings are multiplied with
    shares: NDArray[np.float32]  # (16,) cumulative topic shares of the user, infinite beyond the topics
    seen: NDArray[np.uint64]  # (words,) the user's filter, and what the slate holds already
    window: NDArray[np.int32]  # (64,) windows read
    channel: NDArray[np.int8]  # (64,) the channel of each row
    topic: NDArray[np.int32]  # (64,) the topic of each row, -1 = mixed
    score: NDArray[np.float32]  # (64 * 16,) of all candidates; HOLE: none, seen or taken
    head: NDArray[np.float32]  # (64,) best score of each row
    lane: NDArray[np.int64]  # (64,) where in the row it stands
    cost: NDArray[np.float32]  # (64,) what repeats of the row's topic cost now
    aside: NDArray[np.int64]  # (64 * 16,) candidates set aside while a slot is being filled
    worth: NDArray[np.float32]  # (64 * 16,) their scores
    slate: NDArray[np.int64]  # (60,) slots of the notes chosen, in order
    source: NDArray[np.int8]  # (60,) the channels that found them
    topics: NDArray[np.int64]  # (16,) look-back: topics chosen
    creators: NDArray[np.int32]  # (16,) look-back: creators chosen, -1 in what it does not use
    repeats: NDArray[np.float32]  # (16,) score taken off each topic now
    shown: NDArray[np.float32]  # (16, 16) look-back: embeddings chosen (MMR, SSD)
    basis: NDArray[np.float32]  # (16, 16) orthonormal rows that span them (SSD)
    topic_wear: NDArray[np.float32]  # (16,) logit lost on each topic in this session
    creators_shown: NDArray[np.int32]  # (64,) creators shown in this session, -1 behind
    owners: NDArray[np.int64]  # (64,) of the session's ads, behind how many there are
    beyond: NDArray[np.int64]  # (4,) videos watched, covers of a profile looked at and opened, engagements there


@njit(cache=True)
def _floats(n: int) -> NDArray[np.float32]:
    """Return zeros whose first byte starts a cache line: reading sixteen at once then touches one line."""
    buffer = np.zeros(n + _FLOATS_PER_LINE, np.float32)
    first = (-buffer.ctypes.data % CACHE_LINE) // 4
    return buffer[first : first + n]


@njit(cache=True)
def new_desk(words: int = 8) -> Desk:
    """Make scratch space; ``words`` of 64 bits are a generation of the seen filter."""
    shares, topic = _floats(N_DIMS), np.zeros(HEADS, np.int32)
    shares[:] = np.inf
    topic[:] = -1
    return Desk(
        _floats(N_DIMS),
        shares,
        np.zeros(words, np.uint64),
        np.zeros(HEADS, np.int32),
        np.zeros(HEADS, np.int8),
        topic,
        _floats(HEADS * LANES),
        _floats(HEADS),
        np.zeros(HEADS, np.int64),
        _floats(HEADS),
        np.zeros(HEADS * LANES, np.int64),
        np.zeros(HEADS * LANES, np.float32),
        np.zeros(MAX_SLOTS, np.int64),
        np.zeros(MAX_SLOTS, np.int8),
        np.zeros(LOOK_BACK, np.int64),
        np.full(LOOK_BACK, -1, np.int32),
        _floats(N_DIMS),
        np.zeros((LOOK_BACK, N_DIMS), np.float32),
        np.zeros((LOOK_BACK, N_DIMS), np.float32),
        np.zeros(N_DIMS, np.float32),
        np.full(64, -1, np.int32),
        np.zeros(64, np.int64),
        np.zeros(4, np.int64),
    )
