"""What decides an output: shares of its variance, and beside them what the screening found."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ..sensitivity import LUCK, Asked, answer_of, meaning_of, name_of, whole_percent
from ..words import Words
from .dots import Dot, dots_and_whiskers
from .panels import Look, number_axis, write
from .style import (
    BASELINE,
    INK,
    LEFT,
    MUTED,
    NORMAL,
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

_SCREENED = 7  # parameters of the screening that are shown
_NAMES = 150  # points for the names of rows
_APART = 0.16  # of a row, between the two dots of a parameter
_BELOW = 22  # points for what is said below the last dot
_MEANING = SMALL - 1.5
_MARGIN = 0.05  # beyond 0% and 100%: a dot there is seen whole

Row = Mapping[str, Any]


def draw_sensitivity(indices: pl.DataFrame, asked: Asked, words: Words, *, level: float) -> HouseFigure:
    """Draw S1 and ST of each parameter and of luck; and if there was a screening, the effects that it found.

    Parameters
    ----------
    indices : frame
        ``indices.parquet``.
    asked : Asked
        Which output.
    words : Words
    level : float
        Of the intervals.
    """
    shown = figure_words(words)
    own = indices.filter(pl.col("output") == asked.output)
    shares = {m: own.filter(method="sobol", measure=m).to_dicts() for m in ("S1", "ST")}
    effects = sorted(own.filter(measure="mu_star").to_dicts(), key=lambda row: -row["value"])
    with house_style(shown):
        blocks = shown.say("sensitivity_blocks", level=shown.percent(level), n=shares["S1"][0]["n"])
        what = shown.say("semicolon").join((shown.say("sensitivity_what"), blocks))
        canvas = new_canvas(answer_of(indices, asked, shown), what)
        bottom, height = 0.115, canvas.top - 0.185
        start = LEFT + (_NAMES + 12) / (72 * SIZE[0])
        end = 0.49 if effects else 0.955
        _shares(canvas.figure.add_axes((start, bottom, end - start, height)), shares, shown)
        if effects:
            start = 0.51 + (_NAMES + 12) / (72 * SIZE[0])
            _effects(canvas.figure.add_axes((start, bottom, 0.955 - start, height)), effects, asked, shown)
    return canvas.figure


def _shares(axes: Axes, shares: Mapping[str, Sequence[Row]], words: Words) -> None:
    """A row a parameter, the largest share first and luck last: by itself above, together with others below."""
    alone = sorted(shares["S1"], key=lambda row: (row["parameter"] == LUCK, -row["value"]))
    whole = {row["parameter"]: row for row in shares["ST"]}
    dots = []
    for y, row in enumerate(alone):
        is_luck, total = row["parameter"] == LUCK, whole[row["parameter"]]
        colour = BASELINE if is_luck else SERIES[0]
        said = [whole_percent(each["value"], words) for each in (row, total)]
        dots.append(Dot(y - _APART, _whiskers(row), Look(colour, "o"), "" if is_luck else said[0]))
        dots.append(Dot(y + _APART, _whiskers(total), Look(colour, "o", is_hollow=True)))
        if is_luck:  # above its dot it would lie under the one of luck by itself
            below: dict[str, Any] = {"shift": (0, -7), "va": "top", "ha": "center"}
            write(axes, said[1], (total["value"], y + _APART), size=SMALL, weight="bold", color=colour, **below)
    dots_and_whiskers(axes, dots)
    axes.set_xlim(-_MARGIN, 1 + _MARGIN)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda share, _: whole_percent(share, words)))
    _panel(axes, [row["parameter"] for row in alone], words.say("sensitivity_shares_head"), words)
    share = _BELOW / (axes.get_position().height * SIZE[1] * 72)
    room = (_APART + share * (len(alone) - 0.4)) / (1 - share)  # below the last row, in rows
    axes.set_ylim(len(alone) - 1 + max(room, 0.6), -0.6)


def _effects(axes: Axes, effects: Sequence[Row], asked: Asked, words: Words) -> None:
    """A row a parameter, the largest effect first; a line where another seed's is."""
    luck = next(row for row in effects if row["parameter"] == LUCK)
    rows = [row for row in effects if row["parameter"] != LUCK][:_SCREENED]
    dots = [Dot(y, _whiskers(row), Look(SERIES[1], "s")) for y, row in enumerate(rows)]
    dots_and_whiskers(axes, dots)
    axes.axvline(luck["value"], color=BASELINE, lw=1.2, ls=(0, (4, 3)), zorder=1)
    label = words.say("sensitivity_another_seed")
    write(axes, label, (luck["value"], 0), within=("data", "axes fraction"), shift=(4, 3), size=_MEANING, color=MUTED)
    reach = max([luck["value"], *(row["value"] if row["high"] is None else row["high"] for row in rows), 1e-12])
    axes.set_xlim(0, min(reach, 2.5 * max(row["value"] for row in (*rows, luck))) * 1.05 or 1.0)
    metric = "value" if asked.by_extra_yuan or asked.by_yuan else asked.metric
    number_axis(axes, words, metric, "x", n=4)
    _panel(axes, [row["parameter"] for row in rows], words.say("sensitivity_effects_head"), words)


def _whiskers(row: Row) -> Row:
    return {"mean": row["value"], "ci_low": row["low"], "ci_high": row["high"]}


def _panel(axes: Axes, parameters: Sequence[str], head: str, words: Words) -> None:
    """Name the rows, by the last steps of their paths and below that by what they mean."""
    axes.set_ylim(len(parameters) - 0.4, -0.6)
    axes.set_yticks([])
    axes.grid(axis="x")
    write(axes, head, (0, 1), within="axes fraction", shift=(-_NAMES - 10, 8), size=NORMAL + 0.5, weight="bold")
    axes.tick_params(axis="x", labelcolor=MUTED, labelsize=SMALL, length=0)
    clear_frame(axes)
    bold, plain = FontProperties(size=NORMAL - 0.5, weight="bold"), FontProperties(size=_MEANING)
    roomy = len(parameters) <= 6
    for y, parameter in enumerate(parameters):
        at: dict[str, Any] = {"within": ("axes fraction", "data"), "ha": "right"}
        name = name_lines(_short(name_of(parameter, words)), _NAMES, bold, most=1)
        colour = MUTED if parameter == LUCK else INK
        write(axes, name, (0, y), shift=(-10, 1), size=NORMAL - 0.5, weight="bold", color=colour, **at)
        meaning = name_lines(meaning_of(parameter, words), _NAMES, plain, most=2 if roomy else 1)
        write(axes, meaning, (0, y), shift=(-10, -1), va="top", size=_MEANING, color=MUTED, linespacing=1.05, **at)


def _short(path: str) -> str:
    """Return the last two steps of a path: what is called alike in two parts is told apart."""
    return ".".join(path.split(".")[-2:])
