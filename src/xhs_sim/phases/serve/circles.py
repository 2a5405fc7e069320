"""Circles: the part of a large market that a user's feed draws from.

In a market of 100,000 people a user soon has seen the few promoted notes of a topic; in one ten times as
large there would always be more of them, and what is shown would grow better with the market alone (CTR
from .07 to .11, the top 1% of notes from .40 to .66 of likes). So a market has one circle per so many
users: a note belongs to the pools of one circle, by its key, and a user's feed draws from one. Followers
and friends get a note whatever its circle, and so does whoever searches. A hit crosses circles: hot notes may lie in
fewer, larger ones (``feed.hot_crossing``).
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.jit import lean, njit_part
from ...kernels.random import mix
from ...kernels.threads import share_out
from ...world.columns import NoteLog

_CIRCLE = np.uint64(40)  # bits of a key's hash that other marks do not read


def circles_of(n_users: int, users_per_circle: int) -> int:
    """Return how many circles a market of this size has."""
    return max(round(n_users / users_per_circle), 1)


@lean
def circle_of(key: int, n_circles: int) -> int:
    """Return the circle of a user or of a note, by its key."""
    return int(mix(np.uint64(key)) >> _CIRCLE) % n_circles


def hot_circles(n_circles: int, crossing: float) -> int:
    """Return in how many circles hot notes lie: from all (``crossing`` 0) to a single one (1), by powers."""
    return max(round(n_circles ** (1.0 - crossing)), 1)


def shelves_of(notes: NoteLog, n_circles: int) -> NDArray[np.int16]:
    """Return each note's shelf, ``topic * n_circles + circle``: (C,); pools hold one row of windows for each."""
    shelf = np.zeros(len(notes.key), np.int16)
    share_out(_shelve, notes.key, notes.topic, n_circles, shelf)
    return shelf


@njit_part
def _shelve(
    thread: int,
    n_threads: int,
    key: NDArray[np.int64],
    topic: NDArray[np.int8],
    n_circles: int,
    shelf: NDArray[np.int16],
) -> None:
    n_notes = key.shape[0]
    for n in range(thread * n_notes // n_threads, (thread + 1) * n_notes // n_threads):
        if key[n] >= 0:
            shelf[n] = topic[n] * n_circles + circle_of(key[n], n_circles)


@njit(cache=True)
def by_circle(rows: NDArray[np.int64], user_key: NDArray[np.int64], n_circles: int) -> NDArray[np.int64]:
    """Return the places of ``rows`` in the order of the users' circles, else as they are.

    Who reads the same pools comes together, and finds them in the processor's cache.
    """
    circle, start = np.zeros(rows.shape[0], np.int64), np.zeros(n_circles + 1, np.int64)
    for i in range(rows.shape[0]):
        circle[i] = circle_of(user_key[rows[i]], n_circles)
        start[circle[i] + 1] += 1
    start, order = np.cumsum(start), np.zeros(rows.shape[0], np.int64)
    for i in range(rows.shape[0]):
        order[start[circle[i]]] = i
        start[circle[i]] += 1
    return order
