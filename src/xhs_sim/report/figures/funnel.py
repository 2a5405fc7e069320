"""From impression to order: how many come through each stage, per arm, and what share goes on to the next."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from ..evidence import Evidence
from ..summary import levels
from ..titles import focus
from ..words import Words
from .dots import Dot, dots_and_whiskers
from .panels import Look, headline, looks_of, text_cell, write
from .style import FAINT, SIZE, SMALL, HouseFigure, clear_frame, in_house_style, name_lines

STAGES = ("brand_impressions", "brand_reads", "brand_engagements", "product_visits", "carts", "orders")
# Engagements are a side branch: product visits come from reads, not from likes.
_FROM = {
    "brand_reads": "brand_impressions",
    "brand_engagements": "brand_reads",
    "product_visits": "brand_reads",
    "carts": "product_visits",
    "orders": "carts",
}
_SHOWN = 5  # arms that fit side by side
_COLUMN = 0.105  # of the width, for an arm's numbers
_LINE = 11  # points of height for a line of an arm's name

Table = dict[str, dict[str, dict[str, Any]]]  # stage -> arm -> level


@in_house_style
def draw_funnel(evidence: Evidence, words: Words) -> HouseFigure | None:
    """Stages on a log scale on the left; numbers and conversion on the right."""
    table = {stage: levels(evidence, stage) for stage in STAGES}
    arms = [arm for arm in evidence.arms if arm in table["brand_impressions"]][:_SHOWN]
    if not any(table["brand_impressions"][arm]["mean"] for arm in arms):
        return None
    canvas = headline(evidence, words, _title(table, focus(evidence), words), words.say("funnel_what"), dots=True)
    split = 0.95 - _COLUMN * len(arms)
    names = _names(arms, words)
    lines = max(name.count("\n") + 1 for name in names.values())
    height = canvas.top - 0.1 - (_LINE * lines + 8) / (72 * SIZE[1])
    plot = canvas.figure.add_axes((0.18, 0.1, split - 0.2, height))
    cells = canvas.figure.add_axes((split, 0.1, 0.975 - split, height), sharey=plot)
    looks = looks_of(evidence)
    for arm in arms:
        _profile(plot, table, arm, looks[arm])
    _stage_axis(plot, words)
    _numbers(cells, table, names, looks, words)
    return canvas.figure


def _names(arms: list[str], words: Words) -> dict[str, str]:
    """Heads of the columns of numbers."""
    width = (0.975 - 0.95 + _COLUMN * len(arms)) / len(arms) * SIZE[0] * 72 - 6
    font = FontProperties(size=SMALL - 1, weight="bold")
    return {arm: name_lines(words.arm(arm), width, font, most=4) for arm in arms}


def _profile(axes: Axes, table: Table, arm: str, look: Look) -> None:
    """One arm's way down the funnel; a stage that nobody reached has no place on a log scale."""
    shown = [(y, table[s][arm]) for y, s in enumerate(STAGES) if arm in table[s] and table[s][arm]["mean"] > 0]
    axes.plot([row["mean"] for _, row in shown], [y for y, _ in shown], color=look.colour, lw=1.2, alpha=0.5, zorder=2)
    lows = [row["ci_low"] if row["ci_low"] is None or row["ci_low"] > 0 else row["mean"] for _, row in shown]
    dots = [Dot(y, {**row, "ci_low": low}, look) for (y, row), low in zip(shown, lows, strict=True)]
    dots_and_whiskers(axes, dots)


def _stage_axis(axes: Axes, words: Words) -> None:
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(numticks=6))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value)))
    axes.set_ylim(len(STAGES) - 0.5, -0.5)
    axes.set_yticks(range(len(STAGES)), [words.metric(stage) for stage in STAGES])
    axes.set_xlabel(words.say("funnel_axis"), size=SMALL)
    axes.grid(axis="both")
    clear_frame(axes)


def _numbers(axes: Axes, table: Table, names: dict[str, str], looks: dict[str, Look], words: Words) -> None:
    axes.set_xlim(0, len(names))
    axes.set_axis_off()
    for column, (arm, name) in enumerate(names.items(), start=1):
        head: dict[str, Any] = {"within": ("data", "axes fraction"), "shift": (0, 6), "ha": "right", "size": SMALL - 1}
        write(axes, name, (column, 1), **head, weight="bold", color=looks[arm].colour, linespacing=1.05)
        for y, stage in enumerate(STAGES):
            row = table[stage].get(arm)
            value = words.number(row["mean"]) if row else words.number(None)
            text_cell(axes, column, y, (value, _step_rate(table, stage, arm, words)))
    for y in range(1, len(STAGES)):
        axes.axhline(y - 0.5, color=FAINT, lw=0.9)


def _step_rate(table: Table, stage: str, arm: str, words: Words) -> str:
    before, here = table.get(_FROM.get(stage, ""), {}).get(arm), table[stage].get(arm)
    if not before or not here or not before["mean"]:
        return ""
    share = words.percent(here["mean"] / before["mean"])
    return words.say("funnel_of", share=share, stage=words.say(f"short_{_FROM[stage]}"))


def _title(table: Table, arm: str, words: Words) -> str:
    """How many impressions go by for an order of the arm in focus."""
    seen, bought = (table[stage].get(arm, {}).get("mean") or 0.0 for stage in ("brand_impressions", "orders"))
    if not seen:
        return words.say("funnel_name")
    if not bought:
        return words.say("funnel_title_none", arm=words.arm(arm), seen=words.number(seen))
    return words.say("funnel_title", arm=words.arm(arm), per_order=words.number(seen / bought))
