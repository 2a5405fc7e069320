"""Credit against truth: which lanes are drawn, and what the title claims."""

import dataclasses

import polars as pl
import pytest
from report_example import BRAND, write_experiment

from xhs_sim.report.evidence import Evidence
from xhs_sim.report.figures import FIGURES
from xhs_sim.report.figures.attribution import ADDED, REPORT, RULES, lanes_of
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import load_words

ARM = "pyramid"


def row(metric: str, treatment: float, low: float, high: float, arm: str = ARM) -> dict:
    """A row of effects against a baseline that has nothing."""
    return {
        "metric": metric, "brand": BRAND, "arm": arm, "baseline": 0.0, "treatment": treatment, "diff": treatment,
        "ci_low": low, "ci_high": high, "level": 0.95, "p_best": 1.0,
    }  # fmt: skip


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """A small experiment, whose effects the tests replace."""
    folder = write_experiment(tmp_path_factory.mktemp("out"), arms=("nothing", ARM), replicates=2)
    return read_experiment(folder, [])[0]


def with_effects(evidence: Evidence, *rows: dict) -> Evidence:
    """The evidence with these effects and no others."""
    frame = pl.DataFrame(list(rows))
    return dataclasses.replace(evidence, effects=frame)


def test_every_way_to_credit_has_a_lane_below_what_was_added(example):
    rules = [row(rule, 900.0, 700.0, 1100.0) for rule in RULES]
    lanes = lanes_of(with_effects(example, row(ADDED, 500.0, 300.0, 700.0), row(REPORT, 900.0, 700.0, 1100.0), *rules))
    assert [lane.metric for lane in lanes] == [ADDED, REPORT, *RULES]
    assert [lane.y for lane in lanes] == sorted(lane.y for lane in lanes)


def test_a_rule_traced_on_too_few_is_left_out(example):
    known = row(ADDED, 500.0, 300.0, 700.0), row(REPORT, 900.0, 700.0, 1100.0)
    wide, idle = row(RULES[0], 900.0, -700.0, 2500.0), row(RULES[1], 0.0, 0.0, 0.0)
    lanes = lanes_of(with_effects(example, *known, wide, idle, row(RULES[2], 800.0, 600.0, 1000.0)))
    assert [lane.metric for lane in lanes] == [ADDED, REPORT, RULES[2]]


def test_a_rule_without_interval_says_nothing(example):
    known = row(ADDED, 500.0, 300.0, 700.0), row(REPORT, 900.0, 700.0, 1100.0)
    unsure = row(RULES[0], 900.0, 700.0, 1100.0) | {"ci_low": None, "ci_high": None}
    assert [lane.metric for lane in lanes_of(with_effects(example, *known, unsure))] == [ADDED, REPORT]


def test_many_arms_leave_no_room_for_rules(example):
    arms = [f"arm_{k}" for k in range(7)]
    rows = [row(name, 900.0, 700.0, 1100.0, arm) for name in (ADDED, REPORT, *RULES) for arm in arms]
    evidence = dataclasses.replace(with_effects(example, *rows), arms=("nothing", *arms))
    assert [(lane.arm, lane.metric) for lane in lanes_of(evidence)] == [(a, m) for a in arms for m in (ADDED, REPORT)]


def test_an_arm_without_credit_has_no_lane_and_no_figure_is_worth_drawing(example):
    evidence = with_effects(example, row(ADDED, 500.0, 300.0, 700.0), row(REPORT, 0.0, 0.0, 0.0))
    assert lanes_of(evidence) == []
    assert FIGURES["attribution"](evidence, load_words("en")) is None


@pytest.mark.parametrize(("claimed", "said"), [(900.0, "too much for Pyramid"), (100.0, "too little for Pyramid")])
def test_the_title_says_on_which_side_the_report_is_wrong(example, claimed, said):
    known = row(ADDED, 500.0, 300.0, 700.0), row(REPORT, claimed, claimed - 10, claimed + 10)
    assert said in FIGURES["attribution"](with_effects(example, *known), load_words("en")).title


def test_a_report_within_chance_is_no_finding(example):
    known = row(ADDED, 500.0, 300.0, 700.0), row(REPORT, 600.0, 590.0, 610.0)
    assert FIGURES["attribution"](with_effects(example, *known), load_words("en")).title == "Credit against truth"
