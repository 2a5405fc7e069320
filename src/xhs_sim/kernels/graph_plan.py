"""What the follower graph's generator settles before any edge is drawn.

How many accounts each user follows, who forms a circle with whom, and how much of each creator's
audience is left to be drawn after the circle gave its part. Everything is keyed by the user's
identity, so relabelling users relabels the plan.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .choice import pick
from .random import bits, normal, uniform

FACTOR, ROUND, LOYAL, STRANGER, SHUFFLE = range(5)  # what a user's draw number stands for
TOPIC_BITS, COUNT_BITS = 7, 16  # of the 64 that sort users into circles; the rest is shuffle
_SHUFFLE_SHIFT = np.uint64(TOPIC_BITS + COUNT_BITS)
_COUNT_SHIFT = np.uint64(64 - TOPIC_BITS - COUNT_BITS)
_TOPIC_SHIFT = np.uint64(64 - TOPIC_BITS)


class Appetites(NamedTuple):
    """What each user's number of followees comes from; N rows."""

    factor: NDArray[np.float64]  # lognormal
    lot: NDArray[np.float64]  # in [0, 1), rounds at random


@njit(cache=True)
def draw_appetites(key: np.uint64, user_key: NDArray[np.int64], log_sd: float) -> Appetites:
    """Draw how keen each user is to follow."""
    n = user_key.shape[0]
    factor, lot = np.empty(n), np.empty(n)
    for u in range(n):
        factor[u] = math.exp(log_sd * normal(key, user_key[u], FACTOR))
        lot[u] = uniform(key, user_key[u], ROUND)
    return Appetites(factor, lot)


@njit(cache=True)
def followee_counts(appetites: Appetites, scale: float) -> NDArray[np.int32]:
    """Return a lognormal number of followees per user, rounded at random, at most all others."""
    factor, lot = appetites
    n = factor.shape[0]
    counts = np.empty(n, np.int32)
    for u in range(n):
        counts[u] = min(int(min(scale * factor[u], float(n)) + lot[u]), n - 1)
    return counts


@njit(cache=True)
def circle_sort_keys(
    key: np.uint64,
    user_key: NDArray[np.int64],
    topic_of_user: NDArray[np.int8],
    topic_share: NDArray[np.float64],  # (T,) cumulative share of users
    n_followees: NDArray[np.int32],
    homophily: float,
) -> NDArray[np.uint64]:
    """Return sort keys that bring together users of one topic who follow equally many accounts.

    A user joins a circle of the own topic with probability sqrt(homophily), else that of a user
    drawn from everyone: so the share of circle pairs alike by more than chance is homophily.
    """
    n = user_key.shape[0]
    loyal = math.sqrt(homophily)
    sort_keys = np.empty(n, np.uint64)
    for u in range(n):
        topic = int(topic_of_user[u])
        if uniform(key, user_key[u], LOYAL) >= loyal:
            topic = pick(topic_share, uniform(key, user_key[u], STRANGER))
        count = min(int(n_followees[u]), (1 << COUNT_BITS) - 1)
        shuffle = bits(key, user_key[u], SHUFFLE) >> _SHUFFLE_SHIFT
        sort_keys[u] = (np.uint64(topic) << _TOPIC_SHIFT) | (np.uint64(count) << _COUNT_SHIFT) | shuffle
    return sort_keys


@njit(cache=True)
def cut_circles(
    circle_topic: NDArray[np.uint8],  # (N,) in circle order
    n_followees: NDArray[np.int32],  # (N,) in circle order
    mates_per_followee: float,
) -> NDArray[np.int32]:
    """Return where each circle starts, and N at the end; who follows more has a larger circle."""
    n = n_followees.shape[0]
    starts = np.empty(n + 1, np.int32)
    n_circles, end = 0, 0
    for i in range(n):
        if i >= end or circle_topic[i] != circle_topic[i - 1]:
            starts[n_circles] = i
            n_circles += 1
            end = i + 1 + max(1, int(mates_per_followee * n_followees[i] + 0.5))
    starts[n_circles] = n
    return starts[: n_circles + 1].copy()


@njit(cache=True)
def circle_wishes(
    starts: NDArray[np.int32], n_followees: NDArray[np.int32], circle_share: float
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Return each user's chance to follow one mate, and the followers expected from the mates."""
    n = n_followees.shape[0]
    chance = np.zeros(n, np.float32)
    followers = np.zeros(n)
    for c in range(starts.shape[0] - 1):
        mates = starts[c + 1] - starts[c] - 1
        total = 0.0
        for i in range(starts[c], starts[c + 1]):
            if mates > 0:
                chance[i] = min(1.0, circle_share * n_followees[i] / mates)
            total += chance[i]
        for i in range(starts[c], starts[c + 1]):
            followers[i] = total - chance[i]
    return chance, followers


@njit(cache=True)
def audience_left(
    weight: NDArray[np.float32],  # (N,) followers wished for
    circle_followers: NDArray[np.float64],  # (N,) expected from circles
    scale: float,
    cap: float,
) -> NDArray[np.float64]:
    """Return the followers still to be drawn by weight: ``max(min(scale * w, cap) - circle, 0)``."""
    left = np.empty(weight.shape[0])
    for i in range(weight.shape[0]):
        left[i] = max(min(scale * weight[i], cap) - circle_followers[i], 0.0)
    return left
