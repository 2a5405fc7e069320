"""Metrics of the platform on tables small enough to check by eye."""

import polars as pl
import pytest
from metric_tables import campaign, days, tables

from xhs_sim.metrics import METRICS, Tables


def of(name: str, records: Tables, day: int | None = None) -> float | None:
    frame = METRICS[name].compute(records).filter(pl.col("day").eq_missing(day))
    return frame["value"].item()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("users", 99),
        ("dau", 50),
        ("sessions_per_active_day", 3),
        ("impressions", 1200),
        ("impressions_per_active_day", 12),
        ("true_satisfaction", 0.52),  # (40 * .4 + 60 * .6) / 100
        ("d1_retention", 0.25),
        ("ctr", 0.1),
        ("like_rate", 0.1),
        ("save_rate", 0.05),
        ("comment_rate", 1 / 60),
        ("share_rate", 1 / 30),
        ("follow_rate", 1 / 60),
        ("engagement_rate", 1 / 6),
        ("small_creator_exposure_share", 0.5),
        ("publish_rate", 0.06),
        ("exposure_gini", 0.5),  # of 0, 50, 150
        ("creator_income_cny", 1000),
        ("commission_revenue", 20),
        ("service_fee_revenue", 100),
        ("platform_revenue", 120),
    ],
)
def test_a_small_market_gives_the_number_worked_out_by_hand(name: str, value: float) -> None:
    assert of(name, campaign()) == pytest.approx(value)


def test_days_have_their_own_figures() -> None:
    assert [of("dau", campaign(), day) for day in (0, 1)] == [40, 60]
    assert of("ctr", campaign(), 1) == 0.1


@pytest.mark.parametrize("name", ["d7_retention", "d30_retention", "mau", "stickiness"])
def test_what_a_short_run_cannot_tell_is_null(name: str) -> None:
    assert of(name, campaign()) is None


def test_stickiness_is_dau_of_the_month_over_distinct_users_of_the_month() -> None:
    early, month = days(10, active_users=9000), days(30, active_users=40)
    daily = early + [row | {"day": row["day"] + 10} for row in month]
    records = tables(daily=daily, activity_days=[{"active_days": n, "users": 60 if n else 7} for n in range(3)])
    assert of("mau", records) == 120
    assert of("stickiness", records) == pytest.approx(40 / 120)


def test_satisfaction_of_a_day_without_visitors_counts_for_nothing() -> None:
    daily = [*days(1, active_users=10, true_satisfaction=0.3), {"day": 1, "active_users": 0, "true_satisfaction": None}]
    assert of("true_satisfaction", tables(daily=daily)) == pytest.approx(0.3)


def test_rates_over_nothing_are_unknown() -> None:
    quiet = tables(daily=days(2, active_users=5))
    assert of("ctr", quiet) is None
    assert of("engagement_rate", quiet) is None
    assert of("small_creator_exposure_share", quiet) is None
    assert of("publish_rate", quiet) == 0
