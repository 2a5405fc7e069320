"""Levels of arms with unlike numbers of runs stand off from the baseline's by the effect of the runs that both have."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from report_example import ARMS, write_experiment
from report_verdict import write_verdict

from xhs_sim.report import build_report
from xhs_sim.report.evidence import Evidence
from xhs_sim.report.figures.states import state_levels
from xhs_sim.report.read import read_experiment
from xhs_sim.report.summary import daily_levels, levels

GONE, AFTER, RUNS = "pyramid", 5, 8


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight runs of four arms, of which one was dropped after five."""
    folder = write_verdict(write_experiment(tmp_path_factory.mktemp("out"), replicates=RUNS))
    for seed in range(AFTER, RUNS):
        shutil.rmtree(folder / GONE / f"seed={seed}")
    path = folder / "verdict.json"
    told = json.loads(path.read_text()) | {"dropped": {GONE: {"after": AFTER, "behind": "koc_spread"}}}
    told["arms"][GONE] |= {"level": None, "effect": None}
    path.write_text(json.dumps(told))
    return folder


@pytest.fixture(scope="module")
def evidence(folder: Path) -> Evidence:
    return read_experiment(folder, [])[0]


def test_a_dropped_arm_costs_the_others_no_run(evidence: Evidence) -> None:
    found = levels(evidence, "reach")
    assert {arm: found[arm]["n"] for arm in ARMS} == dict.fromkeys(ARMS, RUNS) | {GONE: AFTER}


def test_its_levels_differ_from_the_baselines_by_the_effect(evidence: Evidence) -> None:
    found = levels(evidence, "reach")
    rows = evidence.metrics.filter(pl.col("day").is_null(), metric="reach")
    base, own = (rows.filter(arm=arm).sort("seed")["value"] for arm in (evidence.baseline, GONE))
    assert found[evidence.baseline]["mean"] == pytest.approx(base.mean())
    assert found[GONE]["mean"] - found[evidence.baseline]["mean"] == pytest.approx(
        (own - base[:AFTER]).mean(), abs=1e-6
    )
    assert base[:AFTER].mean() != pytest.approx(base.mean())


def test_so_do_its_levels_by_day_and_those_of_records(evidence: Evidence) -> None:
    days = {(row["arm"], row["day"]): row["mean"] for row in daily_levels(evidence, "dau").to_dicts()}
    dau = evidence.metrics.filter(metric="dau", day=3)
    base, own = (dau.filter(arm=arm).sort("seed")["value"] for arm in (evidence.baseline, GONE))
    assert days[GONE, 3] - days[evidence.baseline, 3] == pytest.approx((own - base[:AFTER]).mean(), abs=1e-6)
    last = evidence.states.filter(pl.col("day") == evidence.states["day"].max())
    aware = state_levels(last, "n_aware", evidence)
    base, own = (last.filter(arm=arm).sort("seed")["n_aware"] for arm in (evidence.baseline, GONE))
    assert aware[GONE]["mean"] - aware[evidence.baseline]["mean"] == pytest.approx(
        (own - base[:AFTER]).mean(), abs=1e-6
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Given fewer runs, since they could not win any more: Pyramid."), ("zh", "少跑的方案")],
)
def test_the_page_says_so(folder: Path, language: str, said: str) -> None:
    assert said in build_report(folder, language=language).read_text(encoding="utf-8")
