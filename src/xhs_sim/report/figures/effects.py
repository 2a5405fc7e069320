"""What each arm changed against the baseline: main outcomes in their own units, with intervals."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from ..evidence import Evidence
from ..summary import effects_of, excludes_zero
from ..titles import verdict_title
from ..words import Words
from .dots import Dot, arm_rows, bounds, dots_and_whiskers
from .panels import headline, looks_of, number_axis, pad_range, write, zero_line
from .style import LEFT, MUTED, NORMAL, SIZE, SMALL, HouseFigure, clear_frame, in_house_style, name_lines, width_of

# Shown after the experiment's own outcomes as far as there is room.
_ALSO = ("iroas", "orders", "brand_clicks", "product_visits", "buyers", "dau")
_PANELS = 6
_BETWEEN = 14  # points between an outcome's name and its unit, at least
_NAME = 120  # points that an arm's name may take before it is broken
_ROOMY = 4  # arms up to which a number stands above its whisker; of more, beside it


@in_house_style
def draw_effects(evidence: Evidence, words: Words) -> HouseFigure | None:
    """A small forest plot per outcome, the one that decides first."""
    rows = {
        name: effects_of(evidence, name) for name in dict.fromkeys((*evidence.objectives, *evidence.outcomes, *_ALSO))
    }
    shown = [name for name, found in rows.items() if any(map(_tells, found))][:_PANELS]
    if not shown:
        return None
    what = words.say("effects_what", baseline=words.arm(evidence.baseline))
    canvas = headline(evidence, words, verdict_title(evidence, words), what, dots=True)
    columns = min(3, len(shown))
    lines = -(-len(shown) // columns)
    bold = FontProperties(size=NORMAL, weight="bold")
    names = min(max(width_of(words.arm(arm), bold) for arm in evidence.treated), _NAME) + 14
    left = max(0.15, LEFT + names / (72 * SIZE[0]))
    grid = canvas.figure.add_gridspec(
        lines, columns, left=left, right=0.965, top=canvas.top - 0.05, bottom=0.085, wspace=0.16, hspace=0.55
    )
    for i, metric in enumerate(shown):
        axes = canvas.figure.add_subplot(grid[i // columns, i % columns])
        _forest(axes, rows[metric], metric, evidence, words, named=i % columns == 0)
    return canvas.figure


def _forest(
    axes: Axes, rows: list[dict[str, Any]], metric: str, evidence: Evidence, words: Words, *, named: bool
) -> None:
    looks, found = looks_of(evidence), {row["arm"]: row for row in rows}
    arms = list(evidence.treated)
    left, right = pad_range([0.0, *bounds(rows, "diff")], 0.12)
    roomy = len(arms) <= _ROOMY
    axes.set_xlim(left, right if roomy else right + 0.3 * (right - left))
    dots = [
        Dot(y, row, looks[arm], words.value(metric, row["diff"], sign=True), None if excludes_zero(row) else MUTED)
        for y, arm in enumerate(arms)
        if (row := found.get(arm)) is not None
    ]
    dots_and_whiskers(axes, dots, at="diff", labels="above" if roomy else "beside")
    zero_line(axes)
    arm_rows(axes, [words.arm(arm) for arm in arms], [looks[arm].colour for arm in arms], width=_NAME, show=named)
    axes.set_ylim(len(arms) - 0.5, -0.75)
    number_axis(axes, words, metric, "x", sign=True, n=3)
    wide, bold = 72 * SIZE[0] * axes.get_position().width, FontProperties(size=NORMAL, weight="bold")
    axes.set_title(name_lines(words.metric(metric), wide - _BETWEEN, bold, most=2), pad=6)
    unit = words.unit(str(rows[0]["unit"]))
    is_said = unit.lower() in words.metric(metric).lower()
    room = wide - width_of(words.metric(metric), bold) - width_of(unit, FontProperties(size=SMALL - 1))
    said = "" if is_said or room < _BETWEEN else unit
    write(axes, said, (1, 1), within="axes fraction", shift=(0, 6), ha="right", size=SMALL - 1, color=MUTED)
    clear_frame(axes)


def _tells(row: dict[str, Any]) -> bool:
    """Say whether an effect is more than a zero that is sure."""
    return bool(row["diff"] or row["ci_low"] or row["ci_high"])
