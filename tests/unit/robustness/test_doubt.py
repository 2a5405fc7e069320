"""What is doubted of a question."""

import pytest

from xhs_sim.config import ConfigError
from xhs_sim.lab.function_subject import FunctionSubject
from xhs_sim.lab.platform import Platform
from xhs_sim.lab.space import Axis
from xhs_sim.robustness.doubt import doubted

THRESHOLDS = ("feed.ladder.guarantee", "feed.ladder.bar", "feed.ladder.bar_step", "feed.ladder.hot_step")


def test_the_ladders_thresholds_are_always_among_them_by_a_factor_of_two():
    _, axes = doubted(Platform(["experiment=kol_mix"]), (), 14)
    assert tuple(axis.name for axis in axes[:4]) == THRESHOLDS
    assert (axes[0].low, axes[0].high) == (35, 140)
    assert len(axes) == 14


def test_what_was_typed_comes_first_and_holds_in_the_place_of_the_usual_range():
    own = (Axis(name="feed.ladder.bar", low=0.5, high=0.7), Axis(name="ranker", choices=("default", "popular")))
    _, axes = doubted(Platform(["experiment=kol_mix"]), own)
    assert axes[:2] == own
    assert [axis.name for axis in axes].count("feed.ladder.bar") == 1


def test_a_question_without_arms_is_refused():
    with pytest.raises(ConfigError, match="no arms to rank"):
        doubted(Platform([]), ())
    with pytest.raises(ConfigError, match="xhs-sim sensitivity"):
        doubted(FunctionSubject("ishigami"), ())
