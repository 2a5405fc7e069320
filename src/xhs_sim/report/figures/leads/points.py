"""Over three parameters or more, or drawn points: points over the two that tell leaders apart best."""

from collections import Counter
from itertools import combinations
from math import cos, pi, sin, sqrt
from typing import Any, Literal

import polars as pl
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import ScaledTranslation

from ...swept import Swept
from ...words import Words
from ..parameter_axis import is_wide, places_of, shown, value_ticks, values_of
from ..style import MUTED, SIZE, SMALL, HouseFigure, clear_frame
from .parts import NOBODY, RIGHT_END, called, header, list_arms, looks_in

_LEFT, _BOTTOM = 0.105, 0.15
_BINS = 3  # into which each parameter is cut to see whether it tells leaders apart
_FEW = 5  # values of a parameter that are bins themselves
_TICKS = 8
_STEP = 7.0  # points: how far cells at one place stand apart
_GOLDEN = pi * (3 - sqrt(5))  # the turn of a sunflower's seeds, which never lie on each other


def telling_pair(cells: pl.DataFrame, parameters: tuple[str, ...]) -> tuple[str, str]:
    """Return the two parameters that tell best who comes first, the better one first.

    Each parameter is cut into thirds; a pair is worth how many cells are right if in each of its nine parts the arm is
    named that is first there most often.
    """
    first = cells["first"].to_list()
    parts = {name: _parts(cells[name]) for name in parameters}
    worth = {pair: _right([*zip(*(parts[name] for name in pair), strict=True)], first)
             for pair in combinations(parameters, 2)}  # fmt: skip
    one, other = max(worth, key=lambda pair: worth[pair])
    return (other, one) if _right(parts[other], first) > _right(parts[one], first) else (one, other)


def _parts(column: pl.Series) -> list[Any]:
    if not column.dtype.is_numeric() or column.n_unique() <= _FEW:
        return column.to_list()
    return (column.rank("average") * _BINS / (column.len() + 1)).floor().to_list()


def _right(parts: list[Any], first: list[str | None]) -> int:
    """Return how many are right if each part's usual leader is named in all of it."""
    seen: dict[Any, Counter[str | None]] = {}
    for part, arm in zip(parts, first, strict=True):
        seen.setdefault(part, Counter())[arm] += 1
    return sum(max(counts.values()) for counts in seen.values())


def draw_points(swept: Swept, parameters: tuple[str, ...], words: Words) -> HouseFigure:
    """Draw each cell as a point in the colour and shape of whoever comes first."""
    across, up = telling_pair(swept.cells, parameters)
    others = len(parameters) - 2
    what = words.say("leads_points") if others < 1 else words.say("leads_points_of", n=len(parameters))
    canvas = header(swept, words, what, words.say("leads_filled"))
    axes = canvas.figure.add_axes((_LEFT, _BOTTOM, RIGHT_END - _LEFT, canvas.top - 0.055 - _BOTTOM))
    _points(axes, swept.cells.drop_nulls([across, up]), (across, up), swept)
    _ticks(axes, values_of(swept.cells, across), words, "x")
    _ticks(axes, values_of(swept.cells, up), words, "y")
    width = (RIGHT_END - _LEFT) * SIZE[0] * 72
    axes.set_xlabel(called(swept, across, words, width), size=SMALL, color=MUTED)
    axes.set_title(called(swept, up, words, width), size=SMALL, color=MUTED, weight="normal")
    axes.tick_params(axis="y", labelcolor=MUTED, labelsize=SMALL)
    axes.grid()
    clear_frame(axes, keep="bottom")
    list_arms(canvas, swept, words)
    return canvas.figure


def _points(axes: Axes, cells: pl.DataFrame, pair: tuple[str, str], swept: Swept) -> None:
    """Draw the points; those that differ in other parameters only stand around their place."""
    looks, taken = looks_in(swept), Counter[tuple[Any, ...]]()
    crowd = Counter(cells.select(pair).iter_rows())
    across, up = (places_of(values_of(swept.cells, name)) for name in pair)
    axes.margins(0.07, 0.09)
    axes.update_datalim([(across[one], up[other]) for one, other in crowd])
    axes.autoscale_view()
    for row in cells.iter_rows(named=True):
        place, first = (row[pair[0]], row[pair[1]]), row["first"]
        turn, far = _GOLDEN * taken[place], _STEP * sqrt(taken[place] + 0.5) * (crowd[place] > 1)
        taken[place] += 1
        aside = ScaledTranslation(far * cos(turn) / 72, far * sin(turn) / 72, axes.figure.dpi_scale_trans)
        colour, marker = (NOBODY, "s") if first is None else looks[first][:2]
        style: dict[str, Any] = {"mfc": colour, "mec": "white", "mew": 0.8}
        if first is not None and not row["is_told"]:
            style = {"mfc": "white", "mec": colour, "mew": 1.8}
        axes.plot([across[place[0]]], [up[place[1]]], marker, ms=8.5, clip_on=False,
                  transform=axes.transData + aside, **style)  # fmt: skip


def _ticks(axes: Axes, values: list[Any], words: Words, which: Literal["x", "y"]) -> None:
    """Tick the values where they are few, or names; else round numbers."""
    is_number = all(isinstance(value, int | float) for value in values)
    if not is_number or len(values) <= _TICKS:
        value_ticks(axes, values, words, most=_TICKS, which=which)
        return
    axis = axes.xaxis if which == "x" else axes.yaxis
    if is_wide(values):
        (axes.set_xscale if which == "x" else axes.set_yscale)("log")
        axes.minorticks_off()
    else:
        axis.set_major_locator(MaxNLocator(nbins=_TICKS - 2, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: shown(round(value, 9), words)))
