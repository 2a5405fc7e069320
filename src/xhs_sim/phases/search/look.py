"""Look: a user goes down the results of one query; what happens to a note is the feed's engagement law."""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...kernels.lend import borrowed
from ...kernels.random import uniform
from ...world.columns import SEARCH
from ..ads.auction import Place
from ..ads.market import AdMarket
from ..ads.show import SEARCH_AD, UNSOLD, show_ad
from ..engagement.cards import ask_for_note
from ..engagement.engage import count_engagements, count_session, readiness, show
from ..engagement.law import EngageLaw
from ..engagement.panel import CHANNELS, Shown, write_event
from ..engagement.state import NOT_YET, Look, Mood, State, Visit
from .index import Index
from .law import MatchLaw
from .match import MAX_LOOK, MOST_LOOKED, Desk, assemble

FIRST_CHANNEL = len(CHANNELS)  # query kinds follow the feed's channels
FIRST_SESSION = 100  # a query is a session of the panel, numbered from here
SENSE_DRAW = 1 << 20  # of a user's day, set apart from the draws of how far they look


class Query(NamedTuple):
    """One query of a user's day."""

    number: int
    row: int  # list of the word that is asked for
    kind: int  # index into QUERY_KINDS
    cell: int  # who bids for it


@lean
def mood_of(state: State, user: int, n_topics: int, law: EngageLaw) -> Mood:
    """Return what a user brings to a query."""
    total = 1e-12
    for t in range(n_topics):
        total += state.users.taste_hat[user, t] * state.users.taste_hat[user, t]
    norm = math.sqrt(total)
    return Mood(norm, law.prediction_slope / norm, readiness(state, user, law))


@lean
def depth_of(u: float, law: EngageLaw) -> int:
    """Return how many results a user would look at: geometric, at most ``MAX_LOOK``."""
    return min(1 + int(math.log(1.0 - u) / math.log(law.continue_rate)), MAX_LOOK)


@lean
def is_ad_place(market: AdMarket, slot: int) -> bool:
    """Say whether an ad may stand at a slot of a result list (ranks 3, 13, 23)."""
    from_first = slot - market.first
    return from_first >= 0 and from_first % market.gap == 0 and from_first // market.gap < market.most


@lean
def cell_of(market: AdMarket, index: Index, row: int) -> int:
    """Return who bids for a query: those of its topic, or of the brand that it names."""
    n_topics = index.n_topics
    n_brands = market.start.shape[0] - 1 - n_topics
    first_brand = index.size.shape[0] // index.n_senses - n_brands
    return n_topics + row - first_brand if row >= first_brand else row // (first_brand // n_topics)


@lean
def row_meant(market: AdMarket, index: Index, row: int, u: float) -> int:
    """Return the list of the sense in which a user means a word; a brand's name has one."""
    n_lists = index.size.shape[0] // index.n_senses
    is_brand = row >= n_lists - (market.start.shape[0] - 1 - index.n_topics)
    return row if is_brand else row + n_lists * int(u * index.n_senses)


@lean
def passed_before(desk: Desk, user: int, note: int, slot: int) -> int:
    """Return the best slot at which the user's searches of today showed the note, and remember this one."""
    mark, place = (np.int64(user) << np.int64(32)) | np.int64(note), note & (MOST_LOOKED - 1)
    before = int(desk.best_slot[place]) if desk.looked[place] == mark else NOT_YET
    desk.looked[place], desk.best_slot[place] = mark, min(before, slot)
    return before


@lean
def open_result(visit: Visit, mood: Mood, query: Query, note: int, slot: int, passed: int, day: int, stage: Any) -> int:
    """Show one result; returns what ``show`` does."""
    done = show(stage, visit, Look(note, slot, mood.slope, mood.ready, 1.0, passed), day)
    if visit.event >= 0:
        state, tally, law, keys = borrowed(stage)
        shown = Shown(note, slot, SEARCH, FIRST_CHANNEL + query.kind, done, 0.0)
        write_event(tally.panel, visit, shown, state, law, keys)
    return done


@lean
def look_at_results(
    visit: Visit,
    query: Query,
    n_read: int,
    day: int,
    index: Index,
    hall: Any,
    stage: Any,
    desk: Desk,
    queries: NDArray[np.int64],
    match: MatchLaw,
) -> int:
    """Look at the results of one query; return how many notes the user has opened from search today."""
    state, tally, law, keys = borrowed(stage)
    market, users, user = borrowed(hall).market, state.users, visit.user
    mood = mood_of(state, user, index.n_topics, law)
    wanted = depth_of(uniform(keys.examine, visit.name, query.number), law)
    clicks, ad_clicks, engagements, slot, at = 0, 0, 0, int(np.int64(0)), 0
    meant = row_meant(market, index, query.row, uniform(keys.examine, visit.name, SENSE_DRAW))
    found = assemble(desk, index, meant, wanted, n_read, user, users.taste_hat, mood.norm, state.vec, match)
    for k in range(found):
        ask_for_note(state.cards, state.vec, tally.place, visit.thread, int(desk.result[k]))
    desk.owners[0] = 0
    while slot < wanted and at < found:
        if is_ad_place(market, slot):
            place = Place(query.cell, slot, 0, SEARCH_AD)
            done = show_ad(hall, visit, place, mood, desk.owners, day)
            if done != UNSOLD:
                ad_clicks, engagements, slot = ad_clicks + (done >= 0), engagements + count_engagements(done), slot + 1
                continue
        note = int(desk.result[at])
        passed = passed_before(desk, user, note, slot)  # a second look the same day decides by the same draws
        done = open_result(visit, mood, query, note, slot, passed, day, stage)
        if done >= 0:
            clicks, engagements = clicks + 1, engagements + count_engagements(done)
            if n_read < desk.read.shape[0]:
                desk.read[n_read] = desk.result[at]
                n_read += 1
        slot, at = slot + 1, at + 1
    queries[visit.thread, query.kind, 2] += at
    queries[visit.thread, query.kind, 3] += clicks
    count_session(state, visit, tally, slot, clicks + ad_clicks, engagements)
    return n_read
