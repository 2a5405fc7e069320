"""The card of what was planned and what was delivered."""

from dataclasses import replace
from pathlib import Path

import pytest
from report_example import write_experiment
from report_verdict import write_verdict

from xhs_sim.records.ledger import CONTRACT_LINES, LINES
from xhs_sim.report.delivery import tell_delivery
from xhs_sim.report.page import render_page
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import LANGUAGES, UNKNOWN, load_words
from xhs_sim.strategies.kol.marketplace import TIER_NAMES
from xhs_sim.verdict import LineDelivered


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory):
    """An experiment whose pyramid got no head, and what is known of its runs."""
    folder: Path = write_verdict(write_experiment(tmp_path_factory.mktemp("out"), replicates=5))
    evidence, provenance = read_experiment(folder, [])
    verdict = evidence.judgement.verdicts[0]
    lines = (
        LineDelivered(line="koc", planned=0.0, delivered=0.1),
        LineDelivered(line="feed_ads", planned=0.3, delivered=0.27),
        LineDelivered(line="head", planned=0.7, delivered=0.0),
    )
    arms = {**verdict.arms, "pyramid": replace(verdict.arms["pyramid"], lines=lines)}
    judgement = replace(evidence.judgement, verdicts=(replace(verdict, arms=arms),))
    return replace(evidence, judgement=judgement), replace(provenance, budgets={"pyramid": 1000.0})


def test_each_line_tells_its_money_and_how_much_of_the_plan_happened_tiers_from_the_largest(read):
    section = tell_delivery(*read, load_words("en"))
    rows = [(name.value, [cell.value for cell in cells]) for name, cells in section.tables[0].rows]
    assert rows == [
        ("Pyramid: top creators", ["¥700", "¥0", "0%"]), ("Pyramid: KOCs", ["¥0", "¥100", UNKNOWN]),
        ("Pyramid: feed ads", ["¥300", "¥270", "90%"]),
    ]  # fmt: skip


def test_without_any_plan_there_is_no_card(read):
    evidence, provenance = read
    assert tell_delivery(replace(evidence, judgement=None), provenance, load_words("en")) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_stands_after_the_outcomes_in_every_language(read, language):
    words = load_words(language)
    html = render_page(*read, [], words)
    assert html.index('data-card="table"') < html.index('data-card="delivery"') < html.index('data-card="lessons"')
    assert words.say("delivery_title") in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_and_tier_has_a_name(language):
    named = load_words(language).table["line"]
    assert set(named) >= {*LINES, *CONTRACT_LINES, *TIER_NAMES[1:]}
