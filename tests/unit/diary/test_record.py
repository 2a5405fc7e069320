"""A day's rows: sums over notes, surfaces, segments and creators that anyone can check by eye."""

import numpy as np
import pytest
from toy_world import creators_of, log_of, notes_of, truth_of, world_of

from xhs_sim.diary import platform
from xhs_sim.phases.engagement.state import PANEL_COLUMNS
from xhs_sim.records.names import Names
from xhs_sim.records.store import Recorder
from xhs_sim.records.terms import EVENTS
from xhs_sim.world.content import over_surfaces

DAY = 3
NAMES = Names(["food", "pets"], ["loud", "quiet"], ["cream"], ["young", "old"], ["tier_1"])
EXTRA = {"notes_published": 2, "publishers": 1, "churned_users": 1, "searches": 5, "searchers": 2}
EXTRA |= {"shares_to_friends": 3, "shares_outside": 4, "new_publishers": 1, "stopped_publishers": 0}


def small_world():
    """Return five users: 0 and 1 write, 3 left, 4 signs up today; 0 and 1 are followed by 2 and 30 in all."""
    world = world_of(
        5, ((0, 1), (0, 2), (1, 0)),
        log=log_of(5, signup_day=[-31, -31, -31, -31, DAY], is_gone=[0, 0, 0, 1, 0], is_active=[1, 0, 1, 0, 1],
                   gender=[0, 1, 1, 0, 1], age_band=[0, 1, 1, 0, 0]),
        truth=truth_of(5, satisfaction=[0.2, 0.9, 0.4, 0.9, 0.9]),
        creators=creators_of(5, outside=[0, 29, 0, 0, 0], rate=[0.1, 0.2, 0, 0, 0]),
        capacity=5,
    )  # fmt: skip
    world.add_notes(
        notes_of(4, creator=[0, 1, 1, 0], day=[2, DAY, DAY, -5], topic=[0, 1, 1, 0], is_sponsored=[0, 0, 1, 0],
                 brand=[-1, -1, 1, -1], is_video=[0, 1, 0, 1], quality=[0.1, 0.2, 0.3, 0.4])
    )  # fmt: skip
    return world


def served(world):
    """Return a day on which note n had 10 (n + 1) impressions, n clicks, and so on; note 3 had none."""
    counts = np.zeros_like(world.content.log.counts)
    for n in range(3):
        counts[n, 0] = [8 * (n + 1), n, 1, 0, 1, 4, 0, 900]
        counts[n, 1] = [2 * (n + 1), 0, 0, 1, 0, 0, n, 900]
    segments = np.arange(12).reshape(2, 2, 3)
    reactions = np.zeros((len(counts), 3, 5), np.int32)
    reactions[1, 0], reactions[2, 1] = [3, 1, 0, 2, 0], [0, 0, 4, 0, 5]
    return platform.Served(counts, segments, 17, [], reactions)


def over(world):
    return over_surfaces(served(world).notes)


def written(write, *arguments, table, **options):
    recorder = Recorder(None)
    write(recorder, *arguments, **options)
    return recorder.frame(table).to_dicts()


def day_row(small_followers=10):
    world = small_world()
    return written(platform.record_day, world, served(world), over(world), DAY, EXTRA, small_followers, table="daily")[
        0
    ]


def test_rare_acts_are_written_where_there_are_any():
    world = small_world()
    rows = written(platform.record_reactions, world, served(world), DAY, table="reactions")
    assert [tuple(row.values()) for row in rows] == [
        (DAY, 101, "explore", 3, 1, 0, 2, 0),
        (DAY, 102, "following", 0, 0, 4, 0, 5),
    ]


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
    world = small_world()
    row = written(platform.record_day, world, served(world), over(world), DAY - 1, EXTRA, 10, table="daily")[0]
    assert (row["users"], row["new_users"]) == (3, 0)


def test_a_day_without_visitors_has_no_mood():
    world = small_world()
    world.users.is_active[:] = 0
    row = written(platform.record_day, world, served(world), over(world), DAY, EXTRA, 10, table="daily")[0]
    assert row["active_users"] == 0
    assert row["true_satisfaction"] is None


@pytest.mark.parametrize(("below", "impressions"), [(2, 0), (3, 10), (30, 10), (31, 60)])
def test_small_creators_are_those_with_fewer_followers_in_all(below, impressions):
    assert day_row(below)["small_creator_impressions"] == impressions


def test_surfaces_add_up_to_the_day():
    world = small_world()
    arguments = world, served(world), over(world), DAY, EXTRA, 10
    explore, following, search = written(platform.record_day, *arguments, table="surface_daily")
    assert [row["surface"] for row in (explore, following, search)] == ["explore", "following", "search"]
    assert (explore["impressions"], following["impressions"]) == (48, 12)
    for name in EVENTS:
        assert explore[name] + following[name] == day_row()[name]


def test_segments_are_gender_by_age_band():
    world = small_world()
    rows = written(platform.record_segments, world, served(world), NAMES, DAY, table="segment_daily")
    assert [(row["gender"], row["age_band"]) for row in rows] == [
        ("male", "young"), ("male", "old"), ("female", "young"), ("female", "old"),
    ]  # fmt: skip
    assert [row["active_users"] for row in rows] == [1, 0, 1, 1]
    assert [row["impressions"] for row in rows] == [0, 3, 6, 9]
    assert [row["clicks"] for row in rows] == [1, 4, 7, 10]
    assert [row["engagements"] for row in rows] == [2, 5, 8, 11]


def note_rows(table="note_daily", notes=True):
    world = small_world()
    counts = over(world)
    return written(platform.record_notes_and_creators, world, counts, NAMES, DAY, table=table, notes=notes)


def test_every_shown_note_has_a_row():
    rows = note_rows()
    assert [row["note"] for row in rows] == [100, 101, 102]
    assert [row["impressions"] for row in rows] == [10, 20, 30]
    assert [row["clicks"] for row in rows] == [0, 1, 2]
    assert [row["topic"] for row in rows] == ["food", "pets", "pets"]
    assert [row["brand"] for row in rows] == [None, None, "quiet"]
    assert [row["is_sponsored"] for row in rows] == [False, False, True]


def test_notes_are_left_out_if_nobody_asks_for_them():
    assert note_rows(notes=False) == []
    assert note_rows("creator_daily", notes=False) == note_rows("creator_daily")


def test_a_creators_row_is_the_sum_of_its_notes():
    zero, one = note_rows("creator_daily")
    assert zero == {
        "day": DAY, "creator": 0, "followers": 2, "notes_published": 0, "impressions": 10, "clicks": 0,
        "engagements": 3, "follows": 0,
    }  # fmt: skip
    assert one == {
        "day": DAY, "creator": 1, "followers": 30, "notes_published": 2, "impressions": 50, "clicks": 3,
        "engagements": 6, "follows": 3,
    }  # fmt: skip


def test_a_creator_whose_new_note_nobody_saw_has_a_row_too():
    world = small_world()
    unseen = np.zeros_like(over(world))
    rows = written(platform.record_notes_and_creators, world, unseen, NAMES, DAY, table="creator_daily", notes=True)
    assert [(row["creator"], row["notes_published"], row["impressions"]) for row in rows] == [(1, 2, 0)]


def test_finished_notes_have_their_totals_and_those_from_before_day_0_are_left_out():
    world = small_world()
    world.count(served(world).notes)
    world.count(served(world).notes)
    rows = written(platform.record_finished_notes, world, np.arange(4), NAMES, table="notes")
    assert [row["note"] for row in rows] == [100, 101, 102]
    assert [row["published_day"] for row in rows] == [2, DAY, DAY]
    assert [row["format"] for row in rows] == ["image_text", "video", "image_text"]
    assert [row["impressions"] for row in rows] == [20, 40, 60]
    assert [row["impressions_following"] for row in rows] == [4, 8, 12]
    assert [row["true_quality"] for row in rows] == pytest.approx([0.1, 0.2, 0.3])


def test_only_the_notes_that_leave_are_written():
    world = small_world()
    assert [
        row["note"] for row in written(platform.record_finished_notes, world, np.array([2]), NAMES, table="notes")
    ] == [102]


def test_the_panel_keeps_what_happened_and_drops_empty_rows():
    event = dict.fromkeys(PANEL_COLUMNS, 0) | {
        "user": 4, "session": 1, "slot": 2, "note": 101, "creator": 1, "surface": 1, "channel": 5, "clicked": 1,
        "dwell_ms": 2500, "saved": 1, "predicted_ppm": 125_000,
    }  # fmt: skip
    empty = dict.fromkeys(PANEL_COLUMNS, -1)
    nothing, something = (np.array([list(one.values()) for one in ones]) for ones in ([empty], [empty, event, empty]))
    events, in_panel = [nothing, nothing, something, something], np.ones(5, np.bool_)
    row, search = written(platform.record_panel, events, in_panel, DAY, table="panel")
    assert (row["day"], row["tick"], row["user"], row["note"]) == (DAY, 2, 4, 101)
    assert search == row  # the last array holds the day's searches, which count to the last tick
    assert (row["surface"], row["channel"], row["dwell_s"]) == ("following", "followed", 2.5)
    assert row["predicted_click"] == 0.125
    assert [row[act] for act in ("clicked", "liked", "saved", "commented")] == [True, False, True, False]
