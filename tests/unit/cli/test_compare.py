"""What a comparison prints: the page's table with what decides first, in its language, as names stand."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from report_example import write_experiment, write_goal
from report_verdict import write_verdict
from rich.console import Console

from xhs_sim.cli import comparison
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import load_words


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A judged experiment with a goal."""
    return write_goal(write_verdict(write_experiment(tmp_path_factory.mktemp("out"), replicates=5)))


def printed(monkeypatch: pytest.MonkeyPatch, folder: Path, language: str, width: int = 120) -> str:
    """What ``show_comparison`` prints."""
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    monkeypatch.setattr(comparison, "out", lambda: console)
    comparison.show_comparison(folder, language)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_what_decides_comes_first_with_the_verdict_beside_it(monkeypatch, folder):
    lines = printed(monkeypatch, folder, "en").splitlines()
    rows = [line.strip(" │┃").split("  ")[0] for line in lines if line.startswith("│") and line[2] != " "]
    assert rows[:2] == ["GMV", "Reach"]
    (gmv,) = (line for line in lines if line.startswith("│ GMV"))
    assert gmv.count("better") == 2
    assert "best" in gmv


def test_every_line_is_in_the_language_of_the_study(monkeypatch, folder):
    text = printed(monkeypatch, folder, "zh")
    allowed = {"GMV", "ROAS", "CNY", "KOC", "kol", "mix"}
    latin = {word for word in "".join(c if c.isascii() and c.isalpha() else " " for c in text).split() if len(word) > 1}
    assert latin <= allowed
    assert "金字塔" in text
    assert "目标" in text


@pytest.mark.parametrize("width", [60, 80, 200])
def test_arms_that_do_not_fit_side_by_side_stand_in_further_tables(monkeypatch, folder, width):
    text = printed(monkeypatch, folder, "en", width)
    assert max(len(line) for line in text.splitlines() if line[:1] in "┏┃│└├") <= width
    for name in ("No campaign", "Head-heavy", "Pyramid", "KOC spread"):
        assert name in text
    assert text.count("┏") == {60: 2, 80: 2, 200: 1}[width]
    assert "…" not in text


def test_names_are_printed_as_they_stand(monkeypatch, folder):
    evidence, provenance = read_experiment(folder, [])
    odd = replace(evidence, experiment="[/x] :smile: [bold]", arms=("nothing", "[red]a[/red]"))
    monkeypatch.setattr(comparison, "read_experiment", lambda *_: (odd, provenance))
    monkeypatch.setattr(comparison, "outcome_table", lambda *_: [])
    text = printed(monkeypatch, folder, "en")
    assert "[/x] :smile: [bold]" in text
    assert "[red]a[/red]" in text


def test_the_pages_of_both_languages_are_named(monkeypatch, folder):
    console = Console(file=io.StringIO(), width=200)
    monkeypatch.setattr(comparison, "out", lambda: console)
    comparison.show_pages(Path("outputs/x/report.html"), "zh")
    assert console.file.getvalue() == "报告：outputs/x/report.html（English：report.en.html）\n"
    assert load_words("en").say("terminal_one_run").startswith("One replicate")
