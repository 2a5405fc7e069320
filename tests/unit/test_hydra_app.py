"""Hydra's own runs leave what our sweep leaves, and a bad job does not take the others along."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from xhs_sim.hydra_app import plan_at
from xhs_sim.lab import Here, Lab, Platform
from xhs_sim.lab.plan import points_table
from xhs_sim.lab.run import SCHEMA

TINY = [
    "experiment=kol_mix", "population.audience=600", "population.n_users=600", "n_days=3", "campaign.start_day=1",
    "campaign.budget_cny=5000", "study.replicates=2",
]  # fmt: skip


def test_a_job_is_a_sweep_of_one_point_with_a_column_for_what_varies(tmp_path):
    plan = plan_at([*TINY, "commerce.leak_share=1", "ranker=popular"], tmp_path, ["commerce.leak_share", "ranker"])
    points = points_table(plan)
    assert points.select("commerce.leak_share", "ranker").rows() == [(1.0, "popular")]
    assert points.schema["commerce.leak_share"] == pl.Float64, "as in the job whose value is 0.5"
    assert plan.folder == tmp_path / "kol_mix"


def led_by_hydra(folder: Path, *typed: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "xhs_sim.hydra_app", *typed, *TINY]
    path = os.pathsep.join(path for path in sys.path if path)
    return subprocess.run(
        command, check=False, cwd=folder, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": path}
    )


@pytest.mark.slow
def test_a_multirun_leaves_the_figures_of_a_sweep_and_goes_on_after_a_bad_job(tmp_path):
    done = led_by_hydra(tmp_path, "-m", "commerce.leak_share=0.2,7,1")
    assert done.returncode == 2
    assert "commerce.leak_share = 7 is outside [0, 1]" in done.stderr
    tables = sorted(tmp_path.glob("multirun/*/*/*/kol_mix/sweep.parquet"))
    assert [table.parts[-3] for table in tables] == ["0", "2"]
    jobs = pl.concat([pl.read_parquet(table) for table in tables])
    with Lab(Platform(TINY), tmp_path / "ours", Here()) as lab:
        ours = lab.ask([{"commerce.leak_share": 0.2}, {"commerce.leak_share": 1.0}])
    assert_frame_equal(jobs.select(*SCHEMA), ours.select(*SCHEMA), check_exact=True)
    assert jobs["commerce.leak_share"].unique(maintain_order=True).to_list() == [0.2, 1.0]


@pytest.mark.slow
def test_a_single_run_leaves_the_same(tmp_path):
    done = led_by_hydra(tmp_path, "report.language=zh")
    assert (done.returncode, done.stdout.splitlines()[0].split("：")[0]) == (0, "期望 GMV")
    [table] = tmp_path.glob("outputs/*/*/kol_mix/sweep.parquet")
    assert pl.read_parquet(table)["arm"].n_unique() == 4
