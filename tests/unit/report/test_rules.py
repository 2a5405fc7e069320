"""The card of rules and safety: there where rules are, and not without them."""

from dataclasses import replace

import polars as pl
import pytest
from report_example import write_experiment
from report_verdict import write_verdict

from xhs_sim.metrics import METRICS as KNOWN
from xhs_sim.report.page import render_page
from xhs_sim.report.read import read_experiment
from xhs_sim.report.rules import METRICS, OF_BRANDS, tell_rules
from xhs_sim.report.words import LANGUAGES, load_words


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    evidence, provenance = read_experiment(write_verdict(write_experiment(tmp_path_factory.mktemp("out"))), [])
    rows = evidence.metrics.filter(metric="dau").with_columns(metric=pl.lit("violation_prevalence"), value=0.02)
    return replace(evidence, metrics=pl.concat([evidence.metrics, rows])), provenance


def test_the_card_tells_metrics_that_there_are():
    assert {*METRICS, *OF_BRANDS} <= set(KNOWN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_prevalence_stands_by_arm_on_the_page(read, language):
    (table,) = tell_rules(read[0], load_words(language)).tables
    ((name, cells),) = table.rows
    assert name.value == load_words(language).metric("violation_prevalence")
    assert {cell.value for cell in cells} == {"2%"}
    assert table.title in render_page(*read, [], load_words(language))


def test_what_a_brand_hid_stands_beside_where_there_are_rules(read):
    evidence, words = read[0], load_words("en")
    reached = evidence.metrics.filter(metric="reach")
    hidden = reached.with_columns(metric=pl.lit("undisclosed_share"), value=0.4)
    both = replace(evidence, metrics=pl.concat([evidence.metrics, hidden]))
    _, brands = tell_rules(both, words).tables
    assert [name.value for name, _ in brands.rows] == [words.metric("undisclosed_share")]


def test_without_rules_there_is_no_card(read):
    plain = read[0].metrics.filter(pl.col("metric") != "violation_prevalence")
    assert tell_rules(replace(read[0], metrics=plain), load_words("en")) is None
