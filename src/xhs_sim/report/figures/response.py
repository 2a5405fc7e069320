"""How an outcome answers to one, two or three parameters of a sweep."""

from collections.abc import Sequence

import polars as pl
from matplotlib.axes import Axes

from ...verdict.statistics import LEAST_RUNS
from ..summary import mean_interval
from ..words import Words
from .dots import Dot, dots_and_whiskers
from .lines import band_line, label_ends
from .panels import Look, number_axis, pad_range
from .parameter_axis import places_of, short, shown, value_ticks, values_of
from .style import MARKERS, MUTED, SERIES, SMALL, HouseFigure, clear_frame, figure_words, house_style, new_canvas

_NAME = 125  # points of width for the name of a line
_LINES = 6  # values of the second parameter that can be told apart
_PANELS = 4  # values of the third


def draw_response(
    table: pl.DataFrame,
    parameters: Sequence[str],
    outcome: str,
    words: Words,
    *,
    level: float,
    brand: str | None = None,
) -> HouseFigure:
    """Draw the outcome over the first parameter; the second gives lines, the third gives panels.

    Parameters
    ----------
    table : frame
        One row per run with the parameters as columns, and either the outcome as a column (wide) or
        ``metric`` and ``value`` (long; rows with a day or of failed runs, value null, are left out).
    parameters : sequence of str
        Swept parameters, at least one; beyond the third their runs are averaged over.
    outcome : str
        Name of the metric.
    words : Words
        ``load_words("en")`` or ``load_words("zh")``.
    level : float
        Level of the intervals over replicates.
    brand : str, optional
        Keep only this brand's rows (and the platform's) of a long table.
    """
    shown = figure_words(words)
    runs = outcome_values(table, parameters, outcome, brand)
    with house_style(shown):
        figure = _draw(runs, list(parameters), outcome, shown, level)
        figure.draw_without_rendering()  # tick labels are made now, in the house's fonts, whoever saves them
    return figure


def outcome_values(table: pl.DataFrame, parameters: Sequence[str], outcome: str, brand: str | None) -> pl.DataFrame:
    """The parameters and the outcome's ``value``, one row per run that has one."""
    frame = table
    if outcome in table.columns:
        frame = table.rename({outcome: "value"})
    else:
        frame = table.filter(pl.col("metric") == outcome)
        if "day" in frame.columns:
            frame = frame.filter(pl.col("day").is_null())
        if brand is not None and "brand" in frame.columns:
            frame = frame.filter(pl.col("brand").is_null() | (pl.col("brand") == brand))
    return frame.select(*parameters, "value").drop_nulls()


def _draw(runs: pl.DataFrame, parameters: list[str], outcome: str, words: Words, level: float) -> HouseFigure:
    name = words.metric(outcome)
    if runs.is_empty():
        return new_canvas(words.say("response_none", metric=name), words.say("no_records")).figure
    what = words.say("response_what", runs=runs.height, level=words.percent(level))
    canvas = new_canvas(_title(runs, parameters[0], outcome, words, level), what)
    panels = values_of(runs, parameters[2])[:_PANELS] if len(parameters) > 2 else [None]
    grid = canvas.figure.add_gridspec(
        1, len(panels), left=0.085, right=0.80 if len(parameters) > 1 else 0.96, top=canvas.top - 0.07,
        bottom=0.14, wspace=0.12,
    )  # fmt: skip
    limits = pad_range(runs["value"].to_list(), 0.1)
    for i, panel in enumerate(panels):
        axes = canvas.figure.add_subplot(grid[0, i])
        axes.set_ylim(*limits)
        part = runs if panel is None else runs.filter(pl.col(parameters[2]) == panel)
        ends = _lines(axes, part, parameters, words, level)
        value_ticks(axes, values_of(part, parameters[0]), words, most=8 // len(panels) + 1)
        number_axis(axes, words, outcome, "y")
        axes.tick_params(labelleft=i == 0)
        axes.set_xlabel(parameters[0], size=SMALL, color=MUTED)
        axes.set_title(name if panel is None else f"{short(parameters[2])} = {shown(panel, words)}")
        clear_frame(axes, keep="bottom")
        if i == len(panels) - 1:
            label_ends(axes, ends, width=_NAME, size=SMALL)
    return canvas.figure


def _lines(
    axes: Axes, runs: pl.DataFrame, parameters: list[str], words: Words, level: float
) -> list[tuple[str, float, str]]:
    """A line per value of the second parameter, or dots where the first is named choices; their ends."""
    first, ends = parameters[0], []
    places = places_of(values_of(runs, first))
    lines = values_of(runs, parameters[1])[:_LINES] if len(parameters) > 1 else [None]
    for i, line in enumerate(lines):
        part, look = (runs if line is None else runs.filter(pl.col(parameters[1]) == line), Look(SERIES[i], MARKERS[i]))
        means = mean_interval(part, [first], level)
        x = [places[value] for value in means[first]]
        if runs[first].dtype.is_numeric():
            band_line(axes, means.with_columns(day=pl.Series(x)), look)
        else:
            beside = 0.09 * (i - (len(lines) - 1) / 2)  # between named choices there is nothing to draw a line through
            dots = [Dot(at + beside, row, look) for at, row in zip(x, means.to_dicts(), strict=True)]
            dots_and_whiskers(axes, dots, standing=True)
        axes.plot(
            [places[v] for v in part[first]], part["value"], "o", ms=3.2, color=look.colour, alpha=0.4, mec="none"
        )
        if line is not None and means.height:
            ends.append((f"{short(parameters[1])} = {shown(line, words)}", float(means["mean"][-1]), look.colour))
    return ends


def _title(runs: pl.DataFrame, parameter: str, outcome: str, words: Words, level: float) -> str:
    """How the outcome moves over the range, hedged if the intervals of the compared values overlap."""
    rows = mean_interval(runs, [parameter], level).to_dicts()
    is_range = runs[parameter].dtype.is_numeric()
    ranked = rows if is_range else sorted(rows, key=lambda row: float(row["mean"]))
    one, other = ranked[0], ranked[-1]
    said = {
        "metric": words.metric(outcome), "parameter": short(parameter), "low": shown(one[parameter], words),
        "high": shown(other[parameter], words), "start": words.value(outcome, one["mean"]),
        "end": words.value(outcome, other["mean"]),
    }  # fmt: skip
    if len(rows) < 2:
        return words.say("response_single", **said)
    if min(one["n"], other["n"]) < LEAST_RUNS:
        return words.say("response_few", **said, n=min(one["n"], other["n"]))
    if one["ci_low"] <= other["ci_high"] and other["ci_low"] <= one["ci_high"]:
        return words.say("response_flat" if is_range else "response_alike", **said)
    if not is_range:
        return words.say("response_choice", **said)
    return words.say("response_up" if other["mean"] > one["mean"] else "response_down", **said)
