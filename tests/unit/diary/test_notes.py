"""Rows of notes: their days, their end, their rare acts, and the panel."""

import numpy as np
import pytest
from toy_diary import DAY, counts_of, small_day, small_world, today_of, written

from xhs_sim.diary.notes import record_finished_notes, record_note_days, record_panel, record_reactions
from xhs_sim.phases.engagement.state import PANEL_COLUMNS
from xhs_sim.world.columns import ADS
from xhs_sim.world.note_counts import in_cells


def test_rare_acts_are_written_where_there_are_any():
    world = small_world()
    rows = written(record_reactions, world, small_day(world), table="reactions")
    assert [tuple(row.values()) for row in rows] == [
        (DAY, 101, "explore", 3, 1, 0, 2, 0),
        (DAY, 102, "following", 0, 0, 4, 0, 5),
    ]


def test_every_shown_note_has_a_row():
    world = small_world()
    rows = written(record_note_days, small_day(world), table="note_daily")
    assert [row["note"] for row in rows] == [100, 101, 102]
    assert [row["impressions"] for row in rows] == [10, 20, 30]
    assert [row["clicks"] for row in rows] == [0, 1, 2]
    assert [row["topic"] for row in rows] == ["food", "pets", "pets"]
    assert [row["brand"] for row in rows] == [None, None, "quiet"]
    assert [row["is_sponsored"] for row in rows] == [False, False, True]


def test_finished_notes_have_their_totals_and_those_from_before_day_0_are_left_out():
    world = small_world()
    counts = counts_of(world)
    for _ in range(2):
        world.count(*in_cells(np.arange(len(counts)), counts))
    rows = written(record_finished_notes, world, np.arange(4), table="notes")
    assert [row["note"] for row in rows] == [100, 101, 102]
    assert [row["published_day"] for row in rows] == [2, DAY, DAY]
    assert [row["format"] for row in rows] == ["image_text", "video", "image_text"]
    assert [row["impressions"] for row in rows] == [20, 40, 60]
    assert [row["impressions_following"] for row in rows] == [4, 8, 12]
    assert [row["true_quality"] for row in rows] == pytest.approx([0.1, 0.2, 0.3])


def test_only_the_notes_that_leave_are_written():
    rows = written(record_finished_notes, small_world(), np.array([2]), table="notes")
    assert [row["note"] for row in rows] == [102]


def panel_rows_of(ticks, in_panel):
    world = small_world()
    panel = [np.array([list(event.values()) for event in events]).reshape(-1, len(PANEL_COLUMNS)) for events in ticks]
    today = today_of(world, counts_of(world), panel=panel)
    return written(record_panel, today, np.array(in_panel, np.bool_), table="panel")


EMPTY = dict.fromkeys(PANEL_COLUMNS, -1)
EVENT = dict.fromkeys(PANEL_COLUMNS, 0) | {
    "user": 4, "session": 1, "slot": 2, "note": 101, "creator": 1, "surface": 1, "channel": 5, "clicked": 1,
    "dwell_ms": 2500, "saved": 1, "predicted_ppm": 125_000,
}  # fmt: skip


def test_the_panel_keeps_what_happened_and_drops_empty_rows():
    row, later = panel_rows_of([[EMPTY], [EMPTY], [EMPTY, EVENT, EMPTY], [EMPTY, EVENT, EMPTY]], [1] * 5)
    assert (row["day"], row["tick"], row["user"], row["note"]) == (DAY, 2, 4, 101)
    assert later == row | {"tick": 3}
    assert (row["surface"], row["channel"], row["dwell_s"]) == ("following", "followed", 2.5)
    assert row["predicted_click"] == 0.125
    assert [row[act] for act in ("clicked", "liked", "saved", "commented")] == [True, False, True, False]


def test_the_panel_is_its_users_and_nobody_else():
    ticks = [[EVENT | {"user": user, "slot": user} for user in (0, 1, 2)], [EVENT | {"user": 1, "slot": 9}]]
    assert [(row["user"], row["slot"]) for row in panel_rows_of(ticks, [0, 1, 0, 0, 0])] == [(1, 1), (1, 9)]
    assert panel_rows_of(ticks, [0] * 5) == []


def test_an_ad_that_is_no_creators_note_has_no_creator():
    ad = EVENT | {"creator": -1, "surface": ADS + 1, "channel": 9}
    (row,) = panel_rows_of([[ad]], [1] * 5)
    assert (row["creator"], row["surface"], row["channel"]) == (None, "search_ads", "search_ad")
