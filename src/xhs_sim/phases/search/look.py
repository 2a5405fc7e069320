"""Look: a user goes down the results of one query; what happens to a note is the feed's engagement law."""

import math

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...kernels.random import uniform
from ...world.columns import SEARCH, UserLog
from ..ads.market import AdMarket
from ..ads.show import SEARCH_AD, UNSOLD, AdTally, show_ad
from ..engagement.engage import count_engagements, count_session, readiness, show
from ..engagement.law import EngageLaw, Keys
from ..engagement.panel import CHANNELS, write_event
from ..engagement.state import State, Tally
from .index import Index
from .law import MatchLaw
from .match import MAX_LOOK, Desk, assemble

FIRST_CHANNEL = len(CHANNELS)  # query kinds follow the feed's channels
FIRST_SESSION = 100  # a query is a session of the panel, numbered from here
SENSE_DRAW = 1 << 20  # of a user's day, set apart from the draws of how far they look


@lean
def norm_of(users: UserLog, user: int, n_topics: int) -> float:
    """Return the length of the platform's estimate of taste over topics."""
    total = 1e-12
    for t in range(n_topics):
        total += users.taste_hat[user, t] * users.taste_hat[user, t]
    return math.sqrt(total)


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
def cell_of(market: AdMarket, index: Index, row: int, n_topics: int) -> int:
    """Return who bids for a query: those of its topic, or of the brand that it names."""
    n_brands = market.start.shape[0] - 1 - n_topics
    first_brand = index.size.shape[0] // index.n_senses - n_brands
    return n_topics + row - first_brand if row >= first_brand else row // (first_brand // n_topics)


@lean
def row_meant(market: AdMarket, index: Index, row: int, n_topics: int, u: float) -> int:
    """Return the list of the sense in which a user means a word; a brand's name has one."""
    n_lists = index.size.shape[0] // index.n_senses
    is_brand = row >= n_lists - (market.start.shape[0] - 1 - n_topics)
    return row if is_brand else row + n_lists * int(u * index.n_senses)


@lean
def look_at_results(
    state: State,
    index: Index,
    user: int,
    query: int,
    row: int,
    kind: int,
    n_read: int,
    n_topics: int,
    day: int,
    thread: int,
    event: int,
    desk: Desk,
    queries: NDArray[np.int64],
    tally: Tally,
    market: AdMarket,
    ads: AdTally,
    match: MatchLaw,
    law: EngageLaw,
    keys: Keys,
) -> int:
    """Look at the results of one query; return how many notes the user has opened from search today."""
    users = state.users
    norm = norm_of(users, user, n_topics)
    slope = law.prediction_slope / norm
    wanted = depth_of(uniform(keys.examine, users.key[user], query), law)
    clicks, ad_clicks, engagements, slot, at, ready = 0, 0, 0, 0, 0, readiness(state, user, law)
    meant = row_meant(market, index, row, n_topics, uniform(keys.examine, users.key[user], SENSE_DRAW))
    found = assemble(desk, index, meant, wanted, n_read, user, users.taste_hat, norm, state.vec, match)
    cell, desk.owners[0] = cell_of(market, index, row, n_topics), 0
    while slot < wanted and at < found:
        if is_ad_place(market, slot):
            done = show_ad(
                market,
                ads,
                state,
                tally,
                user,
                cell,
                FIRST_SESSION + query,
                np.int64(0),
                np.int64(slot),
                norm,
                ready,
                desk.owners,
                day,
                thread,
                event,
                np.int64(SEARCH_AD),
                law,
                keys,
            )
            if done != UNSOLD:
                ad_clicks += done >= 0
                engagements += count_engagements(done)
                slot += 1
                continue
        note = desk.result[at]
        done = show(state, user, users.key[user], note, slot, 0, slope, ready, 1.0, day, thread, tally, law, keys)
        if done >= 0:
            clicks += 1
            engagements += count_engagements(done)
            if n_read < desk.read.shape[0]:
                desk.read[n_read] = note
                n_read += 1
        if event >= 0:
            write_event(
                tally.panel,
                event + slot,
                user,
                FIRST_SESSION + query,
                slot,
                note,
                SEARCH,
                FIRST_CHANNEL + kind,
                done,
                0.0,
                state,
                law,
                keys,
            )
        slot += 1
        at += 1
    queries[thread, kind, 2] += at
    queries[thread, kind, 3] += clicks
    count_session(state, user, thread, tally, slot, clicks + ad_clicks, engagements)
    return n_read
