"""Pictures hold the numbers that they are given, and names as text."""

import json

import polars as pl
from dashboard_example import HOSTILE

from xhs_sim.dashboard.charts import Looks, bars, dots, lines, strips
from xhs_sim.report.words import load_words

WORDS = load_words("en").calling({"koc": HOSTILE})
LOOKS = Looks(["nothing", "koc"], "nothing")


def test_a_dot_has_its_value_and_whiskers():
    chart = dots([{"arm": "koc", "at": 5.0, "low": 2.0, "high": 9.0}], LOOKS, WORDS, "reach")
    (trace,) = chart["data"]
    assert trace["x"] == [5.0]
    assert trace["error_x"]["array"] == [4.0]
    assert trace["error_x"]["arrayminus"] == [3.0]


def test_a_dot_without_an_interval_has_no_whiskers():
    chart = dots([{"arm": "koc", "at": 5.0, "low": None, "high": None}], LOOKS, WORDS, "reach")
    assert chart["data"][0]["error_x"] == {"visible": False}


def test_a_line_has_a_band():
    frame = pl.DataFrame({"arm": ["koc"] * 2, "day": [0, 1], "mean": [1.0, 2.0], "low": [0.5, 1.5], "high": [2.0, 3.0]})
    band, line = lines(frame, LOOKS, WORDS, "dau", "day", "day")["data"]
    assert line["y"] == [1.0, 2.0]
    assert band["y"] == [2.0, 3.0, 1.5, 0.5]


def test_the_baseline_stands_first_and_is_grey():
    frame = pl.DataFrame({
        "arm": ["koc", "nothing"], "day": [0, 0], "mean": [1.0, 2.0], "low": [None, None], "high": [None, None]
    }, schema_overrides={"low": pl.Float64, "high": pl.Float64})  # fmt: skip
    first, second = lines(frame, LOOKS, WORDS, "dau", "day", "day")["data"]
    assert first["name"] == WORDS.arm("nothing")
    assert first["line"]["color"] != second["line"]["color"]


def test_names_are_text_and_no_markup():
    """Plotly reads a few tags of HTML in names and hovers: a name that holds some shows them instead."""
    frame = pl.DataFrame({"arm": ["koc"], "day": [0], "mean": [1.0], "low": [0.5], "high": [2.0]})
    runs = pl.DataFrame({"arm": ["koc"], "seed": [1], "value": [3.0]})
    row = {"arm": "koc", "at": 5.0, "low": 2.0, "high": 9.0}
    charts = [
        dots([row], LOOKS, WORDS, "reach"), lines(frame, LOOKS, WORDS, "dau", "day", "day"),
        strips(runs, ["koc"], LOOKS, WORDS, "gmv"), bars([{**row, "name": HOSTILE, "told": "x"}], "gain", str),
    ]  # fmt: skip
    for chart in charts:
        text = json.dumps(chart).replace("<br>", " ")
        assert "<" not in text
        assert "&lt;img" in text


def test_a_long_name_is_broken_into_lines_and_not_cut():
    name = "A creator mix with a long name"
    chart = dots([{"arm": "koc", "name": name, "at": 5.0, "low": 2.0, "high": 9.0}], LOOKS, WORDS, "reach")
    (shown,) = chart["layout"]["yaxis"]["ticktext"]
    assert "<br>" in shown
    assert shown.replace("<br>", " ") == name


def test_chinese_ticks_count_by_ten_thousand():
    words = load_words("zh")
    chart = dots([{"arm": "nothing", "at": 50_000.0, "low": 20_000.0, "high": 90_000.0}], LOOKS, words, "reach")
    assert any("万" in tick for tick in chart["layout"]["xaxis"]["ticktext"])


def test_an_arm_that_the_verdict_leaves_out_is_faint_hollow_and_says_so():
    looks = Looks(["nothing", "koc"], "nothing", left_out=["koc"])
    rows = [{"arm": arm, "at": 5.0, "low": 2.0, "high": 9.0} for arm in ("nothing", "koc")]
    kept, out = dots(rows, looks, WORDS, "reach")["data"]
    assert (kept["opacity"], out["opacity"]) == (1.0, 0.5)
    assert out["marker"]["symbol"].endswith("-open")
    assert "left out" in out["hovertext"][0]
    frame = pl.DataFrame({"arm": ["koc"] * 2, "day": [0, 1], "mean": [1.0, 2.0], "low": [0.5, 1.5], "high": [2.0, 3.0]})
    line = lines(frame, looks, WORDS, "dau", "day", "day")["data"][-1]
    assert line["line"]["dash"] == "1px,5px"
    assert line["name"].endswith("(left out)")
