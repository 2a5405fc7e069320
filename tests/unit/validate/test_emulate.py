"""The emulator against a law that is known: figures that go with scores, a square among them, and noise."""

import numpy as np
import pytest

from xhs_sim.calibrate.posterior import folds_of
from xhs_sim.validate.emulate import Emulator

TRIALS, SETS = 200, 4


@pytest.fixture(scope="module")
def known():
    rng = np.random.default_rng(3)
    scores, trial = rng.uniform(-2, 2, (TRIALS, 2)), np.repeat(np.arange(TRIALS), SETS)
    luck = 0.5 * rng.normal(size=TRIALS * SETS)
    figures = np.column_stack([2 + 3 * scores[trial, 0] + luck, 5 + scores[trial, 1] ** 2 + luck])
    return scores[trial], figures, folds_of(trial)


def test_figures_follow_scores_with_the_noise_that_trials_have(known):
    emulator = Emulator.of(*known)
    drawn = emulator.figures(np.tile([1.0, 1.5], (4000, 1)), np.random.default_rng(0))
    assert drawn.mean(axis=0) == pytest.approx([5.0, 7.25], abs=0.3)
    assert drawn.std(axis=0) == pytest.approx([0.5, 0.5], rel=0.15)
    assert np.corrcoef(drawn.T)[0, 1] > 0.8  # noise is of whole sets of accounts


def test_a_fold_is_foretold_without_its_trials(known):
    scores, figures, fold = known
    odd = figures.copy()
    odd[fold == 4] += 1000.0
    emulator = Emulator.of(scores, odd, fold)
    learnt = emulator.middle + emulator.spread * emulator.without[4](np.zeros((1, 2)))
    assert learnt[0] == pytest.approx([2.0, 5.0], abs=0.3)
    whole = emulator.middle + emulator.spread * emulator.whole(np.zeros((1, 2)))
    assert (whole[0] > 50.0).all()
