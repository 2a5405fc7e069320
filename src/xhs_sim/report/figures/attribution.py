"""Credit against truth: the GMV that an arm added, beside what attribution says that it brought."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from ..evidence import Evidence
from ..summary import effects_of
from ..titles import told_apart
from ..words import Words
from .dots import Dot, bounds, dots_and_whiskers
from .panels import Look, headline, looks_of, number_axis, pad_range, write, zero_line
from .style import (
    FAINT,
    INK,
    LEFT,
    MUTED,
    NORMAL,
    RIGHT,
    SIZE,
    SMALL,
    HouseFigure,
    clear_frame,
    in_house_style,
    name_lines,
)

ADDED, REPORT = "gmv", "attributed_gmv"
RULES: Final = tuple(f"attributed_gmv_{rule}" for rule in ("last_touch", "first_touch", "linear"))
_VAGUE = 2.0  # a rule whose interval is so many times as wide as the platform's own report says nothing here
_GAP = 0.75  # lanes between two arms
_ROOM = 20  # lanes that may stand below each other
_START = 0.33  # of the width, where the lanes begin
_BAND = 24  # points of height behind what was added, at most
_NAME = 115  # points that an arm's name may take before it is broken


Rows = Mapping[str, Mapping[str, Any]]  # arm -> row


class Lane(NamedTuple):
    """One line of the picture."""

    arm: str
    metric: str
    row: Mapping[str, Any]
    y: float


@in_house_style
def draw_attribution(evidence: Evidence, words: Words) -> HouseFigure | None:
    """For each arm a lane for what it added, and one for each way to credit it."""
    lanes = lanes_of(evidence)
    if not lanes:
        return None
    what = words.say("attribution_what", baseline=words.arm(evidence.baseline))
    canvas = headline(evidence, words, _title(evidence, words), what, dots=True)
    axes = canvas.figure.add_axes((_START, 0.10, RIGHT - _START, canvas.top - 0.13))
    looks = looks_of(evidence)
    left, right = pad_range([0.0, *(end for lane in lanes for end in bounds([lane.row], "diff"))], 0.05)
    axes.set_xlim(left, right + 0.1 * (right - left))  # room for the amount beside the longest
    axes.set_ylim(lanes[-1].y + 0.8, -0.8)
    for lane in lanes:
        _lane(axes, lane, looks[lane.arm].colour, words)
    zero_line(axes)
    axes.set_yticks([])
    number_axis(axes, words, ADDED, "x", sign=True)
    clear_frame(axes)
    return canvas.figure


def lanes_of(evidence: Evidence) -> list[Lane]:
    """What is known of each arm, top to bottom: what it added first, then the platform's report and the rules."""
    found = {name: {row["arm"]: row for row in effects_of(evidence, name)} for name in (ADDED, REPORT, *RULES)}
    arms = [arm for arm, row in found[REPORT].items() if row["treatment"] and arm in found[ADDED]]
    shown = (ADDED, REPORT, *(rule for rule in RULES if _tells(found[rule], found[REPORT], arms)))
    if len(arms) * (len(shown) + _GAP) > _ROOM:
        shown = (ADDED, REPORT)
    return [
        Lane(arm, name, found[name][arm], i * (len(shown) + _GAP) + k)
        for i, arm in enumerate(arms)
        for k, name in enumerate(shown)
    ]


def _tells(rule: Rows, report: Rows, arms: Sequence[str]) -> bool:
    """Say whether a rule, traced on some users, is known as well as the report, which covers everybody."""
    widths = [_width(rule[arm]) for arm in arms if arm in rule]
    is_known = len(widths) == len(arms) and all(width > 0 for width in widths)
    return is_known and sum(widths) <= _VAGUE * sum(_width(report[arm]) for arm in arms)


def _width(row: Mapping[str, Any]) -> float:
    """Width of an interval; 0 where there is none."""
    return float(row["ci_high"] - row["ci_low"]) if row["ci_low"] is not None and row["ci_high"] is not None else 0.0


def _lane(axes: Axes, lane: Lane, colour: str, words: Words) -> None:
    is_truth = lane.metric == ADDED
    if is_truth:
        bottom, top = axes.get_ylim()
        half = min(0.42, _BAND / 2 * (bottom - top) / (axes.get_position().height * 72 * SIZE[1]))
        axes.axhspan(lane.y - half, lane.y + half, color=FAINT, lw=0, zorder=0)
        name = name_lines(words.arm(lane.arm), _NAME, FontProperties(size=NORMAL, weight="bold"), most=2)
        start: dict[str, Any] = {"within": ("axes fraction", "data"), "shift": ((LEFT - _START) * 72 * SIZE[0], 6)}
        write(axes, name, (0, lane.y), **start, va="top", size=NORMAL, color=colour, weight="bold")
    look, said = Look(colour if is_truth else MUTED, "o" if is_truth else "D"), words.money(lane.row["diff"], sign=True)
    dot = Dot(lane.y, lane.row, look, said, None if is_truth else INK)
    dots_and_whiskers(axes, [dot], at="diff", labels="beside")
    ink = {"color": colour if is_truth else INK, "weight": "bold" if is_truth else "normal"}
    beside: dict[str, Any] = {"within": ("axes fraction", "data"), "va": "center", "size": SMALL, **ink}
    write(axes, words.say(f"credit_{lane.metric}"), (0, lane.y), shift=(-8, 0), ha="right", **beside)


def _title(evidence: Evidence, words: Words) -> str:
    """Of which arms the platform's report lies above, below or within what they added."""
    credit = {row["arm"]: row["diff"] for row in effects_of(evidence, REPORT)}
    sides: dict[str, str] = {}
    for row in effects_of(evidence, ADDED):
        claimed, low, high = credit.get(row["arm"]), row["ci_low"], row["ci_high"]
        if claimed is not None and low is not None and high is not None:
            sides[row["arm"]] = "over" if claimed > high else "under" if claimed < low else "open"
    told = told_apart(evidence, sides, ("over", "under", "open"), words, prefix="credit_")
    return words.say("attribution_name" if told is None else "attribution_title", told=told)
