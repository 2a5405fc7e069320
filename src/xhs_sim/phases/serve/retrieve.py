"""Retrieve and score: a session's candidates.

A session reads whole windows of 16 slots from a few pools and the user's inbox of followed
creators. Topics are drawn in proportion to the *estimated* taste. Candidates are numbered
``16 * row + lane``: a row for each window read, then one for each note of the inbox.
"""

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean, lean_sum
from ...kernels.lanes import LANES, count_above, fill_lanes, score_lanes, set_lane, set_lanes
from ...kernels.memory import CACHE_LINE, prefetch
from ...kernels.random import bits, uniform
from ...world.columns import INBOX, N_DIMS, UserLog, UserTruth
from ..engagement.law import Keys
from ..engagement.seen import is_marked
from ..engagement.state import MAX_SESSIONS, Moment, State, Visit
from .circles import circle_of
from .desk import NOTHING, Desk
from .law import EXPLORATION, FOLLOWED, HOT, MAIN, OLDER, OLDER_POOL, FeedLaw
from .pools import HOLE, VEC_UNIT, Pools

WIDE_DRAW = 8  # of hot notes on any topic, and of older ones: behind those by taste


@lean
def ask_for_user(users: UserLog, truth: UserTruth, user: int) -> None:
    """Fetch the rows that serving a user reads."""
    for line in range(users.seen.shape[1] >> 3):
        prefetch(users.seen, user, line * CACHE_LINE)
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
    prefetch(pools.creator, window, 0)


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
def draw_window(
    desk: Desk, pools: Pools, n: int, pool: int, circle: int, channel: int, by_taste: bool, word: np.uint64
) -> int:
    """Read a window of a pool on a topic by taste, or on any; return how many are read."""
    u = np.float32(word >> np.uint64(40)) * np.float32(1.0 / 16777216.0)
    topic = topic_of(desk.shares, pools.n_topics, u) if by_taste else int(u * pools.n_topics)
    row = (pool * pools.n_topics + topic) * pools.n_circles + circle
    return add_window(desk, pools, n, pools.start[row], pools.size[row], channel, topic, word)


@lean
def choose_windows(desk: Desk, pools: Pools, user_key: int, session: int, law: FeedLaw, keys: Keys) -> int:
    """Draw the windows to read: a topic by taste, then a window; none twice. Returns how many.

    Whoever asks again in a session is shown what did well: the quota of ``deep_quota``.
    """
    n, is_deep = 0, session >= MAX_SESSIONS
    circle, wide = circle_of(user_key, pools.n_circles), circle_of(user_key, pools.n_hot)
    for channel in range(FOLLOWED):
        for draw in range(law.deep[channel] if is_deep else law.quota[channel]):
            word = bits(keys.window, user_key, session * 128 + channel * 16 + draw)
            pool, where = min(channel, MAIN), wide if channel == HOT else circle
            n = draw_window(desk, pools, n, pool, where, channel, channel != EXPLORATION, word)
    for draw in range(law.wide if is_deep else 0):
        word = bits(keys.window, user_key, session * 128 + HOT * 16 + WIDE_DRAW + draw)
        n = draw_window(desk, pools, n, HOT, wide, HOT, False, word)
    for draw in range(law.older if is_deep else 0):
        word = bits(keys.window, user_key, session * 128 + MAIN * 16 + WIDE_DRAW + draw)
        n = draw_window(desk, pools, n, OLDER_POOL, circle, OLDER, True, word)
    return n


@lean
def load_seen(desk: Desk, users: UserLog, user: int) -> None:
    """Lay out what a user was shown before."""
    words = desk.seen.shape[0]
    for word in range(words):
        desk.seen[word] = users.seen[user, word] | users.seen[user, word + words]


@lean
def seen_lanes(desk: Desk, pools: Pools, window: int) -> int:
    """Return which notes of a window the user has seen, as bits."""
    found = np.uint64(0)
    for lane in range(LANES):
        found |= np.uint64(is_marked(desk.seen, pools.mark[window, lane])) << np.uint64(lane)
    return int(found)


@lean
def score_windows(desk: Desk, pools: Pools, n_windows: int) -> None:
    """Score all slots of the chosen windows, 16 at a time; what was seen is no candidate."""
    for j in range(n_windows):
        w = desk.window[j]
        score_lanes(desk.score, j * LANES, desk.query, pools.vec, pools.score, w, 1.0 / VEC_UNIT)
        set_lanes(desk.score, j * LANES, seen_lanes(desk, pools, w), HOLE)


@lean_sum
def score_inbox(desk: Desk, state: State, user: int, now: Moment, law: FeedLaw, n_windows: int) -> None:
    """Score the newest notes of followed creators, each in a row of its own; a hole where none is (yet), or is seen."""
    cards, users = state.cards, state.users
    for i in range(INBOX):
        slot, row, topic, total = users.inbox[user, i], n_windows + i, -1, HOLE
        if slot >= 0 and not (cards[slot].day == now.day and cards[slot].tick > now.tick):
            topic = int(cards[slot].topic)
            if not is_marked(desk.seen, cards[slot].mark):
                total = np.float32(law.followed) + np.float32(law.quality_hat) * cards[slot].quality_hat
                total += np.float32(law.oracle_quality) * cards[slot].quality
                for d in range(N_DIMS):
                    total += desk.query[d] * state.vec[slot, d]
        desk.channel[row], desk.topic[row] = FOLLOWED, topic
        fill_lanes(desk.score, row * LANES, HOLE)
        set_lane(desk.score, row * LANES, 0, total)


@lean
def add_noise(
    desk: Desk, pools: Pools, n_windows: int, state: State, visit: Visit, noise: float, key: np.uint64
) -> None:
    """Add keyed noise to every candidate (rankers that explore, and the random one)."""
    name, cards = visit.name * 64 + visit.session, state.cards
    for c in range(n_windows * LANES):
        if desk.score[c] > NOTHING:
            desk.score[c] += np.float32(noise * uniform(key, name, pools.key[desk.window[c // LANES], c % LANES]))
    for i in range(INBOX):
        at = (n_windows + i) * LANES
        if desk.score[at] > NOTHING:
            desk.score[at] += np.float32(noise * uniform(key, name, cards[state.users.inbox[visit.user, i]].key))
