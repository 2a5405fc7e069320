"""Shares keep what they promise."""

import numpy as np
import pytest
from scipy.stats import binomtest

from xhs_sim.robustness.shares import more_than, share


@pytest.mark.parametrize(("times", "of"), [(38, 45), (0, 12), (7, 7), (1, 200)])
def test_the_interval_is_wilsons(times, of):
    found, known = share(times, of, 0.9), binomtest(times, of).proportion_ci(0.9, method="wilson")
    assert (found.low, found.high) == pytest.approx((known.low, known.high))


def test_all_and_none_are_not_certain():
    assert share(20, 20, 0.95) == (20, 20, pytest.approx(0.8389, abs=1e-4), 1.0)
    assert share(0, 20, 0.95).high == pytest.approx(0.1611, abs=1e-4)


@pytest.mark.parametrize("true", [0.1, 0.5, 0.85])
def test_intervals_cover_the_true_share_about_as_often_as_they_say(true):
    counts = np.random.default_rng(0).binomial(45, true, 2000)
    covered = [share(int(k), 45, 0.95) for k in counts]
    assert 0.92 < np.mean([each.low <= true <= each.high for each in covered]) < 0.985


def test_the_difference_of_shares_is_newcombes():
    """Table II of Newcombe (1998), method 10: 56 of 70 against 48 of 80."""
    seen, low, high = more_than(share(56, 70, 0.95), share(48, 80, 0.95))
    assert (seen, low, high) == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4)
