"""What was paid when: sums by day and kind, as the ledger has them."""

import pytest
from report_example import write_experiment

from xhs_sim.report.figures import FIGURES
from xhs_sim.report.figures.happened import payments
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import load_words


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    return read_experiment(write_experiment(tmp_path_factory.mktemp("out"), replicates=2), [])[0]


def test_payments_are_summed_by_day_and_kind(evidence):
    paid = payments(evidence).filter(arm="koc_spread")
    assert paid["day"].to_list() == [*range(5, 12)]
    assert paid["cny"].to_list() == [250.0] * 7


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_title_names_the_largest_day(evidence, language):
    figure = FIGURES["happened"](evidence, load_words(language))
    assert "14.3%" in figure.title  # a seventh
