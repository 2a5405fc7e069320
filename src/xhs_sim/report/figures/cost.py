"""What was paid against what it brought: effect over spend, and cost per incremental thing."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from ...metrics import is_money
from ..evidence import Evidence
from ..lessons import PER, cost_lessons
from ..summary import effects_of
from ..titles import pays
from ..words import Words
from .dots import Dot, bounds, dots_and_whiskers
from .panels import headline, looks_of, number_axis, text_cell, write, zero_line
from .style import FAINT, MUTED, RULE, SIZE, SMALL, HouseFigure, clear_frame, in_house_style, name_lines, spread

Rows = dict[str, dict[str, Any]]  # arm -> row

# Incremental things whose price is told beside the picture.
THINGS = tuple(PER)
_NAME = (78, 72)  # points of width for an arm's name: beside its point, and in the table
_RETURNS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)  # lines of equal return that may be drawn, for outcomes in CNY
_LABEL = (0.26, 0.08)  # of the panel: what the name of a line of equal return takes
_NEAR = 0.025  # of the axis: points nearer than this are set apart


@in_house_style
def draw_cost(evidence: Evidence, words: Words) -> HouseFigure | None:
    """Cost across, incremental outcome up; beside it the cost per incremental person, visit and buyer."""
    spend = {row["arm"]: float(row["treatment"]) for row in effects_of(evidence, "spend") if row["treatment"]}
    rows = {row["arm"]: row for row in effects_of(evidence, evidence.outcome) if row["arm"] in spend}
    if not rows:
        return None
    what = words.say("cost_what", metric=words.metric(evidence.outcome))
    canvas = headline(evidence, words, pays(evidence, words), what, dots=True)
    height = canvas.top - 0.245
    plot = canvas.figure.add_axes((0.08, 0.13, 0.34, height))
    cells = canvas.figure.add_axes((0.56, 0.13, 0.415, height - 15 / (72 * SIZE[1])))  # its title stands higher
    _scatter(plot, spend, rows, evidence, words)
    _prices(cells, spend, list(rows), evidence, words)
    return canvas.figure


def _scatter(axes: Axes, spend: dict[str, float], rows: Rows, evidence: Evidence, words: Words) -> None:
    looks = looks_of(evidence)
    right = max(spend[arm] for arm in rows) * 1.25
    places = dict(zip(rows, spread([spend[arm] for arm in rows], right * _NEAR, 0, right), strict=True))
    reached = [0.0, *bounds(list(rows.values()), "diff")]
    low, high = min(reached), max(reached)
    axes.set_xlim(0, right)
    axes.set_ylim(low - 0.06 * (high - low or 1), high + 0.12 * (high - low or 1))
    dots_and_whiskers(axes, [Dot(places[arm], row, looks[arm]) for arm, row in rows.items()], at="diff", standing=True)
    _name_points(axes, rows, places, evidence, words)
    zero_line(axes, "y")
    if is_money(evidence.outcome):
        _return_lines(axes, list(places.values()), words)
    number_axis(axes, words, evidence.outcome, "y", sign=True)
    number_axis(axes, words, "spend", "x", n=4)
    axes.set_xlabel(words.say("cost_axis"), size=SMALL)
    axes.set_title(words.say("cost_left", metric=words.metric(evidence.outcome)))
    clear_frame(axes, keep="bottom")


def _name_points(axes: Axes, rows: Rows, places: dict[str, float], evidence: Evidence, words: Words) -> None:
    """Names and effects to the right of the panel, led to their points."""
    (low, high), looks, metric = axes.get_ylim(), looks_of(evidence), evidence.outcome
    line = (high - low) / (axes.get_position().height * SIZE[1] * 72)  # one point, in units of the axis
    bold = FontProperties(size=SMALL, weight="bold")
    heights = spread([row["diff"] for row in rows.values()], 31 * line, low + 16 * line, high - 10 * line)
    for (arm, row), y in zip(rows.items(), heights, strict=True):
        leader_line = {"arrowstyle": "-", "color": RULE, "lw": 0.8, "shrinkB": 6, "shrinkA": 0}
        at, side = (places[arm], row["diff"]), ("axes fraction", "data")
        axes.annotate("", at, (1.015, y), textcoords=side, annotation_clip=False, arrowprops=leader_line)
        for text, shift, colour, weight in (
            (name_lines(words.arm(arm), _NAME[0], bold, most=1), 6, looks[arm].colour, "bold"),
            (words.value(metric, row["diff"], sign=True), -7, MUTED, "normal"),
        ):
            place: dict[str, Any] = {"within": ("axes fraction", "data"), "shift": (0, shift)}
            write(axes, text, (1.03, y), **place, va="center", color=colour, weight=weight, size=SMALL)


def _return_lines(axes: Axes, taken: list[float], words: Words) -> None:
    """Where each yuan spent brings back so many; only lines that cross the panel well, named clear of ``taken``."""
    right, top = axes.get_xlim()[1], axes.get_ylim()[1]
    steep = top / right
    named: list[tuple[float, float]] = []
    for i, k in enumerate([k for k in _RETURNS if 0.45 * steep <= k <= 5 * steep][:3]):
        furthest = min(right * 0.88, top * (0.6 + 0.13 * i) / k)  # ends at unlike heights keep the labels apart
        ends = [furthest * share for share in (1.0, 0.85, 0.7, 0.55, 0.4)]
        free = [end for end in ends if _is_free((end / right, k * end / top), [x / right for x in taken], named)]
        x = (free or ends)[0]
        axes.plot([0, x], [0, k * x], color=RULE, lw=1.0, ls=(0, (3, 3)), zorder=1)
        if free or not named:
            named.append((x / right, k * x / top))
            said = words.say("cost_return", k=f"{k:g}")
            write(axes, said, (x, k * x), shift=(0, 3), size=SMALL - 1, color=MUTED, ha="center")


def _is_free(at: tuple[float, float], dots: list[float], labels: list[tuple[float, float]]) -> bool:
    """Whether a label at this place, in shares of the panel, stands clear of the dots' columns and of other labels."""
    wide, tall = _LABEL
    clear_of_dots = all(abs(at[0] - x) > wide / 2 for x in dots)
    return clear_of_dots and all(abs(at[0] - x) > wide or abs(at[1] - y) > tall for x, y in labels)


def _prices(axes: Axes, spend: dict[str, float], arms: list[str], evidence: Evidence, words: Words) -> None:
    looks, lessons = looks_of(evidence), cost_lessons(evidence)
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(len(arms) - 0.4, -0.6)
    axes.set_title(words.say("cost_right"), pad=24)
    ends = (0.47, 0.735, 1.0)
    for x, thing in zip(ends, THINGS, strict=True):
        head: dict[str, Any] = {
            "within": ("data", "axes fraction"),
            "shift": (0, 6),
            "ha": "right",
            "size": SMALL,
            "color": MUTED,
        }
        write(axes, words.say(f"cost_per_{thing}"), (x, 1), **head)
        for y, arm in enumerate(arms):
            text_cell(axes, x, y, _price(lessons.get((arm, thing)), words))
    for y, arm in enumerate(arms):
        name = name_lines(words.arm(arm), _NAME[1], FontProperties(size=SMALL, weight="bold"))
        axes.text(0.0, y, name, color=looks[arm].colour, weight="bold", va="center", size=SMALL, linespacing=1.05)
        if y:
            axes.axhline(y - 0.5, color=FAINT, lw=0.9)


def _price(row: dict[str, Any] | None, words: Words) -> tuple[str, str]:
    """The cost of one more as the lessons tell it, with its interval."""
    if row is None or row["cost"] is None:
        return words.money(None), ""
    price, low, high = (
        None if row[k] is None else row[k] * PER[row["metric"]] for k in ("cost", "cost_low", "cost_high")
    )
    if low is None:
        return words.money(price), ""
    return words.money(price), words.say(
        "cost_open", low=words.money(low)
    ) if high is None else f"{words.money(low)}–{words.number(high)}"
