"""SLURM through submitit: there is none here, so its own local executor does the tasks, through the same code."""

import os
import shutil
import sys

import pytest
from function_jobs import calls, poisoned
from slurm_stand_in import install

from xhs_sim.config import ConfigError
from xhs_sim.lab.engines.slurm import Slurm
from xhs_sim.lab.parts import Parts
from xhs_sim.study.errors import StudyError

# submitit forgets a process of its own before it has ended
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def test_an_option_is_a_name_and_a_value():
    with pytest.raises(ConfigError, match="--slurm-option short is no NAME=VALUE"):
        Slurm(["short"])


def test_without_submitit_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "submitit", None)
    with pytest.raises(StudyError, match=r"--on slurm needs submitit, .* pip install 'xhs-sim\[slurm\]'"), Slurm():
        pass


@pytest.mark.skipif(shutil.which("sbatch") is not None, reason="there is a SLURM")
def test_without_slurm_it_says_so_before_anything_runs():
    pytest.importorskip("submitit", reason="submitit is not installed: make clusters")
    with pytest.raises(StudyError, match="there is no sbatch here"), Slurm():
        pass


def test_an_option_that_nobody_knows_is_refused_before_anything_runs(tmp_path):
    pytest.importorskip("submitit", reason="submitit is not installed: make clusters")
    with (
        pytest.raises(ConfigError, match=r"SLURM knows no such option: .*colour"),
        Slurm(["cluster=local", "colour=red"]),
    ):
        pass
    assert not [*tmp_path.iterdir()]


@pytest.mark.slow
def test_chunks_of_jobs_are_done_by_tasks_and_what_dies_with_its_task_is_tried_again(tmp_path, monkeypatch):
    pytest.importorskip("submitit", reason="submitit is not installed: make clusters")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    jobs = [*calls(tmp_path, 9), *poisoned(tmp_path)]
    with Slurm(["cluster=local", "jobs=6"], workers=2) as engine:
        ends = [*engine.run(jobs)]
    errors = dict(error for end in ends for error in end.errors)
    assert len(ends) == len(jobs)
    assert errors.keys() == {"exits", "dies"}
    assert errors["exits"].startswith("SystemExit")
    assert len(Parts(tmp_path).there()[0]) == 9
    assert (tmp_path / "slurm").is_dir(), "the logs of what was lost"


@pytest.mark.slow
def test_left_early_it_takes_back_what_it_handed_in_and_leaves_no_folder(tmp_path):
    pytest.importorskip("submitit", reason="submitit is not installed: make clusters")
    with Slurm(["cluster=local", "jobs=2"], workers=2) as engine:
        ends = engine.run(calls(tmp_path, 40))
        next(ends)
        ends.close()
    assert len(Parts(tmp_path).there()[0]) < 20
    assert not (tmp_path / "slurm").exists()


@pytest.mark.slow
def test_arrays_are_handed_to_sbatch_and_read_back(tmp_path, monkeypatch):
    """By a stand-in for SLURM's commands: no cluster has been tried."""
    pytest.importorskip("submitit", reason="submitit is not installed: make clusters")
    (tmp_path / "bin").mkdir()
    (study := tmp_path / "study").mkdir()
    for name, value in install(tmp_path / "bin").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    options = ["jobs=5", "partition=short", "mem_gb=2", "timeout_min=30"]
    with Slurm(options, workers=2) as engine:
        ends = [*engine.run(calls(study, 20))]
    assert len(ends) == len(Parts(study).there()[0]) == 20
    script = (tmp_path / "bin" / "job1.sh").read_text(encoding="utf-8")
    asked = {line.removeprefix("#SBATCH --") for line in script.splitlines() if line.startswith("#SBATCH")}
    assert {"array=0-1%2", "partition=short", "mem=2GB", "time=30", "cpus-per-task=1"} <= asked


@pytest.mark.slow
def test_what_was_handed_to_sbatch_is_cancelled_when_it_is_left(tmp_path, monkeypatch):
    pytest.importorskip("submitit", reason="submitit is not installed: make clusters")
    (tmp_path / "bin").mkdir()
    (study := tmp_path / "study").mkdir()
    for name, value in install(tmp_path / "bin").items():
        monkeypatch.setenv(name, value)
    with Slurm(["jobs=2"], workers=4) as engine:
        ends = engine.run(calls(study, 40))
        next(ends)
        ends.close()
    cancelled = (tmp_path / "bin" / "cancelled").read_text(encoding="utf-8").split()
    assert cancelled
    assert set(cancelled) <= {f"1_{k}" for k in range(4)} | {"2", *(f"2_{k}" for k in range(4))}
