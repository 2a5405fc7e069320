"""Arms that cannot win get no further runs: seldom the best, and most runs are saved that equal shares would take."""

import numpy as np
import pytest
from race import LEVEL, NOBODY, race, runs_for, studies_of

from xhs_sim.config import load_config
from xhs_sim.verdict.elimination import cannot_win, look_level, told_behind
from xhs_sim.verdict.statistics import joint_level
from xhs_sim.verdict.types import Case, Dropped, Objective

STUDIES = 200
RNG = np.random.default_rng(4)
LUCK = RNG.normal(0, 50, (8, 1)) + RNG.normal(0, 1, (8, 4))


@pytest.fixture(scope="module")
def rules():
    return load_config([]).study.judging


def test_the_level_falls_as_arms_leave_to_that_of_a_leader_looked_at_as_often():
    levels = [look_level(LEVEL, 5, arms) for arms in (5, 4, 3, 2)]
    assert levels == sorted(levels, reverse=True)
    assert levels[-1] == levels[-2] == joint_level(LEVEL, 5)
    assert 4 * 5 * (1 - levels[0]) / 2 == pytest.approx(1 - LEVEL)  # four rivals, five looks, one side


def test_who_is_told_to_be_behind_the_best_is_out_and_nobody_else():
    values = LUCK + np.array([0, 9, 10, 5])
    assert told_behind(values, "higher", LEVEL, 5) == {0: 2, 3: 2}
    assert told_behind(-values, "lower", LEVEL, 5) == {0: 2, 3: 2}
    assert told_behind(LUCK, "higher", LEVEL, 5) == {}
    assert told_behind(values[:4], "higher", LEVEL, 5) == {}  # too few for any finding
    assert told_behind(values, "higher", LEVEL, 5, dropped=[0]) == {3: 2}


def case_of(*scores, **more):
    arms = ("base", "one", "two", "best")
    values = {f"m{k}": dict(zip(arms, map(tuple, score.T), strict=True)) for k, score in enumerate(scores)}
    objectives = tuple(Objective(metric=name, better="higher") for name in values)
    return Case(objectives=objectives, baseline="base", arms=arms, values=values, **more)


def test_an_arm_is_out_that_is_behind_on_every_objective_and_never_the_baseline(rules):
    here, there = LUCK + np.array([0, 0, 5, 10]), LUCK + np.array([0, 0, 20, 10])
    assert cannot_win(case_of(here), rules, 5) == {
        "one": Dropped(after=8, behind="best"), "two": Dropped(after=8, behind="best"),
    }  # fmt: skip
    assert list(cannot_win(case_of(here, there), rules, 5)) == ["one"]
    assert list(cannot_win(case_of(here, dropped={"one": Dropped(after=5, behind="best")}), rules, 5)) == ["two"]


@pytest.mark.parametrize(
    ("place", "gap", "kind", "shared"),
    [("equal steps", 0.7, "normal", 0.0), ("two ahead", 0.7, "normal", 0.8), ("slippage", 1.0, "skewed", 0.0)],
)
def test_the_best_of_five_is_named_as_often_as_promised_by_60_percent_of_the_runs_of_equal_shares(
    place, gap, kind, shared
):
    studies = studies_of(place, gap, STUDIES, 60, shared=shared, kind=kind)
    most = runs_for(studies)  # of each arm: so many name the best as often as promised
    ended = [race(values, most) for values in studies]
    assert np.mean([each.named == 4 for each in ended]) >= LEVEL
    assert np.mean([each.runs for each in ended]) <= 0.6 * 5 * most


@pytest.mark.parametrize("kind", ["normal", "skewed"])
def test_a_worse_arm_is_named_or_the_best_dropped_as_seldom_as_promised(kind):
    studies = studies_of("tie of two", 0.4, STUDIES, 20, kind=kind)
    ended = [race(values, 20) for values in studies]
    assert np.mean([each.named not in (4, NOBODY) or not each.is_best_in for each in ended]) <= 1 - LEVEL


def test_no_study_takes_more_runs_than_with_equal_shares():
    for values in studies_of("slippage", 0.8, STUDIES // 4, 20):
        assert race(values, 20).runs <= race(values, 20, is_equal=True).runs
