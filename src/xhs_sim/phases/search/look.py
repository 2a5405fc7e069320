"""Look: a user goes down the results of one query; what happens to a note is the feed's engagement law."""

import math

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...kernels.random import uniform
from ...world.columns import SEARCH, UserLog
from ..engagement.engage import count_session, readiness, show
from ..engagement.law import EngageLaw, Keys
from ..engagement.panel import CHANNELS, write_event
from ..engagement.state import State, Tally
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
def look_at_results(
    state: State, index: Index, user: int, query: int, row: int, kind: int, n_read: int, n_topics: int, day: int,
    thread: int, event: int, desk: Desk, queries: NDArray[np.int64], tally: Tally, match: MatchLaw, law: EngageLaw,
    keys: Keys,
) -> int:
    """Look at the results of one query; return how many notes the user has opened from search today."""
    users = state.users
    norm = norm_of(users, user, n_topics)
    slope = law.prediction_slope / norm
    wanted = depth_of(uniform(keys.examine, users.key[user], query), law)
    clicks, engagements, ready = 0, 0, readiness(state, user, law)
    found = assemble(desk, index, row, wanted, n_read, user, users.taste_hat, norm, state.vec, match)
    for slot in range(found):
        note = desk.result[slot]
        done = show(state, user, users.key[user], note, slot, 0, slope, ready, day, thread, tally, law, keys)
        if done >= 0:
            clicks += 1
            engagements += (done & 1) + ((done >> 1) & 1) + ((done >> 2) & 1)
            if n_read < desk.read.shape[0]:
                desk.read[n_read] = note
                n_read += 1
        if event >= 0:
            write_event(
                tally.panel, event + slot, user, FIRST_SESSION + query, slot, note, SEARCH, FIRST_CHANNEL + kind, done,
                0.0, state, law, keys,
            )
    queries[thread, kind, 2] += found
    queries[thread, kind, 3] += clicks
    count_session(state, user, thread, tally, found, clicks, engagements)
    return n_read
