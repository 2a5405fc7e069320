"""How an outcome answers to one, two or three parameters of a sweep."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..summary import intervals_overlap, mean_interval
from ..words import Words
from .panels import band_line, label_ends, number_axis, pad_range, Look
from .style import MUTED, SERIES, SMALL, clear_frame, figure_words, house_style, new_canvas

_LINES = 6  # values of the second parameter that can be told apart
_PANELS = 4  # values of the third


def draw_response(
    table: pl.DataFrame, parameters: Sequence[str], outcome: str, words: Words, *, level: float, brand: str | None = None
) -> Figure:
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
        return _draw(runs, list(parameters), outcome, shown, level)


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


def _draw(runs: pl.DataFrame, parameters: list[str], outcome: str, words: Words, level: float) -> Figure:
    name = words.metric(outcome)
    if runs.is_empty():
        return new_canvas(words.say("response_none", metric=name), words.say("no_records")).figure
    what = words.say("response_what", runs=runs.height, level=words.percent(level))
    canvas = new_canvas(_title(runs, parameters[0], outcome, words, level), what)
    panels = runs[parameters[2]].unique().sort().to_list()[:_PANELS] if len(parameters) > 2 else [None]
    grid = canvas.figure.add_gridspec(
        1, len(panels), left=0.085, right=0.80 if len(parameters) > 1 else 0.96, top=canvas.top - 0.07,
        bottom=0.14, wspace=0.12,
    )  # fmt: skip
    limits = pad_range(runs["value"].to_list(), 0.1)
    for i, panel in enumerate(panels):
        axes = canvas.figure.add_subplot(grid[0, i])
        axes.set_ylim(*limits)
        part = runs if panel is None else runs.filter(pl.col(parameters[2]) == panel)
        _panel(axes, part, parameters, outcome, words, level, last=i == len(panels) - 1)
        if panel is not None:
            axes.set_title(f"{parameters[2]} = {panel}", size=SMALL)
        if i:
            axes.tick_params(labelleft=False)
        else:
            axes.set_title(name if panel is None else f"{name}\n{parameters[2]} = {panel}", size=SMALL + 0.5)
    return canvas.figure


def _panel(
    axes: Axes, runs: pl.DataFrame, parameters: list[str], outcome: str, words: Words, level: float, *, last: bool
) -> None:
    first = parameters[0]
    values = runs[first].unique().sort().to_list()
    is_number = runs[first].dtype.is_numeric()
    places = {value: float(value) if is_number else float(i) for i, value in enumerate(values)}
    lines = runs[parameters[1]].unique().sort().to_list()[:_LINES] if len(parameters) > 1 else [None]
    ends: list[tuple[str, float, str]] = []
    for line, colour in zip(lines, SERIES, strict=False):
        part = runs if line is None else runs.filter(pl.col(parameters[1]) == line)
        means = mean_interval(part, [first], level)
        days = pl.Series("day", [places[value] for value in means[first]])
        band_line(axes, means.with_columns(days), Look(colour, "o"))
        axes.plot([places[v] for v in part[first]], part["value"], "o", ms=3.2, color=colour, alpha=0.45, mec="none")
        if line is not None and means.height:
            ends.append((f"{_short(parameters[1])} = {_shown(line)}", float(means["mean"][-1]), colour))
    if last:
        label_ends(axes, ends, size=SMALL)
    number_axis(axes, words, outcome, "y")
    axes.set_xticks(_few(list(places.values())), _few([_shown(value) for value in values]))
    axes.set_xlabel(first, size=SMALL, color=MUTED)
    clear_frame(axes, keep="bottom")


def _few(items: list[Any], most: int = 8) -> list[Any]:
    """Every item, or evenly picked ones if there are too many to print."""
    return items[:: -(-len(items) // most)] if items else items


def _short(path: str) -> str:
    return path.rsplit(".", 1)[-1]


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _title(runs: pl.DataFrame, parameter: str, outcome: str, words: Words, level: float) -> str:
    """From where to where the outcome goes over the range, hedged if the ends' intervals overlap."""
    ends = mean_interval(runs, [parameter], level).to_dicts()
    one, other = ends[0], ends[-1]
    said = {
        "metric": words.metric(outcome), "parameter": _short(parameter), "low": _shown(one[parameter]),
        "high": _shown(other[parameter]), "start": words.value(outcome, one["mean"]), "end": words.value(outcome, other["mean"]),
    }  # fmt: skip
    if len(ends) < 2:
        return words.say("response_single", **said)
    if intervals_overlap(one, other):
        return words.say("response_flat", **said)
    return words.say("response_up" if other["mean"] > one["mean"] else "response_down", **said)
