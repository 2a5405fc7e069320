"""Lives of notes: the share of what a note gets in four weeks that it has at each age, and the middle half."""

from typing import Final

import polars as pl
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator, PercentFormatter

from ...config.messages import message, told
from ..words import Words
from .style import (
    LEFT,
    MUTED,
    SERIES,
    SMALL,
    HouseFigure,
    clear_frame,
    figure_words,
    house_style,
    new_canvas,
)  # fmt: skip

_DAYS: Final = (0.5, 1.0, 2.0, 4.0, 7.0, 14.0, 28.0)


def draw_lives(table: pl.DataFrame, title: str, about: str, words: Words) -> HouseFigure:
    """Draw the curve of lives and its band.

    Parameters
    ----------
    table : frame
        ``note_biographies.parquet``, with a row at least.
    title, about : str
        Messages.
    words : Words
        Whose language is spoken.
    """
    shown = figure_words(words)
    ages = [*table["from_days"], table["to_days"][-1]]
    middle, low, high = ([*table[name], 1.0] for name in ("reached", "reached_low", "reached_high"))
    with house_style(shown):
        canvas = new_canvas(told(title, shown.language), told(about, shown.language))
        axes = canvas.figure.add_axes((LEFT + 0.06, 0.13, 0.86 - LEFT, canvas.top - 0.17))
        axes.set_xscale("log")
        axes.fill_between(ages, low, high, color=SERIES[0], alpha=0.16, lw=0)
        axes.plot(ages, middle, color=SERIES[0], lw=2.4, marker="o", ms=6, mec="white", mew=1.0)
        for age, share in zip(ages[:-1], middle, strict=False):
            axes.annotate(f"{share:.0%}", (age, share), xytext=(6, -12), textcoords="offset points", size=SMALL)
        axes.set_ylim(0, 1.04)
        axes.set_xlim(ages[0] / 1.15, ages[-1] * 1.15)
        axes.xaxis.set_major_locator(FixedLocator([day for day in _DAYS if ages[0] <= day <= ages[-1]]))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        axes.set_xlabel(told(message("content.lives_axis"), shown.language), size=SMALL)
        axes.grid(axis="y")
        axes.tick_params(length=0, labelcolor=MUTED, labelsize=SMALL)
        clear_frame(axes)
    return canvas.figure
