"""Whether people come back: daily active users, the arms' difference to the baseline, D1 / D7 / D30."""

import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from ..evidence import Evidence
from ..summary import daily_levels, levels, of_metric
from ..titles import moves
from ..words import Words
from .dots import Dot, bounds, dots_and_whiskers
from .lines import arm_lines, label_ends
from .panels import headline, looks_of, number_axis, pad_range, zero_line
from .style import MUTED, NORMAL, SIZE, SMALL, HouseFigure, clear_frame, in_house_style, name_lines
from .timeline import date_axis

_NAME = 92  # points of width for an arm's name
COHORTS = ("d1_retention", "d7_retention", "d30_retention")


@in_house_style
def draw_retention(evidence: Evidence, words: Words) -> HouseFigure | None:
    """DAU on the upper left, the difference to the baseline below it, retention of newcomers on the right."""
    dau = daily_levels(evidence, "dau")
    if dau.is_empty():
        return None
    canvas = headline(evidence, words, _title(evidence, words), words.say("retention_what"), dots=True)
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
    arm_lines(axes, dau, evidence, words)
    _day_axis(axes, evidence, words, "dau")
    axes.set_title(words.say("retention_dau"), pad=7)


def _difference(axes: Axes, evidence: Evidence, words: Words) -> None:
    rows = of_metric(evidence.effects_daily, "dau", evidence.brand)
    ends = arm_lines(axes, rows, evidence, words, at="diff")
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
    looks, dots = looks_of(evidence), list[Dot]()
    y, ticks, names = 0.0, [], []
    for metric in COHORTS:
        found = levels(evidence, metric)
        ticks.append(y + (len(evidence.arms) - 1) / 2)
        names.append(words.metric(metric))
        if not found:
            axes.text(
                0.015, ticks[-1], words.say("not_observed", days=evidence.n_days), va="center", color=MUTED, size=SMALL
            )
        for arm, row in found.items():
            look = looks[arm]
            dots.append(Dot(y + evidence.arms.index(arm), row, look, words.percent(row["mean"]), look.colour))
        y += len(evidence.arms) + 0.9
    dots_and_whiskers(axes, dots, labels="beside")
    axes.set_xlim(0, pad_range([0.0, *bounds([dot.row for dot in dots])], 0.3)[1] if dots else 1)
    axes.set_ylim(y - 1.2, -0.8)
    axes.set_yticks(ticks, names)
    number_axis(axes, words, COHORTS[0], "x", n=3)
    axes.set_title(words.say("retention_cohorts"), pad=7)
    clear_frame(axes)


def _title(evidence: Evidence, words: Words) -> str:
    if evidence.treated:
        return moves(evidence, "dau", words)
    sticky = next(iter(levels(evidence, "stickiness").values()), None)
    return words.say("retention_title_level", stickiness=words.percent(sticky["mean"] if sticky else None))
