"""Boxes, and bounds with few digits."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_sim.robustness.box import Among, Between, Box, roundest

numbers = st.floats(-1e6, 1e6, allow_nan=False)


def test_bounds_hold_from_the_low_one_on_and_below_the_high_one():
    values = pl.Series([0.1, 0.2, 0.3, 0.4])
    assert Between(0.2, 0.4).holds(values).tolist() == [False, True, True, False]
    assert Between().holds(values).all()


def test_a_box_holds_what_all_its_limits_hold():
    draws = pl.DataFrame({"a": [1, 2, 3], "b": ["x", "y", "y"]})
    box = Box({"a": Between(low=2), "b": Among(("y",))})
    assert box.holds(draws).tolist() == [False, True, True]
    assert box.without("b").holds(draws).tolist() == [False, True, True]
    assert box.without("a").without("b").holds(draws).all()


@pytest.mark.parametrize(
    ("above", "most", "told"),
    [(0.5873, 0.6121, 0.6), (291.0, 313.0, 300.0), (0.9, 1.2, 1.0), (-0.2, 0.1, 0.0), (-0.61, -0.58, -0.6),
     (2.0, 3.0, 3.0), (0.12345, 0.12346, 0.12346), (9.7, 120.0, 100.0)],
)  # fmt: skip
def test_the_roundest_number_between_two_is_found(above, most, told):
    assert roundest(above, most) == told


@given(numbers, numbers)
def test_a_round_bound_never_moves_a_draw(one, other):
    low, high = sorted((one, other))
    if low < high:
        assert low < roundest(low, high) <= high
