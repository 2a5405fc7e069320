"""Rows of creators, day by day and at the end."""

import numpy as np
import pytest
from toy_diary import DAY, NAMED, counts_of, small_day, small_world, today_of, written
from toy_world import creators_of, notes_of, world_of

from xhs_sim.config import load_config
from xhs_sim.diary.supply import AccountDay, record_account, record_creator_days, record_creators
from xhs_sim.diary.words import words_of
from xhs_sim.records.store import Recorder
from xhs_sim.rng import Streams
from xhs_sim.world.columns import SEARCH
from xhs_sim.world.note_counts import in_cells

CONFIG = load_config(["creators=static"])
FOCUS, POPULARITY = CONFIG.content.topic_focus, [topic.popularity for topic in CONFIG.content.topics.values()]
WRITES = {"publishes": True, "topic": "beauty", "true_goal": "engagement", "true_zeal": 1.0,
          "true_topic_share": pytest.approx(FOCUS + (1 - FOCUS) * POPULARITY[0] / sum(POPULARITY)),
          "true_video_share": pytest.approx(CONFIG.content.video_share)}  # fmt: skip


def test_a_creators_row_is_the_sum_of_its_notes():
    world = small_world()
    zero, one = written(record_creator_days, world, small_day(world), table="creator_daily")
    assert zero == {
        "day": DAY, "creator": 0, "followers": 2, "notes_published": 0, "impressions": 10, "older_impressions": 0,
        "clicks": 0, "reads": 0,
        "engagements": 3, "follows": 0,
    }  # fmt: skip
    assert one == {
        "day": DAY, "creator": 1, "followers": 30, "notes_published": 2, "impressions": 50, "older_impressions": 0,
        "clicks": 3, "reads": 3,
        "engagements": 6, "follows": 3,
    }  # fmt: skip


def test_a_creator_whose_new_note_nobody_saw_has_a_row_too():
    world = small_world()
    unseen = today_of(world, np.zeros_like(counts_of(world)))
    rows = written(record_creator_days, world, unseen, table="creator_daily")
    assert [(row["creator"], row["notes_published"], row["impressions"]) for row in rows] == [(1, 2, 0)]


def test_an_accounts_day_is_that_of_its_notes_and_followers():
    world = small_world()
    world.count(*in_cells(np.arange(4), counts_of(world)[:4]))
    found = np.zeros((1, 1, 8), np.int32)
    found[0, 0, 0] = 6
    world.count(*in_cells(np.array([2]), found, SEARCH))
    about = AccountDay(DAY, "brand", 1, 1, followers=33, gained=-2, hours=1.5)
    (row,) = written(record_account, world, about, table="account_daily")
    assert (row["owner"], row["brand"], row["creator"], row["hours"]) == ("brand", "quiet", 1, 1.5)
    assert (row["followers"], row["notes_published"]) == (33, 2)
    assert (row["impressions"], row["clicks"], row["follows"], row["impressions_search"]) == (56, 3, 3, 6)
    assert row["unfollows"] == 5  # three came, and yet there are two less


def test_creators_are_those_who_may_publish():
    world = world_of(
        4, ((0, 1), (0, 2)),
        creators=creators_of(4, rate=[0.1, 0.0, 0.2, 0.0], n_notes=[3, 0, 1, 0], followers=[1000, 0, 0, 7]),
    )  # fmt: skip
    world.add_notes(notes_of(3, creator=[0, 0, 2], is_sponsored=1))
    recorder = Recorder(None, NAMED | words_of(CONFIG))
    record_creators(recorder, world, CONFIG, np.array([1, 0, 0, 0], np.int8), Streams(0))
    first, second = recorder.frame("creators").to_dicts()
    assert first == {
        "creator": 0, "followers": 1000, "tier": "koc", "n_notes": 3, **WRITES,
    }  # fmt: skip
    assert second == {
        "creator": 2, "followers": 0, "tier": "ordinary", "n_notes": 1, **WRITES,
    }  # fmt: skip
