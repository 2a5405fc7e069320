"""Over one parameter: each arm's line with its intervals, and along the axis who comes first."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

from ....verdict.statistics import LEAST_RUNS
from ...summary import mean_interval
from ...swept import Swept
from ...words import Words
from ..dots import Dot, dots_and_whiskers
from ..lines import band_line, label_ends
from ..panels import Look, number_axis, pad_range
from ..parameter_axis import is_wide, places_of, value_ticks, values_of
from ..style import SIZE, SMALL, HouseFigure, clear_frame, width_of
from .parts import NOBODY, RIGHT_END, called, header, is_out, looks_in

_LEFT, _BOTTOM, _STRIP = 0.085, 0.235, 0.042
_NAME = 146  # points of width for an arm's name
_WHISKERS = 12  # values up to which intervals are whiskers that stand side by side; beyond, bands
_TICKS = 9
_BESIDE = 0.007  # of the range: how far arms stand beside each other


def draw_lines(swept: Swept, parameter: str, words: Words) -> HouseFigure:
    """Draw the metric of each arm over one parameter, and below it which arm is first."""
    is_enough = swept.runs >= LEAST_RUNS
    spread = words.say("leads_whiskers" if is_enough else "leads_single_runs")
    beaten = [words.say("leads_grey")] if any(is_out(swept, arm) for arm in swept.arms) else []
    canvas = header(swept, words, spread, words.say("leads_strip"), *beaten)
    axes = canvas.figure.add_axes((_LEFT, _BOTTOM, RIGHT_END - _LEFT, canvas.top - 0.05 - _BOTTOM))
    values = values_of(swept.cells, parameter)
    runs = swept.values.drop_nulls("value").filter(pl.col(parameter).is_not_null())
    axes.set_title(words.metric(swept.metric))
    clear_frame(axes, keep="bottom")
    ends = _lines(axes, runs, swept, parameter, words, is_enough=is_enough) if runs.height else []
    number_axis(axes, words, swept.metric, "y")
    value_ticks(axes, values, words, most=_TICKS)
    axes.tick_params(labelbottom=False)
    label_ends(axes, ends, width=_NAME, size=SMALL)
    strip = canvas.figure.add_axes((_LEFT, _BOTTOM - 0.02 - _STRIP, RIGHT_END - _LEFT, _STRIP))
    value_ticks(strip, values, words, most=_TICKS)
    strip.set(xlim=axes.get_xlim(), ylim=(0, 1), yticks=[])
    _strip(strip, swept, parameter, words)
    strip.set_xlabel(called(swept, parameter, words, (RIGHT_END - _LEFT) * SIZE[0] * 72), size=SMALL)
    return canvas.figure


def _lines(
    axes: Axes, runs: pl.DataFrame, swept: Swept, parameter: str, words: Words, *, is_enough: bool
) -> list[tuple[str, float, str]]:
    """Draw each arm's line, or dots alone between choices, with intervals or single runs; return names for the ends."""
    values, looks, ends = values_of(swept.cells, parameter), looks_in(swept), []
    arms, reached = [arm for arm in swept.arms if arm in set(runs["arm"])], [*runs["value"]]
    for i, arm in enumerate(arms):
        own, look = runs.filter(pl.col("arm") == arm), looks[arm]
        name = words.arm(arm)
        if is_out(swept, arm):
            name, look = f"{name}°", look._replace(colour=NOBODY)
        places = _moved(places_of(values), i - (len(arms) - 1) / 2, is_wide(values), own[parameter].dtype.is_numeric())
        means = mean_interval(own, [parameter], swept.level)
        if not is_enough:
            means = means.with_columns(pl.lit(None, pl.Float64).alias(name) for name in ("ci_low", "ci_high"))
            x = [places[value] for value in own[parameter]]
            axes.plot(x, own["value"], "o", ms=3.2, color=look.colour, alpha=0.4, mec="none")
        reached += [*means["ci_low"].drop_nulls(), *means["ci_high"].drop_nulls()]
        _arm(axes, means, [places[value] for value in means[parameter]], look)
        ends.append((name, float(means["mean"][-1]), look.colour))
    axes.set_ylim(*pad_range(reached, 0.08))
    return ends


def _arm(axes: Axes, means: pl.DataFrame, x: list[float], look: Look) -> None:
    is_number = means[means.columns[0]].dtype.is_numeric()
    if is_number and len(x) > _WHISKERS:
        band_line(axes, means.with_columns(day=pl.Series(x)), look)
        return
    if is_number:
        axes.plot(x, means["mean"].to_numpy(), color=look.colour, lw=2.0, zorder=2)
    dots = [Dot(at, row, look) for at, row in zip(x, means.to_dicts(), strict=True)]
    dots_and_whiskers(axes, dots, standing=True)


def _moved(places: dict[Any, float], by: float, is_logarithmic: bool, is_number: bool) -> dict[Any, float]:
    """Move an arm a little aside, so that whiskers stand beside each other."""
    low, high = min(places.values()), max(places.values())
    if not is_number:
        return {value: at + 0.09 * by for value, at in places.items()}
    if is_logarithmic:
        return {value: at * (high / low) ** (_BESIDE * by) for value, at in places.items()}
    return {value: at + (high - low) * _BESIDE * by for value, at in places.items()}


def _strip(axes: Axes, swept: Swept, parameter: str, words: Words) -> None:
    """Mark along the axis who comes first: full where told apart from all others, hatched where not."""
    values, looks = values_of(swept.cells, parameter), looks_in(swept)
    borders = _borders(axes, values)
    found = {row[parameter]: (row["first"], row["is_told"]) for row in swept.cells.iter_rows(named=True)}
    for (first, is_told), same in groupby(range(len(values)), key=lambda i: found[values[i]]):
        stretch = [*same]
        left, right = borders[stretch[0]], borders[stretch[-1] + 1]
        colour = NOBODY if first is None else looks[first].colour
        face = colour if is_told or first is None else "white"
        style: dict[str, Any] = {"fc": face, "ec": colour, "lw": 1.2, "hatch": "" if face == colour else "////"}
        axes.add_patch(Rectangle((left, 0.04), right - left, 0.92, **style))
        name = "" if first is None else words.arm(first)
        font = FontProperties(size=SMALL, weight="bold")
        (x0, _), (x1, _) = axes.transData.transform([(left, 0), (right, 0)])
        middle = axes.transData.inverted().transform(((x0 + x1) / 2, 0))[0]
        ink, back = ("white", colour) if face == colour else (colour, "white")
        if width_of(name, font) + 14 < (x1 - x0) / axes.figure.dpi * 72:
            box = {"fc": back, "ec": "none", "pad": 1.2}
            axes.text(middle, 0.47, name, ha="center", va="center", color=ink, size=SMALL, weight="bold", bbox=box)
        elif first is not None:
            axes.plot([middle], [0.5], looks[first].marker, ms=7, color=ink, mec=back, mew=1.5)
    clear_frame(axes)


def _borders(axes: Axes, values: Sequence[Any]) -> list[float]:
    """Return where the stretches of values meet: half-way on the axis as it is drawn; the ends are the axis' own."""
    places = places_of([*values])
    to, back = axes.transData.transform, axes.transData.inverted().transform
    at = [float(to((places[value], 0))[0]) for value in values]
    middles = [float(back(((one + other) / 2, 0))[0]) for one, other in pairwise(at)]
    low, high = axes.get_xlim()
    return [low, *middles, high]
