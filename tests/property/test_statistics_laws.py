"""Laws of intervals and probabilities, whatever the values."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from xhs_sim.verdict.best import probability_best, tell_apart
from xhs_sim.verdict.statistics import paired

COUNTS = arrays(np.float64, (5, 3), elements=st.integers(0, 40).map(float))
LEVELS = arrays(np.float64, (6, 2), elements=st.floats(-1e6, 1e6, allow_subnormal=False))


@given(COUNTS)
def test_an_interval_of_counts_is_possible_holds_its_mean_and_has_a_width_unless_the_arms_are_equal(values):
    one, other = values[:, 0], values[:, 1]
    found = paired(one, other, 0.95, lowest=0.0)
    assert -other.mean() - 1e-9 <= found.low <= found.mean + 1e-9
    assert found.mean - 1e-9 <= found.high
    assert (found.low == found.high) == np.array_equal(one, other) == (found == (0.0, 0.0, 0.0))


@given(LEVELS)
def test_turning_two_arms_round_turns_the_interval_round(values):
    there, back = paired(*values.T, 0.9), paired(*values.T[::-1], 0.9)
    assert there.mean == -back.mean
    assert (there.low, there.high) == (back.high and -back.high, back.low and -back.low)


@given(LEVELS, st.sampled_from(["higher", "lower"]))
def test_a_higher_level_never_tells_more(values, better):
    told = [tell_apart(values, better, level).is_apart for level in (0.8, 0.95, 0.99)]
    assert told == sorted(told, reverse=True)


@given(COUNTS)
def test_probabilities_add_up_and_do_not_depend_on_the_order_of_arms(values):
    found = probability_best(values)
    assert np.isclose(found.sum(), 1)
    assert (found >= 0).all()
    turned = probability_best(values[:, ::-1])[::-1]
    assert np.allclose(found, turned, atol=0.03)
    assert np.allclose(probability_best(-values, "lower"), found)
