"""What the page reads of a study is what was asked, whatever day its runs are from."""

import json

from report_example import write_experiment

from xhs_sim.config import load_config
from xhs_sim.report.read import read_experiment


def test_the_level_of_intervals_is_that_which_was_asked_for_and_not_that_of_a_run_that_is_reused(tmp_path):
    folder = write_experiment(tmp_path, arms=("nothing", "pyramid"), replicates=2)
    before = read_experiment(folder, ())[0].level
    asked = load_config(["experiment=kol_mix", "study.interval_level=0.8"]).model_dump(mode="json")
    (folder / "study.json").write_text(json.dumps({"command": ["xhs-sim"], "config": asked}))
    evidence, provenance = read_experiment(folder, ())
    assert (before, evidence.level) == (0.95, 0.8)
    assert provenance.config["study"]["interval_level"] == 0.8
    assert provenance.command == ["xhs-sim"]
