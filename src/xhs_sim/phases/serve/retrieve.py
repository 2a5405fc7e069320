"""Retrieve and score: a session's candidates, and the best of them in order.

A session reads whole windows of 16 slots from a few pools and the user's inbox of followed
creators. Topics are drawn in proportion to the *estimated* taste. Candidates are numbered
``16 * window + lane``; the inbox follows behind the last window that was read.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.jit import lean, lean_sum
from ...kernels.lanes import count_above
from ...kernels.memory import CACHE_LINE, prefetch
from ...kernels.random import bits, uniform
from ...world.columns import INBOX, N_DIMS, UserLog, UserTruth
from ..engagement.law import Keys
from ..engagement.state import Moment
from .circles import circle_of
from .law import EXPLORATION, FOLLOWED, LANES, MAIN, FeedLaw
from .pools import HOLE, VEC_UNIT, Pools

MAX_WINDOWS = 40  # the largest quotas together
N_CANDIDATES = MAX_WINDOWS * LANES + INBOX


class Desk(NamedTuple):
    """Scratch space of one block of users."""

    query: NDArray[np.float32]  # (16,) what embeddings are multiplied with
    shares: NDArray[np.float32]  # (16,) cumulative topic shares of the user, infinite beyond the topics
    window: NDArray[np.int32]  # (40,) windows read
    channel: NDArray[np.int8]  # (40,) their channels
    topic: NDArray[np.int8]  # (40,) their topics, -1 = mixed
    inbox: NDArray[np.int32]  # (8,) note slots of the inbox candidates
    score: NDArray[np.float32]  # (N_CANDIDATES,)
    chosen: NDArray[np.int32]  # (N_CANDIDATES,) candidates that pass the present cut
    entry: NDArray[np.int64]  # (N_CANDIDATES,) shortlist, best first: note slot and channel
    value: NDArray[np.float32]  # (N_CANDIDATES,) its scores
    found: NDArray[np.int64]  # (N_CANDIDATES,) entries to go on the shortlist, in no order
    worth: NDArray[np.float32]  # (N_CANDIDATES + 16,) their scores
    topics: NDArray[np.int64]  # (16,) look-back: topics shown
    creators: NDArray[np.int32]  # (16,) look-back: creators shown, -1 in what it does not use
    repeats: NDArray[np.float32]  # (16,) score taken off each topic now
    shown: NDArray[np.float32]  # (16, 16) look-back: embeddings shown (MMR, SSD)
    basis: NDArray[np.float32]  # (16, 16) orthonormal rows that span them (SSD)
    topic_wear: NDArray[np.float32]  # (16,) logit lost on each topic in this session
    creators_shown: NDArray[np.int32]  # (64,) creators shown in this session, -1 behind
    owners: NDArray[np.int64]  # (64,) of the session's ads, behind how many there are


@njit(cache=True)
def new_desk() -> Desk:
    """Make scratch space."""
    return Desk(
        np.zeros(N_DIMS, np.float32),
        np.full(N_DIMS, np.inf, np.float32),
        np.zeros(MAX_WINDOWS, np.int32),
        np.zeros(MAX_WINDOWS, np.int8),
        np.zeros(MAX_WINDOWS, np.int8),
        np.zeros(INBOX, np.int32),
        np.zeros(N_CANDIDATES, np.float32),
        np.zeros(N_CANDIDATES, np.int32),
        np.zeros(N_CANDIDATES, np.int64),
        np.zeros(N_CANDIDATES, np.float32),
        np.zeros(N_CANDIDATES, np.int64),
        np.zeros(N_CANDIDATES + LANES, np.float32),
        np.zeros(16, np.int64),
        np.full(16, -1, np.int32),
        np.zeros(16, np.float32),
        np.zeros((16, N_DIMS), np.float32),
        np.zeros((16, N_DIMS), np.float32),
        np.zeros(N_DIMS, np.float32),
        np.full(64, -1, np.int32),
        np.zeros(64, np.int64),
    )


@lean
def ask_for_user(users: UserLog, truth: UserTruth, user: int) -> None:
    """Fetch the rows that serving a user reads."""
    prefetch(users.seen, user, 0)
    prefetch(users.seen, user, CACHE_LINE)
    prefetch(users.taste_hat, user, 0)
    prefetch(truth.taste, user, 0)
    prefetch(users.inbox, user, 0)


@lean
def set_query(desk: Desk, users: UserLog, truth: UserTruth, user: int, n_topics: int, law: FeedLaw) -> float:
    """Prepare the query vector and topic shares; return the norm of the estimate over topics."""
    total = 1e-12
    for t in range(n_topics):
        total += users.taste_hat[user, t] * users.taste_hat[user, t]
        desk.shares[t] = total
    norm, share_of_one = np.sqrt(total), np.float32(1.0 / total)
    for t in range(n_topics):
        desk.shares[t] *= share_of_one
    slope, oracle_slope = np.float32(law.slope / norm), np.float32(law.oracle_slope)
    for d in range(N_DIMS):
        desk.query[d] = slope * users.taste_hat[user, d] + oracle_slope * truth.taste[user, d]
    return norm


@lean
def topic_of(shares: NDArray[np.float32], n_topics: int, u: np.float32) -> int:
    """Return the topic at quantile ``u`` of the user's cumulative shares."""
    return min(N_DIMS - count_above(shares, 0, u), n_topics - 1)


@lean
def ask_for_window(pools: Pools, window: int) -> None:
    """Fetch a window while the others are being drawn."""
    for line in range(N_DIMS * LANES // CACHE_LINE):
        prefetch(pools.vec, window, line * CACHE_LINE)
    prefetch(pools.score, window, 0)
    prefetch(pools.mark, window, 0)
    prefetch(pools.note, window, 0)


@lean
def add_window(desk: Desk, pools: Pools, n: int, first: int, size: int, channel: int, topic: int, word: int) -> int:
    """Read one of ``size`` windows from ``first`` on, unless it is read already; return how many are read now."""
    if size == 0:
        return n
    window = first + ((np.int64(word & np.uint64(0xFFFFFF)) * size) >> 24)
    for other in range(n):
        if desk.window[other] == window:
            return n
    desk.window[n], desk.channel[n], desk.topic[n] = window, channel, topic
    ask_for_window(pools, window)
    return n + 1


@lean
def choose_windows(desk: Desk, pools: Pools, user_key: int, session: int, law: FeedLaw, keys: Keys) -> int:
    """Draw the windows to read: a topic by taste, then a window; none twice. Returns how many."""
    n, n_topics, circle = 0, pools.n_topics, circle_of(user_key, pools.n_circles)
    for channel in range(FOLLOWED):
        for draw in range(law.quota[channel]):
            word = bits(keys.window, user_key, session * 128 + channel * 16 + draw)
            u = np.float32(word >> np.uint64(40)) * np.float32(1.0 / 16777216.0)
            topic = int(u * n_topics) if channel == EXPLORATION else topic_of(desk.shares, n_topics, u)
            row = (min(channel, MAIN) * n_topics + topic) * pools.n_circles + circle
            n = add_window(desk, pools, n, pools.start[row], pools.size[row], channel, topic, word)
    return n


@lean_sum
def score_windows(desk: Desk, pools: Pools, n_windows: int) -> None:
    """Score all slots of the chosen windows, 16 at a time."""
    for j in range(n_windows):
        w, at = desk.window[j], j * LANES
        for lane in range(LANES):
            total = np.float32(0.0)
            for d in range(N_DIMS):
                total += desk.query[d] * np.float32(pools.vec[w, d, lane])
            desk.score[at + lane] = pools.score[w, lane] + total * np.float32(1.0 / VEC_UNIT)


@lean_sum
def score_inbox(
    desk: Desk,
    users: UserLog,
    user: int,
    cards: NDArray[Any],
    vec: NDArray[np.float32],
    now: Moment,
    law: FeedLaw,
    n_windows: int,
) -> None:
    """Score the newest notes of followed creators; holes where there is none (yet)."""
    at = n_windows * LANES
    for i in range(INBOX):
        slot = users.inbox[user, i]
        desk.inbox[i], total = slot, HOLE
        if slot >= 0 and not (cards[slot].day == now.day and cards[slot].tick > now.tick):
            total = np.float32(law.followed) + np.float32(law.quality_hat) * cards[slot].quality_hat
            total += np.float32(law.oracle_quality) * cards[slot].quality
            for d in range(N_DIMS):
                total += desk.query[d] * vec[slot, d]
        desk.score[at + i] = total


@lean
def add_noise(
    desk: Desk, pools: Pools, n_windows: int, cards: NDArray[Any], law: FeedLaw, name: int, key: np.uint64
) -> None:
    """Add keyed noise to every candidate (rankers that explore, and the random one)."""
    for c in range(n_windows * LANES):
        if desk.score[c] > HOLE * 0.5:
            desk.score[c] += np.float32(law.noise * uniform(key, name, pools.key[desk.window[c // LANES], c % LANES]))
    at = n_windows * LANES
    for i in range(INBOX):
        if desk.score[at + i] > HOLE * 0.5:
            desk.score[at + i] += np.float32(law.noise * uniform(key, name, cards[desk.inbox[i]].key))


@lean_sum
def score_level(desk: Desk, n_windows: int) -> tuple[float, float, float]:
    """Return mean and spread of the window candidates' scores and how many there are, holes left out."""
    total, square, valid = np.float32(0.0), np.float32(0.0), np.float32(0.0)
    for c in range(n_windows * LANES):
        score = desk.score[c]
        there = np.float32(1.0) if score > np.float32(-1e8) else np.float32(0.0)
        score = score * there
        total += score
        square += score * score
        valid += there
    mean = total / max(valid, np.float32(1.0))
    spread = math.sqrt(max(square / max(valid, np.float32(1.0)) - mean * mean, np.float32(0.0)))
    return float(mean), spread, float(valid)
