"""How the followers of an account of one's own grew, day by day."""

import polars as pl

from ..evidence import Evidence
from ..runs import stack
from ..summary import as_lucky, mean_interval
from ..titles import moves
from ..words import Words
from .lines import arm_lines, label_ends
from .panels import headline, number_axis, zero_line
from .style import HouseFigure, clear_frame, in_house_style
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
    canvas = headline(evidence, words, title, words.say("followers_what"))
    axes = canvas.figure.add_axes((0.075, 0.13, 0.71, canvas.top - 0.17))
    ends = arm_lines(axes, gained, evidence, words)
    date_axis(axes, evidence.calendar, evidence.n_days, words)
    number_axis(axes, words, _METRIC, "y", sign=True)
    zero_line(axes, "y")
    mark_festivals(axes, evidence, words)
    clear_frame(axes, keep="bottom")
    label_ends(axes, ends, width=_NAME)
    return canvas.figure


def gained_so_far(evidence: Evidence) -> pl.DataFrame:
    """Mean of the followers gained up to a day: ``arm, day, n, mean, ci_low, ci_high``; no rows without an account."""
    daily = stack(evidence.runs, "account_daily")
    if daily.is_empty():
        return daily
    so_far = daily.sort("day").select(
        "arm",
        "seed",
        "day",
        value=(pl.col("follows") - pl.col("unfollows")).cum_sum().over("arm", "seed").cast(pl.Float64),
    )
    kept = so_far.filter(pl.col("arm").is_in(evidence.arms))
    return mean_interval(as_lucky(evidence, kept), ["arm", "day"], evidence.level)
