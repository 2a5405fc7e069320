"""Who comes, how often, and who comes back.

A month is the last 30 days of the run, as the platform counts it; a run of four weeks passes for one.
Shorter runs have no MAU: dividing by the users of a few days would flatter stickiness.
"""

from collections.abc import Callable

import polars as pl

from .asked import answer
from .frames import at_end, days_of, exact_sum, measured, ratio, run_and_days, single, total
from .metric import Tables, metric

MONTH_DAYS, SHORTEST_MONTH_DAYS = 30, 28


@metric("users", better="none", en="Users", zh="用户")
def users(records: Tables) -> pl.DataFrame:
    """Users signed up and not gone, on the last day."""
    return measured(records["daily"], at_end("users"))


@metric("users", better="higher", en="Daily active users", zh="日活跃用户")
def dau(records: Tables) -> pl.DataFrame:
    """Users with a visit, by day; the run's value is the mean over days."""
    return run_and_days(records["daily"], pl.col("active_users").mean())


@metric("users", better="higher", en="Monthly active users", zh="月活跃用户")
def mau(records: Tables) -> pl.DataFrame:
    """Distinct users with a visit in the last 30 days; null in runs of less than four weeks."""
    here = records["activity_days"].lazy().filter(pl.col("active_days") > 0).select(pl.col("users").sum())
    return single(float(answer(here).item()) if _has_month(records) else None)


@metric("DAU/MAU", better="higher", en="Stickiness (DAU/MAU)", zh="黏性（DAU/MAU）")
def stickiness(records: Tables) -> pl.DataFrame:
    """Mean DAU of the last 30 days over MAU; null in runs of less than four weeks."""
    month = records["daily"].lazy().sort("day").tail(MONTH_DAYS).select(pl.col("active_users").mean())
    daily, monthly = answer(month).item(), mau(records)["value"].item()
    return single(daily / monthly if monthly else None)


@metric("share", better="higher", en="D1 retention", zh="次日留存")
def d1_retention(records: Tables) -> pl.DataFrame:
    """Users active on the day after sign-up, over users signed up in the run early enough for one."""
    return _retention(records, 1)


@metric("share", better="higher", en="D7 retention", zh="7 日留存")
def d7_retention(records: Tables) -> pl.DataFrame:
    """Users active on the 7th day after sign-up, over users signed up in the run early enough for one."""
    return _retention(records, 7)


@metric("share", better="higher", en="D30 retention", zh="30 日留存")
def d30_retention(records: Tables) -> pl.DataFrame:
    """Users active on the 30th day after sign-up, over users signed up in the run early enough for one."""
    return _retention(records, 30)


@metric("sessions", better="higher", en="Sessions per active day", zh="每活跃日会话数")
def sessions_per_active_day(records: Tables) -> pl.DataFrame:
    """Sessions over active user-days."""
    return measured(records["daily"], ratio(total("sessions"), total("active_users")))


@metric("share", better="none", en="Women among visitors", zh="女性访客占比")
def women_share(records: Tables) -> pl.DataFrame:
    """Active user-days of women, over active user-days."""
    active = pl.col("active_users")
    return measured(records["segment_daily"], ratio(active.filter(pl.col("gender") == "female").sum(), active.sum()))


def age_share(band: str) -> Callable[[Tables], pl.DataFrame]:
    """Return the metric: active user-days of an age band, over active user-days; null if there is no such band."""

    def share(records: Tables) -> pl.DataFrame:
        active, there = pl.col("active_users"), pl.col("age_band") == band
        known = pl.when(there.any()).then(active.filter(there).sum())
        return measured(records["segment_daily"], ratio(known, active.sum()))

    share.__name__ = f"age_{band.removeprefix('a')}_share"
    share.__doc__ = f"Active user-days of the age band {band}, over active user-days."
    return share


metric("share", better="none", en="Users aged 18 to 24", zh="18–24 岁占比")(age_share("a18_24"))
metric("share", better="none", en="Users aged 25 to 34", zh="25–34 岁占比")(age_share("a25_34"))


@metric("share", better="none", en="Busiest weekday", zh="最活跃星期占比")
def weekday_peak(records: Tables) -> pl.DataFrame:
    """Share of the busiest weekday in active user-days; whole weeks only, null without one."""
    whole = records["daily"].lazy().sort("day").filter(pl.col("day") < pl.len() // 7 * 7)
    by_weekday = whole.group_by(pl.col("day") % 7).agg(pl.col("active_users").sum())
    return measured(by_weekday, ratio(pl.col("active_users").max(), pl.col("active_users").sum()))


@metric("impressions", better="higher", en="Impressions", zh="曝光")
def impressions(records: Tables) -> pl.DataFrame:
    """Notes rendered in a slot, all surfaces."""
    return run_and_days(records["daily"], total("impressions"))


@metric("impressions", better="higher", en="Impressions per active day", zh="每活跃日曝光")
def impressions_per_active_day(records: Tables) -> pl.DataFrame:
    """Impressions over active user-days."""
    return measured(records["daily"], ratio(total("impressions"), total("active_users")))


@metric("score 0-1", better="higher", en="True satisfaction", zh="真实满意度")
def true_satisfaction(records: Tables) -> pl.DataFrame:
    """Mean latent satisfaction of active users, over active user-days (a platform cannot see it)."""
    mood, active = pl.col("true_satisfaction"), pl.col("active_users")
    felt = active.filter(mood.is_not_null())
    return measured(records["daily"], ratio(exact_sum(mood * active), felt.sum()))


def _has_month(records: Tables) -> bool:
    return days_of(records) >= SHORTEST_MONTH_DAYS


def _retention(records: Tables, age_days: int) -> pl.DataFrame:
    of_age = records["cohorts"].lazy().filter(pl.col("age_days") == age_days)
    return measured(of_age, ratio(total("active_users"), total("size")))
