"""What the kinds of cooperation add to notes: paid ones as briefed, those on trial, and those developed together."""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import CampaignConfig
from .launch import COCREATION, PAID, TRIAL


def brief_effect(kind: NDArray[np.int8], plan: CampaignConfig, effort: float, appeal: float) -> NDArray[np.float64]:
    """Return what each kind of cooperation adds to a note's quality, logit.

    Briefed notes get ``quality_effect`` and the bonus's ``effort``, those developed together the creator's own hand
    besides; who wrote for a product that nobody briefed says what it is like.
    """
    trial, developed = plan.tactics.get("trial"), plan.tactics.get("cocreation")
    tone, own_hand = (0.0 if trial is None else trial.tone), (0.0 if developed is None else developed.quality)
    briefed = np.where(kind == COCREATION, own_hand, 0.0) + (plan.quality_effect + effort)
    return np.where(kind == TRIAL, tone * appeal, briefed)


def keywords_of(kind: int, plan: CampaignConfig) -> float:
    """Return the share of words, of those left out by organic notes, that a kind of cooperation puts in."""
    if kind == TRIAL:
        return 0.0
    if kind == PAID:
        return plan.keyword_coverage
    return max(plan.keyword_coverage, float(plan.tactics["cocreation"].keyword_coverage))
