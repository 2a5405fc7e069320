"""The numbers of engagement, in the form that numba takes."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import CommerceConfig, EngageConfig, FeedConfig, ReactConfig
from ...world.columns import EXPECTED_UNIT, LIKE_STEPS

MOST_LIKED = 32  # ln(1 + likes) beyond what anything has
LOGIT_RANGE, LOGIT_STEPS = 8, 64  # of the table of expected clicks: from -8 to 8, steps per unit
ACTS = ("like", "save", "comment", "share", "follow")
MOST_RARE = 20.0  # a rare act is at most so many times as likely as usual: draws above that are not looked at


class EngageLaw(NamedTuple):
    """What users do with a slot, and what the platform expected of them."""

    continue_rate: float
    click_intercept: float
    click_taste: float
    click_slot: float
    day_fatigue: float  # logit per impression of earlier sessions today
    choosiness: float
    act_choosiness: float
    topic_wear: float
    creator_wear: float
    freshness: float
    fresh_days: float
    ticks: int
    sponsored_effect: float
    brand_wear: NDArray[np.float32]  # (65536,) logit lost after so many impressions of the brand
    social_proof: float
    rates: NDArray[np.float64]  # (5,) like, save, comment, share, follow
    left: NDArray[np.float64]  # (4, 512) of like, save, comment and share, by ln(1 + likes shown): see ``what_is_left``
    affinity_effect: float
    tie_click: float
    tie_acts: float  # acts are so many times as likely
    series_click: float
    series_entry: float
    dwell: NDArray[np.float64]  # (2,) seconds by format
    seen_notes: int  # of a generation of the seen filter
    requests: float  # mean of a session
    video_enter: float  # P(go on into the video feed | a video opened); 0: there is none
    video_stay: float
    video_acts: float  # what is watched there is so many times as telling as what was clicked
    video_seconds: float
    profile_visit: float  # P(visit the creator's profile | read); 0: there is none
    profile_notes: int  # covers that a visitor looks at
    profile_click: float  # logit
    awareness_rate: float
    interest_click: float
    interest_engage: float
    interest_cap: float
    visit_rate: float
    # rare acts
    hide_rate: float
    hide_floor: float  # a click's draw below this hides nothing; above 1 if nobody ever hides
    hide_affinity: float
    hide_sponsored: float
    hide_cost: float
    hide_learning: float
    hide_unfollow: float
    unfollow_rate: float
    unfollow_floor: float  # the same for a follow's draw
    report_rate: float
    report_quality: float
    report_harm: float
    message_rate: float
    reply_rate: float
    reply_follow: float
    share_reach: float
    # the platform's own click model, and how it learns
    prediction_intercept: float
    prediction_slope: float
    expected: NDArray[np.int32]  # (1024,) expected clicks by predicted logit, see expected_clicks
    learning_rate: float
    door: int = 0  # 0 = the feed, 1 = search: which of a user's clicks are counted


class Keys(NamedTuple):
    """The random streams of one tick (sessions: of the day)."""

    sessions: np.uint64
    window: np.uint64
    noise: np.uint64
    examine: np.uint64
    click: np.uint64
    act: np.uint64
    brand: np.uint64
    reply: np.uint64
    habit: np.uint64  # creators' own, the same on all days


def expected_clicks() -> NDArray[np.int32]:
    """Return P(click) in counting units for logits from -8 to 8: counts are coarser than the table's steps."""
    middle = (np.arange(2 * LOGIT_RANGE * LOGIT_STEPS) + 0.5) / LOGIT_STEPS - LOGIT_RANGE
    return np.round(EXPECTED_UNIT / (1.0 + np.exp(-middle))).astype(np.int32)


def what_is_left(crowding: NDArray[np.float64], likes: float) -> NDArray[np.float64]:
    """Return what is left of each act's rate by the likes that a note shows, in steps of ln(1 + likes).

    ``(1 + shown / likes)^-crowding``: whoever comes to a hit comes for what everybody looks at.
    """
    shown = np.expm1(np.arange(MOST_LIKED * LIKE_STEPS) / LIKE_STEPS)
    return np.asarray((1.0 + shown / likes) ** -crowding[:, None])


def rare_floor(rate: float) -> float:
    """Return the draw from which on a rare act of this usual rate is possible; 2 if it never happens."""
    return 1.0 - min(MOST_RARE * rate, 0.5) if rate > 0.0 else 2.0


def _time_and_beyond(
    engage: EngageConfig, seen_notes: int
) -> tuple[NDArray[np.float64], int, float, float, float, float, float, float, int, float]:
    """Return ``dwell`` to the numbers of profiles, in the order of ``EngageLaw``."""
    dwell, videos, profile = engage.dwell_seconds, engage.video_feed, engage.profile
    seconds, covers = np.array([dwell["image_text"], dwell["video"]]), (profile.visit, profile.notes, profile.click)
    return (
        seconds,
        seen_notes,
        engage.requests,
        videos.enter,
        videos.continue_rate,
        videos.acts,
        videos.seconds,
        *covers,
    )


def engage_law(engage: EngageConfig, react: ReactConfig, commerce: CommerceConfig, feed: FeedConfig) -> EngageLaw:
    """Return the behavioural numbers."""
    return EngageLaw(
        engage.continue_rate,
        engage.click_intercept,
        engage.click_taste,
        engage.click_slot,
        engage.day_fatigue / 100.0,
        engage.choosiness,
        engage.act_choosiness,
        engage.topic_wear,
        engage.creator_wear,
        engage.freshness,
        engage.fresh_days,
        feed.ticks,
        engage.sponsored_effect,
        (engage.brand_wear * np.log1p(np.arange(1 << 16))).astype(np.float32),
        engage.social_proof,
        np.array([engage.rates[act] for act in ACTS]),
        what_is_left(np.array([engage.crowding[act] for act in ACTS[:4]]), engage.crowding_likes),
        engage.affinity_effect,
        engage.tie_click,
        math.exp(engage.tie_acts),
        engage.series_click,
        engage.series_entry,
        *_time_and_beyond(engage, feed.seen_notes),
        commerce.awareness_rate,
        commerce.interest_click,
        commerce.interest_engage,
        commerce.interest_cap,
        commerce.visit_rate,
        react.hide_rate,
        rare_floor(react.hide_rate),
        react.hide_affinity,
        react.hide_sponsored,
        react.hide_cost,
        react.hide_learning,
        react.hide_unfollow,
        react.unfollow_rate,
        rare_floor(react.unfollow_rate),
        *(react.report_rate, react.report_quality, react.report_harm),
        react.message_rate,
        react.reply_rate,
        react.reply_follow,
        react.share_reach,
        feed.prediction_intercept,
        feed.prediction_slope,
        expected_clicks(),
        feed.learning_rate,
    )
