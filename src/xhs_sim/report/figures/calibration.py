"""A calibration in pictures: draws over the prior, ranks of synthetic truths, and what was foretold."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import numpy as np
import polars as pl
from matplotlib.axes import Axes
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
    SMALL,
    Canvas,
    HouseFigure,
    clear_frame,
    figure_words,
    house_style,
    new_canvas,
)  # fmt: skip

_COLUMNS = 4
_BINS = 24  # of draws, over the prior
_RANKS = 10  # bars of ranks
_EDGE = 3.0  # half widths: what lies beyond is drawn at the edge
_GAP = (0.035, 0.075)  # between panels: of the width, of the height


def draw_posterior(found: Calibrated, words: Words) -> HouseFigure:
    """Draw each parameter's draws over the bounds of its prior, with the shipped value."""
    shown = figure_words(words)
    with house_style(shown):
        title = shown.say(
            "calibration_title", identified=len(found.identified), all=len(found.parameters),
            what=data_told(found, shown),
        )  # fmt: skip
        canvas = new_canvas(title, shown.say("calibration_what"))
        for axes, each in zip(_grid(canvas, len(found.parameters)), found.parameters, strict=True):
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
    _, middle, _ = each["posterior"]
    axes.set_xlim(low, high)
    axes.set_ylim(0, max(share.max() * 1.1, 1.3))
    axes.set_xticks([low, high], labels=[f"{low:g}", f"{high:g}"])
    axes.set_yticks([])
    axes.set_title(f"{_short(each['name'])}  {middle:.3g}", size=SMALL, pad=4)
    clear_frame(axes, keep="bottom")


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
        for axes, each in zip(_grid(canvas, len(found.parameters)), found.parameters, strict=True):
            own = found.ranks.filter(pl.col("parameter") == each["name"])
            _bars(axes, own["rank"].to_numpy(), int(own["of"][0]))
            share = shown.say("calibration_ranks_share", share=shown.percent(each["coverage"], digits=2))
            axes.set_title(f"{_short(each['name'])}  {share}", size=SMALL, pad=4)
    return canvas.figure


def _bars(axes: Axes, ranks: Any, of: int) -> None:
    counts = np.histogram(ranks, np.linspace(-0.5, of + 0.5, _RANKS + 1))[0]
    low, high = binom.ppf((0.025, 0.975), len(ranks), 1 / _RANKS)
    axes.axhspan(low, high, color=FAINT)
    axes.bar(np.arange(_RANKS), counts, width=0.86, color=SERIES[0])
    axes.set_ylim(0, max(counts.max(), high) * 1.15)
    axes.set_xticks([-0.5, _RANKS - 0.5], labels=["0", str(of)])
    axes.set_yticks([])
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
        left, width = 0.27, (RIGHT - 0.27 - 0.03 * (len(panels) - 1)) / len(panels)
        for k, panel in enumerate(panels):
            axes = canvas.figure.add_axes((left + k * (width + 0.03), 0.05, width, canvas.top - 0.12))
            _intervals(axes, {row["figure"]: row for row in found.foretold(panel)}, names)
            axes.set_title(shown.say(f"calibration_panel_{panel}"), size=SMALL, pad=6)
            if k == 0:
                axes.set_yticks(range(len(names)), labels=[figure_name(name, shown) for name in names])
                axes.tick_params(axis="y", labelsize=SMALL - 1, length=0)
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


def _grid(canvas: Canvas, n: int) -> list[Axes]:
    """Return small panels in rows."""
    columns = min(_COLUMNS, n)
    rows = ceil(n / columns)
    width = (RIGHT - LEFT - _GAP[0] * (columns - 1)) / columns
    height = (canvas.top - 0.13 - (rows - 1) * (_GAP[1] + 0.05)) / rows
    across, down = width + _GAP[0], height + _GAP[1] + 0.05
    places = [(LEFT + k % columns * across, canvas.top - 0.06 - height - k // columns * down) for k in range(n)]
    return [canvas.figure.add_axes((x, y, width, height)) for x, y in places]


def _short(name: str) -> str:
    return ".".join(name.split(".")[-2:])
