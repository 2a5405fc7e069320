"""Light axes look as matplotlib's do: the same texts at the same places, and the same lines of the grid."""

import re

import pytest
from kinds_example import write_kind
from matplotlib.axes import Axes

from xhs_sim.report.evidence import Evidence
from xhs_sim.report.figures import FIGURES, light_axes, style
from xhs_sim.report.figures.svg import svg_of
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import load_words

_TEXT = re.compile(r'<text[^>]* x="([^"]*)" y="([^"]*)"[^>]*>([^<]*)</text>')


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return read_experiment(write_kind(tmp_path_factory.mktemp("light"), "account"), [])[0]


def drawn(name: str, evidence: Evidence, language: str) -> str | None:
    words = load_words(language)
    figure = FIGURES[name](evidence, words)
    return None if figure is None else svg_of(figure, words)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", [*FIGURES])
def test_texts_stand_where_matplotlib_puts_them(
    name: str, evidence: Evidence, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    light = drawn(name, evidence, language)
    monkeypatch.setattr(style, "LightAxes", Axes)
    heavy = drawn(name, evidence, language)
    if light is None or heavy is None:
        assert light is heavy
        return
    mine, theirs = (sorted(_TEXT.findall(svg), key=lambda each: each[::-1]) for svg in (light, heavy))
    assert [text for *_, text in mine] == [text for *_, text in theirs]
    for (x, y, text), (other_x, other_y, _) in zip(mine, theirs, strict=True):
        assert (float(x), float(y)) == pytest.approx((float(other_x), float(other_y)), abs=0.5), text
    assert len(light) < len(heavy)


def test_a_tick_changed_by_itself_leaves_the_others(evidence: Evidence) -> None:
    with style.house_style(load_words("en")):
        axes = style.new_canvas("A title", "what").figure.add_axes((0.1, 0.1, 0.8, 0.6))
    axes.set_yticks([0, 1, 2], ["one", "two", "three"])
    assert isinstance(axes, light_axes.LightAxes)
    first, second, _ = axes.get_yticklabels()
    second.set(color="#ff0000", fontweight="bold", fontsize=7)
    assert (first.get_color(), first.get_fontweight()) != (second.get_color(), second.get_fontweight())
    assert second.get_fontsize() == 7 != first.get_fontsize()
    axes.grid(axis="y")
    assert [tick.gridline.get_visible() for tick in axes.yaxis.get_major_ticks()] == [True] * 3
    assert not any(tick.gridline.get_visible() for tick in axes.xaxis.get_major_ticks())


def test_styles_within_one_another_end_where_they_began() -> None:
    from matplotlib import rcParams

    before = rcParams["axes.titlepad"]
    with style.house_style(load_words("en")):
        with style.house_style(load_words("en")):
            pass
        assert rcParams["axes.titlepad"] == 9.0
        with style.house_style(load_words("zh")):
            assert rcParams["axes.titlepad"] == 9.0
    assert rcParams["axes.titlepad"] == before
