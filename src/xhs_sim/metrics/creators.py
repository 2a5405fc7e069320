"""Whether creators are seen, publish and earn: the supply side's health."""

from collections.abc import Callable

import polars as pl

from .asked import answer, once
from .audience import MONTH_DAYS, mau
from .distribution import gini
from .frames import days_of, measured, ratio, single, total, total_cny
from .metric import Tables, metric
from .small_accounts import SMALL_ACCOUNT

PAID_TO_CREATORS = (  # kinds of the ledger
    "creator_fee", "bonus", "fee_refund", "affiliate", "live_fee", "live_commission",
)  # fmt: skip


@metric("Gini", better="lower", en="Exposure Gini", zh="曝光基尼系数")
def exposure_gini(records: Tables) -> pl.DataFrame:
    """Gini of impressions over creators who published or were shown in the run."""
    seen = records["creator_daily"].lazy().group_by("creator").agg(pl.col("impressions").sum())
    return single(gini(answer(seen)["impressions"].to_numpy()))


@metric("share", better="higher", en="Small creators' impressions", zh="小博主曝光占比")
def small_creator_exposure_share(records: Tables) -> pl.DataFrame:
    """Impressions on notes of small creators (``record.small_creator_followers``), over those of all creators."""
    of_creators = total("impressions") - total("merchant_impressions")
    return measured(records["daily"], ratio(total("small_creator_impressions"), of_creators))


@metric("publishers/DAU", better="higher", en="Publishing penetration", zh="发布渗透率")
def publish_rate(records: Tables) -> pl.DataFrame:
    """Users who publish on a day, over users with a visit (DAU), days added up."""
    return measured(records["daily"], ratio(total("publishers"), total("active_users")))


@metric("publishers/MAU", better="higher", en="Monthly publishers", zh="月发布者占比")
def monthly_publisher_share(records: Tables) -> pl.DataFrame:
    """Creators with a note in the last 30 days, over MAU; null in runs of less than four weeks."""
    monthly = mau(records)["value"].item()
    return single(_published_lately(records) / monthly if monthly else None)


@metric("users", better="higher", en="Active publishers", zh="活跃发布者")
def active_publishers(records: Tables) -> pl.DataFrame:
    """Creators with a note in the last 30 days (or in the run, if shorter)."""
    return single(_published_lately(records))


@once
def _published_lately(records: Tables) -> int:
    lately = records["notes"].lazy().filter(pl.col("published_day") >= max(days_of(records) - MONTH_DAYS, 0))
    return int(answer(lately.select(pl.col("creator").n_unique())).item())


@metric("share", better="none", en="First notes among publishers", zh="新发布者占比")
def new_publisher_share(records: Tables) -> pl.DataFrame:
    """Users who publish a first note (or a first one again), over users who publish on a day, days added up."""
    return measured(records["daily"], ratio(total("new_publishers"), total("publishers")))


@metric("share", better="none", en="Notes in a burst", zh="同日连发占比")
def same_day_note_share(records: Tables) -> pl.DataFrame:
    """Notes on the same day as their creator's note before, over notes with one before; small accounts."""
    small = records["creators"].lazy().filter(pl.col("followers").is_between(*SMALL_ACCOUNT)).select("creator")
    days = records["notes"].lazy().filter(pl.col("published_day") >= 0).join(small, on="creator", how="semi")
    gap = pl.col("published_day").sort().diff().over("creator", mapping_strategy="group_to_rows")
    return measured(days.select(gap=gap).drop_nulls(), ratio((pl.col("gap") == 0).sum(), pl.len()))


def followers_over(count: int) -> Callable[[Tables], pl.DataFrame]:
    """Return the metric: users with more than ``count`` followers, over users."""

    def share(records: Tables) -> pl.DataFrame:
        users, least = pl.col("users"), pl.col("more_than")
        some = users.filter(least == count).sum()
        return measured(records["follower_bands"], ratio(some, users.filter(least == -1).sum()))

    share.__name__ = f"followers_over_{count}_share"
    share.__doc__ = f"Users with more than {count:,} followers, over users."
    return share


for _count in (10, 100, 1000, 10_000):
    metric("share", better="none", en=f"Users with over {_count:,} followers", zh=f"粉丝数超 {_count:,} 占比")(
        followers_over(_count)
    )


@metric("per like or save", better="higher", en="Follows per like or save", zh="赞藏转粉率")
def follows_per_engagement(records: Tables) -> pl.DataFrame:
    """Follows over likes and saves: how many reactions a new follower takes."""
    return measured(records["daily"], ratio(total("follows"), total("likes", "saves")))


@metric("CNY", better="higher", en="Creators' income from brands", zh="博主商单收入")
def creator_income_cny(records: Tables) -> pl.DataFrame:
    """Fees, bonuses and commissions that brands paid to creators, less what came back; no marketplace fees."""
    fees = records["ledger"].lazy().filter(pl.col("kind").is_in(PAID_TO_CREATORS))
    return measured(fees, total_cny("amount_cny"))
