"""How an account does whose content a team plans, all its notes together, from the first day of the plan on.

Unknown (null) where no account is planned or watched.
"""

import polars as pl

from ..records.terms import ENGAGEMENTS
from .content import grown_notes
from .frames import covers, exact_sum, measured, ratio, run_and_days, total
from .metric import Tables, metric

WATCHED = pl.len() > 0


@metric("followers", better="higher", signed=True, en="Followers gained", zh="净增粉丝")
def followers_gained(records: Tables) -> pl.DataFrame:
    """New followers less those lost, for the run and by day."""
    return run_and_days(records["account_daily"], _if_watched(total("follows") - total("unfollows")))


@metric("notes", better="none", en="Notes of the account", zh="账号发布笔记数")
def account_notes(records: Tables) -> pl.DataFrame:
    """Notes that the account published."""
    return _counted(records, "notes_published")


@metric("impressions", better="higher", en="Account impressions", zh="账号曝光")
def account_impressions(records: Tables) -> pl.DataFrame:
    """Impressions of the account's notes, for the run and by day."""
    return run_and_days(records["account_daily"], _if_watched(total("impressions")))


@metric("impressions", better="higher", en="Impressions of a note of the account", zh="账号单篇曝光")
def account_impressions_per_note(records: Tables) -> pl.DataFrame:
    """Impressions of a note: of those of the account since the plan began that are old enough (``grown_notes``)."""
    days = records["account_daily"].lazy().group_by("creator").agg(begins=pl.col("day").min())
    mine = grown_notes(records).join(days, on="creator").filter(pl.col("published_day") >= pl.col("begins"))
    return measured(mine, ratio(total("impressions"), pl.len()))


@metric("impressions", better="higher", en="Account impressions, search", zh="账号搜索曝光")
def account_search_impressions(records: Tables) -> pl.DataFrame:
    """Impressions of the account's notes on the search surface."""
    return _counted(records, "impressions_search")


@metric("clicks", better="higher", en="Account clicks", zh="账号点击")
def account_clicks(records: Tables) -> pl.DataFrame:
    """Clicks on the account's notes."""
    return _counted(records, "clicks")


@metric("engagements", better="higher", en="Account engagements", zh="账号互动量")
def account_engagements(records: Tables) -> pl.DataFrame:
    """Likes + saves + comments on the account's notes."""
    return _counted(records, *ENGAGEMENTS)


@metric("per impression", better="higher", en="Account CTR", zh="账号点击率")
def account_ctr(records: Tables) -> pl.DataFrame:
    """Clicks over covers shown, the account's notes."""
    return measured(records["account_daily"], ratio(total("clicks"), covers()))


@metric("per read", better="higher", en="Account engagement rate", zh="账号互动率")
def account_engagement_rate(records: Tables) -> pl.DataFrame:
    """Likes + saves + comments, over reads, the account's notes."""
    return measured(records["account_daily"], ratio(total(*ENGAGEMENTS), total("reads")))


@metric("hours", better="lower", en="Hours of work", zh="账号创作工时")
def account_hours(records: Tables) -> pl.DataFrame:
    """Hours of work that the plan's notes took; 0 for an account that is left alone."""
    return measured(records["account_daily"], _if_watched(exact_sum(pl.col("hours"))))


def _counted(records: Tables, *columns: str) -> pl.DataFrame:
    return measured(records["account_daily"], _if_watched(total(*columns)))


def _if_watched(value: pl.Expr) -> pl.Expr:
    return pl.when(WATCHED).then(value)
