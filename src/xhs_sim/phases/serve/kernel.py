"""The serving kernel: every session of one tick, for blocks of users in parallel.

Note state is frozen within a tick; a session writes only its own user's row and its thread's
integer counters. Blocks are fixed, so records are the same for any number of threads.
"""

import numba
import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from ...kernels.choice import pick
from ...kernels.random import poisson, uniform
from ...world.columns import INBOX, BrandStates, NoteLog, NoteTruth, UserLog, UserTruth
from .engage import State, Tally, show
from .law import EngageLaw, FeedLaw, Keys
from .pools import Pools
from .rerank import remember_slot, start_slate, take_best
from .retrieve import (
    Desk,
    add_inbox,
    add_noise,
    choose_windows,
    mark_seen,
    new_desk,
    score_windows,
    set_query,
    shortlist,
)

BLOCK = 512  # users of one unit of parallel work
MAX_SESSIONS = 12  # of one user on one day
MAX_SLOTS = 48  # of one session


@njit(inline="always")
def sessions_today(mean: float, user_key: int, key: np.uint64) -> int:
    """Draw how many sessions a visiting user has: one, and Poisson more."""
    return 1 + poisson(mean - 1.0, uniform(key, user_key, 0), MAX_SESSIONS - 1)


@njit(inline="always")
def tick_of(session: int, user_key: int, hours: NDArray[np.float64], key: np.uint64) -> int:
    """Draw the tick in which a session falls."""
    return pick(hours, uniform(key, user_key, 1 + session))


@njit(cache=True)
def count_sessions(
    rows: NDArray[np.int64], state: State, hours: NDArray[np.float64], tick: int, key: np.uint64
) -> NDArray[np.int64]:
    """Count each user's sessions in this tick (to make room for panel events)."""
    out = np.zeros(rows.shape[0], np.int64)
    for i in range(rows.shape[0]):
        name = state.users.key[rows[i]]
        for s in range(sessions_today(state.truth.sessions[rows[i]], name, key)):
            out[i] += tick_of(s, name, hours, key) == tick
    return out


@njit(cache=True)
def write_event(
    row: NDArray[np.int64], user: int, session: int, slot: int, note: int, surface: int, channel: int,
    done: int, state: State, law: EngageLaw, keys: Keys,
) -> None:
    """Write one impression of a panel user."""
    notes = state.notes
    row[0], row[1], row[2] = user, session, slot
    row[3], row[4], row[5], row[6] = notes.key[note], notes.creator[note], surface, channel % 16
    row[7] = done >= 0
    row[8] = 0
    if done >= 0:
        u = uniform(keys.act, state.users.key[user] * 8 + 5, notes.key[note])
        row[8] = int(-1000.0 * law.dwell[notes.is_video[note]] * np.log(1.0 - u))
    for k in range(5):
        row[9 + k] = done >= 0 and (done >> k) & 1 == 1


@njit(cache=True)
def candidates(
    state: State, pools: Pools, user: int, session: int, on_following: bool, day: int, tick: int,
    desk: Desk, feed: FeedLaw, keys: Keys,
) -> int:
    """Fill the desk with this session's shortlist; return its length."""
    users, n = state.users, 0
    if not on_following:
        n = score_windows(desk, pools, choose_windows(desk, pools, state.n_topics, feed, users.key[user], session, keys))
    n = add_inbox(desk, n, users.inbox[user], state.notes, day, tick, feed)
    if on_following:  # newest first, whatever the ranker
        for c in range(n):
            desk.score[c] = INBOX - c
    elif feed.noise > 0.0:
        add_noise(desk, n, feed, users.key[user], keys, session)
    return shortlist(desk, n, users.seen[user])


@njit(cache=True)
def serve_session(
    state: State, pools: Pools, user: int, session: int, day: int, tick: int, thread: int, panel_row: int,
    desk: Desk, tally: Tally, feed: FeedLaw, law: EngageLaw, keys: Keys,
) -> None:
    """Show slots until the user stops looking or nothing is left."""
    users, name = state.users, state.users.key[user]
    following = uniform(keys.examine, name, session * 64 + 63) < feed.following_share
    norm = set_query(desk, users.taste_hat[user], state.truth.taste[user], state.n_topics, feed)
    n = candidates(state, pools, user, session, following, day, tick, desk, feed, keys)
    if following and n == 0:
        following = False
        n = candidates(state, pools, user, session, False, day, tick, desk, feed, keys)
    segment = tally.segments[thread, users.gender[user], users.age_band[user]]
    surface = 1 if following else 0
    start_slate(desk)
    slot = 0
    while slot < MAX_SLOTS and (slot == 0 or uniform(keys.examine, name, session * 64 + slot) < law.continue_rate):
        at = take_best(desk, n, state.notes, slot, feed)
        if at < 0:
            break
        c = desk.short[at]
        n -= 1
        desk.short[at] = desk.short[n]
        note = desk.note[c]
        cell = tally.notes[thread, note, surface]
        done = show(state, user, note, slot, surface, norm, day, cell, segment, feed, law, keys)
        remember_slot(desk, note, state.notes, slot, feed)
        users.seen_count[user] = mark_seen(users.seen[user], users.seen_count[user], desk.key[c])
        if panel_row >= 0:
            write_event(tally.panel[panel_row + slot], user, session, slot, note, surface, desk.channel[c], done, state, law, keys)
        slot += 1
    tally.sessions[thread, 0] += 1


@njit(cache=True)
def serve_block(
    rows: NDArray[np.int64], panel_start: NDArray[np.int64], hours: NDArray[np.float64], state: State, pools: Pools,
    day: int, tick: int, thread: int, tally: Tally, feed: FeedLaw, law: EngageLaw, keys: Keys,
) -> None:
    """Serve the sessions of one block of users, one user after the other."""
    desk = new_desk()
    for i in range(rows.shape[0]):
        user, event = rows[i], panel_start[i]
        name = state.users.key[user]
        for session in range(sessions_today(state.truth.sessions[user], name, keys.sessions)):
            if tick_of(session, name, hours, keys.sessions) == tick:
                serve_session(state, pools, user, session, day, tick, thread, event, desk, tally, feed, law, keys)
                event = event + MAX_SLOTS if event >= 0 else event


@njit(parallel=True, cache=True)
def serve_tick(
    active: NDArray[np.int64],  # (U,) users who visit today
    panel_start: NDArray[np.int64],  # (U,) first event row of panel users, -1 = not in the panel
    hours: NDArray[np.float64],  # (ticks,) cumulative
    truth: UserTruth, users: UserLog, brands: BrandStates, note_truth: NoteTruth, notes: NoteLog,
    indptr: NDArray[np.int64], followers: NDArray[np.int32], n_topics: int,  # the fields of State
    pools: Pools,
    day: int,
    tick: int,
    tally: Tally,
    feed: FeedLaw,
    law: EngageLaw,
    keys: Keys,
) -> None:
    """Serve all sessions of one tick.

    ``State`` comes in parts, because numba's parallel loops take no nested tuples.
    """
    n_blocks = (active.shape[0] + BLOCK - 1) // BLOCK
    for block in prange(n_blocks):
        state = State(truth, users, brands, note_truth, notes, indptr, followers, n_topics)
        rows = slice(block * BLOCK, min((block + 1) * BLOCK, active.shape[0]))
        serve_block(
            active[rows], panel_start[rows], hours, state, pools, day, tick, numba.get_thread_id(), tally, feed, law, keys
        )
