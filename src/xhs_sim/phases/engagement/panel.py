"""The panel: users whose impressions are recorded one by one."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...kernels.random import uniform
from ...world.columns import VIDEO_FEED
from .law import EngageLaw, Keys
from .react import HIDDEN
from .state import State, Visit

# Of the feed, ads and beyond the feed; the kinds of search's queries follow.
CHANNELS = (
    "fresh",
    "rising",
    "hot",
    "main",
    "exploration",
    "followed",
    "regional",
    "recent_clicks",
    "feed_ad",
    "search_ad",
    "video_feed",
    "profile",
    "older",
)
VIDEOS_ON, PROFILE_PAGE = CHANNELS.index("video_feed"), CHANNELS.index("profile")


class Shown(NamedTuple):
    """One impression, as the panel has it."""

    note: int
    slot: int
    surface: int
    channel: int
    done: int  # what ``show`` returned
    predicted: float  # the platform's P(click), 0 where it has none


@lean
def write_event(panel: NDArray[np.int64], visit: Visit, shown: Shown, state: State, law: EngageLaw, keys: Keys) -> None:
    """Write one impression of a panel user."""
    card, at, done = state.cards[shown.note], visit.event + shown.slot, shown.done
    panel[at, 0], panel[at, 1], panel[at, 2], panel[at, 3] = visit.user, visit.session, shown.slot, card.key
    panel[at, 4], panel[at, 5], panel[at, 6], panel[at, 7] = card.creator, shown.surface, shown.channel, done >= 0
    panel[at, 8] = 0
    if done >= 0:
        u = uniform(keys.act, state.users.key[visit.user] * 8 + 5, card.key)
        seconds = law.video_seconds if shown.surface == VIDEO_FEED else law.dwell[card.is_video]
        panel[at, 8] = int(-1000.0 * seconds * np.log(1.0 - u))
    for k in range(5):
        panel[at, 9 + k] = done >= 0 and (done >> k) & 1 == 1
    panel[at, 14], panel[at, 15] = int(1e6 * shown.predicted + 0.5), done == HIDDEN
