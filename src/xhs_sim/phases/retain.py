"""Retain: how the day felt, who comes tomorrow, who leaves for good, who signs up."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ..config.schema import PopulationConfig, ReactConfig, RetainConfig
from ..kernels.jit import lean_entry, njit_part
from ..kernels.random import normal, uniform
from ..kernels.threads import BLOCK, share_out
from ..rng import Streams
from ..world.columns import NEUTRAL, UserLog, UserTruth
from ..world.sample import Sample

LN2 = 0.6931471805599453


class Visits(NamedTuple):
    """Tomorrow, and what today left behind."""

    satisfaction: NDArray[np.float32]  # (R,) of readers
    habit: NDArray[np.float32]  # (R,)
    is_gone: NDArray[np.uint8]  # (N,) of everybody
    is_active: NDArray[np.uint8]  # (N,)
    warmth: NDArray[np.float32]  # (R,)


class Inclined(NamedTuple):
    """What readers' moods do to them, and to those whom they stand for; R rows."""

    comes: NDArray[np.float32]  # logit, over the propensity to visit
    leaves: NDArray[np.float32]  # P(leaves for good)


class VisitKeys(NamedTuple):
    """The streams of a day."""

    churn: np.uint64
    visit: np.uint64
    ads: np.uint64


class RetainLaw(NamedTuple):
    """The numbers of retention, for the kernel."""

    joy_reference: float
    satisfaction_rate: float
    ad_effect: float
    ad_tolerance_log_sd: float
    satisfaction_effect: float
    habit_days: float
    habit_effect: float
    followees_effect: float
    usual_log_followees: float
    churn_rate: float
    churn_satisfaction: float
    reply_effect: float
    reply_keep: float  # of an answer's warmth, a day
    share_nudge: float
    weekday: float  # tomorrow's factor, mean 1 over a week


def retain_law(
    retain: RetainConfig, react: ReactConfig, population: PopulationConfig, usual_followees: float, day: int
) -> RetainLaw:
    """Return the numbers that decide about the visits of ``day + 1``."""
    profile = np.asarray(population.weekday_profile)
    return RetainLaw(
        retain.joy_reference,
        retain.satisfaction_rate,
        retain.ad_effect,
        retain.ad_tolerance_log_sd,
        retain.satisfaction_effect,
        retain.habit_days,
        retain.habit_effect,
        retain.followees_effect,
        float(np.log1p(usual_followees)),
        retain.churn_rate,
        retain.churn_satisfaction,
        react.reply_effect,
        float(np.exp(-1.0 / react.reply_days)),
        react.share_nudge,
        float(profile[(day + 1) % 7] / profile.mean()),
    )


@njit(inline="always")
def annoyance(user_key: int, ad_share: float, law: RetainLaw, key: np.uint64) -> float:
    """Return what ads take off the day's satisfaction; people mind them differently (lognormal, mean 1)."""
    sd = law.ad_tolerance_log_sd
    return law.ad_effect * ad_share * np.exp(sd * normal(key, user_key, 0) - 0.5 * sd * sd)


@lean_entry
def decide_block(
    first: int,
    last: int,
    truth: UserTruth,
    users: UserLog,
    law: RetainLaw,
    day: int,
    keys: VisitKeys,
    visits: Visits,
    inclined: Inclined,
) -> None:
    """Decide for a block of readers; ``visits`` holds how they were until now."""
    satisfaction, habit, gone, active, warmth = visits
    for i in range(first, last):
        if users.signup_day[i] > day + 1 or gone[i]:
            continue
        if users.is_active[i] and users.shown[i] > 0:
            felt = 1.0 - np.exp(-LN2 * max(truth.joy[i], 0.0) / (law.joy_reference * users.shown[i]))
            if users.ads_shown[i] > 0:
                share = min(users.ads_shown[i] / users.shown[i], 1.0)
                felt = max(felt - annoyance(users.key[i], share, law, keys.ads), 0.0)
            satisfaction[i] += np.float32(law.satisfaction_rate * (felt - satisfaction[i]))
        if users.signup_day[i] == day + 1:
            active[i] = 1  # whoever signs up is there
            continue
        habit[i] += np.float32((users.is_active[i] - habit[i]) / law.habit_days)
        mood = satisfaction[i] - NEUTRAL
        leaves = law.churn_rate * np.exp(-law.churn_satisfaction * mood)
        inclined.leaves[i] = leaves
        if uniform(keys.churn, users.key[i], 0) < leaves:
            gone[i] = 1
            continue
        usual = 1.0 / (1.0 + np.exp(-truth.visit_logit[i]))
        x = truth.visit_logit[i] + law.satisfaction_effect * mood + law.habit_effect * (habit[i] - usual)
        x += law.followees_effect * (np.log(1.0 + users.n_followees[i]) - law.usual_log_followees)
        x += law.reply_effect * warmth[i] + law.share_nudge * users.is_nudged[i]
        inclined.comes[i] = x - truth.visit_logit[i]
        warmth[i] *= np.float32(law.reply_keep)
        active[i] = uniform(keys.visit, users.key[i], 0) < law.weekday / (1.0 + np.exp(-x))


@njit_part
def decide_part(
    thread: int,
    n_threads: int,
    truth: UserTruth,
    users: UserLog,
    law: RetainLaw,
    day: int,
    keys: VisitKeys,
    visits: Visits,
    inclined: Inclined,
) -> None:
    """Decide for a thread's blocks of readers."""
    n = truth.habit.shape[0]
    for first in range(thread * BLOCK, n, n_threads * BLOCK):
        decide_block(first, min(first + BLOCK, n), truth, users, law, day, keys, visits, inclined)


@njit_part
def follow_suit(
    thread: int,
    n_threads: int,
    visit_logit: NDArray[np.float32],
    users: UserLog,
    stand_in: NDArray[np.int32],
    weekday: float,
    day: int,
    keys: VisitKeys,
    visits: Visits,
    inclined: Inclined,
) -> None:
    """Decide for those who are no readers: in the mood of those who stand for them."""
    n_readers, n = inclined.comes.shape[0], stand_in.shape[0]
    for i in range(n_readers + thread, n, n_threads):
        if users.signup_day[i] > day + 1 or visits.is_gone[i]:
            continue
        if users.signup_day[i] == day + 1:
            visits.is_active[i] = 1
        elif uniform(keys.churn, users.key[i], 0) < inclined.leaves[stand_in[i]]:
            visits.is_gone[i] = 1
        else:
            x = visit_logit[i] + inclined.comes[stand_in[i]]
            visits.is_active[i] = uniform(keys.visit, users.key[i], 0) < weekday / (1.0 + np.exp(-x))


def retain(truth: UserTruth, users: UserLog, law: RetainLaw, streams: Streams, day: int, sample: Sample) -> Visits:
    """Let the day end: moods, habits, departures, and the visitors of ``day + 1``.

    Parameters
    ----------
    day : int
        The day that ends; -1 opens the run.
    sample : Sample
        Who the readers are. Everybody else has no life of its own between notes, only a propensity to visit.
    """
    keys = VisitKeys(streams.key("churn", day + 1), streams.key("visit", day + 1), streams.key("ad tolerance"))
    active, n_readers = np.zeros(len(users.key), np.uint8), sample.n_readers
    visits = Visits(truth.satisfaction.copy(), truth.habit.copy(), users.is_gone.copy(), active, truth.warmth.copy())
    inclined = Inclined(np.zeros(n_readers, np.float32), np.full(n_readers, law.churn_rate, np.float32))
    share_out(decide_part, truth, users, law, day, keys, visits, inclined)
    if not sample.is_whole:
        others = truth.visit_logit, users, sample.stand_in
        share_out(follow_suit, *others, law.weekday, day, keys, visits, inclined)
    return visits
