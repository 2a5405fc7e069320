"""How the followers of an account of one's own grew, day by day."""

import polars as pl

from ..evidence import Evidence
from ..headline import moves
from ..runs import stack
from ..summary import mean_interval
from ..words import Words
from .panels import Look, band_line, label_ends, number_axis, subtitle, zero_line
from .style import HouseFigure, arm_colours, clear_frame, in_house_style, new_canvas
from .timeline import date_axis, mark_festivals

_METRIC = "followers_gained"
_NAME = 125  # points of width for an arm's name


@in_house_style
def draw_followers(evidence: Evidence, words: Words) -> HouseFigure | None:
    """Followers gained since the plan began: a line per arm with its band."""
    gained = gained_so_far(evidence)
    if gained.is_empty():
        return None
    title = moves(evidence, _METRIC, words) if evidence.treated else words.say("followers_name")
    canvas = new_canvas(title, subtitle(evidence, words, words.say("followers_what")))
    axes = canvas.figure.add_axes((0.075, 0.13, 0.71, canvas.top - 0.17))
    colours = arm_colours(evidence.arms, evidence.baseline)
    for arm in evidence.arms:
        part = gained.filter(pl.col("arm") == arm)
        if part.height:
            band_line(axes, part, Look(colours[arm], "o"))
    date_axis(axes, evidence.calendar, evidence.n_days, words)
    number_axis(axes, words, _METRIC, "y", sign=True)
    zero_line(axes, "y")
    mark_festivals(axes, evidence, words)
    clear_frame(axes, keep="bottom")
    last = gained.filter(pl.col("day") == pl.col("day").max().over("arm"))
    ends = dict(last.select("arm", "mean").iter_rows())
    label_ends(axes, [(words.arm(arm), ends[arm], colours[arm]) for arm in evidence.arms if arm in ends], width=_NAME)
    return canvas.figure


def gained_so_far(evidence: Evidence) -> pl.DataFrame:
    """Mean of the followers gained up to a day: ``arm, day, n, mean, ci_low, ci_high``; no rows without an account."""
    daily = stack(evidence.runs, "account_daily")
    if daily.is_empty():
        return daily
    so_far = daily.sort("day").select(
        "arm", "day", value=(pl.col("follows") - pl.col("unfollows")).cum_sum().over("arm", "seed").cast(pl.Float64)
    )
    return mean_interval(so_far.filter(pl.col("arm").is_in(evidence.arms)), ["arm", "day"], evidence.level)
