"""One tick of serving: who comes, room for what is recorded of them, and the kernel."""

import numpy as np
from numpy.typing import NDArray

from ...rng import Streams
from ...world.population import draw_uniforms
from ...world.world import World
from ..ads.market import AdMarket
from ..ads.show import AdTally, empty_ad_tally
from ..engagement.law import EngageLaw, Keys
from ..engagement.state import Tally, empty_panel, state_of
from .kernel import MAX_SLOTS, count_sessions, serve_tick
from .law import N_POOLS, FeedLaw
from .pools import Pools


def keys_of(streams: Streams, day: int, tick: int) -> Keys:
    """Return the streams of a tick; sessions are drawn once a day."""
    purposes = ("window", "noise", "examine", "click", "act", "brand", "reply")
    of_tick = [streams.key(purpose, day, tick) for purpose in purposes]
    return Keys(*[streams.key("sessions", day), *of_tick, streams.key("reply habit")])


def panel_rows(user_key: NDArray[np.int64], share: float, streams: Streams) -> NDArray[np.bool_]:
    """Choose the panel: the users whose own hash falls below ``share``."""
    return draw_uniforms(user_key, streams.key("panel"), 0) < share


def serve(
    world: World,
    pools: Pools,
    is_panel: NDArray[np.bool_],
    hours: NDArray[np.float64],
    tally: Tally,
    laws: tuple[FeedLaw, EngageLaw],
    market: AdMarket,
    streams: Streams,
    day: int,
    tick: int,
) -> tuple[NDArray[np.int64], AdTally]:
    """Serve every session of one tick; ``tally`` counts on.

    Returns
    -------
    panel : int array of shape (E, 16)
        The tick's panel events.
    ads : AdTally
        By thread.
    """
    rows, keys, users = world.visitors, keys_of(streams, day, tick), world.users
    start = np.full(len(rows), -1, np.int64)
    members = np.flatnonzero(is_panel[rows])
    events = count_sessions(rows[members], users.key, world.truth.sessions, hours, tick, keys.sessions) * MAX_SLOTS
    start[members] = np.cumsum(events) - events
    panel, ads = empty_panel(int(events.sum())), empty_ad_tally(len(market.key))
    serve_tick(
        rows,
        start,
        hours,
        topics_in(pools),
        *state_of(world, laws[1], day, tick),
        pools,
        day,
        tick,
        tally._replace(panel=panel),
        market,
        ads,
        *laws,
        keys,
    )
    return panel, ads


def topics_in(pools: Pools) -> int:
    """Return how many topics the pools are of: they have rows for each kind, topic and circle."""
    return len(pools.size) // (N_POOLS * pools.n_circles)
