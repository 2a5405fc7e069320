"""Candidates: what a session may show, found by the channels of its surface, and scored."""

from ...kernels.jit import lean
from ...kernels.lanes import LANES
from ...world.columns import EXPLORE, FOLLOWING, INBOX, NEARBY
from ..engagement.law import Keys
from ..engagement.state import Moment, State, Visit
from .channels import add_channels
from .desk import NOTHING, Desk
from .law import FeedLaw
from .pools import HOLE, Pools
from .retrieve import add_noise, choose_windows, load_seen, score_inbox, score_windows


@lean
def score_candidates(
    desk: Desk, pools: Pools, state: State, visit: Visit, now: Moment, feed: FeedLaw, keys: Keys
) -> int:
    """Retrieve and score this session's candidates; return the number of windows read."""
    n_windows = 0
    load_seen(desk, state.users, visit.user)
    if visit.surface != FOLLOWING:
        if visit.surface == EXPLORE:
            n_windows = choose_windows(desk, pools, visit.name, visit.session, feed, keys)
        n_windows = add_channels(desk, pools, state.users, visit, n_windows, feed, keys)
        score_windows(desk, pools, n_windows)
    score_inbox(desk, state, visit.user, now, feed, n_windows)
    if visit.surface == FOLLOWING:  # newest first, whatever the ranker
        for i in range(INBOX):
            if desk.score[(n_windows + i) * LANES] > NOTHING:
                desk.score[(n_windows + i) * LANES] = INBOX - i
    elif visit.surface == NEARBY:  # the city only
        for i in range(INBOX):
            desk.score[(n_windows + i) * LANES] = HOLE
    if visit.surface != FOLLOWING and feed.noise > 0.0:
        add_noise(desk, pools, n_windows, state, visit, feed.noise, keys.noise)
    return n_windows
