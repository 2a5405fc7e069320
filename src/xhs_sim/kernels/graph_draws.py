"""The draws of the follower graph: whom each user follows, every user on its own.

A user first meets the circle: each mate is followed by a coin that the two may share, which makes
follows mutual. The other followees come from numbered draws. Draw j of a user is a pure function
of (user, j): either a creator by weight (own topic or any), or, by chance, a copy of an *earlier*
draw of a mate. A copy is found by computing that draw again, so nothing is stored, no user waits
for another, and the copying of copies gives circles their shared favourites (triangles).
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .alias import LOW, S32, row_at, scaled, slot_of
from .choice import pick
from .jit import lean, lean_entry, njit_part
from .memory import prefetch
from .random import bits, bits_of, stem, uniform
from .threads import share_out

_S21 = np.uint64(21)
_S42 = np.uint64(42)
_LOW21 = np.uint64((1 << 21) - 1)
_FROM21 = 1.0 / (1 << 21)
_FROM22 = 1.0 / (1 << 22)
_FROM32 = 1.0 / (1 << 32)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_TRIES = 8  # draws per followee before the rest is filled up at random
_CIRCLES_PER_BLOCK = 512
AT_ONCE = 32  # draws of one person whose slots are asked for together


class People(NamedTuple):
    """Users in circle order."""

    key: NDArray[np.int64]
    row: NDArray[np.int32]
    topic: NDArray[np.int8]
    n_followees: NDArray[np.int32]
    mate_chance: NDArray[np.float32]  # to follow one mate
    circle_start: NDArray[np.int32]  # (n_circles + 1,)


class Creators(NamedTuple):
    """Alias tables of creators, topic after topic."""

    slots: NDArray[np.uint32]  # (N, 3)
    start: NDArray[np.int64]  # (T + 1,)
    other_topic: NDArray[np.float64]  # (T,) cumulative: the topic of a draw that is not held to one's own


class Dials(NamedTuple):
    """Probabilities and keys of the draws."""

    homophily: float
    copy_chance: float
    reciprocation: float
    kind_key: np.uint64
    pick_key: np.uint64
    pair_key: np.uint64
    solo_key: np.uint64


class Scratch(NamedTuple):
    """Room for the draws of one person, and of one circle."""

    seen: NDArray[np.int32]  # an open-addressing set of rows, -1 = free
    stems: NDArray[np.uint64]  # (M, 2) of each mate's draws: kind and pick, see ``random.stem``
    slot: NDArray[np.int64]  # (AT_ONCE,) of the alias tables
    word: NDArray[np.uint64]  # (AT_ONCE,) which of the slot's two rows


@lean
def insert(seen: NDArray[np.int32], mask: int, row: int) -> bool:
    """Add ``row`` to an open-addressing set (-1 = free); return whether it was new."""
    place = np.int64((np.uint64(row) * _SPREAD) >> S32) & mask
    while seen[place] >= 0:
        if seen[place] == row:
            return False
        place = (place + 1) & mask
    seen[place] = row
    return True


@lean
def mate_of(first: int, size: int, i: int, step: int) -> int:
    """Return who sits ``step`` places (1 .. size - 1) after person ``i`` in the circle ``first .. first + size``."""
    mate = i + step
    return mate - size if mate >= first + size else mate


@lean
def draw_slot(
    people: People, creators: Creators, dials: Dials, stems: NDArray[np.uint64], first: int, size: int, i: int, j: int
) -> tuple[Any, Any]:  # fmt: skip
    """Return the slot that draw ``j`` of person ``i`` falls on, and the bits that decide between its two rows."""
    while True:
        kind, word = bits_of(stems[i - first, 0], j), bits_of(stems[i - first, 1], j)
        if j == 0 or size < 2 or (kind & _LOW21) * _FROM21 >= dials.copy_chance:
            break
        i = mate_of(first, size, i, 1 + scaled(word >> S32, size - 1))  # never oneself
        j = scaled(word, j)
    topic = int(people.topic[i])
    if ((kind >> _S21) & _LOW21) * _FROM21 >= dials.homophily:
        topic = pick(creators.other_topic, (kind >> _S42) * _FROM22)
    start = creators.start[topic]
    return slot_of(start, creators.start[topic + 1] - start, word), word


@njit(forceinline=True)
def follows_mate(dials: Dials, me: int, mate: int, chance: float) -> bool:
    """Return whether ``me`` follows ``mate``: by a coin of the pair (mutual) or by one of my own."""
    shared = bits(dials.pair_key, min(me, mate), max(me, mate))
    if (shared >> S32) * _FROM32 < dials.reciprocation:
        return bool((shared & LOW) * _FROM32 < chance)
    return uniform(dials.solo_key, me, mate) < chance


@lean
def follow_circle(
    people: People, dials: Dials, first: int, size: int, i: int, row: NDArray[np.int32],
    seen: NDArray[np.int32], mask: int,
) -> int:  # fmt: skip
    """Put the mates whom person ``i`` follows at the row's front; return how many."""
    n = 0
    for step in range(1, size):
        if n == row.shape[0]:
            break
        mate = mate_of(first, size, i, step)
        if follows_mate(dials, people.key[i], people.key[mate], people.mate_chance[i]):
            row[n] = people.row[mate]
            insert(seen, mask, int(people.row[mate]))
            n += 1
    return n


@lean
def fill_up(
    creators: Creators, word: np.uint64, n: int, row: NDArray[np.int32], seen: NDArray[np.int32], mask: int
) -> None:
    """Complete a row whose draws only met known faces: walk over all creators from a random one."""
    n_slots = creators.slots.shape[0]
    slot = scaled(word, n_slots)
    while n < row.shape[0]:
        creator = int(np.int64(creators.slots[slot, 1]))
        if insert(seen, mask, creator):
            row[n] = creator
            n += 1
        slot = (slot + 1) % n_slots


@lean
def fill_row(
    people: People, creators: Creators, dials: Dials, first: int, size: int, i: int, row: NDArray[np.int32],
    scratch: Scratch,
) -> None:  # fmt: skip
    """Fill the row of person ``i`` with that many distinct followees, never oneself.

    No more draws are made than followees are missing, so all of them count; they are made some at a time, and
    what the alias tables hold for them is asked of memory before any is looked at.
    """
    seen, mask = scratch.seen, 4
    while mask < 2 * row.shape[0] + 2:
        mask *= 2
    mask -= 1
    for place in range(mask + 1):
        seen[place] = -1
    insert(seen, mask, int(people.row[i]))
    n = follow_circle(people, dials, first, size, i, row, seen, mask)
    j, n_tries = int(np.int64(0)), _TRIES * row.shape[0]
    while n < row.shape[0] and j < n_tries:
        some = min(row.shape[0] - n, n_tries - j, AT_ONCE)
        for k in range(some):
            slot, word = draw_slot(people, creators, dials, scratch.stems, first, size, i, j + k)
            prefetch(creators.slots, slot, 0)
            scratch.slot[k], scratch.word[k] = slot, word
        for k in range(some):
            creator = row_at(creators.slots, scratch.slot[k], scratch.word[k])
            if insert(seen, mask, creator):
                row[n] = creator
                n += 1
        j += some
    fill_up(creators, bits_of(scratch.stems[i - first, 1], n_tries), n, row, seen, mask)


@lean_entry
def fill_circle(
    first: int, end: int, people: People, creators: Creators, dials: Dials, indptr: NDArray[np.int64],
    followees: NDArray[np.int32], scratch: Scratch,
) -> None:  # fmt: skip
    """Draw for everybody of one circle."""
    for i in range(first, end):
        scratch.stems[i - first, 0] = stem(dials.kind_key, people.key[i])
        scratch.stems[i - first, 1] = stem(dials.pick_key, people.key[i])
    for i in range(first, end):
        row = followees[indptr[people.row[i]] : indptr[people.row[i] + 1]]
        fill_row(people, creators, dials, first, end - first, i, row, scratch)


def draw_followees(people: People, creators: Creators, dials: Dials, indptr: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return all followees, row after row as ``indptr`` says; unsorted within a row."""
    followees = np.empty(indptr[-1], np.int32)
    share_out(_draw_part, people, creators, dials, indptr, followees)
    return followees


@njit_part
def _draw_part(
    thread: int,
    n_threads: int,
    people: People,
    creators: Creators,
    dials: Dials,
    indptr: NDArray[np.int64],
    followees: NDArray[np.int32],
) -> None:
    """Draw for a thread's blocks of circles."""
    starts, n_circles, longest = people.circle_start, people.circle_start.shape[0] - 1, 0
    for c in range(n_circles):
        longest = max(longest, starts[c + 1] - starts[c])
    scratch = Scratch(
        np.empty(4 * people.n_followees.max() + 8, np.int32),
        np.empty((longest, 2), np.uint64),
        np.empty(AT_ONCE, np.int64),
        np.empty(AT_ONCE, np.uint64),
    )
    for block in range(thread, (n_circles + _CIRCLES_PER_BLOCK - 1) // _CIRCLES_PER_BLOCK, n_threads):
        for c in range(block * _CIRCLES_PER_BLOCK, min((block + 1) * _CIRCLES_PER_BLOCK, n_circles)):
            fill_circle(int(starts[c]), int(starts[c + 1]), people, creators, dials, indptr, followees, scratch)
