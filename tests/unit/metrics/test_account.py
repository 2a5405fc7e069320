"""Metrics of an account, from days that can be checked by eye."""

import pytest
from metric_tables import days, tables

from xhs_sim.metrics import METRICS

DAYS = [
    {"day": 3, "impressions": 300, "clicks": 30, "likes": 3, "saves": 2, "comments": 1, "shares": 9, "follows": 5,
     "unfollows": 1, "impressions_search": 40, "notes_published": 2, "hours": 2.5},
    {"day": 4, "impressions": 100, "clicks": 10, "likes": 2, "saves": 0, "comments": 0, "shares": 1, "follows": 0,
     "unfollows": 3, "impressions_search": 10, "notes_published": 0, "hours": 0.0},
]  # fmt: skip
WHOLE = {
    "followers_gained": 1.0, "account_notes": 2.0, "account_impressions": 400.0, "account_search_impressions": 50.0,
    "account_clicks": 40.0, "account_engagements": 8.0, "account_ctr": 0.1, "account_engagement_rate": 0.2,
    "account_hours": 2.5,
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), WHOLE.items())
def test_a_run_adds_up_its_days(name, value):
    frame = METRICS[name].compute(tables(account_daily=DAYS))
    assert frame.filter(frame["day"].is_null())["value"].item() == pytest.approx(value)


def test_followers_may_be_lost_on_a_day():
    frame = METRICS["followers_gained"].compute(tables(account_daily=DAYS))
    assert frame.drop_nulls("day").select("day", "value").rows() == [(3, 4.0), (4, -3.0)]


def test_impressions_of_a_note_are_of_notes_of_the_plan_that_had_their_week():
    watched = [{"day": day, "creator": 7} for day in range(3, 20)]
    published = [(7, 2, 1000), (7, 3, 100), (7, 13, 300), (7, 14, 5), (8, 5, 9000)]
    notes = [{"note": n, "creator": c, "published_day": d, "impressions": i} for n, (c, d, i) in enumerate(published)]
    frame = METRICS["account_impressions_per_note"].compute(tables(daily=days(20), account_daily=watched, notes=notes))
    assert frame["value"].item() == 200.0


@pytest.mark.parametrize("name", [*WHOLE, "account_impressions_per_note"])
def test_nothing_is_known_where_nobody_is_watched(name):
    assert METRICS[name].compute(tables())["value"].to_list() == [None]
