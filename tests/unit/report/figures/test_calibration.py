"""Pictures of a calibration: whatever parameters are called, nothing that is written lies over anything else."""

from itertools import combinations

import numpy as np
import polars as pl
import pytest

from xhs_sim.report.calibration import Calibrated
from xhs_sim.report.figures.calibration import draw_foretold, draw_posterior, draw_ranks
from xhs_sim.report.words import load_words

LONG = (
    "engage.rates.like", "content.creator_resonance_share", "content.video_kind_effect.like", "feed.ladder.standing",
    "content.quality_creator_sd", "content.resonance_log_sd", "engage.video_feed.enter", "engage.click_intercept",
    "population.newcomer_visit_rate", "commerce.a_rather_long_group.and_a_very_long_name_in_it",
    "search.look.click_intercept", "content.skill_follower_slope", "content.creator_kind_log_sd.comment",
)  # fmt: skip
FIGURES = (
    "like_ln_mean", "like_ln_sd", "like_zero_share", "like_100_share", "like_gini", "like_top_10_share",
    "like_within_sd", "like_follower_slope", "like_video_effect", "save_ln_mean", "save_ln_sd", "save_like_slope",
    "comment_ln_mean", "comment_ln_sd", "comment_like_slope", "share_ln_mean", "share_ln_sd", "share_like_slope",
)  # fmt: skip


def calibrated(n):
    names, rng = LONG[:n], np.random.default_rng(0)
    parameters = [
        {"name": name, "low": -0.0125, "high": 123.456, "is_log": False, "default": 1.0, "posterior": [1.0, 2.345, 3.0],
         "is_identified": k % 2 == 0, "coverage": 0.9}
        for k, name in enumerate(names)
    ]  # fmt: skip
    foretold = [
        {"fitted": "whole", "panel": panel, "figure": name, "observed": 1.0, "low": 0.0, "middle": 0.4, "high": 0.9,
         "within": False}
        for panel in ("whole", "held", "later") for name in FIGURES
    ]  # fmt: skip
    answer = {
        "parameters": parameters, "level": 0.9, "truths": 40, "foretold": foretold, "question": {"targets": []},
        "notes": 282, "accounts": 71,
    }  # fmt: skip
    draws = pl.DataFrame({name: rng.uniform(0, 100, 50) for name in names})
    ranks = pl.DataFrame({"parameter": np.repeat(names, 40), "rank": rng.integers(0, 200, 40 * n), "of": 199})
    return Calibrated(answer, draws, ranks)


def written(figure):
    figure.draw_without_rendering()
    texts = list(figure.texts)
    for axes in figure.axes:
        texts += [axes._left_title, axes.title, *axes.get_xticklabels(), *axes.get_yticklabels()]
    shown = [text for text in texts if text.get_visible() and text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent()) for text in shown]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("draw", "n"), [
    (draw_posterior, 2), (draw_posterior, 9), (draw_posterior, 13), (draw_ranks, 9), (draw_foretold, 9),
])  # fmt: skip
def test_nothing_that_is_written_lies_over_anything_else(draw, n, language):
    figure = draw(calibrated(n), load_words(language))
    boxes = written(figure)
    over = [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.overlaps(other)]
    beyond = [a for a, one in boxes if one.x0 < 0 or one.x1 > figure.bbox.width or one.y0 < 0]
    assert (over, beyond) == ([], [])


def test_each_panel_is_headed_by_its_parameter_and_its_value():
    found = calibrated(9)
    titles = [axes.get_title(loc="left") for axes in draw_posterior(found, load_words("en")).axes]
    heads = ["".join(title.split("\n")[:-1]) for title in titles]
    assert heads == [".".join(name.split(".")[-2:]) for name in LONG[:9]]
    assert all(title.endswith("\n2.35") for title in titles)
