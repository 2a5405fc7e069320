"""Who is there and who publishes: shares of ages, weekdays, followings, bursts, monthly publishers."""

import pytest
from metric_tables import days, tables

from xhs_sim.metrics import METRICS, Tables


def of(name: str, records: Tables) -> float | None:
    return METRICS[name].compute(records)["value"].item()


def test_ages_are_shares_of_active_days_and_unknown_without_the_band() -> None:
    rows = [{"day": d, "age_band": b, "active_users": n} for d in (0, 1) for b, n in (("a18_24", 3), ("over_44", 1))]
    assert of("age_18_24_share", tables(segment_daily=rows)) == 0.75
    assert of("age_25_34_share", tables(segment_daily=rows)) is None


def test_the_busiest_weekday_is_told_from_whole_weeks() -> None:
    visits = [10, 10, 16, 10, 10, 10, 14] * 2 + [500]  # the last day is no whole week
    daily = [{"day": day, "active_users": n} for day, n in enumerate(visits)]
    assert of("weekday_peak", tables(daily=daily)) == pytest.approx(16 / 80)
    assert of("weekday_peak", tables(daily=daily[:6])) is None


def test_followings_are_shares_of_all_users() -> None:
    bands = [{"more_than": least, "users": n} for least, n in ((-1, 200), (0, 150), (10, 90), (1000, 4))]
    assert of("followers_over_10_share", tables(follower_bands=bands)) == 0.45
    assert of("followers_over_1000_share", tables(follower_bands=bands)) == 0.02


def test_notes_in_a_burst_follow_one_of_their_creator_on_the_same_day() -> None:
    creators = [{"creator": 1, "followers": 100}, {"creator": 2, "followers": 200}, {"creator": 3, "followers": 5}]
    posted = [(1, 0), (1, 0), (1, 4), (2, 4), (2, 5), (3, 1), (3, 1), (1, -2)]
    notes = [{"note": n, "creator": who, "published_day": day} for n, (who, day) in enumerate(posted)]
    assert of("same_day_note_share", tables(creators=creators, notes=notes)) == pytest.approx(1 / 3)


def test_monthly_publishers_need_a_month() -> None:
    posted = [(1, 0), (1, 20), (2, 29), (3, -5)]
    notes = [{"note": n, "creator": who, "published_day": day} for n, (who, day) in enumerate(posted)]
    visits = [{"active_days": 0, "users": 90}, {"active_days": 3, "users": 10}]
    assert of("monthly_publisher_share", tables(daily=days(30), activity_days=visits, notes=notes)) == 0.2
    assert of("monthly_publisher_share", tables(daily=days(10), activity_days=visits, notes=notes)) is None
