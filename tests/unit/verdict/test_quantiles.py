"""Quantiles that are worked out here are SciPy's, whichever way they are found."""

import subprocess
import sys

import numpy as np
import pytest
from scipy.special import ndtri, stdtrit

from xhs_sim.verdict.quantiles import normal_quantile, t_quantile_of
from xhs_sim.verdict.statistics import t_quantile

LEVELS = (0.01, 0.3, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999)


@pytest.mark.parametrize("level", LEVELS)
def test_student_of_few_whole_degrees_of_freedom_is_scipys(level: float) -> None:
    dof = np.arange(1.0, 257.0)
    found = [t_quantile_of(each, level) for each in dof.tolist()]
    assert found == pytest.approx(stdtrit(dof, 0.5 + level / 2), rel=2e-12)


@pytest.mark.parametrize(("dof", "level"), [(2.5, 0.95), (1e5, 0.95), (4.0, 1 - 1e-7), (4.0, 0.0)])
def test_what_has_no_short_sum_is_asked_of_scipy(dof: float, level: float) -> None:
    assert t_quantile_of(dof, level) == float(stdtrit(dof, 0.5 + level / 2))


def test_the_normal_is_scipys() -> None:
    shares = (0.0, 1e-9, 0.2, 0.5, 0.8, 0.975, 0.9995, 1.0)
    assert [normal_quantile(share) for share in shares] == pytest.approx(ndtri(shares), rel=1e-14)


def test_an_array_of_degrees_of_freedom_is_told_each_by_itself_and_none_is_unknown() -> None:
    found = t_quantile([[4.0, 0.0], [np.nan, 9.0]], 0.95)
    assert found == pytest.approx(np.array([[2.7764451, np.nan], [np.nan, 2.2621572]]), abs=1e-7, nan_ok=True)
    assert t_quantile(4, 0.95).shape == ()


def test_a_verdict_of_usual_numbers_of_runs_loads_no_scipy() -> None:
    asks = (
        "import sys; from xhs_sim.verdict.statistics import paired;"
        "paired([2.0, 3.0, 5.0, 4.0, 2.5], [1.0, 1.5, 2.0, 1.8, 2.4], 0.95, grain=1.0); print('scipy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asks], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "False"
