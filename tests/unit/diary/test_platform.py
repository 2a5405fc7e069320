"""The platform's day: sums over notes, surfaces and segments that anyone can check by eye."""

import numpy as np
import pytest
from toy_diary import DAY, small_day, small_world, written

from xhs_sim.diary.platform import record_day, record_searches, record_segments, record_topics
from xhs_sim.records.terms import EVENTS
from xhs_sim.world.calendar import FIRST_DAY, Season

EXTRA = {"notes_published": 2, "publishers": 1, "churned_users": 1, "searches": 5, "searchers": 2, "first_searchers": 1}
EXTRA |= {"shares_to_friends": 3, "shares_elsewhere": 4, "new_publishers": 1, "stopped_publishers": 0}


def day_row(small_followers=10, *, day=DAY, world=None, table="daily"):
    world = small_world() if world is None else world
    return written(record_day, world, small_day(world, day), EXTRA, small_followers, table=table)[0]


def test_a_day_adds_up_notes_and_surfaces():
    row = day_row()
    acts = {"impressions": 60, "clicks": 3, "likes": 3, "saves": 3, "comments": 3, "shares": 12, "follows": 3}
    assert {name: row[name] for name in acts} == acts
    assert (row["day"], row["sessions"], row["live_notes"]) == (DAY, 17, 4)
    assert {name: row[name] for name in EXTRA} == EXTRA


def test_a_day_counts_who_is_there_who_came_and_who_is_new():
    row = day_row()
    assert (row["users"], row["active_users"], row["new_users"]) == (4, 3, 1)
    assert row["true_satisfaction"] == pytest.approx((0.2 + 0.4 + 0.9) / 3)


def test_those_who_sign_up_later_are_not_there_yet():
    row = day_row(day=DAY - 1)
    assert (row["users"], row["new_users"]) == (3, 0)


def test_a_day_without_visitors_has_no_mood():
    world = small_world()
    world.users.is_active[:] = 0
    row = day_row(world=world)
    assert row["active_users"] == 0
    assert row["true_satisfaction"] is None


@pytest.mark.parametrize(("below", "impressions"), [(2, 0), (3, 10), (30, 10), (31, 60)])
def test_small_creators_are_those_with_fewer_followers_in_all(below, impressions):
    assert day_row(below)["small_creator_impressions"] == impressions


def test_surfaces_add_up_to_the_day():
    world = small_world()
    rows = written(record_day, world, small_day(world), EXTRA, 10, table="surface_daily")
    explore, following, search = rows
    assert [row["surface"] for row in rows] == ["explore", "following", "search"]
    assert (explore["impressions"], following["impressions"], search["impressions"]) == (48, 12, 0)
    for name in EVENTS:
        assert explore[name] + following[name] == day_row()[name]


def test_ads_are_surfaces_of_their_own_behind_the_others():
    world = small_world()
    today = small_day(world)
    ads = np.array([[7, *[0] * 7], [5, 1, *[0] * 6]])
    today = today._replace(shown=today.shown._replace(ads=ads, own_ads=2))
    rows = written(record_day, world, today, EXTRA, 10, table="surface_daily")
    assert [(row["surface"], row["impressions"]) for row in rows[3:]] == [("feed_ads", 7), ("search_ads", 5)]
    row = written(record_day, world, today, EXTRA, 10, table="daily")[0]
    assert (row["impressions"], row["ad_impressions"], row["merchant_impressions"]) == (72, 12, 2)


def test_segments_are_gender_by_age_band():
    world = small_world()
    rows = written(record_segments, world, small_day(world), table="segment_daily")
    assert [(row["gender"], row["age_band"]) for row in rows] == [
        ("male", "young"), ("male", "old"), ("female", "young"), ("female", "old"),
    ]  # fmt: skip
    assert [row["active_users"] for row in rows] == [1, 0, 1, 1]
    assert [row["impressions"] for row in rows] == [0, 3, 6, 9]
    assert [row["clicks"] for row in rows] == [1, 4, 7, 10]
    assert [row["engagements"] for row in rows] == [2, 5, 8, 11]


def test_searches_are_counted_by_kind_of_query():
    rows = written(record_searches, small_day(small_world()), table="search_daily")
    assert [tuple(row.values()) for row in rows] == [
        (DAY, "topic", 0, 1, 2, 3), (DAY, "keyword", 4, 5, 6, 7), (DAY, "brand", 8, 9, 10, 11),
        (DAY, "search_back", 12, 13, 14, 15),
    ]  # fmt: skip


def test_a_topics_day_is_that_of_its_living_notes():
    heat, event = np.zeros((DAY - FIRST_DAY + 1, 2)), np.full((DAY - FIRST_DAY + 1, 2), -1, np.int16)
    heat[-1, 1], event[-1, 1] = np.log(3.0), 0
    world = small_world()
    food, pets = written(
        record_topics, small_day(world), Season(heat, event), np.array([2.0, 4.0]), table="topic_daily"
    )
    assert food == {"day": DAY, "topic": "food", "popularity": 2.0, "event": None, "notes_published": 0,
                    "impressions": 10, "clicks": 0, "reads": 0,
                    "search_clicks": 0}  # fmt: skip
    assert pets == {"day": DAY, "topic": "pets", "popularity": pytest.approx(12.0), "event": "feast",
                    "notes_published": 2, "impressions": 50, "clicks": 3, "reads": 3,
                    "search_clicks": 0}  # fmt: skip
