import numpy as np
import polars as pl
import pytest

from xhs_sim.report import draw_sensitivity
from xhs_sim.report.sensitivity import Asked, answer_of
from xhs_sim.report.words import load_words

GAIN = Asked(output="gain", arm="koc_spread", over="nothing", metric="expected_gmv")
NAMES = ("commerce.leak_share", "feed.ladder.bar", "luck")


def indices(*, screened):
    shares = {"S1": [0.58, 0.15, 0.2], "ST": [0.62, 0.2, 0.22]}
    rows = [
        (name, "sobol", measure, "gain", value, max(value - 0.1, 0.0), value + 0.1, 32, 0)
        for measure, values in shares.items()
        for name, value in zip(NAMES, values, strict=True)
    ]
    effects = {**{f"engage.number_{k}": 10.0 + k for k in range(12)}, **dict.fromkeys(NAMES, 30.0)} if screened else {}
    rows += [(name, "morris", "mu_star", "gain", value, 1.0, 2 * value, 4, 0) for name, value in effects.items()]
    schema = ["parameter", "method", "measure", "output", "value", "low", "high", "n", "failed"]
    return pl.DataFrame(rows, schema=schema, orient="row")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("screened", [True, False])
def test_the_title_is_the_answer_and_each_share_has_its_whisker(language, screened):
    words, table = load_words(language), indices(screened=screened)
    figure = draw_sensitivity(table, GAIN, words, level=0.95)
    assert figure.get_label() in (answer_of(table, GAIN, words), answer_of(table, GAIN, load_words("en")))
    assert len(figure.axes) == 1 + screened
    whiskers = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 2]
    assert len(whiskers) == 2 * len(NAMES)
    assert np.asarray(whiskers[0].get_xdata()) == pytest.approx([0.48, 0.68])


def test_what_is_said_of_luck_lies_under_no_marker():
    more = [indices(screened=False).with_columns(parameter=f"{k}." + pl.col("parameter")) for k in range(2)]
    table = pl.concat([*more, indices(screened=False)]).with_columns(
        pl.when(pl.col("parameter") == "luck").then(0.0).otherwise(pl.col(key)).alias(key)
        for key in ("value", "low", "high")
    )
    figure = draw_sensitivity(table, GAIN, load_words("en"), level=0.95)
    figure.draw_without_rendering()
    [axes] = figure.axes
    [said] = [text for text in axes.texts if text.get_text() == "0%"]
    box = said.get_window_extent()
    marks = [line for line in axes.lines if len(line.get_xdata()) == 1]
    reach = 4.5 * figure.dpi / 72  # points of a marker's half, its edge with it
    for mark in marks:
        x, y = axes.transData.transform(mark.get_xydata()[0])
        assert x + reach < box.x0 or x - reach > box.x1 or y - reach > box.y1 or y + reach < box.y0
    assert box.y0 > axes.get_window_extent().y0


def test_a_dot_at_nothing_or_at_all_is_not_cut():
    table = indices(screened=True).with_columns(value=pl.when(measure="ST").then(1.0).otherwise(0.0))
    figure = draw_sensitivity(table, GAIN, load_words("en"), level=0.95)
    figure.draw_without_rendering()
    axes, reach = figure.axes[0], 4.5 * figure.dpi / 72  # of a marker's half, its edge with it
    ends = [axes.transData.transform((share, 0))[0] for share in (0.0, 1.0)]
    assert axes.get_window_extent().x0 + reach < ends[0] < ends[1] < axes.get_window_extent().x1 - reach


def test_names_stay_within_the_figure():
    figure = draw_sensitivity(indices(screened=True), GAIN, load_words("en"), level=0.95)
    figure.draw_without_rendering()
    width = figure.bbox.width
    for axes in figure.axes:
        for text in axes.texts:
            box = text.get_window_extent()
            assert box.x0 >= 0
            assert box.x1 <= width
