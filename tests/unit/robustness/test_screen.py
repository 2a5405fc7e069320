"""Numbers that move the lead are found among many that do not."""

import numpy as np
import polars as pl
import pytest
from scipy.stats import qmc

from xhs_sim.robustness.screen import slopes_of


def hypercube(n, k, seed=0):
    shares = qmc.LatinHypercube(k, rng=np.random.default_rng(seed)).random(n)
    return pl.DataFrame({f"p{j}": 10.0 + 90.0 * shares[:, j] for j in range(k)})


def test_a_slope_is_the_change_over_the_whole_range():
    draws = hypercube(40, 1)
    gaps = 3.0 + 2.0 * draws["p0"].to_numpy()
    (slope,) = slopes_of(draws, gaps, 0.95)
    assert slope.change == pytest.approx(2.0 * np.ptp(draws["p0"].to_numpy()))
    assert slope.low == pytest.approx(slope.high)


def test_the_numbers_that_matter_come_first_among_a_hundred():
    draws = hypercube(60, 100)
    noise = np.random.default_rng(1).normal(0, 30, 60)
    gaps = 3.0 * draws["p7"].to_numpy() - 2.0 * draws["p42"].to_numpy() + noise
    assert {slope.parameter for slope in slopes_of(draws, gaps, 0.95)[:2]} == {"p7", "p42"}


@pytest.mark.parametrize("luck", ["normal", "lognormal"])
def test_of_214_numbers_that_do_nothing_none_is_named_in_95_of_100_studies(luck):
    named = 0
    for study in range(100):
        gaps = getattr(np.random.default_rng([study, 1]), luck)(size=16)
        named += any(slope.stands for slope in slopes_of(hypercube(16, 214, study), gaps, 0.95))
    assert named <= 5


def test_one_strong_number_of_214_is_named_with_draws_enough_and_no_other():
    draws, rng = hypercube(60, 214), np.random.default_rng(4)
    gaps = draws["p150"].to_numpy() + rng.normal(0, 10, 60)
    slopes = slopes_of(draws, gaps, 0.95)
    assert [slope.parameter for slope in slopes if slope.stands] == ["p150"]
    assert slopes[0].parameter == "p150"
    assert slopes[0].low < np.ptp(draws["p150"].to_numpy()) < slopes[0].high


def test_an_interval_leaves_out_zero_just_where_luck_seldom_finds_as_much():
    draws = hypercube(20, 12)
    gaps = 0.4 * draws["p3"].to_numpy() + np.random.default_rng(5).normal(0, 10, 20)
    slopes = slopes_of(draws, gaps, 0.95)
    assert [slope.stands for slope in slopes] == [slope.chance <= 0.05 for slope in slopes]
    assert any(slope.stands for slope in slopes)


def test_what_does_not_stand_keeps_the_order_in_which_it_was_doubted():
    slopes = slopes_of(hypercube(10, 30), np.random.default_rng(6).normal(size=10), 0.95)
    assert [slope.parameter for slope in slopes] == [f"p{j}" for j in range(30)]


def test_too_few_draws_tell_of_nothing():
    slopes = slopes_of(hypercube(2, 3), np.array([1.0, 2.0]), 0.95)
    assert [(slope.low, slope.chance) for slope in slopes] == [(None, 1.0)] * 3


def test_draws_without_a_known_gap_are_left_out():
    draws = hypercube(30, 2)
    gaps = draws["p0"].to_numpy().copy()
    holes = np.where(np.arange(30) % 5 == 0, np.nan, gaps)
    assert slopes_of(draws, holes, 0.95)[0].parameter == "p0"
    assert slopes_of(draws, np.full(30, np.nan), 0.95)[0].change == 0.0


def test_choices_are_held_against_each_other():
    draws = pl.DataFrame({"ranker": ["a", "b", "c"] * 10, "idle": ["x", "y"] * 15})
    gaps = np.tile([1.0, 5.0, 2.0], 10) + np.random.default_rng(3).normal(0, 0.5, 30)
    first = slopes_of(draws, gaps, 0.95)[0]
    assert first.parameter == "ranker"
    assert first.change == pytest.approx(4.0, abs=0.6)


def test_what_does_not_vary_moves_nothing():
    slopes = slopes_of(pl.DataFrame({"fixed": [1.0] * 8}), np.arange(8.0), 0.95)
    assert (slopes[0].change, slopes[0].chance) == (0.0, 1.0)
