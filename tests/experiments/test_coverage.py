"""The study of coverage in small: it draws, counts and prints; on the model's own runs in the slow suite."""

import runpy
import sys
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parents[2] / "experiments" / "25_coverage"


@pytest.fixture(scope="module")
def study():
    return runpy.run_path(str(HERE / "run.py"))


def test_a_study_draws_no_run_twice(study):
    drawn = study["studies_of"](12, 50)
    assert all(len(set(runs)) == 5 for runs in drawn)
    assert len({tuple(sorted(runs)) for runs in drawn}) > 30


@pytest.mark.parametrize("grain", [1.0, np.nan])
def test_intervals_cover_what_poisson_runs_add_on_average(study, grain):
    rng = np.random.default_rng(3)
    shared = rng.poisson(30, 160).astype(float)
    share, width = study["coverage"](shared + rng.poisson(40, 160), shared, grain, study["studies_of"](160))
    assert 0.92 <= share <= 0.99
    assert 5 < width < 20


@pytest.mark.slow
def test_the_study_runs_on_the_model_in_small(study, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    small = ["population.n_users=500", "n_days=4", "study.replicates=6", "threads=1"]
    monkeypatch.setattr(sys, "argv", ["run.py", *small, "--workers", "1"])
    runpy.run_path(str(HERE / "run.py"), run_name="__main__")
    printed = capsys.readouterr().out
    assert "6 paired runs, 200 studies of 5" in printed
    assert all(f"{metric}: " in printed for metric in study["METRICS"])
