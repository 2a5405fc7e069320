"""Whether creators are seen, publish and earn: the supply side's health."""

import polars as pl

from .distribution import gini
from .frames import measured, ratio, single, total, total_cny
from .metric import Tables


def exposure_gini(records: Tables) -> pl.DataFrame:
    """Gini of impressions over creators who published or were shown in the run."""
    seen = records["creator_daily"].lazy().group_by("creator").agg(pl.col("impressions").sum()).collect()
    return single(gini(seen["impressions"].to_numpy()))


def small_creator_exposure_share(records: Tables) -> pl.DataFrame:
    """Impressions on notes of small creators (``record.small_creator_followers``), over all impressions."""
    return measured(records["daily"], ratio(total("small_creator_impressions"), total("impressions")))


def publish_rate(records: Tables) -> pl.DataFrame:
    """Users who publish on a day, over users with a visit (DAU), days added up."""
    return measured(records["daily"], ratio(total("publishers"), total("active_users")))


def follows_per_engagement(records: Tables) -> pl.DataFrame:
    """Follows over likes and saves: how many reactions a new follower takes."""
    return measured(records["daily"], ratio(total("follows"), total("likes", "saves")))


def creator_income_cny(records: Tables) -> pl.DataFrame:
    """Fees that brands paid to creators, without the marketplace's own fee."""
    fees = records["ledger"].lazy().filter(pl.col("kind") == "creator_fee")
    return measured(fees, total_cny("amount_cny"))
