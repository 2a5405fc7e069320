"""Look: a user goes down the results of one query; what happens to a note is the feed's engagement law."""

import math

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...kernels.random import uniform
from ...world.columns import SEARCH, UserLog
from ..serve.engage import State, Tally, count_session, show
from ..serve.law import CHANNELS, EngageLaw, FeedLaw, Keys
from .index import Index
from .law import MatchLaw
from .match import MAX_LOOK, Desk, assemble

FIRST_CHANNEL = len(CHANNELS)  # query kinds follow the feed's channels
FIRST_SESSION = 100  # a query is a session of the panel, numbered from here


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
def write_event(
    panel: NDArray[np.int64], at: int, user: int, query: int, slot: int, note: int, kind: int, done: int,
    state: State, law: EngageLaw, keys: Keys,
) -> None:
    """Write one result that a panel user looked at; search predicts no clicks."""
    card = state.cards[note]
    panel[at, 0], panel[at, 1], panel[at, 2], panel[at, 3] = user, FIRST_SESSION + query, slot, card.key
    panel[at, 4], panel[at, 5], panel[at, 6], panel[at, 7] = card.creator, SEARCH, FIRST_CHANNEL + kind, done >= 0
    panel[at, 8], panel[at, 14] = 0, 0
    if done >= 0:
        u = uniform(keys.act, state.users.key[user] * 8 + 5, card.key)
        panel[at, 8] = int(-1000.0 * law.dwell[card.is_video] * np.log(1.0 - u))
    for k in range(5):
        panel[at, 9 + k] = done >= 0 and (done >> k) & 1 == 1


@lean
def look_at_results(
    state: State, index: Index, user: int, query: int, row: int, kind: int, n_read: int, n_topics: int, day: int,
    thread: int, event: int, desk: Desk, queries: NDArray[np.int64], tally: Tally, feed: FeedLaw, match: MatchLaw,
    law: EngageLaw, keys: Keys,
) -> int:
    """Look at the results of one query; return how many notes the user has opened from search today."""
    users = state.users
    norm = norm_of(users, user, n_topics)
    slope = feed.prediction_slope / norm
    wanted = depth_of(uniform(keys.examine, users.key[user], query), law)
    clicks, engagements = 0, 0
    found = assemble(desk, index, row, wanted, n_read, user, users.taste_hat, norm, state.vec, match)
    for slot in range(found):
        note = desk.result[slot]
        done = show(state, user, users.key[user], note, slot, 0, slope, day, thread, tally, feed, law, keys)
        if done >= 0:
            clicks += 1
            engagements += (done & 1) + ((done >> 1) & 1) + ((done >> 2) & 1)
            if n_read < desk.read.shape[0]:
                desk.read[n_read] = note
                n_read += 1
        if event >= 0:
            write_event(tally.panel, event + slot, user, query, slot, note, kind, done, state, law, keys)
    queries[thread, kind, 2] += found
    queries[thread, kind, 3] += clicks
    count_session(state, user, thread, tally, found, clicks, engagements)
    return n_read
