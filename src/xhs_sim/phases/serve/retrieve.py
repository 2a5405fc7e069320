"""Retrieve and score: a session's candidates and which of them are worth ranking.

A session reads whole windows of 16 slots from a few pools and the user's inbox of followed
creators. Topics are drawn in proportion to the *estimated* taste.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.random import bits, mix, uniform
from ...world.columns import INBOX, N_DIMS, NoteLog
from .law import LANES, FeedLaw, Keys
from .pools import HOLE, Pools

MAX_WINDOWS = 28
WANTED = 36  # candidates that go on to re-ranking
_WORD = np.uint64(63)
_SHIFT = np.uint64(6)
_SLOT = np.uint64(7)
_ONE = np.uint64(1)


class Desk(NamedTuple):
    """Scratch space of one block of users."""

    query: NDArray[np.float32]  # (16,) what embeddings are multiplied with
    shares: NDArray[np.float64]  # (16,) cumulative topic shares of the user
    window: NDArray[np.int32]  # (MAX_WINDOWS,) windows read, -1 = none
    note: NDArray[np.int32]  # (S,) candidates' slots in content
    key: NDArray[np.int64]  # (S,)
    score: NDArray[np.float32]  # (S,)
    channel: NDArray[np.int8]  # (S,)
    short: NDArray[np.int32]  # (S,) shortlist: indices into the candidates
    recent: NDArray[np.int32]  # (2, 16) topics and creators of the last slots shown
    repeats: NDArray[np.float32]  # (16,) score taken off each topic now


@njit(cache=True)
def new_desk() -> Desk:
    """Make scratch space."""
    size = MAX_WINDOWS * LANES + INBOX
    return Desk(
        np.zeros(N_DIMS, np.float32), np.zeros(N_DIMS, np.float64), np.full(MAX_WINDOWS, -1, np.int32),
        np.full(size, -1, np.int32), np.zeros(size, np.int64), np.zeros(size, np.float32),
        np.zeros(size, np.int8), np.zeros(size, np.int32), np.zeros((2, 16), np.int32), np.zeros(16, np.float32),
    )


@njit(inline="always")
def is_seen(seen: NDArray[np.uint64], key: int) -> bool:
    """Ask a user's two Bloom generations (one bit each) whether the note was shown before."""
    h = mix(np.uint64(key))
    bit = _ONE << (h & _WORD)
    word = (h >> _SHIFT) & _SLOT
    return ((seen[word] | seen[word + np.uint64(8)]) & bit) != 0


@njit(inline="always")
def mark_seen(seen: NDArray[np.uint64], count: int, key: int) -> int:
    """Remember a shown note; after 128 notes the young generation becomes the old one."""
    if count >= 128:
        for word in range(8):
            seen[word + 8] = seen[word]
            seen[word] = np.uint64(0)
        count = 0
    h = mix(np.uint64(key))
    seen[(h >> _SHIFT) & _SLOT] |= _ONE << (h & _WORD)
    return count + 1


@njit(cache=True)
def set_query(
    desk: Desk, taste_hat: NDArray[np.float32], taste: NDArray[np.float32], n_topics: int, law: FeedLaw
) -> float:
    """Prepare the query vector and topic shares; return the norm of the estimate over topics."""
    norm, total = 1e-12, 0.0
    for t in range(n_topics):
        norm += taste_hat[t] * taste_hat[t]
    norm = np.sqrt(norm)
    for t in range(n_topics):
        total += taste_hat[t] * taste_hat[t]
        desk.shares[t] = total
    for t in range(n_topics):
        desk.shares[t] /= total
    for d in range(N_DIMS):
        desk.query[d] = law.slope * taste_hat[d] / norm + law.oracle_slope * taste[d]
    return norm


@njit(inline="always")
def _topic_of(shares: NDArray[np.float64], n_topics: int, u: float) -> int:
    t = 0
    while t < n_topics - 1 and u >= shares[t]:
        t += 1
    return t


@njit(cache=True)
def choose_windows(
    desk: Desk, pools: Pools, n_topics: int, law: FeedLaw, user_key: int, session: int, keys: Keys
) -> int:
    """Draw the windows to read: a topic by taste, then a window; none twice. Returns how many."""
    n = 0
    for channel in range(4):
        for draw in range(law.quota[channel]):
            word = bits(keys.window, user_key, session * 64 + channel * 16 + draw)
            u = float(word >> np.uint64(40)) / 16777216.0
            topic = int(u * n_topics) if channel == 3 else _topic_of(desk.shares, n_topics, u)
            row = min(channel, 2) * n_topics + topic
            if pools.size[row] == 0:
                continue
            window = pools.start[row] + np.int64(word & np.uint64(0xFFFFFF)) % pools.size[row]
            for other in range(n):
                if desk.window[other] == window:
                    window = -1
                    break
            if window >= 0:
                desk.window[n] = window
                desk.channel[n * LANES : (n + 1) * LANES] = channel
                n += 1
    return n


@njit(cache=True)
def score_windows(desk: Desk, pools: Pools, n_windows: int) -> int:
    """Score all slots of the chosen windows; return the number of candidates (holes included)."""
    for j in range(n_windows):
        w, at = desk.window[j], j * LANES
        vec, out = pools.vec[w], desk.score[at : at + LANES]
        for lane in range(LANES):
            out[lane] = pools.score[w, lane]
        for d in range(N_DIMS):
            q = desk.query[d]
            for lane in range(LANES):
                out[lane] += q * vec[d, lane]
        for lane in range(LANES):
            desk.note[at + lane] = pools.note[w, lane]
            desk.key[at + lane] = pools.key[w, lane]
    return n_windows * LANES


@njit(cache=True)
def add_inbox(
    desk: Desk, n: int, inbox: NDArray[np.int32], notes: NoteLog, day: int, tick: int, law: FeedLaw
) -> int:
    """Append the newest notes of followed creators as candidates; return the new count."""
    for i in range(INBOX):
        slot = inbox[i]
        if slot < 0 or notes.key[slot] < 0 or (notes.day[slot] == day and notes.tick[slot] > tick):
            continue  # empty, gone, or published later today
        score = law.followed + notes.quality_hat[slot]
        for d in range(N_DIMS):
            score += desk.query[d] * notes.vec[slot, d]
        desk.note[n], desk.key[n], desk.score[n], desk.channel[n] = slot, notes.key[slot], score, 4
        n += 1
    return n


@njit(cache=True)
def add_noise(desk: Desk, n: int, law: FeedLaw, user_key: int, keys: Keys, session: int) -> None:
    """Add keyed noise to every candidate (rankers that explore, and the random one)."""
    for c in range(n):
        if desk.score[c] > HOLE * 0.5:
            desk.score[c] += law.noise * uniform(keys.noise, user_key * 64 + session, desk.key[c])


@njit(cache=True)
def shortlist(desk: Desk, n: int, seen: NDArray[np.uint64]) -> int:
    """Keep the best unseen candidates, at least ``WANTED`` of them if there are; return how many.

    A threshold from mean and spread comes close in one pass over the scores; it is lowered until
    enough pass. Order does not matter here: re-ranking takes the maximum.
    """
    total, square, valid = 0.0, 0.0, 0
    for c in range(n):
        if desk.score[c] > HOLE * 0.5:
            total += desk.score[c]
            square += desk.score[c] * desk.score[c]
            valid += 1
    if valid == 0:
        return 0
    mean = total / valid
    spread = np.sqrt(max(square / valid - mean * mean, 0.0)) + 1e-6
    found, high, low = 0, np.inf, mean + 0.35 * spread
    while True:
        for c in range(n):
            if low <= desk.score[c] < high and not is_seen(seen, desk.key[c]):
                desk.short[found] = c
                found += 1
        if found >= WANTED or low <= HOLE * 0.5:
            return found
        high, low = low, (low - 0.7 * spread if low > mean - 0.5 * spread else HOLE * 0.5)


