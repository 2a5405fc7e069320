"""Words of probability are right as often as they say: simulated studies of arms that are equal, and that are not.

Arms have normal luck of their own, and share some (a world); a true difference is in standard deviations
of the own. One arm is ahead of the others, which are alike.
"""

import numpy as np
import pytest

from xhs_sim.verdict.best import probability_best

SIZES, DIFFERENCES = (5, 8), (0.3, 0.6, 1.0)


def simulated(n_studies, n, arms, *, ahead=0.0, seed=0):
    rng = np.random.default_rng([seed, n, arms])
    values = rng.standard_normal((n_studies, n, arms)) + 3 * rng.standard_normal((n_studies, n, 1))
    values[:, :, -1] += ahead
    return probability_best(values)


def said_and_right(n_studies, arms):
    """Return the probability of the arm called best, and whether it is the one ahead; all sizes and differences."""
    each = [(n, ahead, k) for n in SIZES for k, ahead in enumerate(DIFFERENCES)]
    found = np.concatenate([simulated(n_studies, n, arms, ahead=ahead, seed=k) for n, ahead, k in each])
    return found.max(axis=1), found.argmax(axis=1) == arms - 1


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("arms", [2, 3])
def test_of_equal_arms_one_is_seldom_called_best(arms, n):
    assert np.mean(simulated(400, n, arms).max(axis=1) >= 0.95) <= 0.1


@pytest.mark.parametrize("arms", [2, 3])
def test_where_it_says_nine_in_ten_it_is_right_about_as_often(arms):
    said, right = said_and_right(400, arms)
    assert 0.85 <= np.mean(right[(said >= 0.85) & (said <= 0.95)]) <= 0.95


@pytest.mark.slow
@pytest.mark.parametrize("arms", [2, 3])
def test_words_of_probability_hold_in_many_studies(arms):
    for n in SIZES:
        assert np.mean(simulated(4000, n, arms, seed=9).max(axis=1) >= 0.95) <= 0.09
    said, right = said_and_right(4000, arms)
    for low, high in ((0.75, 0.85), (0.85, 0.95), (0.9, 1.0)):
        assert low <= np.mean(right[(said >= low) & (said <= high)]) <= high
