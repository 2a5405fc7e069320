"""What a report costs: each figure is drawn once in each language, and texts are not set anew to be measured."""

from collections import Counter

import pytest
from matplotlib.figure import Figure
from report_example import write_experiment

from xhs_sim.report import build_report
from xhs_sim.report.figures import style
from xhs_sim.report.figures.style import new_canvas
from xhs_sim.report.figures.svg import body_of_svg, svg_of
from xhs_sim.report.words import LANGUAGES, load_words

CARDS = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_experiment(tmp_path_factory.mktemp("out"), replicates=2)


def test_each_figure_is_drawn_once_in_each_language(folder, monkeypatch):
    drawn, draw = [], Figure.draw
    monkeypatch.setattr(Figure, "draw", lambda figure, renderer: (drawn.append(figure), draw(figure, renderer)))
    page = build_report(folder, language="en").read_text(encoding="utf-8")
    assert set(Counter(map(id, drawn)).values()) == {1}
    assert len(drawn) == len(LANGUAGES) * page.count("<svg") + CARDS


def test_png_is_written_where_it_is_asked_for_and_goes_when_it_is_not(folder):
    for png in (True, False):
        build_report(folder, language="en", png=png)
        assert any((folder / "figures").glob("*.png")) == png


def test_a_letter_is_measured_once(monkeypatch):
    measured, measure = [], style.text_to_path.get_text_width_height_descent
    style._width.cache_clear()
    monkeypatch.setattr(
        style.text_to_path, "get_text_width_height_descent", lambda s, *rest: (measured.append(s), measure(s, *rest))[1]
    )
    font = style.FontProperties(size=10)
    assert style.width_of("abba", font) == pytest.approx(2 * style.width_of("ab", font))
    assert sorted(measured) == ["a", "b"]


def test_text_stays_text_at_the_side_that_it_is_aligned_by():
    words = load_words("en")
    figure, _ = new_canvas("What was found", "of how many")
    figure.text(0.5, 0.5, "two\nlines", ha="right")
    svg = svg_of(figure, words, {"xhs_sim.engine": "1"})
    lines = [line for line in svg.splitlines() if ">two<" in line or ">lines<" in line]
    assert len({line.split('x="')[1].split('"')[0] for line in lines}) == 1
    assert all('text-anchor="end"' in line for line in lines)
    assert "What was found" in svg
    assert "What was found" not in body_of_svg(svg, figure)
    assert ">two<" in body_of_svg(svg, figure)
