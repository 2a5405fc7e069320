"""Sweeps: the grid, the table, poisoned cells, and going on after a kill."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from toy_play import CRASHING_USERS, FAILING_USERS, play

from xhs_sim.config import ConfigError
from xhs_sim.study import WorkerPool, finish_sweep, plan_sweep, run_here, submit_runs, write_plan

TOY = Path(__file__).parents[2] / "toy_sweep.py"
GRID = ["name=grid", "n_days=2", "population.n_users=1000,2000,3000", "ranker=default,random", "study.replicates=2"]


def swept(overrides: list[str], out_dir: Path, backend=run_here) -> pl.DataFrame:
    plan = plan_sweep(overrides, out_dir)
    return finish_sweep(plan, submit_runs(plan.requests, backend=backend, play=play))


def test_grid_has_every_combination_and_a_column_for_each_parameter(tmp_path):
    table = swept(GRID, tmp_path)
    assert table.columns == [
        *("point", "population.n_users", "ranker", "seed", "replicate"),
        *("status", "metric", "brand", "value", "unit", "error"),
    ]
    dau = table.filter(pl.col("metric") == "dau")
    assert dau["population.n_users"].to_list() == [1000] * 4 + [2000] * 4 + [3000] * 4
    assert dau["ranker"].to_list() == ["default", "default", "random", "random"] * 3
    assert dau["value"].to_list() == [n / 3 for n in dau["population.n_users"]]
    assert dau["point"].n_unique() == 6


def test_point_ignores_seed_and_names_and_knows_parameters(tmp_path):
    def points(*overrides: str) -> list[str]:
        return [point.point for point in plan_sweep(["n_days=2", *overrides], tmp_path).points]

    assert points("seed=1", "name=a") == points("seed=2", "name=b", "threads=1")
    assert points("n_days=3") != points("n_days=4")


def test_swept_seed_is_no_parameter(tmp_path):
    plan = plan_sweep(["n_days=2", "seed=1,2"], tmp_path)
    assert plan.parameters == ()
    assert [request.seed for request in plan.requests] == [1, 2]


def test_same_cell_twice_runs_once(tmp_path):
    plan = plan_sweep(["n_days=2,2.0,3"], tmp_path)
    assert len(plan.requests) == 2


def test_plan_is_on_disk_before_anything_runs(tmp_path):
    plan = plan_sweep(GRID, tmp_path)
    about = json.loads(write_plan(plan).read_text())
    assert about["parameters"] == ["population.n_users", "ranker"]
    assert about["runs"] == 12
    assert about["points"][1]["values"] == {"population.n_users": 1000, "ranker": "random"}


def test_poisoned_cells_are_reported_and_the_rest_stands(tmp_path):
    users = f"population.n_users=1000,{FAILING_USERS},{CRASHING_USERS},-4,many,2000"
    table = swept(["name=grid", "n_days=2", users], tmp_path, WorkerPool(workers=2))
    failed = table.filter(pl.col("status") == "failed")
    assert failed["population.n_users"].to_list() == [FAILING_USERS, CRASHING_USERS, -4, None]
    assert failed["metric"].null_count() == 4
    errors = failed["error"].to_list()
    assert errors[0] == "ZeroDivisionError: nobody clicked"
    assert "code 11" in errors[1]
    assert errors[2].startswith("population.n_users = -4 is outside")
    assert "population.n_users = 'many'" in errors[3]
    assert table.filter(pl.col("metric") == "dau")["population.n_users"].to_list() == [1000, 2000]
    manifests = [json.loads(path.read_text()) for path in tmp_path.rglob("manifest.json")]
    assert sorted(manifest["status"] for manifest in manifests) == ["failed"] * 4 + ["ok"] * 2


def test_grid_without_one_good_cell_is_a_mistake(tmp_path):
    with pytest.raises(ConfigError, match="outside"):
        plan_sweep(["n_days=-1,-2"], tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_killed_sweep_goes_on_and_gives_the_same_table(tmp_path):
    grid = ["name=grid", "n_days=2", "population.n_users=1000,2000,3000", "study.replicates=8"]
    script = [sys.executable, str(TOY), str(tmp_path / "killed"), *grid]
    slow = {**os.environ, "TOY_DAY_S": "0.1"}
    with subprocess.Popen(script, env=slow, start_new_session=True) as process:
        wait_for(lambda: len(manifests(tmp_path / "killed")) >= 6, process)
        process.send_signal(signal.SIGKILL)
    done = {path: path.stat().st_mtime_ns for path in manifests(tmp_path / "killed")}
    assert 6 <= len(done) < 24
    assert not (tmp_path / "killed" / "grid" / "sweep.parquet").exists()

    subprocess.run(script, check=True, timeout=60)
    assert all(path.stat().st_mtime_ns == before for path, before in done.items())  # kept, not run again
    assert len(manifests(tmp_path / "killed")) == 24
    swept(grid, tmp_path / "whole")
    tables = [tmp_path / name / "grid" / "sweep.parquet" for name in ("killed", "whole")]
    assert pl.read_parquet(tables[0]).equals(pl.read_parquet(tables[1]))
    assert tables[0].read_bytes() == tables[1].read_bytes()
    assert list((tmp_path / "killed").rglob(".seed*")) == []


def manifests(folder: Path) -> list[Path]:
    return sorted(folder.glob("grid/points/*/seed=*/manifest.json"))


def wait_for(is_there, process: subprocess.Popen, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not is_there():
        assert process.poll() is None, "the sweep ended before it could be killed"
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_sweep_draws_one_campaign_in_a_world(tmp_path):
    with pytest.raises(ConfigError, match="only compare draws several campaigns in a world"):
        plan_sweep(["population.n_users=1000,2000", "study.draws_per_world=2", "study.replicates=4"], tmp_path)
