"""Reads: how much is looked at and read, and where a read comes from: a cover, the video feed, a profile.

A read is a cover that was clicked, or a video that was watched in the video feed, where no cover is clicked: with ``c``
covers and ``v`` videos watched, impressions are ``c + v`` and reads ``c x rate + v``.
"""

import polars as pl

from .content import grown_notes
from .frames import measured, ratio, run_and_days, total
from .metric import Tables, metric


@metric("reads", better="higher", is_rate=True, en="Reads of a user-day", zh="活跃用户日均阅读")
def reads_per_active_day(records: Tables) -> pl.DataFrame:
    """Reads over users who visited, all surfaces, for the run and by day."""
    return run_and_days(records["daily"], ratio(total("reads"), total("active_users")))


@metric("reads", better="higher", is_rate=True, en="Reads of a note", zh="单篇阅读")
def reads_per_note(records: Tables) -> pl.DataFrame:
    """Mean reads of a note that is old enough (``grown_notes``)."""
    return measured(grown_notes(records), ratio(total("reads"), pl.len()))


@metric("share", better="none", en="Videos read in the video feed", zh="视频观看来自视频流占比")
def video_feed_read_share(records: Tables) -> pl.DataFrame:
    """Reads in the video feed over reads of videos; null without one."""
    return measured(_videos(records), ratio(total("impressions_video_feed"), total("reads")))


@metric("per impression", better="none", is_rate=True, en="Reads of videos per impression", zh="视频每曝光观看")
def video_reads_per_impression(records: Tables) -> pl.DataFrame:
    """Reads over impressions, of videos."""
    return measured(_videos(records), ratio(total("reads"), total("impressions")))


@metric("share", better="none", en="Reads on profiles", zh="个人主页阅读占比")
def profile_read_share(records: Tables) -> pl.DataFrame:
    """Reads on creators' profiles over reads on all surfaces."""
    reads = pl.col("reads")
    there = reads.filter(pl.col("surface") == "profile").sum()
    return measured(records["surface_daily"], ratio(there, reads.sum()))


def _videos(records: Tables) -> pl.LazyFrame:
    return grown_notes(records).filter(pl.col("format") == "video", ~pl.col("is_sponsored"))
