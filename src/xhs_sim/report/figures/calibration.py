"""A calibration in pictures: draws over the prior, ranks of synthetic truths, and what was foretold."""

import re
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from scipy.stats import binom

from ..calibration import PANELS, Calibrated, data_told, figure_name
from ..words import Words
from .style import (
    BASELINE,
    FAINT,
    INK,
    LEFT,
    MUTED,
    RIGHT,
    SERIES,
    SIZE,
    SMALL,
    Canvas,
    HouseFigure,
    clear_frame,
    figure_words,
    house_style,
    name_lines,
    new_canvas,
    wrap,
)  # fmt: skip

_COLUMNS = (3, 4, 5)  # the first that makes no more than three rows
_MOST_ROWS = 3
_TITLE = SMALL - 1.0  # points, of a panel
_LINE = 1.25 * _TITLE / (72 * SIZE[1])  # of the height
_BINS = 24  # of draws, over the prior
_RANKS = 10  # bars of ranks
_EDGE = 3.0  # half widths: what lies beyond is drawn at the edge
_GAP, _TICKS = 0.035, 0.05  # between panels, of the width; for what stands below one, of the height
_NAMES, _BETWEEN = 0.3, 0.03  # of the width: names of figures, and between panels beside them


def draw_posterior(found: Calibrated, words: Words) -> HouseFigure:
    """Draw each parameter's draws over the bounds of its prior, with the shipped value."""
    shown = figure_words(words)
    with house_style(shown):
        title = shown.say(
            "calibration_title", identified=len(found.identified), all=len(found.parameters),
            what=data_told(found, shown),
        )  # fmt: skip
        canvas = new_canvas(title, shown.say("calibration_what"))
        told = [(each["name"], f"{each['posterior'][1]:.3g}") for each in found.parameters]
        for axes, each in zip(_grid(canvas, told), found.parameters, strict=True):
            _density(axes, found.draws[each["name"]].to_numpy(), each)
    return canvas.figure


def _density(axes: Axes, draws: Any, each: Mapping[str, Any]) -> None:
    low, high, is_log = each["low"], each["high"], each["is_log"]
    edges = np.geomspace(low, high, _BINS + 1) if is_log else np.linspace(low, high, _BINS + 1)
    share = np.histogram(draws, edges)[0] / max(len(draws), 1) * _BINS  # 1 = as the prior has it
    axes.fill_between([low, high], 0, 1, color=FAINT)
    axes.stairs(share, edges, fill=True, color=SERIES[0] if each["is_identified"] else BASELINE, alpha=0.85)
    axes.axvline(each["default"], color=INK, lw=1.2)
    if is_log:
        axes.set_xscale("log")
        axes.minorticks_off()
    axes.set_xlim(low, high)
    axes.set_ylim(0, max(share.max() * 1.1, 1.3))
    axes.set_yticks([])
    _ends(axes, (low, high), (f"{low:g}", f"{high:g}"))


def draw_ranks(found: Calibrated, words: Words) -> HouseFigure:
    """Draw how the synthetic truths rank among the draws of their posteriors, for each parameter."""
    shown = figure_words(words)
    with house_style(shown):
        shares = [each["coverage"] for each in found.parameters]
        title = shown.say(
            "calibration_ranks_title", level=shown.percent(found.answer["level"]), n=found.answer["truths"],
            least=shown.percent(min(shares), digits=2), most=shown.percent(max(shares), digits=2),
        )  # fmt: skip
        canvas = new_canvas(title, shown.say("calibration_ranks_what"))
        told = [
            (each["name"], shown.say("calibration_ranks_share", share=shown.percent(each["coverage"], digits=2)))
            for each in found.parameters
        ]
        for axes, each in zip(_grid(canvas, told), found.parameters, strict=True):
            own = found.ranks.filter(pl.col("parameter") == each["name"])
            _bars(axes, own["rank"].to_numpy(), int(own["of"][0]))
    return canvas.figure


def _bars(axes: Axes, ranks: Any, of: int) -> None:
    counts = np.histogram(ranks, np.linspace(-0.5, of + 0.5, _RANKS + 1))[0]
    low, high = binom.ppf((0.025, 0.975), len(ranks), 1 / _RANKS)
    axes.axhspan(low, high, color=FAINT)
    axes.bar(np.arange(_RANKS), counts, width=0.86, color=SERIES[0])
    axes.set_ylim(0, max(counts.max(), high) * 1.15)
    axes.set_xlim(-0.5, _RANKS - 0.5)
    axes.set_yticks([])
    _ends(axes, (-0.5, _RANKS - 0.5), ("0", str(of)))


def _ends(axes: Axes, places: tuple[float, float], labels: tuple[str, str]) -> None:
    """Label both ends of an axis, inwards: neighbours stand close by."""
    axes.set_xticks(places, labels=labels, size=_TITLE)
    first, last = axes.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    clear_frame(axes, keep="bottom")


def draw_foretold(found: Calibrated, words: Words) -> HouseFigure | None:
    """Draw where observed figures lie in the intervals that were foretold, a column a panel; None without any."""
    panels = [panel for panel in (*PANELS[1:], PANELS[0]) if found.foretold(panel)]
    if not panels:
        return None
    shown = figure_words(words)
    with house_style(shown):
        rows = [row for panel in panels for row in found.foretold(panel)]
        within = sum(row["within"] for row in rows)
        canvas = new_canvas(
            shown.say("calibration_foretold_title", within=within, all=len(rows)),
            shown.say("calibration_foretold_what", level=shown.percent(found.answer["level"])),
        )
        names = [row["figure"] for row in found.foretold(panels[0])]
        width = (RIGHT - _NAMES - _BETWEEN * (len(panels) - 1)) / len(panels)
        heads = [_lines(shown.say(f"calibration_panel_{panel}"), width) for panel in panels]
        height = canvas.top - 0.07 - _LINE * max(len(lines) for lines in heads)
        for k, (panel, lines) in enumerate(zip(panels, heads, strict=True)):
            axes = canvas.figure.add_axes((_NAMES + k * (width + _BETWEEN), 0.05, width, height))
            _intervals(axes, {row["figure"]: row for row in found.foretold(panel)}, names)
            axes.set_title("\n".join(lines), size=_TITLE, pad=6)
            if k == 0:
                room, font = (_NAMES - LEFT) * SIZE[0] * 72, FontProperties(size=_TITLE)
                told = [name_lines(figure_name(name, shown), 0.94 * room, font, most=1) for name in names]
                axes.set_yticks(range(len(names)), labels=told)
                axes.tick_params(axis="y", labelsize=_TITLE, length=0)
    return canvas.figure


def _intervals(axes: Axes, rows: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> None:
    axes.axvline(0, color=MUTED, lw=0.8)
    for y, name in enumerate(names):
        if (row := rows.get(name)) is None:
            continue
        middle, half = (row["low"] + row["high"]) / 2, max((row["high"] - row["low"]) / 2, 1e-12)
        at = float(np.clip((row["observed"] - middle) / half, -_EDGE, _EDGE))
        axes.plot([-1, 1], [y, y], color=FAINT, lw=7, solid_capstyle="butt", zorder=1)
        colour = SERIES[2] if row["within"] else SERIES[1]
        axes.plot(at, y, "o", ms=6, mec=colour, mfc=colour if row["within"] else "white", zorder=3)
    axes.set_xlim(-_EDGE - 0.2, _EDGE + 0.2)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xticks([-1, 0, 1])
    axes.set_yticks([])
    clear_frame(axes)


def _grid(canvas: Canvas, told: Sequence[tuple[str, str]]) -> list[Axes]:
    """Return small panels in rows; above each a parameter's name, in as many lines as it takes, and what is told."""
    columns = next((c for c in _COLUMNS if ceil(len(told) / c) <= _MOST_ROWS), _COLUMNS[-1])
    columns, rows = min(columns, len(told)), ceil(len(told) / columns)
    width = (RIGHT - LEFT - _GAP * (columns - 1)) / columns
    heads = [[*_lines(_breakable(name), width), what] for name, what in told]
    above = _LINE * max(len(lines) for lines in heads) + 0.012
    height = max((canvas.top - 0.02) / rows - above - _TICKS, 0.03)
    drawn = []
    for k, lines in enumerate(heads):
        x, y = LEFT + k % columns * (width + _GAP), canvas.top - (k // columns + 1) * (above + height + _TICKS) + _TICKS
        axes = canvas.figure.add_axes((x, y, width, height))
        axes.set_title("\n".join("".join(line.split(_JOINT)) for line in lines), size=_TITLE, pad=4, linespacing=1.1)
        drawn.append(axes)
    return drawn


_JOINT = " "  # where a name may be broken


def _breakable(name: str) -> str:
    """Return the last two parts of a name, to be broken at points and underscores alone."""
    return re.sub(r"(?<=[._])", _JOINT, ".".join(name.split(".")[-2:]))


def _lines(text: str, width: float) -> list[str]:
    """Break a panel's heading into lines; ``width`` of the figure's."""
    return wrap(text, 0.96 * width * SIZE[0] * 72, FontProperties(size=_TITLE, weight="bold"))
