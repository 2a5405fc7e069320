"""Pictures of a validation: nothing that is written lies over anything else, and what is off is drawn so."""

from itertools import combinations

import numpy as np
import polars as pl
import pytest

from xhs_sim.report.figures.foretold import draw_left_out, draw_truths
from xhs_sim.report.trust_card import Validated
from xhs_sim.report.words import load_words

FIGURES = ("like_ln_mean", "like_ln_sd", "like_gini", "like_top_10_share", "like_video_effect")
LONG = (
    "engage.rates.like", "content.creator_resonance_share", "content.video_kind_effect.like", "feed.ladder.standing",
    "commerce.a_rather_long_group.and_a_very_long_name_in_it", "search.look.click_intercept", "feed.ladder.luck",
    "content.resonance_log_sd", "content.skill_follower_slope", "content.creator_kind_log_sd.comment",
    "engage.video_feed.enter", "engage.click_intercept", "feed.ladder.bar",
)  # fmt: skip


def validated(groups, parameters, worst=1.0):
    sides = [(f"creators {k + 1}", "creators") for k in range(groups)] + [("later", "time")]
    rows = [
        (side, kind, figure, -123.456 if k else worst, -0.5, 0.25, 0.5, 0.75, 1.0, 0.5, 0.1, True, k == 0, 40, 12, 50)
        for side, kind in sides
        for k, figure in enumerate(FIGURES)
    ]
    names = (
        "hold_out", "kind", "figure", "observed", "low_90", "low_50", "middle", "high_50", "high_90", "rank", "off",
        "within_50", "within_90", "creators_seen", "creators_left", "notes_left",
    )  # fmt: skip
    rng, n = np.random.default_rng(0), 60
    ranks = pl.DataFrame({
        "model": np.tile(np.arange(n), len(FIGURES)), "figure": np.repeat(FIGURES, n),
        "rank": rng.uniform(size=n * len(FIGURES)),
    })  # fmt: skip
    coverage = pl.DataFrame({
        "parameter": np.repeat(LONG[:parameters], n), "rank": rng.integers(0, 200, n * parameters), "of": 199,
    })  # fmt: skip
    answer = {
        "figures": [{"figure": name} for name in FIGURES], "parameters": [{"name": name} for name in LONG[:parameters]],
        "shares": [{"level": 0.9, "within": 20, "of": 30}],
    }  # fmt: skip
    return Validated(answer, pl.DataFrame(rows, schema=names, orient="row"), ranks, coverage)


def written(figure):
    figure.draw_without_rendering()
    texts = list(figure.texts)
    for axes in figure.axes:
        texts += [axes._left_title, axes.title, *axes.get_xticklabels(), *axes.get_yticklabels()]
    shown = [text for text in texts if text.get_visible() and text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent()) for text in shown]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("draw", "groups", "parameters"), [(draw_left_out, 2, 1), (draw_left_out, 10, 1), (draw_truths, 2, 13)]
)
def test_nothing_that_is_written_lies_over_anything_else(draw, groups, parameters, language):
    figure = draw(validated(groups, parameters), load_words(language))
    boxes = written(figure)
    over = [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.overlaps(other)]
    beyond = [a for a, one in boxes if one.x0 < 0 or one.x1 > figure.bbox.width or one.y0 < 0]
    assert (over, beyond) == ([], [])


def test_what_lies_outside_is_drawn_hollow():
    first, second, *_ = draw_left_out(validated(2, 1), load_words("en")).axes
    dots = [[line for line in axes.lines if line.get_marker() == "o"] for axes in (first, second)]
    assert {dot.get_markerfacecolor() for dot in dots[1]} == {"white"}
    assert "white" not in {dot.get_markerfacecolor() for dot in dots[0]}


def test_intervals_that_hold_too_little_are_named_above():
    found = validated(2, 1)
    narrow = Validated(found.answer, found.table, found.ranks.with_columns(rank=pl.lit(0.99)), found.coverage)
    assert "likes: mean of ln(1+likes)" in draw_truths(narrow, load_words("en")).title
