"""What is seen of what breaks rules against what is wrongly removed: the curve that a detector's threshold draws."""

from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from ..evidence import Evidence
from ..summary import levels
from ..words import Words
from .dots import Dot, bounds, dots_and_whiskers
from .panels import headline, looks_of, number_axis, pad_range, write
from .style import MUTED, RULE, SIZE, SMALL, HouseFigure, clear_frame, in_house_style, name_lines, spread

ACROSS: Final = "wrong_removal_rate"
UP: Final = "violation_prevalence"
_NAME = 150  # points of width for an arm's name, beside the panel
_LINE = 26  # points between names


@in_house_style
def draw_tradeoff(evidence: Evidence, words: Words) -> HouseFigure | None:
    """Draw each arm at its wrong removals and its prevalence, with the intervals of both."""
    across, up = levels(evidence, ACROSS), levels(evidence, UP)
    arms = [arm for arm in across if arm in up]
    if len(arms) < 2 or len({across[arm]["mean"] for arm in arms}) < 2:
        return None
    what = words.say("tradeoff_what")
    canvas = headline(evidence, words, _title(arms, across, up, words), what, dots=True)
    axes = canvas.figure.add_axes((0.09, 0.14, 0.62, canvas.top - 0.2))
    axes.set_xlim(*pad_range([0.0, *bounds([across[arm] for arm in arms])]))
    axes.set_ylim(*pad_range([0.0, *bounds([up[arm] for arm in arms])]))
    by_wrong = sorted(arms, key=lambda arm: float(across[arm]["mean"]))
    line = [[float(of[arm]["mean"]) for arm in by_wrong] for of in (across, up)]
    axes.plot(*line, color=RULE, lw=1.2, zorder=1)
    looks = looks_of(evidence)
    dots_and_whiskers(axes, [Dot(up[arm]["mean"], across[arm], looks[arm]) for arm in arms])
    dots_and_whiskers(axes, [Dot(across[arm]["mean"], up[arm], looks[arm]) for arm in arms], standing=True)
    _name_arms(axes, {arm: (float(across[arm]["mean"]), float(up[arm]["mean"])) for arm in arms}, evidence, words)
    number_axis(axes, words, UP, "y")
    number_axis(axes, words, ACROSS, "x")
    axes.set_xlabel(words.metric(ACROSS), size=SMALL)
    axes.set_title(words.metric(UP))
    clear_frame(axes, keep="bottom")
    return canvas.figure


def _name_arms(axes: Axes, places: dict[str, tuple[float, float]], evidence: Evidence, words: Words) -> None:
    """Name arms to the right of the panel, with both numbers, led to their dots."""
    (low, high), looks = axes.get_ylim(), looks_of(evidence)
    point = (high - low) / (axes.get_position().height * SIZE[1] * 72)
    bold = FontProperties(size=SMALL, weight="bold")
    order = sorted(places, key=lambda arm: places[arm][1])
    heights = spread([places[arm][1] for arm in order], _LINE * point, low + _LINE / 2 * point, high - 8 * point)
    for arm, y in zip(order, heights, strict=True):
        leader: dict[str, Any] = {"arrowstyle": "-", "color": RULE, "lw": 0.8, "shrinkB": 6, "shrinkA": 0}
        side = ("axes fraction", "data")
        axes.annotate("", places[arm], (1.015, y), textcoords=side, annotation_clip=False, arrowprops=leader)
        wrong, seen = places[arm]
        said = words.say("tradeoff_point", wrong=words.value(ACROSS, wrong), seen=words.value(UP, seen))
        for text, shift, colour, weight in (
            (name_lines(words.arm(arm), _NAME, bold, most=1), 6, looks[arm].colour, "bold"),
            (said, -6, MUTED, "normal"),
        ):
            place: dict[str, Any] = {"within": side, "shift": (0, shift), "va": "center"}
            write(axes, text, (1.03, y), **place, color=colour, weight=weight, size=SMALL)


def _title(arms: list[str], across: dict[str, Any], up: dict[str, Any], words: Words) -> str:
    """Say what the arm that wrongs most reaches against the one that wrongs least."""
    least, most = (pick(arms, key=lambda arm: float(across[arm]["mean"])) for pick in (min, max))
    said = {
        "least": words.arm(least), "most": words.arm(most),
        "seen_least": words.value(UP, up[least]["mean"]), "seen_most": words.value(UP, up[most]["mean"]),
        "wrong_least": words.value(ACROSS, across[least]["mean"]),
        "wrong_most": words.value(ACROSS, across[most]["mean"]),
    }  # fmt: skip
    return words.say("tradeoff_title", **said)
