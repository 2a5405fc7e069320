"""Where a session's time goes: the feed's kernel replayed up to a stage, on the world of a running day.

Before a tick is served, its sessions are replayed with nothing shown: up to the choice of windows
(*retrieve*), to the scores (*score*), to the best of each window (*rank*), and to the slate (*rerank*).
A stage costs what the replay takes longer than the one before it; *engage* is what serving itself takes
longer than the last replay: looks, clicks, acts, ads, counters and what they learn. Replays write to
scratch space only. They run on warm caches, in an order that turns with the tick; the first of each tick
is thrown away. What a stage prefetches for the next one is waited for there, so neighbours share some of
the cost, and the stages add up to a day like those before it only within the noise of one day. Nobody's
filter fills up while replaying, so a slate is re-ranked as it is shown, but for notes that two sessions of
a user in one tick would both show.
"""

from time import process_time
from typing import Any

import numpy as np
from numba import njit

from xhs_sim.kernels.jit import lean_entry
from xhs_sim.kernels.random import uniform
from xhs_sim.phases.engagement.state import Visit, state_with
from xhs_sim.phases.serve.candidates import score_candidates
from xhs_sim.phases.serve.channels import add_channels
from xhs_sim.phases.serve.desk import new_desk
from xhs_sim.phases.serve.retrieve import ask_for_user, choose_windows, set_query
from xhs_sim.phases.serve.sessions import SURFACE_DRAW, depth_of, sessions_today, surface_of, tick_of
from xhs_sim.phases.serve.slate import Notes, make_slate, start_slate
from xhs_sim.world.columns import EXPLORE

REPLAYS = ("retrieve", "score", "rank", "rerank")


@lean_entry
def replay_session(level, visit, now, state, pools, desk, place, feed, law, keys):
    """Go through one session up to a stage; return how many slots it came to."""
    users, user = state.users, visit.user
    depth = depth_of(visit.session, visit.name, law.continue_rate, keys.examine)
    set_query(desk, users, state.truth, user, pools.n_topics, feed)
    if level == 0:
        n = choose_windows(desk, pools, visit.name, visit.session, feed, keys) if visit.surface == EXPLORE else 0
        return add_channels(desk, pools, users, visit, n, feed, keys)
    n_windows = score_candidates(desk, pools, state, visit, now, feed, keys)
    if level == 1:
        return n_windows
    start_slate(desk, n_windows, feed)
    if level == 2:
        return n_windows
    notes = Notes(state.cards, state.vec, place, users.inbox, user, visit.thread)
    return make_slate(desk, pools, notes, n_windows, depth, feed)


@lean_entry
def replay_users(level, rows, hours, now, state, pools, desk, place, feed, law, keys):
    """Go through the tick's sessions of all visitors up to a stage."""
    users, total = state.users, 0
    for i in range(rows.shape[0]):
        user = rows[i]
        ask_for_user(users, state.truth, rows[min(i + 1, rows.shape[0] - 1)])
        name = users.key[user]
        for session in range(sessions_today(state.truth.sessions[user], name, keys.sessions)):
            if tick_of(session, name, hours, keys.sessions) == now.tick:
                surface = surface_of(uniform(keys.examine, name, session * 64 + SURFACE_DRAW), feed)
                visit = Visit(user, name, session, surface, np.int64(0), np.int64(-1))
                total += replay_session(level, visit, now, state, pools, desk, place, feed, law, keys)
    return total


@njit(cache=True)
def replay(level, rows, hours, now, state, pools, place, feed, law, keys):
    """Go through a tick."""
    return replay_users(level, rows, hours, now, state, pools, new_desk(), place, feed, law, keys)


def replaying(serve: Any, seconds: dict[str, float]) -> Any:
    """Wrap ``serve``: replay each tick up to every stage first; ``seconds`` fills up."""

    def wrapper(world: Any, notes: Any, pools: Any, market: Any, tally: Any, comers: Any, rules: Any, now: Any) -> Any:
        state, tick = state_with(world, notes, rules.engage, now), now.tick
        levels = np.roll(np.arange(len(REPLAYS)), tick).tolist()
        for turn, level in enumerate([levels[-1], *levels]):  # whoever comes first pays for cold caches: not counted
            start = process_time()
            replay(level, world.readers, comers.hours, now, state, pools, tally.place, *rules)
            seconds[REPLAYS[level]] += process_time() - start if turn else 0.0
        start = process_time()
        result = serve(world, notes, pools, market, tally, comers, rules, now)
        seconds["engage"] += process_time() - start
        return result

    return wrapper


def stages_of_serving(seconds: dict[str, float]) -> dict[str, float]:
    """Turn the times up to each stage into the times of the stages."""
    found, before = {}, 0.0
    for name in (*REPLAYS, "engage"):
        found[name], before = seconds[name] - before, seconds[name]
    return found
