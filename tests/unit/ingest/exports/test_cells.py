"""Cells of exports: what each form means, by the kind of its column."""

import polars as pl
import pytest

from xhs_sim.ingest.exports.cells import KINDS
from xhs_sim.ingest.exports.field import Field


def read(kind, *cells, factor=1.0, **field):
    """Read cells as a kind."""
    return KINDS[kind](pl.Series(cells, dtype=pl.String), Field("x", kind, **field), factor)


@pytest.mark.parametrize(
    ("cell", "value", "quality"),
    [
        ("12", 12, "exact"), ("1,234", 1234, "exact"), ("12.0", 12, "exact"), (" 7\t", 7, "exact"),
        ("１２", 12, "exact"),
        ("-3", -3, "exact"), ("1.2万", 12_000, "rounded"), ("2.1w", 21_000, "rounded"), ("3千", 3000, "rounded"),
        ("12.3万", 123_000, "rounded"), ("10+", 10, "at least"), ("1万+", 10_000, "at least"),
        ("10w+", 100_000, "at least"),

        ("-", None, "missing"), ("--", None, "missing"), (None, None, "missing"), ("1.75E+12", None, "missing"),
    ],
)  # fmt: skip
def test_a_count_keeps_what_is_known_of_it(cell, value, quality):
    found = read("count", cell, "5")
    assert found.values.to_list() == [value, 5]
    assert found.quality.to_list() == [quality, "exact"]
    assert found.bad is None


@pytest.mark.parametrize("cell", ["abc", "1.5", "1_000", "nan1", "1 2 3x", "０x", "inf"])
def test_what_is_no_count_is_bad(cell):
    assert read("count", "5", cell).bad.to_list() == [False, True]


def test_a_number_with_an_exponent_is_refused_where_digits_matter():
    assert read("count", "1.78E+12").refused.to_list() == [True]
    assert read("ms", "1.78438E+12", "1784382015000").refused.to_list() == [True, False]
    assert read("id", "2.084224137567179E+18", "0012").values.to_list() == [None, "0012"]


def test_ids_that_look_like_numbers_with_an_exponent_are_ids():
    ids = ["6845390000000000210e4512", "684512390000000021010e45", "684512390000000023015876"]
    assert read("note_id", *ids, "6.12631E+23", "-").values.to_list() == [*ids, None, None]
    assert read("note_id", f"{ids[0]}\t").values.to_list() == [ids[0]]


def test_a_share_goes_by_its_unit_and_never_by_its_size():
    assert read("percent", "0.84", "26.94", "5.07%", "-").values.to_list() == [0.0084, 0.2694, 0.0507, None]
    assert read("fraction", "0.166", "19%", "1.2").values.to_list() == [0.166, 0.19, 1.2]


def test_money_goes_by_its_unit():
    assert read("yuan", "1,000.50", "12.34", "¥5", "-").values.to_list() == [1000.5, 12.34, 5.0, None]
    assert read("fen_as_yuan", "80000", "22").values.to_list() == [800.0, 0.22]
    assert read("yuan_as_fen", "24473.80", None).values.to_list() == [2447380, None]
    assert read("yuan", "1.2", "3", factor=1e4).values.to_list() == [12_000.0, 30_000.0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("24秒", 24.0), ("1030秒", 1030.0), ("1分24秒", 84.0), ("1:24", 84.0), ("1:00:01", 3601.0), ("9", 9.0)],
)
def test_a_length_of_time_is_in_seconds(cell, value):
    assert read("seconds", cell).values.to_list() == [value]


@pytest.mark.parametrize(
    "cell",
    [
        "2026-07-01 21:40:15", "2026年07月01日21时40分15秒", "2026/7/1 21:40:15", "2026-07-01_21:40:15",
        "2026-07-01T21:40:15",
        "01/07/2026 21:40:15", "20260701214015",
    ],
)  # fmt: skip
def test_a_time_may_be_dressed_in_many_ways(cell):
    plain = read("time", cell, "-")
    assert [str(value) for value in plain.values] == ["2026-07-01 21:40:15", "None"]


@pytest.mark.parametrize(
    "cell",
    [
        "2026-07-01",
        "2026/07/01",
        "2026年7月1日",
        "20260701",
        "01/07/2026",
        "46204",
        "2026-07-01\t",
        "2026-07-01 00:00:00",
    ],
)
def test_a_day_too_and_the_day_comes_before_the_month_where_the_year_is_last(cell):
    assert [str(value) for value in read("day", cell).values] == ["2026-07-01"]
    assert [str(value) for value in read("day", "2026-06-30", cell).values] == ["2026-06-30", "2026-07-01"]


@pytest.mark.parametrize(
    ("kind", "cell"), [("day", "02/13/2026"), ("day", "2026-02-30"), ("time", "yesterday"), ("ms", "1784382015")]
)
def test_what_is_no_time_is_bad(kind, cell):
    assert read(kind, cell).bad.to_list() == [True]


def test_milliseconds_are_local_to_china():
    assert str(read("ms", "1784382015000").values[0]) == "2026-07-18 21:40:15"
    assert str(read("time_utc", "2025-01-13 16:00").values[0]) == "2025-01-14 00:00:00"


def test_lists_come_in_three_dresses():
    assert read("tags", "a,b", "", "['c', 'd']", "[]").values.to_list() == [["a", "b"], [], ["c", "d"], []]
    assert read("tags", "a/b", apart="/").values.to_list() == [["a", "b"]]


def test_a_word_that_is_not_listed_is_nothing_and_told():
    found = read("word", "图文", "短剧", "-", words={"图文": "image"})
    assert found.values.to_list() == ["image", None, None]
    assert found.refused.to_list() == [False, True, False]
