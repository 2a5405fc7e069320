"""Quantities by run: differences of one unit, ratios of means."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_sim.verdict.quantity import MixedUnitsError, Quantity


def gain(*values):
    return Quantity.of(values, "people")


def paid(*values):
    return Quantity.of(values, "CNY")


def test_people_less_money_is_nothing():
    with pytest.raises(MixedUnitsError, match="people less CNY"):
        gain(1.0) - paid(1.0)


def test_a_ratio_is_that_of_the_means_and_not_the_mean_of_ratios():
    found = gain(10.0, 10.0).per(paid(1.0, 9.0))
    assert found.mean == pytest.approx(2.0)  # the mean of ratios is 5.6
    assert found.unit == "people per CNY"


def test_what_more_money_explains_is_no_chance():
    assert gain(2.0, 4.0, 6.0).per(paid(1.0, 2.0, 3.0)).by_run == pytest.approx([2.0, 2.0, 2.0])


def test_runs_that_lack_a_side_do_not_count():
    found = gain(2.0, None, 4.0).per(paid(1.0, 5.0, 1.0))
    assert found.mean == pytest.approx(3.0)
    assert np.isnan(found.by_run).tolist() == [False, True, False]
    assert np.isnan(gain(None).per(paid(None)).mean)


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(1.0, 1e6)), min_size=1, max_size=9))
def test_the_mean_by_run_is_the_ratio_of_means(runs):
    top, below = (np.array(side) for side in zip(*runs, strict=True))
    assert gain(*top).per(paid(*below)).mean == pytest.approx(top.mean() / below.mean(), rel=1e-6, abs=1e-6)


def test_money_that_may_be_nothing_is_not_surely_more():
    assert paid(5.0, 5.0, 5.0).is_surely_positive(0.95)
    assert paid(5.0).is_surely_positive(0.95)
    assert not paid(-1.0, 5.0, 1.0).is_surely_positive(0.95)
    assert not paid(0.0, 0.0, 0.0).is_surely_positive(0.95)
