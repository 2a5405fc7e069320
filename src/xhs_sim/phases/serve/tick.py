"""One tick of serving: room for its counters, the kernel, and what came of it."""

import numba
import numpy as np
from numpy.typing import NDArray

from ...kernels.memory import aligned_zeros
from ...rng import Streams
from ...world.columns import COUNTS, SURFACES
from ...world.population import draw_uniforms
from ...world.world import World
from .cards import pack_cards
from .engage import PANEL_COLUMNS, State, Tally
from .kernel import MAX_SLOTS, count_sessions, serve_tick
from .law import N_POOLS, EngageLaw, FeedLaw, Keys
from .pools import Pools


def state_of(world: World) -> State:
    """Gather the arrays that the kernel reads and writes."""
    cards = pack_cards(world.content.log, world.content.truth)
    return State(
        world.truth, world.users, world.brands, cards, world.content.log.vec, world.graph.indptr, world.graph.followers
    )


def keys_of(streams: Streams, day: int, tick: int) -> Keys:
    """Return the streams of a tick; sessions are drawn once a day."""
    return Keys(
        streams.key("sessions", day),
        *(streams.key(purpose, day, tick) for purpose in ("window", "noise", "examine", "click", "act", "brand")),
    )


def panel_rows(user_key: NDArray[np.int64], share: float, streams: Streams) -> NDArray[np.bool_]:
    """Choose the panel: the users whose own hash falls below ``share``."""
    return draw_uniforms(user_key, streams.key("panel"), 0) < share


def empty_tally(world: World, n_ages: int, n_events: int) -> Tally:
    """Make zeroed counters, one copy per thread."""
    threads, slots = numba.get_num_threads(), len(world.content.log.key)
    return Tally(
        aligned_zeros((threads, slots, len(SURFACES), len(COUNTS)), np.int32),
        np.zeros((threads, 2, n_ages, 3), np.int64),
        np.zeros((threads, 16), np.int64),
        np.full((n_events, len(PANEL_COLUMNS)), -1, np.int64),
    )


def add_up(counts: NDArray[np.int32]) -> NDArray[np.int32]:
    """Add up the threads' note counters, in the first one's place: (1, C, 2, 8)."""
    for thread in range(1, len(counts)):
        counts[0] += counts[thread]
    return counts[:1]


def serve(
    world: World, pools: Pools, is_panel: NDArray[np.bool_], hours: NDArray[np.float64], n_ages: int,
    laws: tuple[FeedLaw, EngageLaw], streams: Streams, day: int, tick: int,
) -> Tally:
    """Serve every session of one tick.

    Returns
    -------
    Tally
        With a leading axis of 1: the threads' counters added up.
    """
    rows, keys, users = world.visitors, keys_of(streams, day, tick), world.users
    start = np.full(len(rows), -1, np.int64)
    panel = np.flatnonzero(is_panel[rows])
    events = count_sessions(rows[panel], users.key, world.truth.sessions, hours, tick, keys.sessions) * MAX_SLOTS
    start[panel] = np.cumsum(events) - events
    tally = empty_tally(world, n_ages, int(events.sum()))
    n_topics = len(pools.size) // N_POOLS
    serve_tick(rows, start, hours, n_topics, *state_of(world), pools, day, tick, tally, *laws, keys)
    return Tally(
        add_up(tally.notes),
        tally.segments.sum(axis=0, keepdims=True),
        tally.sessions.sum(axis=0, keepdims=True),
        tally.panel,
    )
