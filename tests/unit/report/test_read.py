"""What the page reads of a study is what was asked, whatever day its runs are from, and no more often than it must."""

import json

import polars as pl
from report_example import write_experiment

from xhs_sim.config import load_config
from xhs_sim.report.read import read_experiment
from xhs_sim.report.runs import stack


def test_the_level_of_intervals_is_that_which_was_asked_for_and_not_that_of_a_run_that_is_reused(tmp_path):
    folder = write_experiment(tmp_path, arms=("nothing", "pyramid"), replicates=2)
    before = read_experiment(folder, ())[0].level
    asked = load_config(["experiment=kol_mix", "study.interval_level=0.8"]).model_dump(mode="json")
    (folder / "study.json").write_text(json.dumps({"command": ["xhs-sim"], "config": asked}))
    evidence, provenance = read_experiment(folder, ())
    assert (before, evidence.level) == (0.95, 0.8)
    assert provenance.config["study"]["interval_level"] == 0.8
    assert provenance.command == ["xhs-sim"]


def test_a_table_of_all_runs_tells_whose_each_row_is(tmp_path):
    evidence, _ = read_experiment(write_experiment(tmp_path, replicates=2), ())
    stacked = stack(evidence.runs, "contracts", brand="qingrou")
    assert stacked.height
    for (arm, seed), rows in stacked.group_by("arm", "seed"):
        [run] = [run for run in evidence.runs if (run.arm, run.seed) == (arm, seed)]
        own = run.table("contracts").filter(pl.col("brand") == "qingrou")
        assert rows.drop("arm", "seed").equals(own)
    assert stack(evidence.runs, "nowhere").is_empty()
