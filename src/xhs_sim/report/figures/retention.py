"""Whether people come back: daily active users, the arms' difference to the baseline, D1 / D7 / D30."""

from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from ..evidence import Evidence
from ..headline import moves
from ..summary import daily_levels, levels, of_metric
from ..words import Words
from .panels import Look, band_line, bounds, label_ends, number_axis, pad_range, subtitle, whisker, zero_line
from .style import (
    MUTED,
    NORMAL,
    SIZE,
    SMALL,
    HouseFigure,
    arm_colours,
    arm_markers,
    clear_frame,
    in_house_style,
    name_lines,
    new_canvas,
)
from .timeline import date_axis

_NAME = 92  # points of width for an arm's name
COHORTS = ("d1_retention", "d7_retention", "d30_retention")


@in_house_style
def draw_retention(evidence: Evidence, words: Words) -> HouseFigure | None:
    """DAU on the upper left, the difference to the baseline below it, retention of newcomers on the right."""
    dau = daily_levels(evidence, "dau")
    if dau.is_empty():
        return None
    canvas = new_canvas(_title(evidence, words), subtitle(evidence, words, words.say("retention_what")))
    height = canvas.top - 0.17
    has_effects = bool(evidence.treated) and not evidence.effects_daily.is_empty()
    share = 0.44 if has_effects else 1.0
    upper = canvas.figure.add_axes((0.085, 0.11 + height * (1 - share), 0.38, height * share))
    _curve(upper, dau, evidence, words)
    if has_effects:
        lower = canvas.figure.add_axes((0.085, 0.11, 0.38, height * 0.36), sharex=upper)
        _difference(lower, evidence, words)
        upper.tick_params(labelbottom=False)
    cohorts = canvas.figure.add_axes((0.70, 0.11, 0.275, height))
    _cohorts(cohorts, evidence, words)
    return canvas.figure


def _curve(axes: Axes, dau: pl.DataFrame, evidence: Evidence, words: Words) -> None:
    """The arms lie nearly on one another here: what sets them apart is shown below."""
    colours = arm_colours(evidence.arms, evidence.baseline)
    for arm in evidence.arms:
        part = dau.filter(pl.col("arm") == arm)
        if part.height:
            band_line(axes, part, Look(colours[arm], "o"))
    _day_axis(axes, evidence, words, "dau")
    axes.set_title(words.say("retention_dau"), pad=7)


def _difference(axes: Axes, evidence: Evidence, words: Words) -> None:
    colours, ends = arm_colours(evidence.arms, evidence.baseline), []
    rows = of_metric(evidence.effects_daily, "dau", evidence.brand)
    for arm in evidence.treated:
        part = rows.filter(pl.col("arm") == arm).sort("day")
        if part.height:
            band_line(axes, part, Look(colours[arm], "o"), at="diff")
            ends.append((words.arm(arm), float(part["diff"][-1]), colours[arm]))
    zero_line(axes, "y")
    _day_axis(axes, evidence, words, "dau", sign=True)
    label_ends(axes, ends, width=_NAME, size=NORMAL - 0.5)
    title = words.say("retention_difference", baseline=words.arm(evidence.baseline))
    font = FontProperties(size=NORMAL + 0.5, weight="bold")
    axes.set_title(name_lines(title, axes.get_position().width * SIZE[0] * 72, font, most=1), pad=7)


def _day_axis(axes: Axes, evidence: Evidence, words: Words, metric: str, *, sign: bool = False) -> None:
    is_last = sign or not evidence.treated
    date_axis(axes, evidence.calendar, evidence.n_days, words, weekdays=False, named=is_last)
    number_axis(axes, words, metric, "y", sign=sign, n=4)
    clear_frame(axes, keep="bottom")


def _cohorts(axes: Axes, evidence: Evidence, words: Words) -> None:
    """Newcomers who are active exactly 1, 7 and 30 days after their first day."""
    colours, markers = (arm_colours(evidence.arms, evidence.baseline), arm_markers(evidence.arms, evidence.baseline))
    y, reached, ticks, names = 0.0, [0.0], [], []
    for metric in COHORTS:
        found = levels(evidence, metric)
        ticks.append(y + (len(evidence.arms) - 1) / 2)
        names.append(words.metric(metric))
        if not found:
            axes.text(
                0.015, ticks[-1], words.say("not_observed", days=evidence.n_days), va="center", color=MUTED, size=SMALL
            )
        for arm, row in found.items():
            at = y + evidence.arms.index(arm)
            whisker(axes, row, at, Look(colours[arm], markers[arm]))
            _beside(axes, row, at, words.percent(row["mean"]), colours[arm])
            reached += bounds([row])
        y += len(evidence.arms) + 0.9
    axes.set_xlim(0, pad_range(reached, 0.3)[1] if len(reached) > 1 else 1)
    axes.set_ylim(y - 1.2, -0.8)
    axes.set_yticks(ticks, names)
    number_axis(axes, words, COHORTS[0], "x", n=3)
    axes.set_title(words.say("retention_cohorts"), pad=7)
    clear_frame(axes)


def _beside(axes: Axes, row: dict[str, Any], y: float, text: str, colour: str) -> None:
    x = row["ci_high"] if row["ci_high"] is not None else row["mean"]
    axes.annotate(text, (x, y), xytext=(7, 0), textcoords="offset points", va="center", color=colour, size=SMALL)


def _title(evidence: Evidence, words: Words) -> str:
    if evidence.treated:
        return moves(evidence, "dau", words)
    sticky = next(iter(levels(evidence, "stickiness").values()), None)
    return words.say("retention_title_level", stickiness=words.percent(sticky["mean"] if sticky else None))
