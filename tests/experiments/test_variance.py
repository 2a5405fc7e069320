"""The study of variance in small: components and designs by known numbers, and a tiny grid on the model."""

import runpy
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parents[2] / "experiments" / "27_variance"
TINY = ("population.audience=1200", "population.n_users=600", "n_days=4", "campaign.start_day=2",
        "campaign.burst_days=1", "campaign.budget_cny=9000", "content.history_days=2")  # fmt: skip


@pytest.fixture(scope="module")
def study():
    return runpy.run_path(str(HERE / "run.py"))


def test_components_are_found_again(study):
    rng = np.random.default_rng(1)
    values = rng.normal(0, 3, (400, 1, 1)) + rng.normal(0, 2, (400, 10, 1))
    between, within = study["components"](values)
    assert between[0] == pytest.approx(9.0, rel=0.2)
    assert within[0] == pytest.approx(4.0, rel=0.1)


def test_a_world_counts_once_in_an_interval(study):
    assert study["half_width"](0.0, 4.0, 6, 4) == pytest.approx(study["half_width"](1.0, 0.0, 6, 1))
    assert study["half_width"](1.0, 0.0, 6, 50) == study["half_width"](1.0, 0.0, 6, 1)


def test_many_campaigns_in_a_world_pay_where_worlds_are_dear_and_alike(study):
    target = study["half_width"](0.0, 1.0, 24, 1)
    _, draws, cpu = study["cheapest"](0.0, 1.0, target, dear=9.0, cheap=1.0)
    assert draws > 1
    assert cpu < 24 * 10.0
    alone = study["cheapest"](1.0, 0.01, study["half_width"](1.0, 0.01, 24, 1), dear=1.0, cheap=9.0)
    assert alone == (24, 1, 240.0)


def test_the_study_runs_on_the_model_in_small(study, capsys):
    study["main"](["--worlds", "2", "--draws", "2", "--bases", "1", "--reseeds", "2", *TINY])
    printed = capsys.readouterr().out
    assert "2 worlds x 2 campaigns x 2 arms" in printed
    assert printed.count("| expected_orders |") == 4
