"""Who returns: analytic limits of the visit law, and what moves it."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.retain import LN2, retain, retain_law
from xhs_sim.rng import Streams
from xhs_sim.world.columns import UserLog, UserTruth
from xhs_sim.world.sample import Sample, everybody

N = 40_000
CONFIG = load_config()


def people(visit_logit=-0.7, satisfaction=0.5, habit=None, followees=30, active=1, joy=0.0, shown=0, signup=-31,
           warmth=0.0, nudged=0, ads=0):  # fmt: skip
    usual = 1 / (1 + np.exp(-visit_logit))
    full = lambda value, kind: np.full(N, value, kind)  # noqa: E731
    truth = UserTruth(
        np.zeros((N, 16), np.float32), full(1, np.float32), full(visit_logit, np.float32), full(3, np.float32),
        full(1, np.float32), full(0, np.float32), full(satisfaction, np.float32), full(joy, np.float32),
        full(usual if habit is None else habit, np.float32), full(warmth, np.float32),
    )  # fmt: skip
    log = UserLog(
        np.arange(N), full(1, np.int8), full(1, np.int8), full(0, np.int8), full(0, np.int8), full(signup, np.int16),
        full(0, np.uint8), full(active, np.uint8), full(0, np.uint32), full(shown, np.int32),
        np.zeros((N, 16), np.float32), np.zeros((N, 16), np.uint64), full(0, np.uint16),
        np.full((N, 8), -1, np.int32), full(followees, np.int32),
        np.full((N, 4), -1, np.int32), full(0, np.uint32), full(-1, np.int32), full(nudged, np.uint8),
        full(0, np.int8), full(255, np.uint8), full(ads, np.uint8), full(0, np.int32),
    )  # fmt: skip
    return truth, log


def tomorrow(day=0, **state):
    law = retain_law(CONFIG.retain, CONFIG.react, CONFIG.population, 30.0, day)._replace(weekday=1.0)
    return retain(*people(**state), law, Streams(1), day, everybody(N))


def test_a_user_as_usual_comes_as_often_as_usual():
    share = tomorrow(active=0, habit=1 / (1 + np.exp(0.7)) / 0.9).is_active.mean()  # habit fades by a tenth first
    assert share == pytest.approx(1 / (1 + np.exp(0.7)), abs=0.01)


@pytest.mark.parametrize(("less", "more"), [
    ({"satisfaction": 0.2}, {"satisfaction": 0.8}), ({"habit": 0.1}, {"habit": 0.9}),
    ({"followees": 0}, {"followees": 100}), ({"warmth": 0.0}, {"warmth": 1.0}), ({"nudged": 0}, {"nudged": 1}),
])  # fmt: skip
def test_satisfaction_habit_followees_answers_and_friends_bring_users_back(less, more):
    assert tomorrow(**less).is_active.mean() < tomorrow(**more).is_active.mean() - 0.03


def test_the_neutral_day_leaves_satisfaction_where_it_is():
    joy = CONFIG.retain.joy_reference * 50
    assert tomorrow(joy=joy, shown=50).satisfaction == pytest.approx(0.5, abs=1e-6)
    assert 1 - np.exp(-LN2) == pytest.approx(0.5)


def test_ads_take_off_their_share_of_the_days_satisfaction():
    joy, load = CONFIG.retain.joy_reference * 50, 10 / 50
    before, after = (tomorrow(joy=joy, shown=50, ads=ads).satisfaction.mean(dtype=float) for ads in (0, 10))
    assert before - after == pytest.approx(CONFIG.retain.satisfaction_rate * CONFIG.retain.ad_effect * load, rel=0.05)


def test_a_joyless_day_lowers_satisfaction_by_the_rate():
    expected = 0.5 * (1 - CONFIG.retain.satisfaction_rate)
    assert tomorrow(joy=0.0, shown=50).satisfaction == pytest.approx(expected, abs=1e-6)


def test_a_day_of_hiding_feels_like_a_joyless_one_and_no_worse():
    assert (tomorrow(joy=-3.0, shown=50).satisfaction == tomorrow(joy=0.0, shown=50).satisfaction).all()


def test_an_answer_is_felt_less_each_day():
    kept = np.exp(-1 / CONFIG.react.reply_days)
    day = tomorrow(warmth=2.0)
    assert day.warmth[day.is_gone == 0] == pytest.approx(2 * kept, rel=1e-5)


def test_the_unhappy_leave_more_often():
    gone = [tomorrow(satisfaction=level).is_gone.mean() for level in (0.0, 0.5, 1.0)]
    expected = CONFIG.retain.churn_rate * np.exp(-CONFIG.retain.churn_satisfaction * (np.array([0, 0.5, 1]) - 0.5))
    assert gone == pytest.approx(expected, abs=4e-4)
    assert gone[0] > gone[1] > gone[2]


def test_newcomers_are_there_on_the_day_they_sign_up_and_not_before():
    assert tomorrow(day=3, signup=4, active=0).is_active.all()
    assert not tomorrow(day=3, signup=5, active=0).is_active.any()


def test_who_is_no_reader_comes_and_leaves_in_the_mood_of_the_one_who_stands_for_it():
    law = retain_law(CONFIG.retain, CONFIG.react, CONFIG.population, 30.0, 0)._replace(weekday=1.0)
    truth, log = people(active=0)
    n_readers = 100
    halves = np.arange(n_readers) < n_readers // 2
    of_readers = {
        "satisfaction": np.where(halves, 0.1, 0.9).astype(np.float32),
        "habit": truth.habit[:n_readers],
        "warmth": truth.warmth[:n_readers],
    }
    stand_in = (np.arange(N) % n_readers).astype(np.int32)
    truth, sample = truth._replace(**of_readers), Sample(N // n_readers, n_readers, stand_in)
    visits = retain(truth, log, law, Streams(1), 0, sample)
    others = np.arange(N) >= n_readers
    sad, glad = (others & (halves[stand_in] == which) for which in (True, False))
    assert visits.is_active[sad].mean() < visits.is_active[glad].mean() - 0.05
    assert visits.is_gone[sad].mean() > 1.5 * visits.is_gone[glad].mean()
    assert len(visits.habit) == n_readers
