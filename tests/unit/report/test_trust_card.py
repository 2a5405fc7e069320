"""The trust card of an ensemble on a report: as it is, of another ensemble, or missing; and pages without own data."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from report_example import write_experiment

from xhs_sim.config import describe_parameters
from xhs_sim.report.member_checks import of_trust_card
from xhs_sim.report.page import render_page
from xhs_sim.report.read import read_experiment
from xhs_sim.report.trust_card import CARD, TrustCard, read_trust_card, reasons, status_of, told_in_short
from xhs_sim.report.words import load_words
from xhs_sim.study.ensemble import TRUST_CARD

WORDS = load_words("en")


def row(figure, grade="good", kind="creators", off=0.3):
    return {
        "figure": figure, "kind": kind, "grade": grade, "chance": 0.01, "within": [2, 4], "of": 5, "off": off,
        "observed": 1.5, "low": 0.9, "middle": 1.1, "high": 1.2,
    }  # fmt: skip


def card(*rows, short=False, ensemble="abc"):
    shares = [
        {"level": level, "within": 4, "of": 5, "least": 3, "most": 5, "usual": level, "is_short": short}
        for level in (0.5, 0.9)
    ]
    return {"figures": [*rows], "shares": shares, "ensemble": ensemble, "models": 99}


GOOD = card(row("like_ln_mean"), row("like_gini"))
BAD = card(
    row("like_ln_mean"), row("like_ln_sd", "bad"), row("like_ln_sd", "good", "time"), row("like_gini", "caution")
)


@pytest.mark.parametrize(
    ("answer", "status"),
    [(GOOD, "good"), (BAD, "bad"), (card(row("like_gini", "caution")), "caution"), (GOOD | card(short=True), "bad")],
)
def test_a_card_is_as_good_as_its_worst_figure_or_its_shares(answer, status):
    assert status_of(answer) == status


def test_what_to_trust_is_said_in_one_sentence_and_why_not_in_others():
    assert told_in_short(GOOD, WORDS).startswith("Your model foretells what it was not fitted to: likes: mean")
    said = told_in_short(BAD, WORDS)
    assert "foretells likes: mean of ln(1+likes) well" in said
    assert "take likes: Gini with care" in said
    assert "don't trust likes: SD of ln(1+likes)" in said
    first, second = reasons(BAD, WORDS)
    assert "1.5 was observed where 0.9 to 1.2 was foretold" in first
    assert "none of 99 right models is as far off" in first
    assert "differ more than the model's" in first
    assert "creators left out" in first
    assert "Gini" in second


def test_every_reason_is_told_in_both_languages():
    names = ("like_ln_mean", "like_ln_sd", "like_gini", "like_top_10_share", "like_video_effect")
    for language in ("en", "zh"):
        words = load_words(language)
        told = {reasons(card(row(name, "bad", off=off)), words)[0] for name in names for off in (-1.0, 1.0)}
        assert len(told) == 2 * len(names)


def written(folder, content, name=CARD):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(content))
    return str(folder / "ensemble.parquet")


def test_the_card_beside_an_ensemble_is_read_if_it_is_its_own(tmp_path):
    file = written(tmp_path / "calibration", GOOD)
    assert read_trust_card(tmp_path, file, "abc") == TrustCard(file, GOOD)
    assert read_trust_card(tmp_path, file, "other") == TrustCard(file, None, is_of_other=True)
    assert read_trust_card(tmp_path, str(tmp_path / "nowhere/ensemble.parquet"), "abc").card is None
    assert read_trust_card(tmp_path, None, None) is None


def test_a_study_that_kept_the_card_needs_no_other(tmp_path):
    written(tmp_path / "study/inputs", BAD, f"0123-{CARD}")
    assert read_trust_card(tmp_path / "study", "gone/ensemble.parquet", "abc").card == BAD
    beside = written(tmp_path / "study/inputs", BAD, f"0124-{CARD}")  # a replay reads the study's copies
    assert read_trust_card(tmp_path / "replays", beside, "abc").card == BAD
    assert CARD == TRUST_CARD


def checked(own):
    return of_trust_card(SimpleNamespace(trust_card=own), SimpleNamespace(), WORDS)


def test_the_report_says_how_far_to_trust_own_data():
    assert checked(None) is None
    found = checked(TrustCard("a/ensemble.parquet", BAD))
    assert (found.status, found.value) == ("bad", "4 of 5 figures of notes left out inside the 90% intervals")
    assert "don't trust" in found.text
    bare = checked(TrustCard("a/ensemble.parquet", None))
    assert (bare.status, bare.value) == ("caution", "ensemble.parquet was not validated")
    assert "another ensemble" in checked(TrustCard("a/ensemble.parquet", None, is_of_other=True)).text


def test_a_page_without_own_data_says_that_it_stands_on_shipped_facts(tmp_path):
    evidence, provenance = read_experiment(write_experiment(tmp_path, replicates=1), describe_parameters())
    for language in ("en", "zh"):
        words = load_words(language)
        assert words.say("stands_on_facts") in render_page(evidence, provenance, [], words)
    own = replace(evidence, trust_card=TrustCard("a/ensemble.parquet", GOOD))
    page = render_page(own, provenance, [], WORDS)
    assert WORDS.say("stands_on_facts") not in page
    assert 'data-check="own_data"' in page
