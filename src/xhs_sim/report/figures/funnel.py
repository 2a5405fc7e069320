"""From impression to order: how many come through each stage, per arm, and what share goes on to the next."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from ..evidence import Evidence
from ..summary import levels
from ..words import Words
from .panels import Look, nothing_to_show, subtitle, text_cell, whisker, write
from .style import SMALL, arm_colours, arm_markers, clear_frame, in_house_style, new_canvas

STAGES = ("brand_impressions", "brand_clicks", "brand_engagements", "product_visits", "carts", "orders")
# Engagements are a side branch: product visits come from clicks, not from likes.
_FROM = {
    "brand_clicks": "brand_impressions",
    "brand_engagements": "brand_clicks",
    "product_visits": "brand_clicks",
    "carts": "product_visits",
    "orders": "carts",
}
_SHOWN = 5  # arms that fit side by side

Table = dict[str, dict[str, dict[str, Any]]]  # stage -> arm -> level


@in_house_style
def draw_funnel(evidence: Evidence, words: Words) -> Figure:
    """Stages on a log scale on the left; numbers and conversion on the right."""
    table = {stage: levels(evidence, stage) for stage in STAGES}
    arms = [arm for arm in evidence.arms if arm in table["brand_impressions"]][:_SHOWN]
    if not arms:
        return nothing_to_show(words, "funnel")
    canvas = new_canvas(_title(table, arms, words), subtitle(evidence, words, words.say("funnel_what")))
    split = 0.95 - 0.105 * len(arms)
    plot = canvas.figure.add_axes((0.18, 0.1, split - 0.2, canvas.top - 0.18))
    cells = canvas.figure.add_axes((split, 0.1, 0.975 - split, canvas.top - 0.18), sharey=plot)
    colours, markers = (
        arm_colours(evidence.arms, evidence.baseline),
        arm_markers(evidence.arms, evidence.baseline),
    )
    for arm in arms:
        _profile(plot, table, arm, Look(colours[arm], markers[arm]))
    _stage_axis(plot, words)
    _numbers(cells, table, arms, colours, words)
    return canvas.figure


def _profile(axes: Axes, table: Table, arm: str, look: Look) -> None:
    """One arm's way down the funnel; a stage that nobody reached has no place on a log scale."""
    shown = [(y, table[s][arm]) for y, s in enumerate(STAGES) if arm in table[s] and table[s][arm]["mean"] > 0]
    axes.plot(
        [row["mean"] for _, row in shown],
        [y for y, _ in shown],
        color=look.colour,
        lw=1.2,
        alpha=0.5,
        zorder=2,
    )
    for y, row in shown:
        low = row["ci_low"] if row["ci_low"] is None or row["ci_low"] > 0 else row["mean"]
        whisker(axes, {**row, "ci_low": low}, y, look)


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


def _numbers(axes: Axes, table: Table, arms: list[str], colours: dict[str, str], words: Words) -> None:
    axes.set_xlim(0, len(arms))
    axes.set_axis_off()
    for column, arm in enumerate(arms, start=1):
        head: dict[str, Any] = {
            "within": ("data", "axes fraction"),
            "shift": (0, 6),
            "ha": "right",
            "size": SMALL,
        }
        write(axes, words.arm(arm), (column, 1), **head, weight="bold", color=colours[arm])
        for y, stage in enumerate(STAGES):
            row = table[stage].get(arm)
            value = words.number(row["mean"]) if row else words.number(None)
            text_cell(axes, column, y, (value, _step_rate(table, stage, arm, words)))
    for y in range(1, len(STAGES)):
        axes.axhline(y - 0.5, color="#eef0f3", lw=0.9)


def _step_rate(table: Table, stage: str, arm: str, words: Words) -> str:
    before, here = table.get(_FROM.get(stage, ""), {}).get(arm), table[stage].get(arm)
    if not before or not here or not before["mean"]:
        return ""
    share = words.percent(here["mean"] / before["mean"])
    return words.say("funnel_of", share=share, stage=words.say(f"short_{_FROM[stage]}"))


def _title(table: Table, arms: list[str], words: Words) -> str:
    """Where the arm with most impressions loses most people."""
    arm = max(arms, key=lambda a: table["brand_impressions"][a]["mean"])
    seen, bought = table["brand_impressions"][arm]["mean"], table["orders"].get(arm)
    if not bought or not bought["mean"]:
        return words.say("funnel_title_none", arm=words.arm(arm), seen=words.number(seen))
    per_order = words.number(seen / bought["mean"])
    return words.say("funnel_title", arm=words.arm(arm), per_order=per_order)
