"""The campaign day by day: impressions of the brand, people reached so far, orders."""

import polars as pl
from matplotlib.axes import Axes

from ..dates import say_day
from ..evidence import Evidence
from ..summary import daily_levels
from ..titles import focus
from ..words import Words
from .lines import Ends, arm_lines, label_ends
from .panels import headline, number_axis
from .style import HouseFigure, clear_frame, in_house_style
from .timeline import date_axis, mark_festivals, shade_campaign

_PALE = 0.07
_NAME = 100  # points of width for an arm's name
_MOST_BAND = 2.0  # of the highest line: where bands are cut


@in_house_style
def draw_daily(evidence: Evidence, words: Words) -> HouseFigure | None:
    """A large panel of impressions, small ones of cumulative reach and of orders, all with interval bands."""
    impressions = daily_levels(evidence, "brand_impressions")
    if not impressions["mean"].sum():
        return None
    canvas = headline(evidence, words, _title(evidence, impressions, words), words.say("daily_what"))
    height = canvas.top - 0.19
    main = canvas.figure.add_axes((0.075, 0.11, 0.40, height))
    upper = canvas.figure.add_axes((0.685, 0.11 + height * 0.575, 0.29, height * 0.425))
    lower = canvas.figure.add_axes((0.685, 0.11, 0.29, height * 0.425), sharex=upper)
    label_ends(main, _panel(main, impressions, "brand_impressions", evidence, words), width=_NAME)
    _panel(upper, daily_levels(evidence, "reach"), "reach", evidence, words)
    _panel(lower, daily_levels(evidence, "orders"), "orders", evidence, words)
    upper.tick_params(labelbottom=False)
    return canvas.figure


def _panel(axes: Axes, frame: pl.DataFrame, metric: str, evidence: Evidence, words: Words) -> Ends:
    ends = arm_lines(axes, frame, evidence, words)
    top, reached = _top(frame), frame["ci_high"].cast(pl.Float64).drop_nulls().to_numpy().max(initial=0.0)
    axes.set_ylim(0, top)
    if reached > top:  # so wide that they would hide the lines
        for band in axes.collections:
            band.set_alpha(_PALE)
    is_main = metric == "brand_impressions"
    axes.set_title(words.say(f"daily_{metric}"), pad=17 if is_main else 7)
    date_axis(axes, evidence.calendar, evidence.n_days, words, weekdays=is_main, named=metric != "reach")
    shade_campaign(axes, evidence, words, label=is_main)
    number_axis(axes, words, metric, "y", n=5 if is_main else 3)
    if is_main:
        mark_festivals(axes, evidence, words)
    clear_frame(axes, keep="bottom")
    return ends


def _top(frame: pl.DataFrame) -> float:
    """Return the top of a panel: bands that would dwarf the lines, as of two runs, are cut."""
    mean, high = (frame[name].cast(pl.Float64).drop_nulls().to_numpy() for name in ("mean", "ci_high"))
    lines = float(mean.max(initial=0.0))
    return 1.05 * min(max(lines, float(high.max(initial=0.0))), _MOST_BAND * lines) or 1.0


def _title(evidence: Evidence, frame: pl.DataFrame, words: Words) -> str:
    """When the arm in focus peaks, and how much of its peak is left at the end."""
    arm = focus(evidence)
    own = frame.filter(pl.col("arm") == arm).drop_nulls("mean").sort("day")
    if not own["mean"].sum():
        return words.say("daily_name")
    peak = own.sort("mean", descending=True, maintain_order=True).row(0, named=True)
    said = {"arm": words.arm(arm), "top": words.number(peak["mean"])}
    if peak["day"] == own["day"][-1]:
        return words.say("daily_title_rising", **said)
    left = words.percent(round(float(own["mean"][-1]) / peak["mean"], 2))
    return words.say("daily_title", **said, day=say_day(int(peak["day"]), evidence.calendar, words), left=left)
