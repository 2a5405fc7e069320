"""One run on disk: whole or not at all."""

import errno
import json
from importlib.metadata import version
from pathlib import Path

import polars as pl
import pytest
import yaml
from toy_play import FAILING_USERS, play

from xhs_sim.config import Config, load_config
from xhs_sim.study import DiskFullError, engine, simulate
from xhs_sim.study.identity import identify
from xhs_sim.study.reuse import look_at
from xhs_sim.study.run_folder import read_manifest


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(["n_days=3", "seed=5", "population.n_users=1000", "name=toy"])


def hidden(folder: Path) -> list[Path]:
    return [path for path in folder.rglob(".*") if path.name != ".lock"]


def test_finished_run_has_its_files_and_says_who_made_it(config, tmp_path):
    days = []
    run_dir = simulate(config, tmp_path, arm="a", on_day=days.append, play=play)
    assert run_dir == tmp_path / "toy" / "a" / "seed=5"
    assert {path.name for path in run_dir.iterdir()} == {"config.yaml", "manifest.json", "metrics.parquet", "records"}
    manifest = json.loads((run_dir / "manifest.json").read_text())
    assert manifest["status"] == "ok"
    assert (manifest["seed"], manifest["arm"], manifest["n_days"], manifest["n_users"]) == (5, "a", 3, 1000)
    assert set(manifest["versions"]) == {"python", "numpy", "numba", "scipy", "polars", "mesa", "xhs_sim"}
    assert set(manifest["files"]) == {"config.yaml", "metrics.parquet", "records/daily.parquet"}
    assert yaml.safe_load((run_dir / "config.yaml").read_text())["n_days"] == 3
    assert days == [1, 2, 3]
    assert hidden(tmp_path) == []


def test_finished_run_is_known_again(config, tmp_path):
    run_dir = simulate(config, tmp_path, arm="a", play=play)
    assert look_at(run_dir, identify(config)).state == "same"
    assert look_at(run_dir, identify(config.model_copy(update={"threads": 2}))).state == "same"
    assert look_at(tmp_path / "toy" / "b" / "seed=5", identify(config)).state == "none"


def test_run_of_another_config_engine_or_library_is_not_reused(config, tmp_path, monkeypatch):
    run_dir = simulate(config, tmp_path, arm="a", play=play)
    other = look_at(run_dir, identify(config.model_copy(update={"n_days": 4})))
    assert (other.state, other.why[:14]) == ("other", "configuration ")
    with_numpy = {**engine.versions(), "numpy": "9.9"}
    for name, value, why in (("engine_version", "9.9+0", "now 9.9+0"), ("versions", with_numpy, "numpy")):
        with monkeypatch.context() as patch:
            for module in ("identity", "reuse"):
                patch.setattr(f"xhs_sim.study.{module}.{name}", lambda value=value: value)
            found = look_at(run_dir, identify(config))
        assert (found.state, why in found.why) == ("stale", True), found


def test_failed_run_says_so_and_keeps_the_trace(tmp_path):
    config = load_config(["n_days=1", f"population.n_users={FAILING_USERS}", "name=toy"])
    with pytest.raises(ZeroDivisionError):
        simulate(config, tmp_path, arm="a", play=play)
    run_dir = tmp_path / "toy" / "a" / "seed=0"
    manifest = read_manifest(run_dir)
    assert manifest is not None
    assert (manifest["status"], manifest["error"]) == ("failed", "ZeroDivisionError: nobody clicked")
    assert "Traceback" in (run_dir / "error.txt").read_text()
    assert not (run_dir / "metrics.parquet").exists()
    assert look_at(run_dir, identify(config)).state == "none"


def test_run_takes_the_place_of_a_failed_one(config, tmp_path):
    run_dir = tmp_path / "toy" / "a" / "seed=5"
    run_dir.mkdir(parents=True)
    (run_dir / "error.txt").write_text("old")
    assert simulate(config, tmp_path, arm="a", play=play) == run_dir
    assert not (run_dir / "error.txt").exists()


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        pl.exceptions.ComputeError("No space left on device (os error 28)"),
    ],
)
def test_full_disk_is_one_clear_line_and_leaves_nothing(config, tmp_path, monkeypatch, error):
    def full(*_args: object, **_kwargs: object) -> None:
        raise error

    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    with pytest.raises(DiskFullError, match="disk full while writing") as caught:
        simulate(config, tmp_path, arm="a", play=play)
    assert "\n" not in str(caught.value)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_leftovers_of_a_killed_run_are_cleared(config, tmp_path):
    left = tmp_path / "toy" / "a" / ".seed=5.tmp-1"
    left.mkdir(parents=True)
    simulate(config, tmp_path, arm="a", play=play)
    assert not left.exists()


def test_engine_version_names_version_and_sources():
    assert engine.engine_version().startswith(f"{version('xhs-sim')}+")
