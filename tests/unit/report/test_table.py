"""The table of arms and outcomes, where runs lack a figure."""

from dataclasses import replace

import polars as pl
import pytest
from report_example import ARMS, write_experiment
from report_verdict import write_verdict

from xhs_sim.report.evidence import Evidence
from xhs_sim.report.read import read_experiment
from xhs_sim.report.summary import levels
from xhs_sim.report.table import outcome_column
from xhs_sim.report.words import load_words
from xhs_sim.verdict import Judgement, Standing

EN, ZH = load_words("en"), load_words("zh")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """Six runs of four arms."""
    return read_experiment(write_experiment(tmp_path_factory.mktemp("out"), replicates=6), [])[0]


def lacking(example: Evidence, arm: str, *seeds: int) -> Evidence:
    """The same without reach in some runs of an arm."""
    is_gone = (pl.col("arm") == arm) & pl.col("seed").is_in(seeds) & (pl.col("metric") == "reach")
    value = pl.when(is_gone).then(None).otherwise(pl.col("value"))
    return replace(example, metrics=example.metrics.with_columns(value=value))


def test_levels_are_of_the_runs_in_which_every_arm_has_the_figure(example: Evidence) -> None:
    found = levels(lacking(example, "pyramid", 5), "reach")
    assert {arm: found[arm]["n"] for arm in ARMS} == dict.fromkeys(ARMS, 5)
    whole = example.metrics.filter(pl.col("day").is_null(), metric="reach", arm="nothing").sort("seed")["value"]
    assert found["nothing"]["mean"] == pytest.approx(whole[:5].mean())


def test_the_table_says_over_which_runs_it_is(example: Evidence) -> None:
    assert outcome_column(example, "reach", EN).note == "with change"
    some = lacking(example, "pyramid", 5)
    assert outcome_column(some, "reach", EN).note == "with change, in the 5 of 6 runs that have it in every arm"
    assert outcome_column(some, "reach", ZH).note == "含变化；取各方案都有数的 5 次运行（共 6 次）"


def test_an_arm_that_has_too_few_runs_to_cut_the_others_says_so(example: Evidence) -> None:
    few = lacking(example, "pyramid", 1, 2, 3, 4, 5)
    column = outcome_column(few, "reach", EN)
    assert column.note == "with change"
    assert "in 1 of these 6 runs" in column.cells["pyramid"][1]
    assert not any("of these" in line for line in column.cells["koc_spread"][1])


def test_what_beats_the_baseline_and_is_tied_with_the_best_is_not_marked_open(tmp_path) -> None:
    evidence = read_experiment(write_verdict(write_experiment(tmp_path, replicates=5)), [])[0]
    main = evidence.judgement.main  # type: ignore[union-attr]
    arms = {**main.arms, "pyramid": replace(main.arms["pyramid"], standing=Standing.OPEN)}
    seen = replace(evidence, judgement=Judgement(verdicts=(replace(main, arms=arms),)))
    column = outcome_column(seen, "gmv", EN, seen.judgement.main)  # type: ignore[union-attr]
    assert column.standing["pyramid"] == "tied"
    assert (EN.say("standing_tied"), ZH.say("standing_tied")) == ("better, tied", "更好，并列")
    beaten = replace(main, arms=arms, better=())
    assert outcome_column(seen, "gmv", EN, beaten).standing["pyramid"] == "open"
