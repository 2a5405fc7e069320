"""The posterior against one that is known: normal scores seen through normal noise."""

import numpy as np
import pytest

from xhs_sim.calibrate.coverage import cover
from xhs_sim.calibrate.posterior import FOLDS, fit, folds_of, usable

NOISE = 0.5  # sd of what is seen of the first score; the second is never seen
TRIALS, SETS = 300, 4


@pytest.fixture(scope="module")
def trials():
    rng = np.random.default_rng(7)
    scores = rng.normal(size=(TRIALS, 2))
    trial = np.repeat(np.arange(TRIALS), SETS)
    seen = scores[trial, 0] + NOISE * rng.normal(size=len(trial))
    figures = np.column_stack([seen, rng.normal(size=len(trial))])
    return figures, scores[trial], trial


def test_it_is_the_known_posterior(trials):
    figures, scores, trial = trials
    fitted, _ = fit(figures, scores, trial)
    draws = fitted.draws(np.array([1.0, 0.0]), 20_000, np.random.default_rng(1))
    variance = 1 / (1 + NOISE**-2)
    assert draws[:, 0].mean() == pytest.approx(variance * NOISE**-2, abs=0.1)
    assert draws[:, 0].std() == pytest.approx(np.sqrt(variance), rel=0.12)
    assert abs(draws[:, 1].mean()) < 0.2
    assert draws[:, 1].std() == pytest.approx(1.0, rel=0.15)


def test_intervals_hold_truths_as_often_as_they_say(trials):
    figures, scores, trial = trials
    fitted, scale = fit(figures, scores, trial)
    found = cover(fitted, scale, scores, trial, 0.9)
    assert found.n == TRIALS // 2
    assert (found.share >= 0.87).all()
    assert (found.share <= 0.99).all()
    assert (found.widen >= 1.0).all()
    assert (found.widen < 1.4).all()
    counts = np.histogram(found.ranks[:, 0], 5)[0]
    assert counts.min() > TRIALS / 5 * 0.6


def test_left_overs_that_are_too_small_are_found_out_and_stretched(trials):
    """Left-overs halved, as if each trial's own noise were forgotten: intervals must be made about twice as wide."""
    figures, scores, trial = trials
    fitted, scale = fit(figures, scores, trial)
    narrow = cover(fitted, scale / 2, scores, trial, 0.9)
    assert (narrow.widen > 1.6).all()
    assert (narrow.share >= 0.85).all()


def test_rows_of_a_trial_are_never_on_both_sides(trials):
    _, _, trial = trials
    folds = folds_of(trial)
    assert len(np.unique(folds)) == FOLDS
    assert all(len(np.unique(folds[trial == k])) == 1 for k in range(TRIALS))


def test_figures_that_nobody_knows_or_that_stand_still_are_not_used():
    figures = np.array([[1.0, 5.0, np.nan, 1.0], [2.0, 5.0, 1.0, 2.0]] * 10)
    assert usable(figures, np.array([1.0, 5.0, 1.0, np.nan])).tolist() == [True, False, False, False]
