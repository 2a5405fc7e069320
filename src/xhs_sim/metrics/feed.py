"""How the feed is read: depth, where the first click falls, which surface it comes from, how soon a note is liked."""

import polars as pl

from .content import LIFE_DAYS
from .frames import measured, ratio, total
from .metric import Tables


def session_depth(records: Tables) -> pl.DataFrame:
    """Impressions over sessions: how many notes a session looks at."""
    return measured(records["daily"], ratio(total("impressions"), total("sessions")))


def first_click_rank(records: Tables) -> pl.DataFrame:
    """Mean place (from 1) of a session's first click, over panel sessions with a click on explore."""
    clicks = records["panel"].lazy().filter(pl.col("clicked") & (pl.col("surface") == "explore"))
    firsts = clicks.group_by("day", "user", "session").agg(first=pl.col("slot").min() + 1)
    return measured(firsts, pl.col("first").mean())


def following_click_share(records: Tables) -> pl.DataFrame:
    """Clicks on the following surface, over clicks."""
    clicks = pl.col("clicks")
    there = clicks.filter(pl.col("surface") == "following").sum()
    return measured(records["surface_daily"], ratio(there, clicks.sum()))


def first_day_like_share(records: Tables) -> pl.DataFrame:
    """Likes on the day of publication or the next, over likes within a week; panel, notes with a week in the run."""
    n_days = records["daily"].lazy().select(pl.len()).collect().item()
    aged_enough = n_days - pl.col("published_day") >= LIFE_DAYS
    notes = records["notes"].lazy().filter(aged_enough).select("note", "published_day")
    likes = records["panel"].lazy().filter("liked").join(notes, on="note")
    aged = likes.with_columns(age=pl.col("day") - pl.col("published_day")).filter(pl.col("age") < LIFE_DAYS)
    return measured(aged, ratio((pl.col("age") <= 1).sum(), pl.len()))
