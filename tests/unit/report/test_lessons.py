"""The card of lessons: words that go as far as the intervals, in both languages."""

import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from report_example import write_experiment, write_run
from report_verdict import write_verdict

from xhs_sim.report.evidence import Evidence
from xhs_sim.report.lessons import lessons
from xhs_sim.report.page import render_page
from xhs_sim.report.read import read_experiment, read_run
from xhs_sim.report.words import load_words
from xhs_sim.verdict import Judgement

EN = load_words("en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An experiment of three treated arms."""
    return write_experiment(tmp_path_factory.mktemp("out"), replicates=5)


@pytest.fixture(scope="module")
def evidence(folder: Path) -> Evidence:
    """Its frames."""
    return read_experiment(folder, [])[0]


def cost(arm: str, verdict: str, **numbers: float | None) -> dict[str, object]:
    """Return a lesson on the cost of reach."""
    told = {"n": 5, "added": 5000.0, "added_low": 4000.0, "added_high": 6000.0, "spend": 100.0} | numbers
    return {"about": "cost", "arm": arm, "metric": "reach", "verdict": verdict, **told}


def findings(evidence: Evidence, *rows: dict[str, object]) -> str:
    """Return what the card says of reach."""
    table = pl.DataFrame(rows, schema=evidence.lessons.select(pl.exclude("baseline_arm")).schema)
    card = lessons(replace(evidence, lessons=table), EN)
    assert card is not None
    return card.findings[0]


CHEAP = cost("head_heavy", "paid", cost=0.02, cost_low=0.018, cost_high=0.022)
DEAR = cost("pyramid", "paid", cost=0.03, cost_low=0.028, cost_high=0.033)
NEAR = cost("pyramid", "paid", cost=0.021, cost_low=0.019, cost_high=0.024)
UNSURE = cost("pyramid", "open", added_low=-100.0)


def test_the_cheapest_is_named_only_if_it_is_apart(evidence: Evidence) -> None:
    assert findings(evidence, CHEAP, DEAR) == "Reach: Head-heavy costs least, ¥20 per 1,000 more (¥18 to ¥22)."
    assert findings(evidence, CHEAP, NEAR) == "Reach: the costs of Head-heavy, Pyramid are not told apart."
    assert "only Head-heavy adds any that can be told from none, at ¥20 per" in findings(evidence, CHEAP, UNSURE)
    assert findings(evidence, UNSURE) == "Reach: no arm adds any that can be told from none."
    assert "without costing more" in findings(evidence, CHEAP, cost("pyramid", "free", spend=0.0))
    assert "too few runs" in findings(evidence, CHEAP, DEAR | {"n": 4})


def test_a_plan_that_the_verdict_leaves_out_is_not_called_the_cheapest(tmp_path: Path) -> None:
    judged = read_experiment(write_verdict(write_experiment(tmp_path, replicates=5)), [])[0]
    main = replace(judged.judgement.main, invalid=("head_heavy",))  # type: ignore[union-attr]
    evidence = replace(judged, judgement=Judgement(verdicts=(main,)))
    said = findings(evidence, CHEAP, DEAR, cost("koc_spread", "open", added_low=-100.0))
    assert "only Pyramid adds any" in said
    assert "Head-heavy" not in said


def test_a_cell_without_finding_shows_no_cost_but_what_was_added(evidence: Evidence) -> None:
    table = pl.DataFrame([UNSURE], schema=evidence.lessons.schema)
    card = lessons(replace(evidence, lessons=table, effects=evidence.effects.clear()), EN)
    assert card is not None
    cell = dict(card.rows)["Pyramid"][0]
    assert (cell.value, cell.is_told) == ("not told apart", False)
    assert cell.beneath == ("+5k (−100 to +6k)",)
    assert dict(card.rows)["Head-heavy"][0].value == "–"


@pytest.mark.parametrize(
    ("language", "young", "alike"), [("en", "18–24", "not told apart"), ("zh", "18–24 岁", "无法区分")]
)
def test_the_segment_that_gained_most_is_told_where_it_is_apart(
    evidence: Evidence, language: str, young: str, alike: str
) -> None:
    card = lessons(evidence, load_words(language))
    assert card is not None
    reached, bought = card.rows[0][1][-2:]
    assert (reached.value, reached.is_told) == (young, True)
    assert bought.value == alike
    assert card.segments is not None
    assert [len(names) for _, names in card.segments.traits] == [2, 3]  # one tier of city has no rest
    marks = [cell.mark for cell in card.segments.rows[0][1]]
    assert marks == ["", "", "ahead", "ahead", "behind"]
    tints = [cell.tint for cell in card.segments.rows[-1][1]]
    assert max(tints) == tints[2] == 0.5


@pytest.mark.parametrize(("language", "title"), [("en", "What worked, for whom, at what cost"), ("zh", "什么有效")])
def test_the_card_stands_on_the_page_after_the_table(folder: Path, language: str, title: str) -> None:
    html = render_page(*read_experiment(folder, []), [], load_words(language))
    assert re.findall(r'data-card="(\w+)"', html) == ["trust", "answer", "table", "lessons"]
    card = re.search(r'id="lessons".*?</section>', html, re.DOTALL)
    assert card is not None
    assert title in card[0]
    assert card[0].count("<tr>") == 2 * 3 + 3  # heads of both tables, arms of both


def test_a_run_and_an_older_comparison_have_no_lessons(tmp_path: Path) -> None:
    write_run(tmp_path / "kol_mix" / "pyramid" / "seed=0", "pyramid", 0)
    run, _ = read_run(tmp_path / "kol_mix" / "pyramid" / "seed=0", [])
    assert lessons(run, EN) is None
    older = write_experiment(tmp_path / "older", replicates=2)
    (older / "lessons.parquet").unlink()
    assert 'id="lessons"' not in render_page(*read_experiment(older, []), [], EN)
