"""Adapt: what creators make of their notes' results: what to publish next, how keenly, and whether at all.

A creator looks at a note once, ``review_days`` after it appeared, and sees what the platform shows its
author: counters. Three leanings (topic, format, hour) are bandits with a preference each; what did better than
the creator's own average is preferred [1]_.

References
----------
.. [1] Sutton and Barto (2018), Reinforcement Learning, 2nd ed., section 2.8 (gradient bandits); here only the
   leaning that was tried moves.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ..config.schema import ContentConfig, CreatorsConfig
from ..kernels.choice import cumulative_shares, pick
from ..kernels.random import uniform
from ..rng import Streams
from ..world.columns import COUNTS, DAYPARTS, FIRST_DAYPART, LEANING_UNIT, N_TOPICS, UNJUDGED, VIDEO, Creators, NoteLog
from ..world.note_counts import NoteCounts

MOST_LEANING, MOST_REWARD = 127, 2.0  # a leaning is an int8; a reward is cut, so that one hit does not decide
_CLICKS, _LIKES, _FOLLOWS = COUNTS.index("reads"), COUNTS.index("likes"), COUNTS.index("follows")


class AdaptLaw(NamedTuple):
    """The numbers of adapting."""

    review_days: int
    ticks: int  # of a day
    fatigue: float
    learning_rate: float
    average_rate: float
    goal_shares: NDArray[np.float64]  # (G,) cumulative
    goal_weights: NDArray[np.float64]  # (G, 3) of clicks, engagements, follows
    feedback: float
    usual_log: float  # ln(1 + engagements) of a note that changes nothing
    feedback_followers: float
    quit_rate: float
    topic_focus: float
    popularity: NDArray[np.float64]  # (T,) shares


class Lessons(NamedTuple):
    """What the day taught; K creators, Q who stop."""

    creator: NDArray[np.int64]  # (K,) rows
    leanings: NDArray[np.int8]  # (K, 17)
    average: NDArray[np.float16]  # (K,)
    zeal: NDArray[np.float16]  # (K,) what the day adds
    topic: NDArray[np.int8]  # (K,) main topic
    quits: NDArray[np.int64]  # (Q,) rows


class Results(NamedTuple):
    """M notes that are looked at today."""

    creator: NDArray[np.int64]  # (M,) place among the K learners
    counts: NDArray[np.float64]  # (M, 3) clicks, engagements, follows
    topic: NDArray[np.int8]
    is_video: NDArray[np.uint8]
    daypart: NDArray[np.int64]
    key: NDArray[np.int64]


class Learners(NamedTuple):
    """K creators who look, or who published today; what follows their followers changes."""

    key: NDArray[np.int64]
    followers: NDArray[np.float64]
    leanings: NDArray[np.float64]  # (K, 17)
    average: NDArray[np.float64]
    zeal: NDArray[np.float64]
    quits: NDArray[np.bool_]


def adapt_law(plan: CreatorsConfig, content: ContentConfig, ticks: int) -> AdaptLaw:
    """Return the config's numbers in the form that the kernel reads."""
    goals, drive = list(plan.learning.goals.values()), plan.drive
    popularity = np.array(content.popularity)
    return AdaptLaw(
        plan.learning.review_days,
        ticks,
        drive.fatigue,
        plan.learning.rate,
        plan.learning.average_rate,
        cumulative_shares([goal.share for goal in goals]),
        np.array([[goal.clicks, goal.engagements, goal.follows] for goal in goals]),
        drive.feedback,
        float(np.log1p(drive.usual_engagements)),
        drive.feedback_followers,
        drive.quit_rate,
        content.topic_focus,
        popularity / popularity.sum(),
    )


def is_adaptive(plan: CreatorsConfig) -> bool:
    """Whether results matter to anybody."""
    drive = plan.drive
    return plan.learning.rate > 0 or drive.feedback > 0 or drive.fatigue > 0 or drive.quit_rate > 0


def adapt(
    notes: NoteLog,
    counts: NoteCounts,
    creators: Creators,
    user_key: NDArray[np.int64],
    followers: NDArray[np.float64],
    law: AdaptLaw,
    streams: Streams,
    day: int,
) -> Lessons:
    """Let creators look at the organic notes that are ``review_days`` old, and tire of today's.

    Notes from before day 0 were shown to nobody and teach nothing.

    Parameters
    ----------
    followers : float array of shape (N,)
        People who follow each.
    """
    organic = (notes.key >= 0) & (notes.is_sponsored == 0) & (notes.day >= 0)
    due = np.flatnonzero(organic & (notes.day == day - law.review_days))
    due = due[np.lexsort((notes.key[due], notes.tick[due]))]  # never by slot, which says nothing
    today = np.flatnonzero(organic & (notes.day == day))
    who, at = np.unique(notes.creator[np.concatenate([due, today])].astype(np.int64), return_inverse=True)
    leanings, average = creators.leanings[who].astype(np.float64), creators.average[who].astype(np.float64)
    zeal, quits = np.zeros(len(who)), np.zeros(len(who), np.bool_)
    learners = Learners(user_key[who], followers[who], leanings, average, zeal, quits)
    review(results_of(notes, counts, due, at[: len(due)], law), learners, law, streams.key("goal"), streams.key("quit"))
    np.subtract.at(zeal, at[len(due) :], law.fatigue)
    topic = creators.topic[who]
    reposition(leanings, topic, law)
    half = np.float16
    return Lessons(who, leanings.astype(np.int8), average.astype(half), zeal.astype(half), topic, who[quits])


def results_of(
    notes: NoteLog, counts: NoteCounts, due: NDArray[np.intp], creator: NDArray[np.int64], law: AdaptLaw
) -> Results:
    """Return what the platform shows of the notes in the slots ``due``."""
    acts = counts.over_surfaces(due)
    engagements = acts[:, _LIKES : _LIKES + 3].sum(axis=1)
    results = np.stack([acts[:, _CLICKS], engagements, acts[:, _FOLLOWS]], axis=1).astype(np.float64)
    daypart = notes.tick[due].astype(np.int64) * DAYPARTS // law.ticks
    return Results(creator, results, notes.topic[due], notes.is_video[due], daypart, notes.key[due])


@njit(cache=True)
def review(notes: Results, creators: Learners, law: AdaptLaw, key_goal: np.uint64, key_quit: np.uint64) -> None:
    """Take notes one by one: preference, average, zeal, and whether the creator stops."""
    leanings, average = creators.leanings, creators.average
    for i in range(notes.creator.shape[0]):
        k, counts = notes.creator[i], notes.counts[i]
        weights = law.goal_weights[pick(law.goal_shares, uniform(key_goal, creators.key[k], 0))]
        result = np.log1p((weights * counts).sum())
        if average[k] == UNJUDGED:
            average[k] = result
        reward = min(max(result - average[k], -MOST_REWARD), MOST_REWARD)
        average[k] += law.average_rate * (result - average[k])
        step = law.learning_rate * reward * LEANING_UNIT
        _move(leanings[k], notes.topic[i], step)
        _move(leanings[k], VIDEO, step if notes.is_video[i] else -step)
        _move(leanings[k], FIRST_DAYPART + notes.daypart[i], step)
        heed = 1.0 / (1.0 + creators.followers[k] / law.feedback_followers)
        creators.zeal[k] += law.feedback * (np.log1p(counts[1]) - law.usual_log) * heed
        if counts[1] == 0 and uniform(key_quit, notes.key[i], 0) < law.quit_rate * heed:
            creators.quits[k] = True


@njit(forceinline=True)
def _move(leanings: NDArray[np.float64], which: int, step: float) -> None:
    leanings[which] = min(max(np.round(leanings[which] + step), -MOST_LEANING), MOST_LEANING)


@njit(cache=True)
def reposition(leanings: NDArray[np.float64], topic: NDArray[np.int8], law: AdaptLaw) -> None:
    """Let a topic that a creator would by now choose more often than the main one become the main one."""
    for k in range(topic.shape[0]):
        main, n_topics = topic[k], law.popularity.shape[0]
        rest, best = 1.0 - law.topic_focus, topic[k]
        most = (law.topic_focus + rest * law.popularity[main]) * np.exp(leanings[k, main] / LEANING_UNIT)
        for t in range(n_topics):
            weight = rest * law.popularity[t] * np.exp(leanings[k, t] / LEANING_UNIT)
            if t != main and weight > most:
                best, most = t, weight
        if best != main:
            topic[k] = best
            leanings[k, :N_TOPICS] = 0.0
