"""One tick of serving: who comes, room for what is recorded of them, and the kernel."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...kernels.threads import share_out
from ...rng import Streams
from ...world.columns import NoteLog, NoteTruth
from ...world.population import draw_uniforms
from ...world.siblings import siblings_of
from ...world.world import World
from ..ads.market import AdMarket
from ..ads.show import AdTally, Books, empty_ad_tally
from ..engagement.crowd import Crowd, crowd_of
from ..engagement.law import EngageLaw, Keys
from ..engagement.state import NO_SIBLINGS, Moment, Tally, empty_panel, state_with
from .circles import by_circle
from .kernel import Visitors, serve_tick
from .law import FeedRules
from .pools import Pools
from .sessions import count_rows


def keys_of(streams: Streams, now: Moment) -> Keys:
    """Return the streams of a tick; sessions are drawn once a day."""
    purposes = ("window", "noise", "examine", "click", "act", "brand", "reply")
    of_tick = [streams.key(purpose, *now) for purpose in purposes]
    return Keys(*[streams.key("sessions", now.day), *of_tick, streams.key("reply habit")])


def panel_rows(user_key: NDArray[np.int64], share: float, streams: Streams) -> NDArray[np.bool_]:
    """Choose the panel: the users whose own hash falls below ``share``."""
    return draw_uniforms(user_key, streams.key("panel"), 0) < share


class Comers(NamedTuple):
    """Who comes to the feed on a day, and when."""

    hours: NDArray[np.float64]  # (ticks,) cumulative shares of a day's sessions
    is_logged: NDArray[np.bool_]  # (N,) whose impressions are kept
    crowd: Crowd  # whom the day's readers stand for
    siblings: NDArray[np.int32]  # of the day's notes, see ``State``
    cards: NDArray[Any]  # room for a tick's; search uses it by turns with the feed


def comers_of(
    world: World,
    log: NoteLog,
    hours: NDArray[np.float64],
    is_logged: NDArray[np.bool_],
    law: EngageLaw,
    cards: NDArray[Any],
) -> Comers:
    """Return who comes today: each reader looks, and is stood behind, as often as it has sessions.

    ``log`` is of all notes that may be shown.
    """
    rows = world.readers
    crowd = crowd_of(world.truth, rows, world.truth.sessions[rows], world.sample.weight, law)
    siblings = siblings_of(log, len(world.users.key)) if law.profile_visit > 0.0 else NO_SIBLINGS
    return Comers(hours, is_logged, crowd, siblings, cards)


def serve(
    world: World,
    notes: tuple[NoteLog, NoteTruth],
    pools: Pools,
    market: AdMarket,
    tally: Tally,
    comers: Comers,
    rules: FeedRules,
    now: Moment,
) -> tuple[NDArray[np.int64], AdTally]:
    """Serve every session of one tick with notes of which the first are those of the feed; ``tally`` counts on.

    Returns
    -------
    panel : int array of shape (E, 16)
        The tick's panel events.
    ads : AdTally
        By thread.
    """
    rows, users = world.readers, world.users
    start = np.full(len(rows), -1, np.int64)
    members = np.flatnonzero(comers.is_logged[rows])
    of_people = users.key, world.truth.sessions
    events = count_rows(rows[members], *of_people, comers.hours, now.tick, rules.engage, rules.keys)
    start[members] = np.cumsum(events) - events
    panel, ads = empty_panel(int(events.sum())), empty_ad_tally(len(market.key))
    books = Books(tally._replace(panel=panel), ads, np.zeros((0, 0, 0), np.int64))
    state = state_with(world, notes, rules.engage, now, comers.crowd, comers.siblings, comers.cards)
    order = by_circle(rows, users.key, pools.n_circles)
    share_out(serve_tick, Visitors(rows[order], start[order], comers.hours), now, state, pools, market, books, rules)
    return panel, ads
