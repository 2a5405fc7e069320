"""The card on the budget says which lines had money left, and blames nobody else."""

from dataclasses import replace

import pytest
from report_example import write_experiment
from report_verdict import write_verdict

from xhs_sim.report.evidence import Evidence, Provenance
from xhs_sim.report.read import read_experiment
from xhs_sim.report.trust import Check, trust_checks
from xhs_sim.report.words import load_words
from xhs_sim.verdict import Judgement, LineDelivered


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Evidence, Provenance]:
    """A judged experiment."""
    return read_experiment(write_verdict(write_experiment(tmp_path_factory.mktemp("out"), replicates=5)), [])


def card(example: tuple[Evidence, Provenance], language: str, **delivered: float) -> Check:
    """The card where one arm had so much of each of its lines left, of twice what it paid."""
    evidence, provenance = example
    main = evidence.judgement.main  # type: ignore[union-attr]
    share = 1 / len(delivered)
    lines = tuple(LineDelivered(line=line, planned=share, delivered=share * got) for line, got in delivered.items())
    arms = {**main.arms, "pyramid": replace(main.arms["pyramid"], lines=lines)}
    seen = replace(evidence, judgement=Judgement(verdicts=(replace(main, arms=arms),)))
    budgets = {**provenance.budgets, "pyramid": 600_000.0}
    checks = trust_checks(seen, replace(provenance, budgets=budgets), load_words(language))
    return next(each for each in checks if each.name == "budget")


@pytest.mark.parametrize(
    ("language", "left", "ads"),
    [
        ("en", "Pyramid, feed ads: ¥270k of ¥300k", "higher bid"),
        ("zh", "金字塔的信息流广告，¥30万 中剩 ¥27万", "出价更高"),
    ],
)
def test_ads_that_stayed_unspent_are_not_blamed_on_creators(example, language: str, left: str, ads: str) -> None:
    told = card(example, language, koc=1.0, feed_ads=0.1)
    assert told.status == "bad"
    assert left in told.text
    assert ads in told.text
    assert "reators" not in told.text
    assert "博主" not in told.text


def test_creators_that_could_not_take_the_money_are_named_by_their_tier(example) -> None:
    text = card(example, "en", head=0.0, koc=1.0).text
    assert "Pyramid, top creators: ¥300k of ¥300k" in text
    assert "larger market" in text
    assert "higher bid" not in text


def test_where_no_line_is_known_nothing_is_blamed(example) -> None:
    evidence, provenance = example
    budgets = {**provenance.budgets, "pyramid": 600_000.0}
    checks = trust_checks(evidence, replace(provenance, budgets=budgets), load_words("en"))
    text = next(each for each in checks if each.name == "budget").text
    assert text.endswith("returns per yuan are what to judge by.")
