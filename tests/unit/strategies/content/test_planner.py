"""Plans of content: which days, topics, formats and hours."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.strategies.content.planner import N_DRAWS, Desk, OwnResults, fixed, iterate
from xhs_sim.strategies.content.rhythm import bursts, even

PLAN = load_config(["account=creator"]).account.plan
K = 4000
DRAWS = np.random.default_rng(3).random((K, N_DRAWS))
NONE = OwnResults(*(np.zeros(0, kind) for kind in (np.int64, np.int8, np.bool_, np.int8, *[np.int64] * 3)))
CALM = np.zeros(12)


def plan_of(**changes):
    learning = {key.removeprefix("iterate_"): changes.pop(key) for key in list(changes) if key.startswith("iterate_")}
    return PLAN.model_copy(update=changes | {"iterate": PLAN.iterate.model_copy(update=learning)})


def desk_of(topics=(4,), heat=CALM, results=NONE):
    return Desk(np.array(topics, np.int8), heat, results, 4, DRAWS)


def test_five_a_week_are_spread_and_seven_are_one_a_day():
    assert [even(5.0, day) for day in range(7)] == [1, 1, 1, 0, 1, 1, 0]
    assert [even(7.0, day) for day in range(14)] == [1] * 14
    assert [even(14.0, day) for day in range(7)] == [2] * 7


def test_a_burst_is_a_week_in_a_day():
    assert [bursts(5.0, day) for day in range(9)] == [5, 0, 0, 0, 0, 0, 0, 5, 0]


def test_topics_named_are_drawn_evenly_and_formats_by_their_share():
    ideas = fixed(plan_of(video_share=0.25), desk_of(topics=(4, 4, 7)))
    assert (ideas.topic == 4).mean() == pytest.approx(2 / 3, abs=0.03)
    assert ideas.is_video.mean() == pytest.approx(0.25, abs=0.03)
    assert not fixed(plan_of(video_share=0.0), desk_of()).is_video.any()
    assert fixed(plan_of(video_share=1.0), desk_of()).is_video.all()


@pytest.mark.parametrize(("hour", "tick"), [(0.0, 0), (5.9, 0), (6.0, 1), (12.0, 2), (23.9, 3)])
def test_an_hour_falls_into_its_tick(hour, tick):
    assert (fixed(plan_of(hours=[hour]), desk_of()).tick == tick).all()


def test_trends_are_taken_up_while_a_topic_is_hot_and_then_by_their_share():
    hot = CALM.copy()
    hot[9] = 0.5
    plan = plan_of(trend_riding=0.4, trend_heat=0.3)
    assert (fixed(plan, desk_of(heat=hot)).topic == 9).mean() == pytest.approx(0.4, abs=0.03)
    assert (fixed(plan, desk_of(heat=0.5 * hot)).topic == 4).all()
    assert (fixed(plan_of(trend_riding=0.0), desk_of(heat=hot)).topic == 4).all()


def two_topics(good=100, bad=1, age=5):
    """Return results of five notes on each of two topics, the first of which did better."""
    topic = np.repeat([4, 7], 5).astype(np.int8)
    engagements = np.where(topic == 4, good, bad)
    zeros = np.zeros(10, np.int64)
    return OwnResults(zeros + age, topic, zeros > 0, zeros.astype(np.int8) + 2, 10 * engagements, engagements, zeros)


def test_what_did_better_is_done_more_by_the_rule():
    """ln 101 - ln 2 = 3.92: half of it, 1.96, is each topic's distance from the mean, less the two notes of no news."""
    desk = desk_of(topics=(4, 7), results=two_topics())
    ideas = iterate(plan_of(iterate_rate=1.0, iterate_prior_notes=2.0), desk)
    pull = 1.96 * 5 / 7
    assert (ideas.topic == 4).mean() == pytest.approx(1 / (1 + np.exp(-2 * pull)), abs=0.02)


def test_nothing_is_learned_at_rate_0_from_young_notes_or_from_none():
    for desk, plan in [
        (desk_of(topics=(4, 7), results=two_topics()), plan_of(iterate_rate=0.0)),
        (desk_of(topics=(4, 7), results=two_topics(age=1)), plan_of(iterate_review_days=2)),
        (desk_of(topics=(4, 7)), plan_of()),
    ]:
        for learned, kept in zip(iterate(plan, desk), fixed(plan, desk), strict=True):
            assert (learned == kept).all()


def test_the_goal_decides_what_did_better():
    desk = desk_of(topics=(4, 7), results=two_topics()._replace(follows=np.repeat([0, 90], 5)))
    by_follows = plan_of(iterate_engagements=0.0, iterate_follows=10.0)
    assert (iterate(by_follows, desk).topic == 7).mean() > 0.8
    by_clicks = plan_of(iterate_engagements=0.0, iterate_follows=0.0, iterate_clicks=1.0)
    assert (iterate(by_clicks, desk).topic == 4).mean() > 0.8
