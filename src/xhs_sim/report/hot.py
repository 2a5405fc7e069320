"""Hot events that nobody planned: days on which a topic's popularity leaps, as the platform's own list would show."""

import math

import polars as pl

from .dates import Festival
from .evidence import setting
from .runs import Run
from .words import Words

_LEAP = 0.5  # of a hot event's lift on its first day: the slow drift never moves as much in a day


def hot_days(run: Run, words: Words) -> list[Festival]:
    """Return the hot events of a run, each on its first day."""
    return [Festival(words.say("hot_topic", topic=words.topic(topic)), day, day) for day, topic in hot_topics(run)]


def hot_topics(run: Run) -> list[tuple[int, str]]:
    """Return day and topic of each leap in a run, by day; leaps that a festival of the calendar makes are no news."""
    topics, lift = run.table("topic_daily"), setting(run.config, "calendar.hot_log_lift")
    if topics is None or not lift or not setting(run.config, "calendar.hot_rate"):
        return []
    before = pl.col("popularity", "event").shift().over("topic", order_by="day").name.suffix("_before")
    leaps = topics.with_columns(before).filter(
        pl.col("popularity") >= pl.col("popularity_before") * math.exp(_LEAP * float(lift)),
        pl.col("event").eq_missing(pl.col("event_before")),
    )
    return [(int(day), str(topic)) for day, topic in leaps.sort("day", "topic").select("day", "topic").iter_rows()]
