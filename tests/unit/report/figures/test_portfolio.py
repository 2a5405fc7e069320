"""The creators that a plan paid: what a thousand impressions cost, and how few notes hold half of them."""

import polars as pl
import pytest
from report_example import write_experiment
from report_paid import SHOWN

from xhs_sim.report.figures import FIGURES
from xhs_sim.report.figures.portfolio import paid_notes
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import load_words


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    return read_experiment(write_experiment(tmp_path_factory.mktemp("out"), replicates=2), [])[0]


def test_paid_notes_have_their_price_and_what_they_were_shown(evidence):
    own = paid_notes(evidence)
    assert own["arm"].value_counts().sort("arm").rows() == [("head_heavy", 7), ("koc_spread", 7), ("pyramid", 7)]
    assert own["price_cny"].unique().to_list() == [275.0]
    assert own["impressions"].unique().to_list() == [SHOWN]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_title_says_what_a_thousand_impressions_cost(evidence, language):
    figure = FIGURES["portfolio"](evidence, load_words(language))
    assert "¥110" in figure.title  # 275 yuan for 2,500
    assert "4" in figure.title  # of 7 notes hold half
    assert "7" in figure.title


def test_few_notes_are_no_portfolio(tmp_path):
    folder = write_experiment(tmp_path, replicates=2)
    for path in folder.glob("*/seed=*/records/contracts.parquet"):
        pl.read_parquet(path).head(4).write_parquet(path)
    assert FIGURES["portfolio"](read_experiment(folder, [])[0], load_words("en")) is None
