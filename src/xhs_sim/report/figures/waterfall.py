"""What each part of a plan adds: bars that begin where the one before ends, from arms that nest one another."""

from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from ...metrics import METRICS
from ...verdict.statistics import LEAST_RUNS
from ..evidence import Evidence
from ..nested import Step, Steps, steps_of
from ..words import Words
from .panels import headline, number_axis, pad_range, write
from .style import (
    BASELINE,
    INK,
    LEFT,
    MUTED,
    RULE,
    SERIES,
    SIZE,
    SMALL,
    HouseFigure,
    clear_frame,
    in_house_style,
    name_lines,
)

_PANEL: Final = (0.3, 0.11, 0.575)  # left, bottom, width
_TALLEST: Final = 46.0  # points of a bar
_AIR: Final = 8.0  # points beside the panel
_MOST: Final = 9  # steps


@in_house_style
def draw_waterfall(evidence: Evidence, words: Words) -> HouseFigure | None:
    """Draw a row for each step and one for the whole, each with the interval of its own pairs."""
    found = steps_of(evidence, evidence.outcome)
    if found is None or len(found.steps) > _MOST:
        return None
    metric = evidence.outcome
    canvas = headline(evidence, words, _title(found, metric, words), _what(found, words))
    left, bottom, width = _PANEL
    axes = canvas.figure.add_axes((left, bottom, width, canvas.top - bottom - 0.03))
    rows = [*found.steps, found.whole]
    starts = [sum(step.mean for step in found.steps[:i]) for i in range(len(found.steps))] + [0.0]
    _limits(axes, rows, starts)
    for y, (step, start) in enumerate(zip(rows, starts, strict=True)):
        _row(axes, y, step, start, len(rows), metric, words)
    axes.axvline(0, color=RULE, lw=1.2, zorder=1)
    axes.axhline(len(rows) - 1.5, color=RULE, lw=0.9, zorder=1)
    number_axis(axes, words, metric, "x", sign=True)
    axes.set_yticks([])
    clear_frame(axes)
    return canvas.figure


def _limits(axes: Axes, rows: list[Step], starts: list[float]) -> None:
    ends = [start + value for step, start in zip(rows, starts, strict=True)
            for value in (0.0, step.mean, step.low, step.high) if value is not None]  # fmt: skip
    axes.set_xlim(*pad_range([0.0, *ends], 0.05))
    axes.set_ylim(len(rows) - 0.45, -0.55)


def _row(axes: Axes, y: int, step: Step, start: float, n: int, metric: str, words: Words) -> None:
    """One bar with its interval; what it is on the left, how much on the right."""
    is_whole, row = y == n - 1, axes.get_position().height * SIZE[1] * 72 / n
    colour = BASELINE if is_whole else SERIES[0] if step.parts else SERIES[3]
    height = min(0.5, _TALLEST / row)
    axes.barh(y, step.mean, left=start, height=height, color=colour, lw=0, zorder=2)
    if step.low is not None and step.high is not None:
        axes.plot([start + step.low, start + step.high], [y, y], color=INK, lw=1.4, zorder=4)
    if y < n - 2:
        axes.plot([start + step.mean] * 2, [y + height / 2, y + 1 - height / 2], color=MUTED, lw=0.8, ls=":", zorder=1)
    place: dict[str, Any] = {"within": ("axes fraction", "data")}
    wide, most = (_PANEL[0] - LEFT) * SIZE[0] * 72 - _AIR - 4, 1 if row < 42 else 2
    name = name_lines(_named(step, is_whole, words), wide, FontProperties(size=SMALL, weight="bold"), most=most)
    write(axes, name, (0, y), shift=(-_AIR, 1), ha="right", size=SMALL, weight="bold", linespacing=1.05, **place)
    less = name_lines(_less(step, words), wide, FontProperties(size=SMALL - 1), most=most + (row > 52))
    write(axes, less, (0, y), shift=(-_AIR, -2), ha="right", va="top", size=SMALL - 1, color=MUTED, linespacing=1.05,
          **place)  # fmt: skip
    write(axes, words.value(metric, step.mean, sign=True), (1, y), shift=(4, 1), size=SMALL, weight="bold", **place)
    if step.low is not None:
        span = words.span(metric, step.low, step.high, sign=True)
        write(axes, name_lines(span, 68, FontProperties(size=SMALL - 1.5), most=2), (1, y), shift=(4, -2), va="top",
              size=SMALL - 1.5, color=MUTED, linespacing=1.05, **place)  # fmt: skip


def _named(step: Step, is_whole: bool, words: Words) -> str:
    if is_whole:
        return words.say("waterfall_whole", arm=words.arm(step.arm))
    if not step.parts:
        return words.say("waterfall_together")
    return "+ " + parts_told(step, words)


def parts_told(step: Step, words: Words) -> str:
    """The parts that a step adds, in words."""
    names = [words.say(f"waterfall_part_{part}") if part in _OURS else words.line(part) for part in step.parts]
    return words.say("waterfall_and").join(names)


# Uses of money and tactics that no line of a plan is named for; the others are named as lines are.
_OURS: Final = ("creators", "feed", "search", "own_notes", "group", "challenge", "check_in", "draw", "coupon")


def _less(step: Step, words: Words) -> str:
    """What is subtracted from what."""
    if not step.parts:
        return words.say("waterfall_rest")
    return words.say("waterfall_less", arm=words.arm(step.arm), less=words.arm(step.less[0]))


def _what(found: Steps, words: Words) -> str:
    alone = any(not step.parts for step in found.steps)
    return words.say("waterfall_what_apart" if alone else "waterfall_what_row", n=found.n)


def _title(found: Steps, metric: str, words: Words) -> str:
    """The step that surely adds most and how much, what surely takes away, and what is open; nothing for few runs."""
    name = words.metric(metric)
    if found.n < LEAST_RUNS:
        return words.say("title_few", metric=name, n=found.n)
    sign = -1.0 if METRICS[metric].better == "lower" else 1.0
    told = [step for step in found.steps if step.low is not None and step.high is not None]
    sure = [step for step in told if step.parts and (step.low or 0.0) * (step.high or 0.0) > 0]
    open_ = [step for step in found.steps if step.parts and step not in sure]
    if not sure:
        return words.say("waterfall_title_none", metric=name)
    most = max(sure, key=lambda step: sign * step.mean)
    said = {"by": words.value(metric, most.mean, sign=True), "span": words.span(metric, most.low, most.high, sign=True)}
    title = words.say("waterfall_title", metric=name, part=parts_told(most, words), **said)
    if open_:
        more = words.say("waterfall_and").join(parts_told(step, words) for step in open_)
        title += words.say("waterfall_title_open", parts=more)
    return title
