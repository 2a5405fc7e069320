"""The serving kernel: every session of one tick, for blocks of users in parallel.

Note state is frozen within a tick; a session writes only its own user's row and its thread's
integer counters. Blocks are fixed, so records are the same for any number of threads.
"""

import math
from typing import Any

import numba
import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from ...kernels.choice import pick
from ...kernels.jit import lean, lean_entry
from ...kernels.random import poisson, uniform
from ...world.columns import EXPLORE, FOLLOWING, INBOX, NEARBY, BrandStates, UserLog, UserTruth
from ..ads.market import AdMarket
from ..ads.show import FEED_AD, UNSOLD, AdTally, next_place, show_ad
from ..engagement.engage import count_engagements, count_session, is_tied, predicted_click, readiness, show
from ..engagement.law import EngageLaw, Keys
from ..engagement.panel import write_event
from ..engagement.seen import is_seen, mark_seen
from ..engagement.state import State, Tally
from .channels import add_channels, remember_click
from .law import LANES, FeedLaw
from .pools import HOLE, Pools
from .rerank import remember_slot, start_slate, take_best
from .retrieve import (
    Desk,
    add_noise,
    ask_for_user,
    choose_windows,
    new_desk,
    score_inbox,
    score_level,
    score_windows,
    set_query,
    topic_of,
)
from .shortlist import CUT_STEP, ENOUGH, LAST_CUT, ask_for_notes, extend_shortlist, first_cut, note_at, source_at
from .wear import start_wear, wear_of

BLOCK = 512  # users of one unit of parallel work
MAX_SESSIONS = 12  # of one user on one day
MAX_SLOTS = 60  # of one session
DEPTH_DRAW, SURFACE_DRAW = 0, 63  # of a session: how far the user looks, and on which surface
CELL_DRAW = 1 << 20  # of a slot for sale: the topic that ads are sought for


@lean
def sessions_today(mean: float, user_key: int, key: np.uint64) -> int:
    """Draw how many sessions a visiting user has: one, and Poisson more."""
    return 1 + poisson(mean - 1.0, uniform(key, user_key, 0), MAX_SESSIONS - 1)


@lean
def tick_of(session: int, user_key: int, hours: NDArray[np.float64], key: np.uint64) -> int:
    """Draw the tick in which a session falls."""
    return pick(hours, uniform(key, user_key, 1 + session))


@lean
def depth_of(session: int, user_key: int, continue_rate: float, key: np.uint64) -> int:
    """Draw how many slots a user looks at: the slot at which a chance to look on first fails."""
    u = uniform(key, user_key, session * 64 + DEPTH_DRAW)
    return int(min(1.0 + math.floor(math.log(1.0 - u) / math.log(continue_rate)), float(MAX_SLOTS)))


@lean
def surface_of(u: float, feed: FeedLaw) -> int:
    """Return the surface that a session is on."""
    if u < feed.following_share:
        return FOLLOWING
    return NEARBY if u < feed.following_share + feed.nearby_share else EXPLORE


@njit(cache=True)
def count_sessions(
    rows: NDArray[np.int64],
    user_key: NDArray[np.int64],
    mean: NDArray[np.float32],
    hours: NDArray[np.float64],
    tick: int,
    key: np.uint64,
) -> NDArray[np.int64]:
    """Count each user's sessions in this tick (to make room for panel events)."""
    out = np.zeros(rows.shape[0], np.int64)
    for i in range(rows.shape[0]):
        name = user_key[rows[i]]
        for s in range(sessions_today(mean[rows[i]], name, key)):
            out[i] += tick_of(s, name, hours, key) == tick
    return out


@lean
def score_candidates(
    state: State,
    pools: Pools,
    user: int,
    session: int,
    surface: int,
    n_topics: int,
    day: int,
    tick: int,
    desk: Desk,
    feed: FeedLaw,
    keys: Keys,
) -> int:
    """Retrieve and score this session's candidates; return the number of windows read."""
    name, n_windows = state.users.key[user], 0
    if surface != FOLLOWING:
        if surface == EXPLORE:
            n_windows = choose_windows(desk, pools, n_topics, feed, name, session, keys)
        n_windows = add_channels(desk, pools, state.users, user, surface, n_windows, n_topics, session, feed, keys)
        score_windows(desk, pools, n_windows)
    score_inbox(desk, state.users, user, state.cards, state.vec, day, tick, feed, n_windows)
    if surface == FOLLOWING:  # newest first, whatever the ranker
        for i in range(INBOX):
            if desk.score[n_windows * LANES + i] > HOLE * 0.5:
                desk.score[n_windows * LANES + i] = INBOX - i
    elif surface == NEARBY:  # the city only
        for i in range(INBOX):
            desk.score[n_windows * LANES + i] = HOLE
    if surface != FOLLOWING and feed.noise > 0.0:
        add_noise(desk, pools, n_windows, state.cards, feed, name * 64 + session, keys.noise)
    return n_windows


@lean
def sell_slot(
    market: AdMarket,
    ads: AdTally,
    state: State,
    tally: Tally,
    user: int,
    session: int,
    slot: int,
    norm: float,
    ready: float,
    n_topics: int,
    desk: Desk,
    day: int,
    thread: int,
    event: int,
    law: EngageLaw,
    keys: Keys,
) -> int:
    """Sell a slot of the feed among the bidders for a topic of the user's; see ``show_ad``."""
    name = state.users.key[user]
    u = np.float32(uniform(keys.window, name, CELL_DRAW * (1 + session) + slot))
    n_sessions = sessions_today(state.truth.sessions[user], name, keys.sessions)
    return show_ad(
        market,
        ads,
        state,
        tally,
        user,
        topic_of(desk.shares, n_topics, u),
        session,
        n_sessions,
        np.int64(slot),
        norm,
        ready,
        desk.owners,
        day,
        thread,
        event,
        np.int64(FEED_AD),
        law,
        keys,  # one version to compile
    )


@lean
def show_note(
    state: State,
    user: int,
    session: int,
    note: int,
    slot: int,
    surface: int,
    source: int,
    slope: float,
    ready: float,
    wears: bool,
    desk: Desk,
    day: int,
    thread: int,
    event: int,
    tally: Tally,
    feed: FeedLaw,
    law: EngageLaw,
    keys: Keys,
) -> int:
    """Show one organic or sponsored note, and remember that it was shown; returns what ``show`` does."""
    users = state.users
    predicted = predicted_click(state, user, note, slope, law) if event >= 0 else 0.0  # before it learns
    left, warmth = ready - wear_of(desk, state.cards, note, slot, law) if wears else ready, 1.0
    if is_tied(users.inbox, user, note):
        left, warmth = left + law.tie_click, law.tie_acts
    done = show(state, user, users.key[user], note, slot, surface, slope, left, warmth, day, thread, tally, law, keys)
    card = state.cards[note]
    if feed.recent_clicks > 0 and done >= 0:
        remember_click(users, user, card.topic)
    remember_slot(desk, card.topic, card.creator, slot, state.vec, note, feed)
    mark_seen(users, user, card.mark)
    if event >= 0:
        write_event(
            tally.panel, event + slot, user, session, slot, note, surface, source, done, predicted, state, law, keys
        )
    return done


@lean
def serve_session(
    state: State,
    pools: Pools,
    user: int,
    session: int,
    surface: int,
    n_topics: int,
    day: int,
    tick: int,
    thread: int,
    event: int,
    desk: Desk,
    tally: Tally,
    market: AdMarket,
    ads: AdTally,
    feed: FeedLaw,
    law: EngageLaw,
    keys: Keys,
) -> int:
    """Show slots until the user stops looking or nothing is left; return how many were shown.

    The shortlist is as long as the session will look, and grows in steps if that was not enough.
    """
    users, name = state.users, state.users.key[user]
    depth, clicks, engagements = depth_of(session, name, law.continue_rate, keys.examine), 0, 0
    norm = set_query(desk, users, state.truth, user, n_topics, feed)
    slope = law.prediction_slope / norm
    n_windows = score_candidates(state, pools, user, session, surface, n_topics, day, tick, desk, feed, keys)
    mean, spread, valid = score_level(desk, n_windows)
    cut, high, slot, head, end = first_cut(depth + ENOUGH, valid), np.inf, 0, 0, 0
    start_slate(desk)
    ready, wears = readiness(state, user, law), law.topic_wear + law.creator_wear > 0.0
    if wears:
        start_wear(desk)
    desk.owners[0], ad_slot = 0, next_place(market, name, session, -1) if surface == EXPLORE else -1
    while slot < depth:
        if slot == ad_slot:
            done = sell_slot(
                market,
                ads,
                state,
                tally,
                user,
                session,
                slot,
                norm,
                ready,
                n_topics,
                desk,
                day,
                thread,
                event,
                law,
                keys,
            )
            ad_slot = next_place(market, name, session, ad_slot)
            if done != UNSOLD:
                clicks, engagements, slot = clicks + (done >= 0), engagements + count_engagements(done), slot + 1
                continue
        while end - head < ENOUGH and high > HOLE * 0.5:
            low = float(mean + cut * spread if cut > LAST_CUT and n_windows > 0 else HOLE * 0.5)
            end = extend_shortlist(desk, pools, n_windows, state.cards, users, user, low, high, end)
            cut, high = cut - CUT_STEP, low
            ask_for_notes(desk, state.cards, state.vec, tally.notes, thread, head, min(end, head + ENOUGH))
        if head >= end:
            break
        take_best(desk, head, end, state.cards, state.vec, feed)
        note, source = note_at(desk, head), source_at(desk, head)
        head, ahead = head + 1, head + 1 + ENOUGH
        ask_for_notes(desk, state.cards, state.vec, tally.notes, thread, ahead - 1, min(end, ahead))
        if is_seen(users.seen, user, state.cards[note].mark):
            continue  # found by two channels, shown already
        done = show_note(
            state,
            user,
            session,
            note,
            slot,
            surface,
            source,
            slope,
            ready,
            wears,
            desk,
            day,
            thread,
            event,
            tally,
            feed,
            law,
            keys,
        )
        clicks += done >= 0
        engagements += count_engagements(done)
        slot += 1
    count_session(state, user, thread, tally, slot, clicks, engagements)
    return slot


@lean_entry
def serve_block(
    first: int,
    last: int,
    active: NDArray[np.int64],
    panel_start: NDArray[np.int64],
    hours: NDArray[np.float64],
    n_topics: int,
    state: State,
    pools: Pools,
    day: int,
    tick: int,
    thread: int,
    desk: Desk,
    tally: Tally,
    market: AdMarket,
    ads: AdTally,
    feed: FeedLaw,
    law: EngageLaw,
    keys: Keys,
) -> None:
    """Serve the sessions of one block of users, one user after the other."""
    users = state.users
    for i in range(first, last):
        user, event = active[i], panel_start[i]
        ask_for_user(users, state.truth, active[min(i + 1, last - 1)])
        name = users.key[user]
        for session in range(sessions_today(state.truth.sessions[user], name, keys.sessions)):
            if tick_of(session, name, hours, keys.sessions) != tick:
                continue
            surface = surface_of(uniform(keys.examine, name, session * 64 + SURFACE_DRAW), feed)
            while True:  # a session on another surface without a note to show goes on to explore
                shown = serve_session(
                    state,
                    pools,
                    user,
                    session,
                    surface,
                    n_topics,
                    day,
                    tick,
                    thread,
                    event,
                    desk,
                    tally,
                    market,
                    ads,
                    feed,
                    law,
                    keys,
                )
                if shown > 0 or surface == EXPLORE:
                    break
                surface = EXPLORE
            tally.sessions[thread, 0] += 1
            event = event + MAX_SLOTS if event >= 0 else event


@njit(parallel=True, cache=True)
def serve_tick(
    active: NDArray[np.int64],  # (U,) users who visit today
    panel_start: NDArray[np.int64],  # (U,) first event row of panel users, -1 = not in the panel
    hours: NDArray[np.float64],  # (ticks,) cumulative
    n_topics: int,
    truth: UserTruth,
    users: UserLog,
    brands: BrandStates,
    cards: NDArray[Any],
    vec: NDArray[np.float32],
    indptr: NDArray[np.int64],
    followers: NDArray[np.int32],  # the fields of State
    pools: Pools,
    day: int,
    tick: int,
    tally: Tally,
    market: AdMarket,
    ads: AdTally,
    feed: FeedLaw,
    law: EngageLaw,
    keys: Keys,
) -> None:
    """Serve all sessions of one tick.

    ``State`` comes in parts, because numba's parallel loops take no nested tuples.
    """
    n_blocks = (active.shape[0] + BLOCK - 1) // BLOCK
    for block in prange(n_blocks):
        state = State(truth, users, brands, cards, vec, indptr, followers)
        last = min((block + 1) * BLOCK, active.shape[0])
        serve_block(
            block * BLOCK,
            last,
            active,
            panel_start,
            hours,
            n_topics,
            state,
            pools,
            day,
            tick,
            numba.get_thread_id(),
            new_desk(),
            tally,
            market,
            ads,
            feed,
            law,
            keys,
        )
