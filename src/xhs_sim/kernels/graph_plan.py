"""What is settled of readers before anybody follows anyone: how keen each is, and who is in a circle with whom.

A circle is of readers alike in topic and in how many friends they have. Friends are mates (``friends``), and whom one
follows a mate is likely to follow too (``graph_draws``). Everything is keyed by identity, so relabelling users
relabels the plan.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .choice import pick
from .random import bits, normal, uniform

FACTOR, ROUND, LOYAL, STRANGER, SHUFFLE = range(5)  # what a reader's draw number stands for
TOPIC_BITS, COUNT_BITS = 7, 16  # of the 64 that sort readers into circles; the rest is shuffle
_SHUFFLE_SHIFT = np.uint64(TOPIC_BITS + COUNT_BITS)
_COUNT_SHIFT = np.uint64(64 - TOPIC_BITS - COUNT_BITS)
_TOPIC_SHIFT = np.uint64(64 - TOPIC_BITS)


class Leanings(NamedTuple):
    """How sociable each reader is; R rows."""

    appetite: NDArray[np.float64]  # to follow: lognormal, as much as anybody else's of that size
    n_friends: NDArray[np.int32]


@njit(cache=True)
def draw_leanings(
    key: np.uint64, user_key: NDArray[np.int64], appetite_log_sd: float, friends_mean: float, friends_log_sd: float
) -> Leanings:
    """Draw both from one normal: who follows more has more friends."""
    n = user_key.shape[0]
    appetite, n_friends = np.empty(n), np.empty(n, np.int32)
    for u in range(n):
        z = normal(key, user_key[u], FACTOR)
        appetite[u] = math.exp(appetite_log_sd * z)
        wished = friends_mean * math.exp(friends_log_sd * z - 0.5 * friends_log_sd**2)
        n_friends[u] = min(int(min(wished, float(n)) + uniform(key, user_key[u], ROUND)), n - 1)
    return Leanings(appetite, n_friends)


@njit(cache=True)
def circle_sort_keys(
    key: np.uint64,
    user_key: NDArray[np.int64],
    topic_of_user: NDArray[np.int8],
    topic_share: NDArray[np.float64],  # (T,) cumulative share of readers
    n_friends: NDArray[np.int32],
    homophily: float,
) -> NDArray[np.uint64]:
    """Return sort keys that bring together readers of one topic who have equally many friends.

    A reader joins a circle of the own topic with probability sqrt(homophily), else that of somebody
    drawn from all: so the share of circle pairs alike by more than chance is homophily.
    """
    n = user_key.shape[0]
    loyal = math.sqrt(homophily)
    sort_keys = np.empty(n, np.uint64)
    for u in range(n):
        topic = int(topic_of_user[u])
        if uniform(key, user_key[u], LOYAL) >= loyal:
            topic = pick(topic_share, uniform(key, user_key[u], STRANGER))
        count = min(int(n_friends[u]), (1 << COUNT_BITS) - 1)
        shuffle = bits(key, user_key[u], SHUFFLE) >> _SHUFFLE_SHIFT
        sort_keys[u] = (np.uint64(topic) << _TOPIC_SHIFT) | (np.uint64(count) << _COUNT_SHIFT) | shuffle
    return sort_keys


@njit(cache=True)
def cut_circles(
    circle_topic: NDArray[np.uint8],  # (R,) in circle order
    n_friends: NDArray[np.int32],  # (R,) in circle order
    mates_per_friend: float,
) -> NDArray[np.int32]:
    """Return where each circle starts, and R at the end; who has more friends has a larger circle."""
    n = n_friends.shape[0]
    starts = np.empty(n + 1, np.int32)
    n_circles, end = 0, 0
    for i in range(n):
        if i >= end or circle_topic[i] != circle_topic[i - 1]:
            starts[n_circles] = i
            n_circles += 1
            end = i + 1 + int(mates_per_friend * n_friends[i] + 0.5)
    starts[n_circles] = n
    return starts[: n_circles + 1].copy()
