"""What a sweep has asked tells whose the runs are that lie in its folder."""

import polars as pl

from xhs_sim.lab import Here, Lab
from xhs_sim.lab.asked import write_asked
from xhs_sim.lab.plan import Asking, plan_sweep, points_table, write_plan
from xhs_sim.lab.table import write_sweep

KEYS = ["point", "x1", "arm", "replicate", "seed"]


def test_the_runs_that_are_there_say_what_the_table_will_say(tmp_path):
    plan = plan_sweep(["function=ishigami", "x1=0,1", "study.replicates=2"], tmp_path)
    with Lab(plan.subject, tmp_path, Here()) as lab:
        write_plan(plan)
        look = lab.look_at(plan.points)
        asked = pl.read_parquet(write_asked(plan, points_table(plan).drop("problem"), look.asked))
        assert not (plan.folder / "runs").exists()  # it stands there before anything runs
        whole = pl.read_parquet(write_sweep(lab, plan, lab.make(look)))
    assert asked.height == 4
    assert asked.select(*KEYS).rows() == whole.select(*KEYS).rows()
    assert asked["replicate"].to_list() == [0, 1, 0, 1]
    assert {path.stem for path in (plan.folder / "runs").iterdir()} == {*asked["run"]}


def test_a_point_that_cannot_be_asked_says_why(tmp_path):
    listed = tmp_path / "points.csv"
    listed.write_text("x1,x2\n0,0\n1,1\n")
    plan = plan_sweep(["function=ishigami"], tmp_path, asking=Asking(file=listed))
    with Lab(plan.subject, tmp_path, Here()) as lab:
        write_plan(plan)
        look = lab.look_at([{"x1": 0.0, "x2": 0.0}, {"x1": 1.0, "x2": 9.0}])
        asked = pl.read_parquet(write_asked(plan, points_table(plan).drop("problem"), look.asked))
    assert asked["problem"][0] is None
    assert "x2 = 9" in asked["problem"][1]
