"""Sessions: how many a visiting user has, when each falls, on which surface, and how far the user looks."""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.choice import pick
from ...kernels.jit import lean
from ...kernels.random import poisson, uniform
from ...world.columns import EXPLORE, FOLLOWING, NEARBY
from ..engagement.law import EngageLaw, Keys
from ..engagement.state import MAX_SESSIONS
from .law import FeedLaw

MAX_SLOTS = 60  # of one session
MAX_REQUESTS = 24  # of one session
MAX_SWIPES = 60  # of the video feed, in one session
DEPTH_DRAW, SWIPES_DRAW, SURFACE_DRAW = 0, 62, 63  # of a session: how far the user looks, and on which surface


@lean
def sessions_today(mean: float, user_key: int, key: np.uint64) -> int:
    """Draw how many sessions a visiting user has: one, and Poisson more."""
    return 1 + poisson(mean - 1.0, uniform(key, user_key, 0), MAX_SESSIONS - 1)


@lean
def tick_of(session: int, user_key: int, hours: NDArray[np.float64], key: np.uint64) -> int:
    """Draw the tick in which a session falls."""
    return pick(hours, uniform(key, user_key, 1 + session))


@lean
def requests_of(session: int, user_key: int, mean: float, key: np.uint64) -> int:
    """Draw how often a session asks for notes: once, and again until a chance to ask again first fails."""
    if mean <= 1.0:
        return 1
    u = uniform(key, user_key, 1 + MAX_SESSIONS + session)
    return int(min(1.0 + math.floor(math.log(1.0 - u) / math.log(1.0 - 1.0 / mean)), float(MAX_REQUESTS)))


@lean
def depth_of(session: int, user_key: int, continue_rate: float, key: np.uint64) -> int:
    """Draw how many slots a user looks at: the slot at which a chance to look on first fails."""
    u = uniform(key, user_key, session * 64 + DEPTH_DRAW)
    return int(min(1.0 + math.floor(math.log(1.0 - u) / math.log(continue_rate)), float(MAX_SLOTS)))


@lean
def swipes_of(session: int, user_key: int, law: EngageLaw, key: np.uint64) -> int:
    """Draw how many videos a user watches who goes on into the video feed; none where nobody does."""
    if law.video_enter <= 0.0:
        return 0
    u = uniform(key, user_key, session * 64 + SWIPES_DRAW)
    return int(min(1.0 + math.floor(math.log(1.0 - u) / math.log(law.video_stay)), float(MAX_SWIPES)))


@lean
def rows_of(session: int, user_key: int, law: EngageLaw, key: np.uint64) -> int:
    """Return how many impressions a session has at most: of the feed, of the video feed, on a profile."""
    covers = law.profile_notes if law.profile_visit > 0.0 else 0
    return depth_of(session, user_key, law.continue_rate, key) + swipes_of(session, user_key, law, key) + covers


@lean
def surface_of(u: float, feed: FeedLaw) -> int:
    """Return the surface that a session is on."""
    if u < feed.following_share:
        return FOLLOWING
    return NEARBY if u < feed.following_share + feed.nearby_share else EXPLORE


@njit(cache=True)
def count_rows(
    rows: NDArray[np.int64],
    user_key: NDArray[np.int64],
    mean: NDArray[np.float32],
    hours: NDArray[np.float64],
    tick: int,
    law: EngageLaw,
    keys: Keys,
) -> NDArray[np.int64]:
    """Count each user's impressions in this tick, at most (to make room for panel events)."""
    out = np.zeros(rows.shape[0], np.int64)
    for i in range(rows.shape[0]):
        name = user_key[rows[i]]
        for s in range(sessions_today(mean[rows[i]], name, keys.sessions)):
            if tick_of(s, name, hours, keys.sessions) == tick:
                for again in range(requests_of(s, name, law.requests, keys.sessions)):
                    out[i] += rows_of(s + MAX_SESSIONS * again, name, law, keys.examine)
    return out
