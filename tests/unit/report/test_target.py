"""The card of the people whom a campaign is for."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from report_example import BRAND, write_experiment
from report_verdict import write_verdict

from xhs_sim.report.page import render_page
from xhs_sim.report.read import read_experiment
from xhs_sim.report.table import outcome_column
from xhs_sim.report.target import METRICS, tell_target
from xhs_sim.report.words import LANGUAGES, load_words

CONFIG = {"population": {"platform_mau": 320_000_000},
          "target": {"genders": ["female"], "age_bands": ["a18_24", "a25_34"], "topics": ["skincare"]}}  # fmt: skip
FIGURES = {"target_people": 33_000.0, "target_reach": 9_000.0, "target_expected_orders": 12.5, "target_gmv": 2_475.0}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory):
    folder: Path = write_verdict(write_experiment(tmp_path_factory.mktemp("out"), replicates=5))
    evidence, provenance = read_experiment(folder, [])
    rows = evidence.metrics.filter(metric="reach", brand=BRAND)
    more = [rows.with_columns(metric=pl.lit(name), value=pl.lit(value)) for name, value in FIGURES.items()]
    return replace(evidence, metrics=pl.concat([evidence.metrics, *more])), replace(provenance, config=CONFIG)


def test_the_target_is_sized_on_the_platform_and_in_the_slice(read):
    evidence, provenance = read
    size, _ = tell_target(evidence, provenance.config, load_words("en")).sentences
    platform = 33_000 / evidence.market.people * 320e6
    assert load_words("en").number(platform) in size
    assert "your slice holds 33k" in size
    assert "Women; 18–24, 25–34; who like Skincare most" in size


def test_reach_and_orders_on_target_stand_by_arm(read):
    evidence, provenance = read
    (table,) = tell_target(evidence, provenance.config, load_words("en")).tables
    told = {name.value: [cell.value for cell in cells] for name, cells in table.rows}
    assert told["Expected orders on target"] == ["12.5"] * len(evidence.arms)
    assert set(told) == {"On-target reach", "Expected orders on target", "GMV on target"}


@pytest.mark.parametrize(("language", "said"), [("en", "27.3% of the target"), ("zh", "占目标人群 27.3%")])
def test_reach_on_target_is_a_share_of_the_target_and_not_of_the_market(read, language, said):
    evidence, _ = read
    of_target = outcome_column(evidence, "target_reach", load_words(language)).cells[evidence.baseline][1]
    assert said in of_target
    of_all = outcome_column(evidence, "reach", load_words(language)).cells[evidence.baseline][1]
    assert any("market" in line or "市场" in line for line in of_all)


def test_without_a_target_there_is_no_card(read):
    evidence, provenance = read
    none = replace(evidence, metrics=evidence.metrics.filter(~pl.col("metric").is_in(["target_people", *METRICS])))
    assert tell_target(none, provenance.config, load_words("en")) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_stands_on_the_page_in_every_language(read, language):
    assert load_words(language).say("target_title") in render_page(*read, [], load_words(language))
