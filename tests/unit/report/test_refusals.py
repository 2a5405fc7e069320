"""What is told of creators who refused: of those asked how many, and what stayed."""

from dataclasses import replace
from types import SimpleNamespace

import polars as pl
import pytest
from report_example import BRAND, write_experiment
from report_verdict import write_verdict

from xhs_sim.report.delivery import tell_delivery
from xhs_sim.report.read import read_experiment
from xhs_sim.report.refusals import tell_refusals
from xhs_sim.report.words import LANGUAGES, load_words
from xhs_sim.verdict import LineDelivered

WORDS = load_words("en")


def run_of(arm, seed, *, hired, refused):
    tables = {
        "contracts": pl.DataFrame({"brand": [BRAND] * hired, "creator": [*range(hired)]}),
        "contract_events": pl.DataFrame(
            {"brand": [BRAND] * refused, "creator": [*range(100, 100 + refused)], "event": ["refused"] * refused},
            schema={"brand": pl.String, "creator": pl.Int64, "event": pl.String},
        ),
    }
    return SimpleNamespace(arm=arm, seed=seed, table=tables.get)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory):
    folder = write_verdict(write_experiment(tmp_path_factory.mktemp("out"), replicates=5))
    evidence, provenance = read_experiment(folder, [])
    return evidence, replace(provenance, budgets={"pyramid": 1000.0})


def with_runs(evidence, runs, delivered):
    verdict = evidence.judgement.verdicts[0]
    lines = (
        LineDelivered(line="koc", planned=0.8, delivered=delivered),
        LineDelivered(line="feed_ads", planned=0.2, delivered=0.0),
    )
    arms = {**verdict.arms, "pyramid": replace(verdict.arms["pyramid"], lines=lines)}
    judgement = replace(evidence.judgement, verdicts=(replace(verdict, arms=arms),))
    return replace(evidence, runs=tuple(runs), judgement=judgement)


RUNS = (run_of("pyramid", 0, hired=30, refused=10), run_of("pyramid", 1, hired=30, refused=14))


def test_those_asked_are_those_hired_and_those_who_refused_and_the_creators_money_that_stayed_is_told(read):
    evidence, provenance = read
    (said,) = tell_refusals(with_runs(evidence, RUNS, 0.7), provenance.budgets, WORDS)
    assert said == "Pyramid: 12 of 42 creators asked refused; ¥100 of the creators' money stayed."


def test_where_the_money_found_others_nothing_stayed(read):
    evidence, provenance = read
    (said,) = tell_refusals(with_runs(evidence, RUNS, 0.8), provenance.budgets, WORDS)
    assert said.endswith("the money went to others.")


def test_where_nobody_refuses_nothing_is_told(read):
    evidence, provenance = read
    runs = (run_of("pyramid", 0, hired=30, refused=0),)
    assert not list(tell_refusals(with_runs(evidence, runs, 0.7), provenance.budgets, WORDS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_stand_beside_what_was_planned_and_delivered(read, language):
    evidence, provenance = read
    section = tell_delivery(with_runs(evidence, RUNS, 0.7), provenance, load_words(language))
    assert any("12" in sentence and "42" in sentence for sentence in section.sentences)
