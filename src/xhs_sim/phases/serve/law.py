"""The numbers that the feed's kernels read, in the form that numba takes."""

from collections import defaultdict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import EngageConfig, FeedConfig, RankerConfig
from ...world.columns import EXPLORE, FOLLOWING, NEARBY, PROFILE, VIDEO_FEED
from ..engagement.law import EngageLaw, Keys
from ..engagement.panel import CHANNELS

POOLS = CHANNELS[:4]
FRESH, RISING, HOT, MAIN = range(4)
OLDER_POOL = len(POOLS)  # hits that are past the feed's window
N_POOLS = OLDER_POOL + 1
# Channels: exploration reads main on a random topic, recent clicks what is promoted on the topics clicked last.
EXPLORATION, FOLLOWED, REGIONAL, RECENT = 4, 5, 6, 7
OLDER = CHANNELS.index("older")
RERANK_RULES = ("scatter", "mmr", "ssd")
SCATTER, MMR, SSD = range(3)


class FeedLaw(NamedTuple):
    """Retrieval, ranking and re-ranking."""

    quota: NDArray[np.int64]  # (5,) windows of each pool, and of exploration
    deep: NDArray[np.int64]  # (5,) the same of requests after the first of a session
    wide: int  # windows of hot notes on any topic, in those requests
    older: int  # windows of hits past the feed's window, in those requests
    following_share: float
    slope: float  # weight of estimated affinity in the score
    oracle_slope: float  # weight of true affinity: 0 but for the oracle
    followed: float
    quality_hat: float  # weights of what is known, and of what is true, of a followed creator's note
    oracle_quality: float
    noise: float
    rerank_rule: int  # index into RERANK_RULES
    rerank_window: int
    rerank_penalty: float
    nearby_share: float
    nearby_windows: int
    regional: int  # windows of the user's city that an explore session reads
    recent_clicks: int


class FeedRules(NamedTuple):
    """What the serving kernel goes by."""

    feed: FeedLaw
    engage: EngageLaw
    keys: Keys


def feed_law(feed: FeedConfig, ranker: RankerConfig, engage: EngageConfig) -> FeedLaw:
    """Return the feed's numbers; a ranker is its weights."""
    quota, deep, weight = feed.quota, feed.deep_quota, defaultdict(float, ranker.weights)
    return FeedLaw(
        np.array([quota.fresh, quota.rising, quota.hot, quota.main, quota.exploration], dtype=np.int64),
        np.array([deep.fresh, deep.rising, deep.hot, deep.main, deep.exploration], dtype=np.int64),
        deep.wide,
        deep.older,
        feed.following_share,
        weight["predicted_click"] * feed.prediction_slope,
        weight["oracle"] * engage.click_taste,
        weight["followed"],
        weight["predicted_quality"],
        weight["oracle"],
        weight["noise"],
        RERANK_RULES.index(feed.rerank_rule),
        feed.rerank_window,
        feed.rerank_penalty,
        feed.nearby_share,
        feed.nearby_windows,
        quota.regional,
        quota.recent_clicks,
    )


def knows_places(feed: FeedConfig) -> bool:
    """Say whether anything of the feed goes by city."""
    return feed.nearby_share > 0 or feed.quota.regional > 0


def shows_older(feed: FeedConfig, engage: EngageConfig) -> bool:
    """Say whether the feed shows notes that are past its window."""
    return engage.requests > 1.0 and feed.deep_quota.older > 0


def surfaces_of(feed: FeedLaw, engage: EngageLaw) -> tuple[int, ...]:
    """Return the surfaces of the feed that are in use; a tick counts all up to the last of them."""
    beyond = (VIDEO_FEED, engage.video_enter), (PROFILE, engage.profile_visit), (NEARBY, feed.nearby_share)
    return (EXPLORE, FOLLOWING, *(surface for surface, share in beyond if share > 0))
