"""Comparing sixteen numbers at once, against counting them one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from xhs_sim.kernels.lanes import LANES, count_above, count_equal


@njit
def above(values, start, value):
    return count_above(values, start, value)


@njit
def equal(values, start, value):
    return count_equal(values, start, value)


@given(st.lists(st.floats(-5, 5, width=32), min_size=2 * LANES, max_size=2 * LANES), st.integers(0, LANES), st.data())
def test_what_is_above_a_value_is_counted(numbers, start, data):
    value = data.draw(st.sampled_from(numbers) | st.floats(-5, 5, width=32))
    values = np.array(numbers, np.float32)
    assert above(values, start, np.float32(value)) == (values[start : start + LANES] > np.float32(value)).sum()


def test_nothing_is_above_infinity_and_holes_are_above_nothing():
    values = np.full(LANES, -np.inf, np.float32)
    assert above(values, 0, np.float32(-1e9)) == 0
    values[3] = np.inf
    assert above(values, 0, np.float32(1e9)) == 1


@pytest.mark.parametrize(("value", "count"), [(-1, 3), (7, 2), (8, 1), (9, 0)])
def test_equal_numbers_are_counted(value, count):
    values = np.arange(100, 100 + LANES, dtype=np.int32)
    values[[1, 5, 15]], values[[0, 2]], values[8] = -1, 7, 8
    assert equal(values, 0, value) == count
