"""Pieces that all figures share: the headline, how an arm is drawn, axes of numbers, texts a little off a place."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import polars as pl
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ..evidence import Evidence
from ..words import Words
from .style import BASELINE, INK, MARKERS, MUTED, NORMAL, RULE, SERIES, SMALL, Canvas, new_canvas


def headline(evidence: Evidence, words: Words, title: str, what: str, *, dots: bool = False) -> Canvas:
    """Begin a figure: the finding; below it what is shown, n, the level of the intervals and the market.

    Parameters
    ----------
    dots : bool
        Whether arms are dots, of which those are hollow that the verdict leaves out.
    """
    n = evidence.metrics.group_by("arm").agg(pl.col("seed").n_unique())["seed"].max() or 0
    runs = words.say("sub_runs" if int(str(n)) > 1 else "sub_one_run", n=n, level=words.percent(evidence.level))
    market = words.say("sub_market", market=evidence.market.told(words), days=evidence.n_days)
    hollow = [words.say("sub_hollow")] if dots and evidence.left_out else []
    return new_canvas(title, words.say("semicolon").join((what, *hollow, runs, market)))


class Look(NamedTuple):
    """How an arm is drawn: never by its colour alone."""

    colour: str
    marker: str
    is_hollow: bool = False


def looks_of(evidence: Evidence) -> dict[str, Look]:
    """Return the look of each arm: grey for the baseline, palette and markers in order for the rest."""
    treated = {
        arm: Look(SERIES[i % len(SERIES)], MARKERS[i % len(MARKERS)], arm in evidence.left_out)
        for i, arm in enumerate(evidence.treated)
    }
    return {evidence.baseline: Look(BASELINE, "o")} | treated


def number_axis(axes: Axes, words: Words, metric: str, which: str = "y", *, sign: bool = False, n: int = 5) -> None:
    """Few round ticks, formatted as the metric is read, with a light grid across them."""
    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_major_locator(MaxNLocator(nbins=n, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: words.tick(metric, value, sign=sign)))
    axes.grid(axis="y" if which == "y" else "x")
    axes.tick_params(axis=which, labelcolor=MUTED, labelsize=SMALL, length=0)  # type: ignore[arg-type]


def pad_range(values: Sequence[float], share: float = 0.08) -> tuple[float, float]:
    """Axis limits that hold the values with some air."""
    low, high = min(values), max(values)
    air = (high - low) * share or abs(high) * 0.2 or 1.0
    return low - air, high + air


def text_cell(
    axes: Axes, x: float, y: float, lines: tuple[str, str], *, colour: str = INK, size: float = NORMAL
) -> None:
    """A table cell: the value, and a smaller grey line under it."""
    head, foot = lines
    write(axes, head, (x, y), shift=(0, 2), ha="right", color=colour, size=size)
    write(axes, foot, (x, y), shift=(0, -2), ha="right", va="top", color=MUTED, size=SMALL - 0.5)


def write(
    axes: Axes,
    text: str,
    at: tuple[float, float],
    *,
    shift: tuple[float, float],
    within: Any = "data",
    va: str = "bottom",
    **look: Any,
) -> None:
    """Write a text some points away from a place, even outside the panel."""
    axes.annotate(
        text, at, xycoords=within, xytext=shift, textcoords="offset points", va=va, annotation_clip=False, **look
    )


def zero_line(axes: Axes, which: str = "x") -> None:
    """A line at no effect."""
    draw = axes.axvline if which == "x" else axes.axhline
    draw(0, color=RULE, lw=1.2, zorder=1)
