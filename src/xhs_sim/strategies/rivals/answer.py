"""Answers to share of voice: a rival that hears a campaign does more of what it does anyway.

The campaign's *share of voice* is its part of the impressions of all brands of the rival's topic; its *excess* is that
share over the last ``days`` days, as of ``lag_days`` ago, less what it was before the campaign's first day (of a
campaign that was there from the first day: one in as many as there are brands). Notes, ad budgets and bids are
multiplied by ``min(1 + strength max(excess, 0), most)``.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import AnswerConfig


class Heard(NamedTuple):
    """What a rival has heard so far."""

    impressions: Sequence[NDArray[np.int64]]  # of all B brands, up to the morning of each day from 0 on
    loud: int  # the campaign's brand
    on_topic: NDArray[np.bool_]  # (B,) brands of the rival's topic
    start_day: int  # of the campaign


def share_of_voice(heard: Heard, since: int, until: int) -> float:
    """Return the campaign's share from one morning to another; 0 where nobody was heard, or on another topic."""
    new = heard.impressions[until] - heard.impressions[since]
    all_of_topic = int(new[heard.on_topic].sum())
    return float(new[heard.loud]) / all_of_topic if all_of_topic > 0 and heard.on_topic[heard.loud] else 0.0


def excess_voice(heard: Heard, day: int, terms: AnswerConfig) -> float:
    """Return by how much the share of voice is over what it was; 0 before anything of the campaign can be heard."""
    until = day - terms.lag_days
    if until <= heard.start_day or not heard.on_topic[heard.loud]:
        return 0.0
    before = heard.start_day
    usual = share_of_voice(heard, 0, before) if before > 0 else 1.0 / int(heard.on_topic.sum())
    return share_of_voice(heard, max(until - terms.days, 0), until) - usual


def raised_by(excess: float, terms: AnswerConfig) -> float:
    """Return what a rival multiplies its activity by."""
    return min(1.0 + terms.strength * max(excess, 0.0), terms.most)
