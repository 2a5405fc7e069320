"""One tick of serving: room for its counters, the kernel, and what came of it."""

import numpy as np
from numpy.typing import NDArray

from ...rng import Streams
from ...world.population import draw_uniforms
from ...world.world import World
from ..ads.market import AdMarket
from ..ads.show import AdTally, empty_ad_tally
from ..engagement.law import EngageLaw, Keys
from ..engagement.state import Tally, empty_tally, state_of
from .kernel import MAX_SLOTS, count_sessions, serve_tick
from .law import N_POOLS, FeedLaw, n_surfaces
from .pools import Pools


def keys_of(streams: Streams, day: int, tick: int) -> Keys:
    """Return the streams of a tick; sessions are drawn once a day."""
    purposes = ("window", "noise", "examine", "click", "act", "brand", "reply")
    of_tick = [streams.key(purpose, day, tick) for purpose in purposes]
    return Keys(*[streams.key("sessions", day), *of_tick, streams.key("reply habit")])


def panel_rows(user_key: NDArray[np.int64], share: float, streams: Streams) -> NDArray[np.bool_]:
    """Choose the panel: the users whose own hash falls below ``share``."""
    return draw_uniforms(user_key, streams.key("panel"), 0) < share


def add_up(counts: NDArray[np.int32]) -> NDArray[np.int32]:
    """Add up the threads' note counters, in the first one's place: (1, C, S, .)."""
    for thread in range(1, len(counts)):
        counts[0] += counts[thread]
    return counts[:1]


def serve(
    world: World, pools: Pools, is_panel: NDArray[np.bool_], hours: NDArray[np.float64], n_ages: int,
    laws: tuple[FeedLaw, EngageLaw], market: AdMarket, streams: Streams, day: int, tick: int,
) -> tuple[Tally, AdTally]:
    """Serve every session of one tick.

    Returns
    -------
    tally : Tally
        With a leading axis of 1: the threads' counters added up.
    ads : AdTally
        By thread.
    """
    rows, keys, users = world.visitors, keys_of(streams, day, tick), world.users
    start = np.full(len(rows), -1, np.int64)
    panel = np.flatnonzero(is_panel[rows])
    events = count_sessions(rows[panel], users.key, world.truth.sessions, hours, tick, keys.sessions) * MAX_SLOTS
    start[panel] = np.cumsum(events) - events
    tally = empty_tally(world, n_ages, int(events.sum()), n_surfaces(laws[0]))
    n_topics, ads = len(pools.size) // N_POOLS, empty_ad_tally(len(market.key))
    serve_tick(
        rows, start, hours, n_topics, *state_of(world, laws[1], day, tick), pools, day, tick, tally, market, ads, *laws,
        keys,
    )
    whole = Tally(
        add_up(tally.notes),
        add_up(tally.reactions),
        tally.segments.sum(axis=0, keepdims=True),
        tally.sessions.sum(axis=0, keepdims=True),
        tally.panel,
    )
    return whole, ads
