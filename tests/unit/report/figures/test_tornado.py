"""Figures of what a result leans on."""

from dataclasses import replace

import polars as pl
from assumptions_example import assumptions

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


def test_the_map_of_no_region_claims_none():
    none = replace(assumptions(), answer={**assumptions().answer, "regions": []})
    figure = draw_deciding(none, ZH)
    assert figure.title.startswith("没有规律")
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


def test_every_figure_leads_to_its_configuration():
    for draw in (draw_swings, draw_stands, draw_deciding):
        assert assumptions().answer["config_digest"] in draw(assumptions(), EN).subtitle


def test_nothing_is_drawn_of_nothing():
    found = assumptions()
    assert draw_swings(replace(found, tornado=found.tornado.clear()), EN) is None
    assert draw_deciding(replace(found, draws=found.draws.clear()), EN) is None
    assert draw_stands(replace(found, answer={**found.answer, "leads": {}}), EN) is None
