"""A past campaign against its replays: what came over what was foretold, and the steps that carry what was missed."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from ...config.messages import message, told
from ..words import Words
from .style import (
    ACCENT,
    BASELINE,
    INK,
    LEFT,
    MUTED,
    RULE,
    SERIES,
    SIZE,
    SMALL,
    HouseFigure,
    clear_frame,
    figure_words,
    house_style,
    name_lines,
    new_canvas,
)  # fmt: skip

_NAMES = 150  # points for the names of rows
_SPLIT, _END = 0.56, 0.965  # of the width: where the left panel ends, and the right
_LEAST_REACH = 1.5  # times: the axis shows that much to both sides at least
_GAP = 0.5  # rows between parts


def draw_backtest(
    table: pl.DataFrame, steps: pl.DataFrame, names: Mapping[str, str], title: str, about: str, words: Words
) -> HouseFigure:
    """Draw two panels on scales of ratios: figures on their intervals, and the steps of each funnel.

    Parameters
    ----------
    table : frame
        ``backtest.parquet``, with a row at least.
    steps : frame
        ``backtest_steps.parquet``; may be empty.
    names : mapping of str to str
        What figures and steps are called; messages, as are title and about.
    title, about : str
    words : Words
        Whose language is spoken.
    """
    shown = figure_words(words)
    with house_style(shown):
        canvas = new_canvas(told(title, shown.language), told(about, shown.language))
        room, bottom = (_NAMES + 12) / (72 * SIZE[0]), 0.115
        height = canvas.top - bottom - 0.04
        left = canvas.figure.add_axes((LEFT + room, bottom, _SPLIT - LEFT - room, height))
        rows = [
            {"part": row["part"], "name": row["figure"], "at": row["ratio"], "is_off": not row["inside"],
             "low": row["low"] / row["foretold"], "high": row["high"] / row["foretold"]}
            for row in table.to_dicts()
        ]  # fmt: skip
        _panel(left, rows, names, shown, told(message("backtest.axis"), shown.language), has_interval=True)
        if steps.height:
            right = canvas.figure.add_axes((_SPLIT + room, bottom, _END - _SPLIT - room, height))
            rows = [
                {"part": row["part"], "name": row["step"], "at": float(np.exp(row["log"])), "is_off": row["outside"],
                 "low": float(np.exp(row["low"])), "high": float(np.exp(row["high"]))}
                for row in steps.to_dicts()
            ]  # fmt: skip
            _panel(right, rows, names, shown, told(message("backtest.steps_about"), shown.language), has_interval=False)
    return canvas.figure


def _panel(
    axes: Axes, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], words: Words, axis: str, *,
    has_interval: bool,
) -> None:  # fmt: skip
    """Draw a row each, parts apart; what lies where one campaign was to be expected in grey, what does not in red."""
    places, place = [], 0.0
    for row, before in zip(rows, [None, *rows[:-1]], strict=True):
        place += 1 + (_GAP if before is not None and before["part"] != row["part"] else 0)
        places.append(place)
    axes.set_xscale("log")
    axes.axvline(1.0, color=RULE, lw=1.2, zorder=1)
    for row, y in zip(rows, places, strict=True):
        colour = ACCENT if row["is_off"] else SERIES[0]
        whisker = (row["low"], row["high"]) if has_interval else (1.0, row["at"])
        axes.plot(
            whisker,
            [y, y],
            color=BASELINE if has_interval else colour,
            lw=5,
            alpha=0.45,
            zorder=2,
            solid_capstyle="butt",
        )
        axes.plot([row["at"]], [y], "o", ms=7.5, mfc=colour, mec="white", mew=1.0, zorder=3)
        axes.annotate(
            f"{row['at']:.2f}" if row["at"] < 10 else f"{row['at']:.3g}", (row["at"], y), xytext=(0, 6),
            textcoords="offset points", ha="center", size=SMALL - 2, color=colour if row["is_off"] else MUTED,
        )  # fmt: skip
    ends = [float(row[at]) for row in rows for at in (("at", "low", "high") if has_interval else ("at",))]
    reach = max(*(max(end, 1 / end) for end in ends if end > 0), _LEAST_REACH) * 1.25
    axes.set_xlim(1 / reach, reach)
    axes.set_ylim(places[-1] + 0.7, 0.2)
    font = FontProperties(size=SMALL + 0.5)
    called = [name_lines(told(names[row["name"]], words.language), _NAMES, font, most=1) for row in rows]
    axes.set_yticks(places, called)
    for label, row in zip(axes.get_yticklabels(), rows, strict=True):
        label.set(color=ACCENT if row["is_off"] else INK, fontsize=SMALL + 0.5)
    _ratios(axes, axis, reach)


def _ratios(axes: Axes, axis: str, reach: float) -> None:
    subs = (1.0, 2.0, 5.0) if reach < 30 else (1.0,)
    axes.xaxis.set_major_locator(LogLocator(base=10, subs=subs, numticks=7))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}×"))
    axes.set_xlabel(axis, size=SMALL)
    axes.grid(axis="x")
    axes.tick_params(axis="both", length=0, which="both")
    axes.tick_params(axis="x", labelcolor=MUTED, labelsize=SMALL)
    clear_frame(axes)
