"""The exponential in line and the product of two rows, against numpy."""

import numpy as np
import pytest
from numba import njit

from xhs_sim.kernels.logistic import exp, sigmoid
from xhs_sim.kernels.memory import inner


@njit
def on_all(function, x):
    out = np.empty_like(x)
    for i in range(len(x)):
        out[i] = function(x[i])
    return out


@njit
def inner_of(left, i, right, j):
    return inner(left, i, right, j)


@pytest.mark.parametrize("reach", [1e-9, 1.0, 40.0, 600.0])
def test_the_exponential_is_right_to_eight_digits(reach):
    x = np.linspace(-reach, reach, 20_001)
    assert np.abs(on_all(exp, x) / np.exp(x) - 1.0).max() < 1e-8


def test_the_logistic_function_stays_within_0_and_1():
    x = np.array([-1e9, -700.0, -2.0, 0.0, 2.0, 700.0, 1e9])
    assert on_all(sigmoid, x) == pytest.approx(1.0 / (1.0 + np.exp(-np.clip(x, -600, 600))), abs=1e-8)


def test_the_inner_product_is_that_of_the_rows_asked_for():
    rng = np.random.default_rng(0)
    left, right = rng.normal(size=(3, 16)).astype(np.float32), rng.normal(size=(5, 16)).astype(np.float32)
    for i in range(3):
        for j in range(5):
            assert inner_of(left, i, right, j) == pytest.approx(float(left[i] @ right[j]), abs=1e-5)
