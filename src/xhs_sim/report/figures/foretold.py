"""A validation in pictures: what was left out beside what was foretold, and how often intervals hold known truths."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from scipy.stats import binom

from ..calibration import figure_name
from ..trust_card import Validated
from ..words import Words
from .style import (
    FAINT,
    INK,
    LEFT,
    MUTED,
    RIGHT,
    SERIES,
    SIZE,
    SMALL,
    HouseFigure,
    clear_frame,
    figure_words,
    house_style,
    name_lines,
    new_canvas,
    wrap,
)  # fmt: skip

_SIDES, _NAMES, _GAP = 0.16, 0.36, 0.03  # of the width
_LINE = 0.034  # of the height: a line of a panel's heading
_LEVELS = (0.5, 0.9)
_SURE = (0.025, 0.975)  # of what chance makes


def draw_left_out(found: Validated, words: Words) -> HouseFigure:
    """Draw a column a figure, a row a side that was left out: intervals foretold, and what was observed."""
    shown, table = figure_words(words), found.table
    figures = [row["figure"] for row in found.answer["figures"]]
    figures = list(dict.fromkeys(figures))
    sides = table["hold_out"].unique(maintain_order=True).to_list()
    share = max(found.answer["shares"], key=lambda each: each["level"])
    with house_style(shown):
        canvas = new_canvas(
            shown.say("own_figure_title", within=share["within"], all=share["of"], level=shown.percent(share["level"])),
            shown.say("own_figure_what"),
        )
        width = (RIGHT - _SIDES - _GAP * (len(figures) - 1)) / len(figures)
        heads = [_lines(figure_name(name, shown), width) for name in figures]
        height = canvas.top - 0.09 - _LINE * max(map(len, heads))
        for k, (name, lines) in enumerate(zip(figures, heads, strict=True)):
            axes = canvas.figure.add_axes((_SIDES + k * (width + _GAP), 0.07, width, height))
            _column(axes, table.filter(pl.col("figure") == name), sides)
            axes.set_title("\n".join(lines), size=SMALL, pad=6, linespacing=1.1)
            if k == 0:
                axes.set_yticks(range(len(sides)), labels=_side_names(table, sides, shown))
                axes.tick_params(axis="y", labelsize=SMALL, length=0)
    return canvas.figure


def _column(axes: Axes, rows: pl.DataFrame, sides: Sequence[str]) -> None:
    for row in rows.iter_rows(named=True):
        y = sides.index(row["hold_out"])
        axes.plot([row["low_90"], row["high_90"]], [y, y], color=SERIES[0], lw=1.4, zorder=1)
        axes.plot([row["low_50"], row["high_50"]], [y, y], color=SERIES[0], lw=5, solid_capstyle="butt", zorder=2)
        inside = row["within_90"]
        colour = INK if inside else SERIES[1]
        axes.plot(row["observed"], y, "o", ms=6.5, mec=colour, mfc=colour if inside else "white", zorder=3)
    ends = rows.select("observed", "low_90", "high_90").to_numpy()
    low, high = float(np.nanmin(ends)), float(np.nanmax(ends))
    room = 0.08 * max(high - low, 1e-9)
    axes.set_xlim(low - room, high + room)
    axes.set_ylim(len(sides) - 0.5, -0.5)
    axes.set_xticks([low, high], labels=[f"{low:.2g}", f"{high:.2g}"], size=SMALL)
    first, last = axes.get_xticklabels()  # labelled inwards: neighbours stand close by
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    axes.set_yticks([])
    clear_frame(axes, keep="bottom")


def _side_names(table: pl.DataFrame, sides: Sequence[str], words: Words) -> list[str]:
    kinds: Mapping[str, str] = dict(table.select("hold_out", "kind").unique().iter_rows())
    return [words.say(f"own_side_{kinds[side]}", k=k) for k, side in enumerate(sides, 1)]


class _Held(NamedTuple):
    """How often intervals hold the truth of one figure or parameter."""

    name: str
    shares: tuple[float, ...]  # by level
    n: int
    is_parameter: bool

    def is_off(self) -> bool:
        """Whether a share lies outside what chance makes."""
        return any(
            not binom.ppf(_SURE[0], self.n, level) <= share * self.n <= binom.ppf(_SURE[1], self.n, level)
            for level, share in zip(_LEVELS, self.shares, strict=True)
        )


def draw_truths(found: Validated, words: Words) -> HouseFigure:
    """Draw how often intervals of 50% and 90% hold known truths: of figures that are left out, and of parameters."""
    shown = figure_words(words)
    rows = _rows(found, shown)
    with house_style(shown):
        off = [each.name for each in rows if each.is_off()]
        key = "own_truths_title_off" if off else "own_truths_title"
        names = shown.say("comma").join(off[:3]) + ("…" if len(off) > 3 else "")
        canvas = new_canvas(shown.say(key, n=max(each.n for each in rows), names=names), shown.say("own_truths_what"))
        axes = canvas.figure.add_axes((_NAMES, 0.09, RIGHT - _NAMES, canvas.top - 0.1))
        for y, each in enumerate(rows):
            for level, share in zip(_LEVELS, each.shares, strict=True):
                low, high = (binom.ppf(end, each.n, level) / each.n for end in _SURE)
                axes.plot([low, high], [y, y], color=FAINT, lw=7, solid_capstyle="butt", zorder=1)
                axes.plot(share, y, "o", ms=5.5, color=SERIES[1 if each.is_parameter else 0], zorder=3)
        for level in _LEVELS:
            axes.axvline(level, color=MUTED, lw=0.8, zorder=2)
        font, room = FontProperties(size=SMALL), 0.94 * (_NAMES - LEFT) * SIZE[0] * 72
        axes.set_yticks(range(len(rows)), labels=[name_lines(each.name, room, font, most=1) for each in rows])
        axes.tick_params(axis="y", labelsize=SMALL, length=0)
        axes.set_xlim(0, 1)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xticks([0, *_LEVELS, 1], labels=[shown.percent(x) for x in (0, *_LEVELS, 1)])
        clear_frame(axes, keep="bottom")
    return canvas.figure


def _rows(found: Validated, words: Words) -> list[_Held]:
    figures = list(dict.fromkeys(row["figure"] for row in found.answer["figures"]))
    rows = []
    for name in figures:
        own: Any = found.ranks.filter(pl.col("figure") == name)
        off = np.abs(own["rank"].to_numpy() - 0.5)
        shares = tuple(float((off <= level / 2).mean()) for level in _LEVELS)
        rows.append(_Held(figure_name(name, words), shares, own["model"].n_unique(), False))
    for parameter in found.answer["parameters"]:
        own = found.coverage.filter(pl.col("parameter") == parameter["name"])
        off = np.abs(own["rank"].to_numpy() / own["of"].to_numpy() - 0.5)
        shares = tuple(float((off <= level / 2).mean()) for level in _LEVELS)
        rows.append(_Held(parameter["name"], shares, len(own), True))
    return rows


def _lines(text: str, width: float) -> list[str]:
    return wrap(text, 0.96 * width * SIZE[0] * 72, FontProperties(size=SMALL, weight="bold"))
