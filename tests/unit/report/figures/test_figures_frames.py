"""What the figures compute before they draw: shares, prices, positions, lines of text."""

from types import SimpleNamespace
from typing import cast

import polars as pl
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from xhs_sim.report import draw_response
from xhs_sim.report.evidence import Evidence
from xhs_sim.report.figures.dots import Dot, dots_and_whiskers
from xhs_sim.report.figures.panels import Look, looks_of
from xhs_sim.report.figures.reach import BINS, frequency_shares
from xhs_sim.report.figures.response import outcome_values
from xhs_sim.report.figures.style import has_chinese_font, name_lines, settings, spread, width_of, wrap
from xhs_sim.report.words import load_words

WORDS = load_words("en")


def test_frequency_shares_leave_out_the_unreached_and_add_up_to_one() -> None:
    frame = pl.DataFrame({"arm": "a", "seed": 0, "frequency": [0, 1, 2, 4, 9, 30], "users": [900, 40, 30, 20, 6, 4]})
    shares = frequency_shares(frame)["a"]
    assert len(shares) == len(BINS)
    assert shares == pytest.approx([0.4, 0.3, 0.2, 0.06, 0.04])


def test_labels_move_apart_and_keep_their_order() -> None:
    assert spread([5.0, 5.1, 1.0], gap=1.0, low=0.0, high=10.0) == pytest.approx([5.0, 6.0, 1.0])
    assert spread([10.0, 9.9], gap=1.0, low=0.0, high=10.0) == pytest.approx([10.0, 9.0])


def test_lines_break_at_spaces() -> None:
    font = FontProperties(family="DejaVu Sans", size=10)
    assert wrap("one two", 1e9, font) == ["one two"]
    assert wrap("one two", 30, font) == ["one", "two"]


def test_a_word_wider_than_its_line_is_broken_and_a_long_name_is_cut() -> None:
    font = FontProperties(family="DejaVu Sans", size=10)
    lines = wrap("abcdefghijklmnopqrstuvwxyz", 60, font)
    assert len(lines) > 1
    assert "".join(lines) == "abcdefghijklmnopqrstuvwxyz"
    assert all(width_of(line, font) <= 60 for line in lines)
    cut = name_lines("abcdefghijklmnopqrstuvwxyz", 60, font, most=2)
    assert cut.count("\n") == 1
    assert cut.endswith("…")
    assert width_of(cut.splitlines()[-1], font) <= 60


@pytest.mark.skipif(not has_chinese_font(), reason="no font with Chinese glyphs here")
def test_chinese_breaks_anywhere_but_before_a_comma() -> None:
    font = FontProperties(family=settings("zh")["font.family"], size=10)
    lines = wrap("触达的人最多，占市场", 60, font)
    assert len(lines) > 1
    assert "".join(lines) == "触达的人最多，占市场"
    assert not any(line.startswith("，") for line in lines)


def test_every_arm_has_its_own_colour_and_the_baseline_is_grey() -> None:
    def looks(*treated: str) -> dict[str, Look]:
        return looks_of(cast(Evidence, SimpleNamespace(baseline="nothing", treated=treated, left_out=())))

    three = looks("a", "b", "c")
    assert len({look.colour for look in three.values()}) == 4
    assert len({look.marker for arm, look in three.items() if arm != "nothing"}) == 3
    assert looks("c")["nothing"] == three["nothing"]


def test_an_arm_that_the_verdict_leaves_out_is_hollow() -> None:
    three = SimpleNamespace(baseline="nothing", treated=("a", "b", "c"), left_out=("b",))
    looks = looks_of(cast(Evidence, three))
    assert [arm for arm, look in looks.items() if look.is_hollow] == ["b"]
    faces = {arm: face_of(look) for arm, look in looks.items()}
    assert faces == {arm: "white" if arm == "b" else look.colour for arm, look in looks.items()}


def face_of(look: Look) -> object:
    """The colour inside a dot as it is drawn."""
    axes = Figure().add_subplot()
    dots_and_whiskers(axes, [Dot(0.0, {"mean": 1.0, "ci_low": None, "ci_high": None}, look)])
    (line,) = axes.lines
    return line.get_markerfacecolor()


def sweep(values: list[object]) -> pl.DataFrame:
    """A long table of a sweep over one parameter, five runs a value; one run failed."""
    rows = [
        {"p.x": value, "seed": seed, "status": "ok", "metric": "gmv", "brand": "b", "value": 100.0 * i + seed}
        for i, value in enumerate(values)
        for seed in range(5)
    ]
    failed = {"p.x": values[0], "seed": 5, "status": "failed", "metric": None, "brand": None, "value": None}
    return pl.DataFrame([*rows, failed])


def test_response_takes_long_and_wide_tables_and_leaves_failed_runs_out() -> None:
    table = sweep([1.0, 2.0])
    assert outcome_values(table, ["p.x"], "gmv", None).height == 10
    wide = table.drop("metric").rename({"value": "gmv"})
    assert outcome_values(wide, ["p.x"], "gmv", None).height == 10
    assert outcome_values(table, ["p.x"], "gmv", "other").height == 0


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ([1.0, 2.0, 4.0], "rises from"),
        ([2, 1], "falls from"),
        ([1.0], "is ¥2 at x = 1"),
        (["ces", "oracle"], "is highest with x = oracle"),
        ([10.0, 100.0, 10_000.0], "from 10 to 10k"),
    ],
)
def test_response_title_states_the_finding(values: list[object], title: str) -> None:
    assert title in draw_response(sweep(values), ["p.x"], "gmv", WORDS, level=0.95).get_label()


def test_response_is_hedged_where_the_ends_overlap() -> None:
    table = sweep([1.0, 2.0]).with_columns(value=pl.when(pl.col("value").is_not_null()).then(pl.col("seed") * 50.0))
    assert "does not change" in draw_response(table, ["p.x"], "gmv", WORDS, level=0.95).get_label()


def test_response_of_few_runs_names_no_finding() -> None:
    table = sweep([1.0, 2.0]).filter(pl.col("seed") < 4)
    assert "too few runs" in draw_response(table, ["p.x"], "gmv", WORDS, level=0.95).get_label()


def test_response_without_values_says_so() -> None:
    assert "No run" in draw_response(sweep([1.0]), ["p.x"], "orders", WORDS, level=0.95).get_label()
