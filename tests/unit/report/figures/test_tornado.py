"""Figures of what a result leans on."""

from dataclasses import replace

import polars as pl
import pytest
from assumptions_example import assumptions
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D

from xhs_sim.report.figures import has_chinese_font
from xhs_sim.report.figures.deciding import deciding, draw_deciding
from xhs_sim.report.figures.stands import draw_stands
from xhs_sim.report.figures.tornado import draw_swings, rows_of
from xhs_sim.report.words import load_words

EN, ZH = load_words("en"), load_words("zh")


def texts(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_the_widest_swing_is_the_top_row_and_in_the_title():
    assert rows_of(assumptions())[0].parameter == "engage.requests"
    figure = draw_swings(assumptions(), EN)
    assert "stays ahead" in figure.title
    assert "engage.requests" in figure.title
    assert {"1.52", "6.1", "engage.requests"} <= set(texts(figure))


def test_an_end_at_which_another_arm_comes_first_is_the_title():
    ends = assumptions().tornado
    is_flip = (pl.col("parameter") == "engage.requests") & (pl.col("end") == "low")
    flipped = ends.with_columns(first=pl.when(is_flip).then(pl.lit("pyramid")).otherwise("first"))
    figure = draw_swings(replace(assumptions(), tornado=flipped), EN)
    assert figure.title.endswith("unless engage.requests is at its low end: there “Pyramid” comes first")
    assert "1.52  Pyramid" in texts(figure)


def test_the_map_shows_the_two_numbers_that_limit_the_region():
    assert set(deciding(assumptions())[:2]) == {"commerce.leak_share", "feed.ladder.guarantee"}
    figure = draw_deciding(assumptions(), EN)
    assert figure.title.startswith("“Pyramid” comes first where")
    assert len(figure.axes[0].patches) == 1


@pytest.mark.parametrize(("words", "title"), [(EN, "No rule tells where"), (ZH, "没有规律")])
def test_the_map_of_no_region_claims_none(words, title):
    none = replace(assumptions(), answer={**assumptions().answer, "regions": []})
    figure = draw_deciding(none, words)
    assert figure.title.startswith(title if has_chinese_font() else "No rule")
    assert not figure.axes[0].patches


def test_no_map_is_drawn_of_numbers_that_draws_do_not_tell_of():
    register = assumptions().register.with_columns(change_low=-1.0, change_high=1.0)
    none = replace(assumptions(), answer={**assumptions().answer, "regions": []}, register=register)
    assert draw_deciding(none, EN) is None


def test_shares_of_lead_stand_beside_those_of_luck():
    figure = draw_stands(assumptions(), EN)
    stays = assumptions().answer["leads"]["koc_spread"]
    assert any(text.endswith(f"({stays['times']}/{stays['of']})") for text in texts(figure))
    assert "100% by the luck of the seed alone" in figure.title


LONG = {  # names of thirty letters
    "nothing": "No campaign at all this spring", "head_heavy": "Three big names, paid at once.",
    "pyramid": "Pyramid of many tiers, widened", "koc_spread": "KOC spread over thirty cities.",
}  # fmt: skip


def with_nobody():
    """Draws of which some have no leader."""
    answer = assumptions().answer
    nobody = {"times": 9, "of": 50, "low": 0.1, "high": 0.3}
    every = {arm: {**nobody, "times": 10} for arm in answer["arms"]}
    return replace(assumptions(), answer={**answer, "leads": {**every, "": nobody}})


def test_the_mark_of_nobody_is_seen():
    """A mark without a face is all edge, and edges are white."""
    marks = [line for line in draw_stands(with_nobody(), EN).axes[0].lines if line.get_marker() not in ("None", None)]
    assert len(marks) >= 5
    assert all(Line2D.filled_markers.count(mark.get_marker()) for mark in marks)
    looks = {(mark.get_marker(), mark.get_markeredgecolor(), mark.get_markerfacecolor()) for mark in marks}
    assert len(looks) == len(marks)


@pytest.mark.parametrize("words", [EN, ZH])
def test_long_names_keep_within_the_edge_of_the_title(words):
    figure = draw_stands(with_nobody(), words.calling(LONG))
    renderer = FigureCanvasAgg(figure).get_renderer()
    names = [label.get_window_extent(renderer) for label in figure.axes[0].get_yticklabels()]
    assert min(name.x0 for name in names) >= min(text.get_window_extent(renderer).x0 for text in figure.texts) - 1.0


def test_every_figure_leads_to_its_configuration():
    for draw in (draw_swings, draw_stands, draw_deciding):
        assert assumptions().answer["config_digest"] in draw(assumptions(), EN).subtitle


def test_nothing_is_drawn_of_nothing():
    found = assumptions()
    assert draw_swings(replace(found, tornado=found.tornado.clear()), EN) is None
    assert draw_deciding(replace(found, draws=found.draws.clear()), EN) is None
    assert draw_stands(replace(found, answer={**found.answer, "leads": {}}), EN) is None
