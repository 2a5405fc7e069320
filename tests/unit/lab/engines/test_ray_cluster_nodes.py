"""A sweep on two nodes of Ray: the same table as here, whatever becomes of one of them."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from function_jobs import calls, poisoned
from polars.testing import assert_frame_equal
from ray_nodes import ROOT, two_nodes
from ray_sweep import POINTS, TINY

from xhs_sim.lab import Here, Lab, Platform
from xhs_sim.lab.engines.ray_cluster import RayCluster
from xhs_sim.study.errors import StudyError

pytest.importorskip("ray", reason="Ray is not installed: make clusters")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers to every address of loopback"),
]

RUNS = 8 * 4 * 3


@pytest.fixture(scope="module")
def here(tmp_path_factory) -> pl.DataFrame:
    with Lab(Platform(TINY), tmp_path_factory.mktemp("here"), Here()) as lab:
        return lab.ask(POINTS)


@pytest.fixture
def nodes(monkeypatch):
    with two_nodes() as nodes:
        for name, value in nodes.settings.items():
            monkeypatch.setenv(name, value)
        yield nodes


def test_a_node_killed_in_mid_sweep_costs_no_run(here, nodes, tmp_path):
    at_work = []

    def on_progress(progress):
        if progress.runs_done >= RUNS // 4 and not at_work and (its := nodes.at_work()):
            at_work.extend([*its, progress.runs_done])
            nodes.kill_worker_node()

    with Lab(Platform(TINY), tmp_path, RayCluster(nodes.address), on_progress=on_progress) as lab:
        there = lab.ask(POINTS)
    assert RUNS // 4 <= at_work[-1] < RUNS // 2, "the second node had nothing to do in mid-sweep"
    assert there["error"].null_count() == there.height
    assert_frame_equal(there, here, check_exact=True)


def test_a_driver_that_is_told_to_end_leaves_a_sweep_that_goes_on(here, nodes, tmp_path):
    """And its own handler of SIGTERM is called, not the one that Ray sets."""
    script = [sys.executable, str(ROOT / "tests" / "ray_sweep.py"), nodes.address, str(tmp_path)]
    driver = subprocess.Popen(script, stdout=subprocess.PIPE, text=True)
    runs = tmp_path / "kol_mix" / "runs"
    until = time.monotonic() + 120
    while len([*runs.glob("*.parquet")]) < 8 and time.monotonic() < until:
        time.sleep(0.1)
    driver.send_signal(signal.SIGTERM)
    told, _ = driver.communicate(timeout=60)
    there = len([*runs.glob("*.parquet")])
    assert (driver.returncode, told.strip()) == (7, "our own handler")
    assert 8 <= there < RUNS
    with Lab(Platform(TINY), tmp_path, Here()) as lab:
        assert_frame_equal(lab.ask(POINTS), here, check_exact=True)
        assert lab.n_run <= RUNS - there


def test_a_node_with_other_code_is_told_and_does_nothing(tmp_path, monkeypatch):
    package = tmp_path / "other" / "xhs_sim"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    with two_nodes(python_path=str(package.parent)) as nodes:
        for name, value in nodes.settings.items():
            monkeypatch.setenv(name, value)
        with (
            pytest.raises(
                StudyError, match=r"node .* would give other numbers, or none: ModuleNotFoundError: No module"
            ),
            Lab(Platform(TINY), tmp_path, RayCluster(nodes.address)) as lab,
        ):
            lab.ask(POINTS)


def test_a_run_that_takes_its_worker_along_is_told_and_the_rest_stands(nodes, tmp_path):
    study = tmp_path / "study"
    study.mkdir()
    with RayCluster(nodes.address) as engine:
        assert engine.at_once == 2, "a CPU on each node"
        ends = [*engine.run([*calls(study, 6), *poisoned(study)])]
    errors = dict(error for end in ends for error in end.errors)
    assert len(ends) == 6 + len(errors)
    assert errors["exits"].startswith("SystemExit")
    assert errors["dies"].startswith("its worker was lost again and again: The worker died unexpectedly")


def test_a_place_that_nodes_do_not_share_is_told(nodes, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with (
        pytest.raises(StudyError, match="would give other numbers, or none: there is no folder"),
        RayCluster(nodes.address) as engine,
    ):
        [*engine.run(calls(Path("nowhere"), 3))]
