"""Experiment 28 reads the break-even right where it is known."""

import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest

FILE = Path(__file__).parents[2] / "experiments" / "28_disclosed_vs_undisclosed" / "run.py"
SPEC = importlib.util.spec_from_file_location("disclosed_vs_undisclosed", FILE)
run = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(run)

CHANCES = np.array([0.0, 0.1, 0.2, 0.5])


def test_gains_that_fall_cross_zero_straight_between_the_chances():
    assert run.break_even(CHANCES, np.array([20.0, 10.0, -10.0, -30.0])) == pytest.approx(0.15)


@pytest.mark.parametrize(("gains", "at"), [([5.0, 4.0, 3.0, 2.0], math.inf), ([-1.0, -2.0, -3.0, -4.0], 0.0)])
def test_where_one_way_always_wins_there_is_no_crossing(gains, at):
    assert run.break_even(CHANCES, np.array(gains)) == at


def test_gains_that_rise_by_chance_are_levelled():
    assert run.falling(np.array([4.0, 1.0, 3.0, -2.0])).tolist() == [4.0, 2.0, 2.0, -2.0]
    assert run.falling(np.array([1.0, 2.0, 3.0])).tolist() == [2.0, 2.0, 2.0]


def test_the_interval_holds_the_truth_in_most_studies():
    rng, truth, held = np.random.default_rng(3), 0.12, 0
    for _ in range(40):
        line = 100.0 * (truth - CHANCES)
        gains = line + rng.normal(0.0, 8.0, (8, 1)) + rng.normal(0.0, 8.0, (8, len(CHANCES)))
        _, low, high = run.with_interval(CHANCES, gains)
        held += low <= truth <= high
    assert 32 <= held <= 40
