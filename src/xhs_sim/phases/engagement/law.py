"""The numbers of engagement, in the form that numba takes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import CommerceConfig, EngageConfig, FeedConfig
from ...world.columns import EXPECTED_UNIT

LOGIT_RANGE, LOGIT_STEPS = 8, 64  # of the table of expected clicks: from -8 to 8, steps per unit
ACTS = ("like", "save", "comment", "share", "follow")


class EngageLaw(NamedTuple):
    """What users do with a slot, and what the platform expected of them."""

    continue_rate: float
    click_intercept: float
    click_taste: float
    click_slot: float
    sponsored_effect: float
    brand_wear: NDArray[np.float32]  # (65536,) logit lost after so many impressions of the brand
    social_proof: float
    rates: NDArray[np.float64]  # (5,) like, save, comment, share, follow
    affinity_effect: float
    dwell: NDArray[np.float64]  # (2,) seconds by format
    awareness_rate: float
    interest_click: float
    interest_engage: float
    interest_cap: float
    visit_rate: float
    # the platform's own click model, and how it learns
    prediction_intercept: float
    prediction_slope: float
    expected: NDArray[np.int32]  # (1024,) expected clicks by predicted logit, see expected_clicks
    learning_rate: float


class Keys(NamedTuple):
    """The random streams of one tick (sessions: of the day)."""

    sessions: np.uint64
    window: np.uint64
    noise: np.uint64
    examine: np.uint64
    click: np.uint64
    act: np.uint64
    brand: np.uint64


def expected_clicks() -> NDArray[np.int32]:
    """Return P(click) in counting units for logits from -8 to 8: counts are coarser than the table's steps."""
    middle = (np.arange(2 * LOGIT_RANGE * LOGIT_STEPS) + 0.5) / LOGIT_STEPS - LOGIT_RANGE
    return np.round(EXPECTED_UNIT / (1.0 + np.exp(-middle))).astype(np.int32)


def engage_law(engage: EngageConfig, commerce: CommerceConfig, feed: FeedConfig) -> EngageLaw:
    """Return the behavioural numbers."""
    return EngageLaw(
        engage.continue_rate,
        engage.click_intercept,
        engage.click_taste,
        engage.click_slot,
        engage.sponsored_effect,
        (engage.brand_wear * np.log1p(np.arange(1 << 16))).astype(np.float32),
        engage.social_proof,
        np.array([engage.rates[act] for act in ACTS]),
        engage.affinity_effect,
        np.array([engage.dwell_seconds["image_text"], engage.dwell_seconds["video"]]),
        commerce.awareness_rate,
        commerce.interest_click,
        commerce.interest_engage,
        commerce.interest_cap,
        commerce.visit_rate,
        feed.prediction_intercept,
        feed.prediction_slope,
        expected_clicks(),
        feed.learning_rate,
    )
