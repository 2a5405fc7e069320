"""The draws of the follower graph: who of the readers follows a creator, every creator on its own.

A creator has a number of followers among the readers, and draws that many of them: each by how keen a reader is to
follow, from the readers of the creator's topic or from all, or, by chance, a mate of one who follows already, which
gives circles their shared favourites. Whom too many follow to be drawn one by one is followed by those with the
shortest waiting times, which is the same law [1]_. No creator waits for another.

References
----------
.. [1] P. S. Efraimidis, P. G. Spirakis (2006), Weighted random sampling with a reservoir,
   doi:10.1016/j.ipl.2005.11.003.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .alias import S32, row_at, scaled, slot_of
from .jit import lean, lean_entry, njit_part
from .random import bits_of, stem
from .threads import share_out

_S11, _S21 = np.uint64(11), np.uint64(21)
_LOW21 = np.uint64((1 << 21) - 1)
_FROM21 = 1.0 / (1 << 21)
_FROM53 = 1.0 / (1 << 53)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_TRIES = 16  # draws per follower before the rest is filled up at random
MANY = 8  # whom one of so many readers follows has waiting times drawn instead
_BLOCK = 256  # creators that a thread takes at a time


class Readers(NamedTuple):
    """Who may follow, in circle order; R rows."""

    key: NDArray[np.int64]
    row: NDArray[np.int32]
    topic: NDArray[np.int8]
    appetite: NDArray[np.float64]
    first: NDArray[np.int32]  # where one's circle begins
    end: NDArray[np.int32]  # and ends
    slots: NDArray[np.uint32]  # (2 R, 3) alias tables by appetite: topic after topic, then all
    start: NDArray[np.int64]  # (T + 2,) of the tables


class Followed(NamedTuple):
    """Who is followed; N rows."""

    key: NDArray[np.int64]
    topic: NDArray[np.int8]
    place: NDArray[np.int32]  # among the readers, -1 = no reader


class Dials(NamedTuple):
    """Probabilities and keys of the draws."""

    homophily: float
    copy_chance: float
    keener: NDArray[np.float64]  # (T,) how much likelier a reader of a topic follows its creators than others
    kind_key: np.uint64
    pick_key: np.uint64


@lean
def insert(seen: NDArray[np.int32], mask: int, place: int) -> bool:
    """Add ``place`` to an open-addressing set (-1 = free); return whether it was new."""
    at = np.int64((np.uint64(place) * _SPREAD) >> S32) & mask
    while seen[at] >= 0:
        if seen[at] == place:
            return False
        at = (at + 1) & mask
    seen[at] = place
    return True


@lean
def draw_one(
    readers: Readers, dials: Dials, topic: int, kind: np.uint64, word: np.uint64, found: NDArray[np.int32], n: int
) -> Any:
    """Return the place of a reader: a mate of one of the ``n`` found, or one by appetite."""
    if n > 0 and (kind & _LOW21) * _FROM21 < dials.copy_chance:
        model = found[scaled(word >> S32, n)]
        first = int(readers.first[model])
        return first + scaled(word, int(readers.end[model]) - first)
    table = readers.start.shape[0] - 2
    if ((kind >> _S21) & _LOW21) * _FROM21 < dials.homophily and readers.start[topic + 1] > readers.start[topic]:
        table = topic
    start = readers.start[table]
    return row_at(readers.slots, slot_of(start, readers.start[table + 1] - start, word), word)


@lean_entry
def draw_few(
    c: int, readers: Readers, followed: Followed, dials: Dials, found: NDArray[np.int32], seen: NDArray[np.int32]
) -> None:
    """Fill ``found`` with the places of distinct readers who follow creator ``c``, who is none of them."""
    mask = 4
    while mask < 2 * found.shape[0] + 2:
        mask *= 2
    mask -= 1
    for at in range(mask + 1):
        seen[at] = -1
    if followed.place[c] >= 0:
        insert(seen, mask, int(followed.place[c]))
    kinds, picks = stem(dials.kind_key, followed.key[c]), stem(dials.pick_key, followed.key[c])
    n, j, n_tries = int(np.int64(0)), int(np.int64(0)), _TRIES * found.shape[0]
    while n < found.shape[0] and j < n_tries:
        place = draw_one(readers, dials, int(followed.topic[c]), bits_of(kinds, j), bits_of(picks, j), found, n)
        if insert(seen, mask, place):
            found[n] = place
            n += 1
        j += 1
    place = scaled(bits_of(picks, n_tries), readers.key.shape[0])
    while n < found.shape[0]:  # only met known faces: walk on from one at random
        if insert(seen, mask, place):
            found[n] = place
            n += 1
        place = (place + 1) % readers.key.shape[0]


@lean_entry
def draw_waits(c: int, readers: Readers, followed: Followed, dials: Dials, wait: NDArray[np.float64]) -> None:
    """Draw how long each reader would take to follow creator ``c``, who never follows itself."""
    picks, topic = stem(dials.pick_key, followed.key[c]), followed.topic[c]
    for i in range(wait.shape[0]):
        u = (float(bits_of(picks, readers.key[i]) >> _S11) + 1.0) * _FROM53
        keenness = readers.appetite[i] * (dials.keener[topic] if readers.topic[i] == topic else 1.0 - dials.homophily)
        wait[i] = -math.log(u) / max(keenness, 1e-12)
    if followed.place[c] >= 0:
        wait[followed.place[c]] = np.inf


@njit(cache=True, nogil=True)
def take_first(wait: NDArray[np.float64], found: NDArray[np.int32]) -> None:
    """Fill ``found`` with the places of the shortest waits."""
    last = np.partition(wait, found.shape[0] - 1)[found.shape[0] - 1]
    n = 0
    for i in range(wait.shape[0]):
        if wait[i] <= last and n < found.shape[0]:
            found[n] = i
            n += 1


def draw_followers(readers: Readers, followed: Followed, dials: Dials, indptr: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the rows of all followers, creator after creator as ``indptr`` says, ascending."""
    followers = np.empty(indptr[-1], np.int32)
    share_out(_draw_part, readers, followed, dials, indptr, followers)
    return followers


@njit_part
def _draw_part(
    thread: int,
    n_threads: int,
    readers: Readers,
    followed: Followed,
    dials: Dials,
    indptr: NDArray[np.int64],
    followers: NDArray[np.int32],
) -> None:
    """Draw for a thread's blocks of creators."""
    n, rows = readers.key.shape[0], readers.row
    few = n // MANY + 1
    wait, seen = np.empty(n), np.empty(4 * few + 8, np.int32)
    n_creators = indptr.shape[0] - 1
    for block in range(thread, (n_creators + _BLOCK - 1) // _BLOCK, n_threads):
        for c in range(block * _BLOCK, min((block + 1) * _BLOCK, n_creators)):
            found = followers[indptr[c] : indptr[c + 1]]
            if found.shape[0] == 0:
                continue
            if found.shape[0] < few:
                draw_few(c, readers, followed, dials, found, seen)
            else:
                draw_waits(c, readers, followed, dials, wait)
                take_first(wait, found)
            for e in range(found.shape[0]):
                found[e] = rows[found[e]]
            found[:] = np.sort(found)
