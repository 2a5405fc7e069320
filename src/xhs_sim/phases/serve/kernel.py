"""The serving kernel: every session of one tick, for blocks of users in parallel.

Note state is frozen within a tick; a session writes only its own user's row and its thread's
integer counters. Blocks are fixed, so records are the same for any number of threads.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean, lean_entry, njit_part
from ...kernels.lend import borrowed, lend
from ...kernels.random import uniform
from ...kernels.threads import SMALL_BLOCK
from ...world.columns import EXPLORE
from ..ads.market import AdMarket
from ..ads.show import UNSOLD, Books, hall_of, next_place
from ..engagement.engage import Stage, count_engagements, count_session, readiness
from ..engagement.seen import is_seen
from ..engagement.state import MAX_SESSIONS, Moment, Mood, State, Tally, Visit, ask_for_counters
from .beyond import Ground, go_on
from .candidates import score_candidates
from .desk import COVERS, ENGAGED, OPENED, VIDEOS, Desk, new_desk
from .law import FeedRules
from .pools import Pools
from .retrieve import ask_for_user, set_query
from .sessions import SURFACE_DRAW, depth_of, requests_of, rows_of, sessions_today, surface_of, tick_of
from .slate import Notes, make_slate, start_slate
from .slot import sell_slot, show_note
from .wear import start_wear


class Visitors(NamedTuple):
    """Who visits today, and when."""

    rows: NDArray[np.int64]  # (U,) users
    panel_start: NDArray[np.int64]  # (U,) first event row of panel users, -1 = not in the panel
    hours: NDArray[np.float64]  # (ticks,) cumulative shares of a day's sessions


@lean
def serve_request(
    visit: Visit,
    now: Moment,
    state: State,
    pools: Pools,
    hall: Any,
    stage: Any,
    ground: Any,
    tally: Tally,
    rules: FeedRules,
) -> int:
    """Choose a slate as long as the user will look, and show it slot by slot; return how many were shown."""
    users, user, name, feed, law = state.users, visit.user, visit.name, rules.feed, rules.engage
    market, desk = borrowed(hall).market, borrowed(ground).desk
    depth = depth_of(visit.session, name, law.continue_rate, rules.keys.examine)
    norm = set_query(desk, users, state.truth, user, pools.n_topics, feed)
    mood = Mood(norm, law.prediction_slope / norm, readiness(state, user, law))
    n_windows = score_candidates(desk, pools, state, visit, now, feed, rules.keys)
    start_slate(desk, n_windows, feed)
    notes = Notes(state.cards, state.vec, tally.place, users.inbox, user, visit.thread)
    n_chosen, at, slot = make_slate(desk, pools, notes, n_windows, depth, feed), 0, int(np.int64(0))
    start_wear(desk, law)
    clicks, engagements, desk.beyond[:] = 0, 0, 0
    if visit.session < MAX_SESSIONS:  # a session has one ad of an owner, however often it asks
        desk.owners[0] = 0
    ad_slot = next_place(market, name, visit.session, -1) if visit.surface == EXPLORE else -1
    while slot < depth:
        done = UNSOLD
        if slot == ad_slot:
            done = sell_slot(visit, mood, slot, pools.n_topics, now.day, state, hall, desk, rules.keys)
            ad_slot = next_place(market, name, visit.session, ad_slot)
        if done == UNSOLD:
            if at == n_chosen:
                break
            note, channel = int(desk.slate[at]), int(desk.source[at])
            at += 1
            if at < n_chosen:
                ask_for_counters(tally, visit.thread, int(desk.slate[at]))
            if is_seen(users.seen, user, state.cards[note].mark):
                continue  # shown as an ad
            done = show_note(visit, mood, note, slot, channel, now.day, stage, state, desk, rules)
            if done >= 0 and law.video_enter + law.profile_visit > 0.0:
                go_on(ground, stage, visit, mood, note, n_windows)
        clicks, engagements, slot = clicks + (done >= 0), engagements + count_engagements(done), slot + 1
    beyond = desk.beyond
    shown = slot + beyond[VIDEOS] + beyond[COVERS]
    count_session(state, visit, tally, shown, clicks + beyond[OPENED], engagements + beyond[ENGAGED])
    return slot


@lean_entry
def serve_block(
    block: int,
    thread: int,
    visitors: Visitors,
    now: Moment,
    state: State,
    pools: Pools,
    market: AdMarket,
    desk: Desk,
    books: Books,
    rules: FeedRules,
) -> None:
    """Serve the sessions of one block of users, one user after the other."""
    users, keys, rows = state.users, rules.keys, visitors.rows
    last = min((block + 1) * SMALL_BLOCK, rows.shape[0])
    hall = lend(hall_of(state, market, books, rules.engage, keys))
    stage = lend(Stage(state, books.tally, rules.engage, keys))
    ground = lend(Ground(pools, desk, rules, now))
    for i in range(block * SMALL_BLOCK, last):
        user, event = rows[i], visitors.panel_start[i]
        ask_for_user(users, state.truth, rows[min(i + 1, last - 1)])
        name = users.key[user]
        for session in range(sessions_today(state.truth.sessions[user], name, keys.sessions)):
            if tick_of(session, name, visitors.hours, keys.sessions) != now.tick:
                continue
            surface = surface_of(uniform(keys.examine, name, session * 64 + SURFACE_DRAW), rules.feed)
            n_requests = requests_of(session, name, rules.engage.requests, keys.sessions)
            for again in range(n_requests):
                request = session + MAX_SESSIONS * again
                while True:  # a session on another surface without a note to show goes on to explore
                    visit = Visit(user, name, request, surface, thread, event)
                    shown = serve_request(visit, now, state, pools, hall, stage, ground, books.tally, rules)
                    if shown > 0 or surface == EXPLORE:
                        break
                    surface = EXPLORE
                event = event + rows_of(request, name, rules.engage, keys.examine) if event >= 0 else event
            books.tally.sessions[thread, 0] += 1
            books.tally.sessions[thread, 1] += n_requests


@njit_part
def serve_tick(
    thread: int,
    n_threads: int,
    visitors: Visitors,
    now: Moment,
    state: State,
    pools: Pools,
    market: AdMarket,
    books: Books,
    rules: FeedRules,
) -> None:
    """Serve the sessions of one tick that fall to a thread: every ``n_threads``-th block of visitors."""
    words = state.users.seen.shape[1] >> 1
    for block in range(thread, (visitors.rows.shape[0] + SMALL_BLOCK - 1) // SMALL_BLOCK, n_threads):
        serve_block(block, thread, visitors, now, state, pools, market, new_desk(words), books, rules)
