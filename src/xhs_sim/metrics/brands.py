"""How many people a brand reached, how they responded, and where they stand with it.

Counts are over all notes about the brand, organic mentions and sponsored ones alike, unless a name
says otherwise. Every brand of the run has a row.
"""

import polars as pl

from ..records.terms import ENGAGEMENTS, STAGES
from .frames import at_end, covers, for_each_brand, measured, ratio, run_and_days, total
from .metric import Tables, metric


@metric("impressions", better="higher", en="Brand impressions", zh="品牌曝光")
def brand_impressions(records: Tables) -> pl.DataFrame:
    """Impressions of notes about the brand, for the run and by day."""
    return run_and_days(records["brand_daily"], total("impressions"), "brand")


@metric("impressions", better="higher", en="Sponsored impressions", zh="报备笔记曝光")
def sponsored_impressions(records: Tables) -> pl.DataFrame:
    """Impressions of the notes that the brand paid for."""
    return measured(records["brand_daily"], total("sponsored_impressions"), "brand")


@metric("users", better="higher", en="Reach", zh="触达人数")
def reach(records: Tables) -> pl.DataFrame:
    """Distinct users with an impression of the brand since day 0; by day cumulative."""
    return run_and_days(records["brand_daily"], at_end("reach_cumulative"), "brand")


@metric("share of users", better="higher", en="Reach share", zh="触达占比")
def reach_share(records: Tables) -> pl.DataFrame:
    """Reached users over everybody who was in the market during the run, those who left included."""
    reached = pl.col("users").filter(pl.col("frequency") > 0).sum()
    rows = measured(records["reach_frequency"], ratio(reached, total("users")), "brand")
    return for_each_brand(records, rows)


@metric("impressions per user", better="none", en="Frequency", zh="人均频次")
def frequency(records: Tables) -> pl.DataFrame:
    """Impressions over reached users."""
    return measured(records["brand_daily"], ratio(total("impressions"), at_end("reach_cumulative")), "brand")


@metric("share of reach", better="none", en="Reached twice or more", zh="重复触达占比")
def repeat_reach_share(records: Tables) -> pl.DataFrame:
    """Users with two impressions of the brand or more, over reached users."""
    users, seen = pl.col("users"), pl.col("frequency")
    value = ratio(users.filter(seen > 1).sum(), users.filter(seen > 0).sum())
    return for_each_brand(records, measured(records["reach_frequency"], value, "brand"))


@metric("clicks", better="higher", en="Clicks", zh="点击")
def brand_clicks(records: Tables) -> pl.DataFrame:
    """Clicks on notes about the brand."""
    return measured(records["brand_daily"], total("clicks"), "brand")


@metric("reads", better="higher", en="Reads", zh="阅读")
def brand_reads(records: Tables) -> pl.DataFrame:
    """Reads of notes about the brand: clicks, and what was watched in the video feed."""
    return measured(records["brand_daily"], total("reads"), "brand")


@metric("per impression", better="higher", en="Brand CTR", zh="品牌点击率")
def brand_ctr(records: Tables) -> pl.DataFrame:
    """Clicks over covers shown, notes about the brand."""
    return measured(records["brand_daily"], ratio(total("clicks"), covers()), "brand")


@metric("engagements", better="higher", en="Engagements", zh="互动量")
def brand_engagements(records: Tables) -> pl.DataFrame:
    """Likes + saves + comments on notes about the brand."""
    return measured(records["brand_daily"], total(*ENGAGEMENTS), "brand")


@metric("per read", better="higher", en="Brand engagement rate", zh="品牌互动率")
def brand_engagement_rate(records: Tables) -> pl.DataFrame:
    """Likes + saves + comments, over reads, notes about the brand."""
    return measured(records["brand_daily"], ratio(total(*ENGAGEMENTS), total("reads")), "brand")


@metric("users", better="higher", en="Aware users", zh="认知人群")
def aware_users(records: Tables) -> pl.DataFrame:
    """Users still there on the last day who know the brand at least."""
    return measured(records["brand_daily"], at_end(*STAGES), "brand")


@metric("users", better="higher", en="Interested users", zh="兴趣人群")
def interested_users(records: Tables) -> pl.DataFrame:
    """Users still there on the last day who are interested at least, or have bought."""
    return measured(records["brand_daily"], at_end(*STAGES[1:]), "brand")


@metric("users", better="higher", en="Recommending users", zh="推荐人群")
def recommending_users(records: Tables) -> pl.DataFrame:
    """Users still there on the last day who bought and recommend the brand."""
    return measured(records["brand_daily"], at_end(*STAGES[-1:]), "brand")
