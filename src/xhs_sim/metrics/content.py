"""What the platform's users do with the notes that they are shown, all surfaces together."""

import polars as pl

from ..records.terms import ENGAGEMENTS
from .frames import covers, days_of, measured, ratio, run_and_days, total
from .metric import Tables, metric

LIFE_DAYS = 7  # a note has nearly all its likes by then (food_creators_2025: .96)


@metric("per impression", better="higher", en="CTR", zh="点击率")
def ctr(records: Tables) -> pl.DataFrame:
    """Clicks over covers shown, for the run and by day: impressions in the video feed have none to click on."""
    return run_and_days(records["daily"], ratio(total("clicks"), covers()))


@metric("per read", better="higher", en="Like rate", zh="点赞率")
def like_rate(records: Tables) -> pl.DataFrame:
    """Likes over reads."""
    return _per_read(records, "likes")


@metric("per read", better="higher", en="Save rate", zh="收藏率")
def save_rate(records: Tables) -> pl.DataFrame:
    """Saves over reads."""
    return _per_read(records, "saves")


@metric("per read", better="higher", en="Comment rate", zh="评论率")
def comment_rate(records: Tables) -> pl.DataFrame:
    """Comments over reads."""
    return _per_read(records, "comments")


@metric("per read", better="higher", en="Share rate", zh="分享率")
def share_rate(records: Tables) -> pl.DataFrame:
    """Shares over reads."""
    return _per_read(records, "shares")


@metric("per read", better="higher", en="Follow rate", zh="关注率")
def follow_rate(records: Tables) -> pl.DataFrame:
    """Follows over reads."""
    return _per_read(records, "follows")


@metric("per read", better="higher", en="Engagement rate", zh="互动率")
def engagement_rate(records: Tables) -> pl.DataFrame:
    """Likes + saves + comments, over reads."""
    return _per_read(records, *ENGAGEMENTS)


@metric("share", better="higher", en="Coverage", zh="笔记曝光覆盖率")
def coverage(records: Tables) -> pl.DataFrame:
    """Share with at least one impression, of the notes old enough to judge (``grown_notes``)."""
    shown = pl.col("impressions") > 0
    return measured(grown_notes(records), ratio(shown.sum(), pl.len()))


def grown_notes(records: Tables) -> pl.LazyFrame:
    """Notes of the run with at least 7 days of life in it (half the run, if that is shorter).

    The day of publication counts. Younger notes have their likes still to come, and would pull every
    distribution over notes down by an amount that depends on the length of the run.
    """
    n_days = days_of(records)
    life = n_days - pl.col("published_day")
    return records["notes"].lazy().filter(life >= min(LIFE_DAYS, n_days / 2))


def _per_read(records: Tables, *acts: str) -> pl.DataFrame:
    return measured(records["daily"], ratio(total(*acts), total("reads")))
