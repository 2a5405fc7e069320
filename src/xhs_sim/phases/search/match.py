"""Match: from a word's list to the results of one user. Every list of organic results is assembled here."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...kernels.memory import inner, prefetch
from .index import Index
from .law import MatchLaw

MAX_LOOK = 60  # results of one query that anybody looks at
AHEAD = 8  # places of a list, from which a note is asked for
MOST_LOOKED = 2048  # looks of a day that are remembered, a power of 2


class Desk(NamedTuple):
    """Scratch space of a block of users."""

    result: NDArray[np.int32]  # (60,) note slots, best first
    candidate: NDArray[np.int32]  # (16,) note slots
    value: NDArray[np.float32]  # (16,)
    place: NDArray[np.int32]  # (16,) in the word's list
    read: NDArray[np.int32]  # (64,) notes that the user opened from search today
    owners: NDArray[np.int64]  # (64,) of the ads in this list, behind how many there are
    looked: NDArray[np.int64]  # (2048,) user and note of looks, each at a place of its note's own; -1 = none
    best_slot: NDArray[np.int64]  # (2048,) at which they were


@njit(inline="always")
def new_desk() -> Desk:
    """Make an empty desk."""
    return Desk(
        np.empty(MAX_LOOK, np.int32),
        np.empty(16, np.int32),
        np.empty(16, np.float32),
        np.empty(16, np.int32),
        np.empty(64, np.int32),
        np.zeros(64, np.int64),
        np.full(MOST_LOOKED, -1, np.int64),
        np.zeros(MOST_LOOKED, np.int64),
    )


@lean
def was_read(desk: Desk, n_read: int, note: int) -> bool:
    """Say whether the user opened the note from search before, today."""
    for k in range(n_read):  # noqa: SIM110 (compiled)
        if desk.read[k] == note:
            return True
    return False


@lean
def take_next(
    desk: Desk,
    at: int,
    place: int,
    index: Index,
    row: int,
    n_read: int,
    user: int,
    taste_hat: NDArray[np.float32],
    vec: NDArray[np.float32],
    weight: float,
) -> int:
    """Put the list's next unread note among the candidates; return the place after it (-1 = list is over)."""
    while place < index.size[row]:
        note = index.note[row, place]
        if not was_read(desk, n_read, note):
            own = np.float32(weight * inner(taste_hat, user, vec, note))
            desk.candidate[at], desk.value[at], desk.place[at] = note, index.score[row, place] + own, place
            prefetch(vec, index.note[row, min(place + AHEAD, index.size[row] - 1)], 0)
            return place + 1
        place += 1
    return -1


@lean
def best_candidate(desk: Desk, n: int) -> int:
    """Return the candidate of the highest value; of equals, the one higher in the list."""
    best = 0
    for k in range(1, n):
        better = desk.value[k] > desk.value[best]
        if better or (desk.value[k] == desk.value[best] and desk.place[k] < desk.place[best]):
            best = k
    return best


@lean
def assemble(
    desk: Desk,
    index: Index,
    row: int,
    wanted: int,
    n_read: int,
    user: int,
    taste_hat: NDArray[np.float32],
    norm: float,
    vec: NDArray[np.float32],
    law: MatchLaw,
) -> int:
    """Fill ``desk.result`` with up to ``wanted`` notes; return how many.

    The list's order, but of the next ``window`` notes the one that suits the user best comes first.
    Ads are put among them as they are looked at (``look``), where one is sold.
    """
    weight, place, n = law.taste / norm, 0, 0
    while n < law.window:
        place = take_next(desk, n, place, index, row, n_read, user, taste_hat, vec, weight)
        if place < 0:
            break
        n += 1
    for slot in range(wanted):
        if n == 0:
            return slot
        best = best_candidate(desk, n)
        desk.result[slot] = desk.candidate[best]
        if place >= 0:
            place = take_next(desk, best, place, index, row, n_read, user, taste_hat, vec, weight)
        if place < 0:
            n -= 1
            desk.candidate[best], desk.value[best] = desk.candidate[n], desk.value[n]
            desk.place[best] = desk.place[n]
    return wanted
