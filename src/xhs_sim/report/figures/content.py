"""Effects of content: a row an effect, how many times the usual option's outcome, on a scale of ratios."""

from collections.abc import Sequence

import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from ...config.messages import told
from ..words import Words
from .dots import Dot, bounds, dots_and_whiskers
from .panels import Look
from .style import (
    BASELINE,
    LEFT,
    MUTED,
    NORMAL,
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

_NAMES = 170  # points for the names of rows
_TICKS = (0.1, 0.2, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0)
_AIR = 1.08  # beyond the outermost whisker, as a factor
_FILL = 0.86  # of a row's height that its letters take


def draw_content_effects(
    table: pl.DataFrame, names: Sequence[str], title: str, about: str, axis: str, words: Words
) -> HouseFigure:
    """Draw a forest of ratios.

    Parameters
    ----------
    table : frame
        ``content_effects.parquet``, with a row at least.
    names : sequence of str
        Of its rows; messages, as are title, about and axis.
    title, about, axis : str
    words : Words
        Whose language is spoken.
    """
    shown = figure_words(words)
    rows = table.to_dicts()
    with house_style(shown):
        canvas = new_canvas(told(title, shown.language), told(about, shown.language))
        start = LEFT + (_NAMES + 12) / (72 * SIZE[0])
        axes = canvas.figure.add_axes((start, 0.12, 0.90 - start, canvas.top - 0.14))
        looks = [Look(SERIES[0] if row["told"] else BASELINE, "o", not row["told"]) for row in rows]
        dots = [
            Dot(y, row, look, f"{row['ratio']:.2f}", None if row["told"] else MUTED)
            for y, (row, look) in enumerate(zip(rows, looks, strict=True))
        ]
        axes.set_xscale("log")
        dots_and_whiskers(axes, dots, at="ratio", labels="beside")
        reached = bounds(rows, "ratio")
        axes.set_xlim(min(*reached, 0.8) / _AIR, max(*reached, 1.25) * _AIR)
        axes.axvline(1.0, color=RULE, lw=1.2, zorder=1)
        row = (canvas.top - 0.14) * 72 * SIZE[1] / (len(rows) + 0.2)
        _name(axes, [told(name, shown.language) for name in names], looks, min(NORMAL, _FILL * row))
        axes.set_xlabel(told(axis, shown.language), size=SMALL)
    return canvas.figure


def _name(axes: Axes, names: Sequence[str], looks: Sequence[Look], size: float) -> None:
    font = FontProperties(size=size, weight="bold")
    axes.set_yticks(range(len(names)), [name_lines(name, _NAMES, font, most=1) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)
    for label, look in zip(axes.get_yticklabels(), looks, strict=True):
        label.set(color=look.colour, fontweight="bold", fontsize=size)
    axes.xaxis.set_major_locator(FixedLocator(_TICKS))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}×"))
    axes.grid(axis="x")
    axes.tick_params(axis="x", labelcolor=MUTED, labelsize=SMALL, length=0)
    clear_frame(axes)
