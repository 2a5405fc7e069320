"""How the followers of an account of one's own grew, day by day."""

import polars as pl
from matplotlib.figure import Figure

from ..dates import say_date
from ..evidence import Evidence
from ..runs import stack
from ..summary import intervals_overlap, mean_interval
from ..words import Words
from .panels import Look, band_line, label_ends, number_axis, subtitle, zero_line
from .style import arm_colours, clear_frame, in_house_style, new_canvas
from .timeline import date_axis, mark_festivals


@in_house_style
def draw_followers(evidence: Evidence, words: Words) -> Figure:
    """Followers gained since the plan began: a line per arm with its band."""
    gained = gained_so_far(evidence)
    if gained.is_empty():
        return nothing_to_show(words, "followers")
    canvas = new_canvas(_title(gained, evidence, words), subtitle(evidence, words, words.say("followers_what")))
    axes = canvas.figure.add_axes((0.075, 0.13, 0.71, canvas.top - 0.17))
    colours = arm_colours(evidence.arms, evidence.baseline)
    for arm in evidence.arms:
        part = gained.filter(pl.col("arm") == arm)
        if part.height:
            band_line(axes, part, Look(colours[arm], "o"))
    date_axis(axes, evidence.calendar, evidence.n_days, words)
    number_axis(axes, words, "followers_gained", "y", sign=True)
    zero_line(axes, "y")
    mark_festivals(axes, evidence, words)
    clear_frame(axes, keep="bottom")
    label_ends(axes, [(words.arm(arm), row["mean"], colours[arm]) for arm, row in _last(gained, evidence).items()])
    return canvas.figure


def gained_so_far(evidence: Evidence) -> pl.DataFrame:
    """Mean of the followers gained up to each day: ``arm, day, n, mean, ci_low, ci_high``; no rows without an account."""
    daily = stack(evidence.runs, "account_daily")
    if daily.is_empty():
        return daily
    so_far = daily.sort("day").select(
        "arm", "day", value=(pl.col("follows") - pl.col("unfollows")).cum_sum().over("arm", "seed").cast(pl.Float64)
    )
    return mean_interval(so_far.filter(pl.col("arm").is_in(evidence.arms)), ["arm", "day"], evidence.level)


def _last(gained: pl.DataFrame, evidence: Evidence) -> dict[str, dict[str, float]]:
    rows = {row["arm"]: row for row in gained.filter(pl.col("day") == pl.col("day").max().over("arm")).to_dicts()}
    return {arm: rows[arm] for arm in evidence.arms if arm in rows}


def _title(gained: pl.DataFrame, evidence: Evidence, words: Words) -> str:
    """From fewest to most, and whether their intervals overlap: who wins is the verdict's to say."""
    ends = sorted(_last(gained, evidence).values(), key=lambda row: row["mean"])
    day = say_date(int(ends[0]["day"]), evidence.calendar, words)
    low, high = (words.number(row["mean"], sign=True) for row in (ends[0], ends[-1]))
    if len(ends) == 1:
        return words.say("followers_title_one", high=high, day=day)
    key = "followers_title_tie" if intervals_overlap(ends[0], ends[-1]) else "followers_title"
    names = {"least": words.arm(str(ends[0]["arm"])), "most": words.arm(str(ends[-1]["arm"]))}
    return words.say(key, **names, low=low, high=high, day=day)
