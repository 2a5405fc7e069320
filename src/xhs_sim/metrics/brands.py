"""How many people a brand reached, how they responded, and where they stand with it.

Counts are over all notes about the brand, organic mentions and sponsored ones alike, unless a name
says otherwise. Every brand of the run has a row.
"""

import polars as pl

from ..records.terms import ENGAGEMENTS
from .frames import at_end, for_each_brand, measured, ratio, run_and_days, total
from .metric import Tables

STAGES = ("n_aware", "n_interested", "n_deeply_interested", "n_bought", "n_recommending")  # rising


def brand_impressions(records: Tables) -> pl.DataFrame:
    """Impressions of notes about the brand, for the run and by day."""
    return run_and_days(records["brand_daily"], total("impressions"), "brand")


def sponsored_impressions(records: Tables) -> pl.DataFrame:
    """Impressions of the notes that the brand paid for."""
    return measured(records["brand_daily"], total("sponsored_impressions"), "brand")


def reach(records: Tables) -> pl.DataFrame:
    """Distinct users with an impression of the brand since day 0; by day cumulative."""
    return run_and_days(records["brand_daily"], at_end("reach_cumulative"), "brand")


def reach_share(records: Tables) -> pl.DataFrame:
    """Reached users over everybody who was in the market during the run, those who left included."""
    reached = pl.col("users").filter(pl.col("frequency") > 0).sum()
    rows = measured(records["reach_frequency"], ratio(reached, total("users")), "brand")
    return for_each_brand(records, rows)


def frequency(records: Tables) -> pl.DataFrame:
    """Impressions over reached users."""
    return measured(records["brand_daily"], ratio(total("impressions"), at_end("reach_cumulative")), "brand")


def repeat_reach_share(records: Tables) -> pl.DataFrame:
    """Users with two impressions of the brand or more, over reached users."""
    users, seen = pl.col("users"), pl.col("frequency")
    value = ratio(users.filter(seen > 1).sum(), users.filter(seen > 0).sum())
    return for_each_brand(records, measured(records["reach_frequency"], value, "brand"))


def brand_clicks(records: Tables) -> pl.DataFrame:
    """Clicks on notes about the brand."""
    return measured(records["brand_daily"], total("clicks"), "brand")


def brand_ctr(records: Tables) -> pl.DataFrame:
    """Clicks over impressions, notes about the brand."""
    return measured(records["brand_daily"], ratio(total("clicks"), total("impressions")), "brand")


def brand_engagements(records: Tables) -> pl.DataFrame:
    """Likes + saves + comments on notes about the brand."""
    return measured(records["brand_daily"], total(*ENGAGEMENTS), "brand")


def brand_engagement_rate(records: Tables) -> pl.DataFrame:
    """Likes + saves + comments, over clicks, notes about the brand."""
    return measured(records["brand_daily"], ratio(total(*ENGAGEMENTS), total("clicks")), "brand")


def aware_users(records: Tables) -> pl.DataFrame:
    """Users still there on the last day who know the brand at least."""
    return measured(records["brand_daily"], at_end(*STAGES), "brand")


def interested_users(records: Tables) -> pl.DataFrame:
    """Users still there on the last day who are interested at least, or have bought."""
    return measured(records["brand_daily"], at_end(*STAGES[1:]), "brand")


def recommending_users(records: Tables) -> pl.DataFrame:
    """Users still there on the last day who bought and recommend the brand."""
    return measured(records["brand_daily"], at_end(*STAGES[-1:]), "brand")
