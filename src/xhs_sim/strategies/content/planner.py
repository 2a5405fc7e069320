"""Planner: what each of today's notes is about, in which format and at which hour.

A planner sees what a team sees: the plan, the platform's list of hot topics and the dashboard of its own
account. ``PLANNERS`` names all planners.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.registry import Registry
from ...config.schema import ContentPlanConfig, IterateConfig

RIDE, TOPIC, FORMAT, HOUR = range(4)  # uses of a note's draws
N_DRAWS = 4
MOST_RESULT = 2.0  # a result against the average is cut, so that one hit does not decide


class OwnResults(NamedTuple):
    """The account's planned notes on its dashboard; M rows."""

    age_days: NDArray[np.int64]
    topic: NDArray[np.int8]
    is_video: NDArray[np.bool_]
    tick: NDArray[np.int8]
    clicks: NDArray[np.int64]
    engagements: NDArray[np.int64]  # likes + saves + comments
    follows: NDArray[np.int64]


class Desk(NamedTuple):
    """What is on the team's desk when it plans K notes."""

    topics: NDArray[np.int8]  # to choose from
    heat: NDArray[np.float64]  # (T,) ln of each topic's popularity against the usual
    results: OwnResults
    ticks: int  # of a day
    draws: NDArray[np.float64]  # (K, 4) uniforms


class Ideas(NamedTuple):
    """What the notes are to be; K rows."""

    topic: NDArray[np.int8]
    is_video: NDArray[np.bool_]
    tick: NDArray[np.int8]


Planner = Callable[[ContentPlanConfig, Desk], Ideas]


def fixed(plan: ContentPlanConfig, desk: Desk) -> Ideas:
    """Keep to the plan, whatever it brings."""
    usual = np.ones(len(desk.topics)), np.array([1.0 - plan.video_share, plan.video_share]), np.ones(len(plan.hours))
    return _drawn(plan, desk, *usual)


def iterate(plan: ContentPlanConfig, desk: Desk) -> Ideas:
    """Shift the plan's topics, formats and hours towards what did best.

    With the results ``r = ln(1 + w . counts)`` of the notes that are old enough, a choice is taken
    ``exp(rate s)`` times as often, ``s`` the mean of ``r - mean(r)`` (cut at 2) of its notes and of
    ``prior_notes`` without news. Nothing is tried that the plan does not name.
    """
    law, old = plan.iterate, desk.results.age_days >= plan.iterate.review_days
    results = OwnResults._make(column[old] for column in desk.results)
    gain = _gains(results, law)
    ticks = _ticks(plan, desk)
    return _drawn(
        plan,
        desk,
        _pull([results.topic == topic for topic in desk.topics], gain, law),
        np.array([1.0 - plan.video_share, plan.video_share])
        * _pull([results.is_video == video for video in (False, True)], gain, law),
        _pull([results.tick == tick for tick in ticks], gain, law),
    )


def _gains(results: OwnResults, law: IterateConfig) -> NDArray[np.float64]:
    """Return what each note did against the account's average, ln."""
    weighed = law.clicks * results.clicks + law.engagements * results.engagements + law.follows * results.follows
    result: NDArray[np.float64] = np.log1p(weighed.astype(np.float64))
    return np.clip(result - result.mean(), -MOST_RESULT, MOST_RESULT) if len(result) else result


def _pull(chosen: list[NDArray[np.bool_]], gain: NDArray[np.float64], law: IterateConfig) -> NDArray[np.float64]:
    """Return how many times as often as planned each choice is taken; ``chosen`` says which notes took it."""
    total = np.array([gain[took].sum() for took in chosen])
    weight = np.array([took.sum() for took in chosen]) + law.prior_notes
    mean = np.divide(total, weight, out=np.zeros(len(chosen)), where=weight > 0)
    return np.asarray(np.exp(law.rate * mean))


def _ticks(plan: ContentPlanConfig, desk: Desk) -> NDArray[np.int8]:
    return (np.array(plan.hours) * desk.ticks / 24.0).astype(np.int8)


def _drawn(
    plan: ContentPlanConfig,
    desk: Desk,
    topics: NDArray[np.float64],
    formats: NDArray[np.float64],
    hours: NDArray[np.float64],
) -> Ideas:
    """Draw each note's topic, format and hour by weight; a share goes to the hottest topic, while one is hot."""
    draws = desk.draws
    topic = desk.topics[_picked(topics, draws[:, TOPIC])]
    if desk.heat.max() >= plan.trend_heat:
        topic = np.where(draws[:, RIDE] < plan.trend_riding, desk.heat.argmax(), topic)
    is_video = _picked(formats, draws[:, FORMAT]) == 1
    return Ideas(topic.astype(np.int8), is_video, _ticks(plan, desk)[_picked(hours, draws[:, HOUR])])


def _picked(weights: NDArray[np.float64], u: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the place that each uniform falls into."""
    shares = np.cumsum(weights) / weights.sum()
    return np.minimum(np.searchsorted(shares, u, side="right"), len(weights) - 1)


def as_parts(ideas: Ideas, place: NDArray[np.int64], begun: Ideas) -> Ideas:
    """Keep the later parts of a series to the topic and format of its first; their hours stay their own.

    Parameters
    ----------
    place : int array of shape (K,)
        Of each note in its series, from 0.
    begun : Ideas
        The first part, one row, of the series that an earlier day began.
    """
    first = first_parts(place)
    topic, is_video = (
        np.where(first >= 0, column[first], column_begun)
        for column, column_begun in ((ideas.topic, begun.topic), (ideas.is_video, begun.is_video))
    )
    return ideas._replace(topic=topic, is_video=is_video)


def first_parts(place: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the row of each note's first part, -1 = published on an earlier day."""
    return np.asarray(np.maximum(np.arange(len(place)) - place, -1), np.int64)


PLANNERS: Final[Registry[Planner]] = Registry("planner", {"fixed": fixed, "iterate": iterate})
