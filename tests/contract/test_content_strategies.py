"""The contract of every entry of RHYTHMS and PLANNERS."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.strategies.content.planner import N_DRAWS, PLANNERS, Desk, OwnResults
from xhs_sim.strategies.content.rhythm import RHYTHMS

PLAN = load_config(["account=creator", "account.plan.hours=[2,20]", "account.plan.video_share=0.4"]).account.plan
RNG = np.random.default_rng(5)
TICKS = 4
every_rhythm = pytest.mark.parametrize("rhythm", RHYTHMS.values(), ids=RHYTHMS.keys())
every_planner = pytest.mark.parametrize("planner", PLANNERS.values(), ids=PLANNERS.keys())


def results_of(m: int) -> OwnResults:
    """Return ``m`` notes with results of all sizes."""
    whole = [RNG.integers(0, high, m) for high in (9, 12, TICKS, 3000, 300, 30)]
    age, topic, tick, *counts = whole
    return OwnResults(age, topic.astype(np.int8), RNG.random(m) < 0.5, tick.astype(np.int8), *counts)


def desk_of(k: int, m: int = 20) -> Desk:
    return Desk(np.array([3, 5], np.int8), RNG.normal(0, 0.4, 12), results_of(m), TICKS, RNG.random((k, N_DRAWS)))


@every_rhythm
@pytest.mark.parametrize("per_week", [0.5, 1.0, 5.0, 7.0, 12.3, 70.0])
def test_a_rhythm_brings_what_the_weeks_hold_and_never_less_than_nothing(rhythm, per_week):
    days = [rhythm(per_week, day) for day in range(70)]
    assert all(isinstance(n, int) and n >= 0 for n in days)
    assert sum(days) == round(10 * per_week)
    assert days[0] >= 1  # a plan begins when it begins


@every_rhythm
def test_no_notes_a_week_are_none_on_any_day(rhythm):
    assert [rhythm(0.0, day) for day in range(30)] == [0] * 30


@every_planner
@pytest.mark.parametrize(("k", "m"), [(0, 5), (1, 0), (7, 0), (200, 50)])
def test_a_planner_names_topic_format_and_tick_of_each_note(planner, k, m):
    desk = desk_of(k, m)
    ideas = planner(PLAN, desk)
    assert [column.shape for column in ideas] == [(k,)] * 3
    assert [column.dtype for column in ideas] == [np.int8, np.bool_, np.int8]
    assert set(ideas.topic.tolist()) <= {3, 5}
    assert set(ideas.tick.tolist()) <= {0, 3}  # the hours that the plan names


@every_planner
def test_a_planner_gives_the_same_again_and_leaves_its_desk_alone(planner):
    desk = desk_of(30)
    before = [column.copy() for column in (desk.topics, desk.heat, desk.draws, *desk.results)]
    first, again = planner(PLAN, desk), planner(PLAN, desk)
    assert all((one == other).all() for one, other in zip(first, again, strict=True))
    assert all((old == new).all() for old, new in zip(before, (desk.topics, desk.heat, desk.draws, *desk.results),
                                                      strict=True))  # fmt: skip


@every_planner
def test_one_more_note_leaves_the_others_as_they_were(planner):
    desk = desk_of(9)
    some = planner(PLAN, desk._replace(draws=desk.draws[:8]))
    assert all((few == many[:8]).all() for few, many in zip(some, planner(PLAN, desk), strict=True))
