"""What is known when a run ends: cohorts, days of activity, frequency and creators."""

import numpy as np
import pytest
from toy_world import creators_of, log_of, notes_of, states_of, world_of

from xhs_sim.config import load_config
from xhs_sim.diary import platform
from xhs_sim.diary.audience import record_brand_segments
from xhs_sim.diary.supply import record_creators
from xhs_sim.records.names import Names
from xhs_sim.records.store import Recorder
from xhs_sim.rng import Streams

CONFIG = load_config(["creators=static"])
FOCUS, POPULARITY = CONFIG.content.topic_focus, [topic.popularity for topic in CONFIG.content.topics.values()]
WRITES = {"publishes": True, "topic": "beauty", "true_goal": "engagement", "true_zeal": 1.0,
          "true_topic_share": pytest.approx(FOCUS + (1 - FOCUS) * POPULARITY[0] / sum(POPULARITY)),
          "true_video_share": pytest.approx(CONFIG.content.video_share)}  # fmt: skip

NAMES = Names(["food"], ["loud"], ["cream"], ["young"], ["tier_1"])


def cohort_rows(day, **changes):
    """Return cohorts of a market of two, with four who sign up on days 0, 0, 2 and 9."""
    log = log_of(6, signup_day=[-31, -31, 0, 0, 2, 9], **changes)
    recorder = Recorder(None)
    platform.record_cohorts(recorder, world_of(6, log=log, n_initial=2), day)
    return [tuple(row.values()) for row in recorder.frame("cohorts").to_dicts()]


def test_cohorts_are_those_who_signed_up_so_far():
    assert cohort_rows(4, is_active=[1, 1, 1, 0, 1, 0]) == [(0, 4, 2, 1), (2, 2, 1, 1)]


def test_before_anybody_signs_up_there_are_no_cohorts():
    log = log_of(3, signup_day=[-31, -31, 5])
    recorder = Recorder(None)
    platform.record_cohorts(recorder, world_of(3, log=log, n_initial=2), 4)
    assert recorder.frame("cohorts").height == 0


def test_a_cohort_that_left_keeps_its_size():
    assert cohort_rows(9, is_gone=1) == [(0, 9, 2, 0), (2, 7, 1, 0), (9, 0, 1, 0)]


def end(n_days=3, tiers=(0, 0, 0, 0), **log):
    world = world_of(
        4, ((0, 1), (0, 2)), log=log_of(4, **log), brands=states_of(4, impressions=[[0], [2], [2], [5]]),
        creators=creators_of(4, rate=[0.1, 0.0, 0.2, 0.0], n_notes=[3, 0, 1, 0], outside=[998, 0, 0, 7]),
    )  # fmt: skip
    world.add_notes(notes_of(3, creator=[0, 0, 2], is_sponsored=1))
    world.content.log.counts[:3, :2, 0] = [[10, 1], [20, 2], [30, 3]]
    recorder = Recorder(None)
    platform.record_end(recorder, world, NAMES, n_days)
    record_creators(recorder, world, CONFIG, np.array(tiers, np.int8), Streams(0))
    return recorder


def test_days_of_activity_leave_out_the_day_that_is_never_simulated():
    frame = end(active_days=[0b0001, 0b0001, 0b0110, 0b1111]).frame("activity_days")
    assert frame["active_days"].to_list() == [0, 1, 2, 3]
    assert frame["users"].to_list() == [2, 0, 1, 1]


def test_days_of_activity_look_back_over_the_run_only_and_thirty_days_at_most():
    before_the_run = 0b110000  # visits of the days before day 0
    assert end(active_days=before_the_run).frame("activity_days")["users"].to_list() == [4, 0, 0, 0]
    frame = end(n_days=60, active_days=0xFFFFFFFF).frame("activity_days")
    assert frame["active_days"].max() == 30
    assert frame["users"].to_list() == [0] * 30 + [4]


def test_those_who_have_not_signed_up_by_the_end_are_not_counted():
    signup = {"signup_day": [-31, -31, 2, 3]}
    assert end(**signup).frame("activity_days")["users"].sum() == 3
    assert end(**signup).frame("reach_frequency")["users"].sum() == 3


def test_frequency_says_how_many_saw_the_brand_how_often():
    frame = end().frame("reach_frequency")
    assert frame["frequency"].to_list() == [0, 1, 2, 3, 4, 5]
    assert frame["users"].to_list() == [1, 0, 2, 0, 0, 1]
    assert frame["brand"].unique().to_list() == ["loud"]


def test_creators_are_those_who_may_publish():
    first, second = end(tiers=(1, 0, 0, 0)).frame("creators").to_dicts()
    assert first == {
        "creator": 0, "followers": 1000, "followers_inside": 2, "tier": "koc", "n_notes": 3, **WRITES,
    }  # fmt: skip
    assert second == {
        "creator": 2, "followers": 0, "followers_inside": 0, "tier": "ordinary", "n_notes": 1, **WRITES,
    }  # fmt: skip


def test_segments_of_a_brand_count_how_far_their_people_came():
    names = Names(["food"], ["loud"], ["cream"], ["young", "old"], ["tier_1", "tier_2"])
    who = {"gender": [0, 1, 1, 1, 1], "age_band": [0, 1, 1, 1, 0], "city_tier": [0, 1, 1, 1, 0]}
    log = log_of(5, **who, is_gone=[0, 0, 1, 0, 0], signup_day=[-31, -31, -31, 2, 3])
    states = states_of(5, impressions=[[0], [2], [1], [0], [9]], stage=[[0], [1], [4], [2], [5]])
    recorder = Recorder(None)
    record_brand_segments(recorder, world_of(5, log=log, brands=states), names, 3)
    frame = recorder.frame("brand_segments")
    assert frame.height == 8
    assert frame["users"].sum() == 4  # one signs up after the run
    counted = ("users", "reached", "aware_or_more", "interested_or_more", "bought")
    women = frame.filter(gender="female", age_band="old", city_tier="tier_2").select(counted)
    assert women.row(0) == (3, 2, 3, 2, 1)
    assert frame.filter(gender="male", age_band="young", city_tier="tier_1").select(counted).row(0) == (1, 0, 0, 0, 0)
