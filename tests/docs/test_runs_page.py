"""What docs/runs.md says of files and limits is what runs leave."""

import json
import re

from pages import ROOT
from toy_play import play

from xhs_sim.config import load_config
from xhs_sim.config.inputs import declared_inputs
from xhs_sim.config.schema.study import TAKEN
from xhs_sim.lab.plan import plan_sweep, write_plan
from xhs_sim.study import engine, plan_compare, submit_runs, write_study
from xhs_sim.study.fingerprint import BLOCK, BLOCKS
from xhs_sim.study.kept_inputs import LARGEST

TEXT = (ROOT / "docs" / "runs.md").read_text(encoding="utf-8")
SMALL = ["population.n_users=1000", "population.audience=0", "n_days=1", "study.replicates=1"]


def named(sentence: str) -> set[str]:
    """Return the names in backticks in the part of the page that begins with ``sentence``."""
    start = TEXT.index(sentence)
    return set(re.findall(r"`([^`]+)`", TEXT[start : TEXT.index("\n\n", start)]))


def test_the_manifest_and_the_plans_hold_what_the_page_says(tmp_path):
    compared = plan_compare(["experiment=kol_mix", *SMALL], tmp_path)
    submit_runs(compared.requests[:1], play=play)
    manifest = json.loads((compared.requests[0].run_dir / "manifest.json").read_text())
    assert named("`manifest.json` holds") - {"manifest.json"} <= manifest.keys()
    study = json.loads(write_study(compared).read_text())
    plan = json.loads(write_plan(plan_sweep([*SMALL, "seed=1,2"], tmp_path)).read_text())
    assert {"command", "config", "arms", "question", "inputs"} <= named("`study.json`") & study.keys()
    assert {"command", "config", "points", "question", "inputs"} <= named("`study.json`") & plan.keys()


def test_the_page_names_what_is_read_what_computes_and_what_is_taken():
    own = "ranker.weights={json.loads: 1.0}"
    files = ["campaign.prices.quotes_file=a.csv", "graph.edge_list=b.csv"]
    parameters = {each.parameter for each in declared_inputs(load_config([*files, own]))}
    assert parameters == {"campaign.prices.quotes_file", "graph.edge_list", "ranker.weights.json.loads"}
    identifies = named("* the configuration and the seed")
    assert {"campaign.prices.quotes_file", "graph.edge_list", "ranker.weights", *engine.versions()} <= identifies
    assert set(TAKEN) <= named("`--force` makes")


def test_the_limits_on_the_page_are_those_in_the_code():
    assert f"{LARGEST >> 20} MB are copied" in TEXT.replace("\n", " ")
    assert f"over {BLOCK * BLOCKS >> 20} MB by {BLOCKS} samples" in TEXT
