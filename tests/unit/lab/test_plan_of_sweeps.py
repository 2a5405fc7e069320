"""Sweeps: points and arms, the table, poisoned cells, and going on after a kill."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from xhs_sim.config import ConfigError
from xhs_sim.lab import Here, Lab, Local
from xhs_sim.lab.again import plan_again
from xhs_sim.lab.plan import Asking, plan_sweep, write_plan
from xhs_sim.lab.table import write_sweep
from xhs_sim.study import OtherRunError

BRITTLE = Path(__file__).parents[2] / "brittle_sweep.py"
MIX = [
    "experiment=kol_mix", "population.audience=600", "population.n_users=600", "n_days=3", "campaign.start_day=1",
    "campaign.budget_cny=5000", "study.replicates=2", "threads=1",
]  # fmt: skip


def swept(overrides: list[str], out_dir: Path, engine=None, asking=None) -> pl.DataFrame:
    plan = plan_sweep(overrides, out_dir, asking=asking)
    with Lab(plan.subject, out_dir, engine or Here()) as lab:
        write_plan(plan)
        return pl.read_parquet(write_sweep(lab, plan, lab.carry_out(plan.points)))


@pytest.fixture(scope="module")
def mix(tmp_path_factory) -> tuple[pl.DataFrame, Path]:
    folder = tmp_path_factory.mktemp("mix")
    return swept([*MIX, "commerce.leak_share=0.2,0.9", "ranker=default,random"], folder), folder


def test_every_arm_is_at_every_point_with_a_column_for_each_parameter(mix):
    table, _ = mix
    assert table.columns == [
        *("point", "commerce.leak_share", "ranker", "arm", "replicate", "seed"),
        *("metric", "brand", "line", "tier", "value", "unit", "error"),
    ]
    runs = table.select("commerce.leak_share", "ranker", "arm", "replicate").unique(maintain_order=True)
    assert runs.height == 2 * 2 * 4 * 2
    assert runs["arm"].to_list()[:8:2] == ["nothing", "head_heavy", "pyramid", "koc_spread"]
    assert runs["commerce.leak_share"].dtype == pl.Float64
    assert table["point"].n_unique() == 4


def test_arms_differ_by_what_they_do_and_points_by_what_varies(mix):
    table, _ = mix
    paid = table.filter(pl.col("metric") == "spend", pl.col("brand") == "qingrou").group_by("arm").agg(pl.sum("value"))
    assert dict(paid.iter_rows())["nothing"] == 0 < dict(paid.iter_rows())["koc_spread"]
    clicks = table.filter(
        pl.col("metric") == "brand_impressions", pl.col("brand") == "qingrou", replicate=0, arm="nothing"
    )
    assert clicks["value"].n_unique() > 1


def test_the_table_is_read_alike_by_duckdb_and_polars(mix):
    import duckdb

    table, folder = mix
    path = folder / "kol_mix" / "sweep.parquet"
    query = f"select arm, count(*) n, sum(value) s from '{path}' where metric = 'reach' group by arm order by arm"
    told = duckdb.sql(query).fetchall()
    ours = table.filter(pl.col("metric") == "reach").group_by("arm").agg(n=pl.len(), s=pl.sum("value")).sort("arm")
    assert [(arm, n) for arm, n, _ in told] == ours.select("arm", "n").rows()
    assert [s for *_, s in told] == pytest.approx(ours["s"].to_list())


def test_the_points_are_kept_and_not_the_seed_that_drew_them(tmp_path):
    asking = Asking(design="sobol", points=5)
    table = swept(["function=ishigami", "x1=interval(-1,1)", "x2=interval(0,1)"], tmp_path, asking=asking)
    points = pl.read_parquet(tmp_path / "function_ishigami" / "points.parquet")
    assert points.columns == ["point", "x1", "x2", "problem"]
    assert table.select("point", "x1", "x2").equals(points.drop("problem"))


def test_poisoned_cells_are_reported_and_the_rest_stands(tmp_path):
    table = swept(["function=brittle", "x=0.1,0.45,0.85,0.2"], tmp_path, Local(2, 1))
    assert table["x"].to_list() == [0.1, 0.45, 0.85, 0.2]
    assert table["value"].to_list() == [0.1, None, None, 0.2]
    errors = table["error"].to_list()
    assert errors[0] is None
    assert errors[1] == "ZeroDivisionError: nobody clicked"
    assert "code 11" in errors[2]
    files = [path.name for path in (tmp_path / "function_brittle" / "runs").iterdir()]
    assert len(files) == 4  # two runs, two failures; nothing half-written


def test_a_design_without_one_good_point_is_a_mistake(tmp_path):
    with pytest.raises(ConfigError, match="outside"):
        plan_sweep(["n_days=-1,-2"], tmp_path)


@pytest.mark.parametrize(
    ("overrides", "asking", "told"),
    [
        (["x=0.1,0.2"], Asking(design="file"), "--design file and --file FILE belong together"),
        (["x=0.1,0.2"], Asking(design="spiral"), r"--design spiral is not allowed \(allowed: grid, lhs, sobol, file\)"),
        (["x=0.1,0.2"], Asking(points=4), "a grid has as many points as there are combinations"),
        ([], Asking(design="lhs"), "nothing varies"),
        (["x=interval(0,1)"], Asking(design="grid"), "a grid takes listed values"),
        (["x=interval(1,0)"], Asking(), "x=interval.1,0. has no width"),
        (["seed=x", "x=0,1"], Asking(), "seed=x is not for function=brittle"),
        (["y=2", "x=0,1"], Asking(), r"y is no input of brittle \(it has: x, seconds\)"),
    ],
)
def test_a_design_that_cannot_be_is_refused_before_anything_runs(tmp_path, overrides, asking, told):
    with pytest.raises(ConfigError, match=told):
        plan_sweep(["function=brittle", *overrides], tmp_path, asking=asking)
    assert not list(tmp_path.iterdir())


def test_what_every_arm_sets_itself_cannot_vary(tmp_path):
    with pytest.raises(ConfigError, match=r"campaign.tier_shares varies, but every arm sets it itself \(head_heavy"):
        plan_sweep([*MIX, "campaign.tier_shares={koc: 1},{head: 1}"], tmp_path)
    with pytest.raises(ConfigError, match=r"campaign.tier_shares.koc varies, but every arm sets it itself"):
        plan_sweep([*MIX, "campaign.tier_shares.koc=0.2,0.5"], tmp_path)


def test_a_sweep_asks_one_question(tmp_path):
    with pytest.raises(ConfigError, match="a sweep asks one question: experiment= can't vary"):
        plan_sweep(["experiment=kol_mix,warm_up", "commerce.leak_share=0.5,0.6"], tmp_path)
    with pytest.raises(ConfigError, match="nothing varies"):
        plan_sweep(MIX, tmp_path)


def test_a_sweep_may_grow_in_its_folder_but_not_become_another(tmp_path):
    write_plan(plan_sweep(["function=brittle", "x=0.1,0.2"], tmp_path))
    write_plan(plan_sweep(["function=brittle", "x=0.1,0.2,0.3"], tmp_path))
    with pytest.raises(OtherRunError, match=r"without points x=0\.2"):
        write_plan(plan_sweep(["function=brittle", "x=0.1,0.3"], tmp_path))
    write_plan(plan_sweep(["function=brittle", "x=0.1,0.3"], tmp_path), may_replace=True)
    write_plan(plan_sweep([*MIX, "commerce.leak_share=0.2,0.9"], tmp_path))
    write_plan(plan_sweep([*MIX, "study.replicates=3", "commerce.leak_share=0.2,0.9"], tmp_path))
    with pytest.raises(OtherRunError, match=r"n_days: 3, now 4\)"):
        write_plan(plan_sweep([*MIX, "n_days=4", "commerce.leak_share=0.2,0.9"], tmp_path))


def test_a_sweep_is_made_again_from_its_folder(mix, tmp_path):
    table, folder = mix
    again = plan_again(folder / "kol_mix", tmp_path)
    assert again is not None
    with Lab(again.subject, tmp_path, Here()) as lab:
        write_plan(again)
        replayed = pl.read_parquet(write_sweep(lab, again, lab.carry_out(again.points)))
    assert replayed.equals(table)
    origin = json.loads((tmp_path / "kol_mix" / "plan.json").read_text())
    assert origin["command"][:2] == ["xhs-sim", "replay"]


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_sweep_killed_again_and_again_gives_the_same_table(tmp_path):
    grid = ["function=brittle", "x=range(0.0,0.39,0.01)", "study.replicates=2"]
    script = [sys.executable, str(BRITTLE), str(tmp_path / "killed"), *grid, "seconds=0.05"]
    runs = tmp_path / "killed" / "function_brittle" / "runs"
    chance = random.Random(5)
    for k in range(1, 4):
        with subprocess.Popen(script, start_new_session=True, stderr=subprocess.DEVNULL) as process:
            wait_for(lambda k=k: len(list(runs.glob("*.parquet"))) >= 12 * k, process)
            time.sleep(chance.random() * 0.2)
            process.send_signal(signal.SIGKILL)
    before = {path: path.stat().st_mtime_ns for path in runs.glob("[!.]*.parquet")}
    assert 36 <= len(before) < 80
    assert not (runs.parent / "sweep.parquet").exists()
    subprocess.run(script, check=True, timeout=60)
    assert all(path.stat().st_mtime_ns == then for path, then in before.items())  # kept, not run again
    table = pl.read_parquet(runs.parent / "sweep.parquet")
    assert table.equals(swept([*grid, "seconds=0.05"], tmp_path / "whole"))
    assert sorted(path.name for path in runs.iterdir() if path.name.startswith(".")) == []


def wait_for(is_there, process: subprocess.Popen, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not is_there():
        assert process.poll() is None, "the sweep ended before it could be killed"
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_table_says_what_made_it(mix):
    _, folder = mix
    about = pl.read_parquet_metadata(folder / "kol_mix" / "sweep.parquet")
    assert about["xhs_sim.command"].startswith("xhs-sim sweep experiment=kol_mix ")
    assert {"xhs_sim.config_digest", "xhs_sim.root_seed", "xhs_sim.engine", "xhs_sim.polars"} <= about.keys()


def test_several_root_seeds_are_runs_of_the_same_points(tmp_path):
    from xhs_sim.lab.leads import leads_of

    plan = plan_sweep([*MIX, "seed=1,2,3", "commerce.leak_share=0.2,0.9"], tmp_path)
    with Lab(plan.subject, tmp_path, Here()) as lab:
        write_plan(plan)
        table = write_sweep(lab, plan, lab.carry_out(plan.points, arms=["nothing", "koc_spread"]))
    points = pl.read_parquet(plan.folder / "points.parquet")
    found = leads_of(table, points, plan.config, plan.subject.objectives[0])
    assert plan.parameters == ("commerce.leak_share",)
    assert (points.height, len(found.cells), found.n_runs) == (2, 2, 6)
    runs = pl.read_parquet(table).select("point", "arm", "replicate", "seed").unique()
    assert runs.group_by("point", "arm").agg(pl.col("replicate").n_unique())["replicate"].to_list() == [6] * 4
    assert runs.select("replicate", "seed").unique().height == 6
