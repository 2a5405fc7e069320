"""What is written of watched notes, tick by tick."""

import numpy as np
import pytest
from toy_world import notes_of, world_of

from xhs_sim.diary.notes import record_watched
from xhs_sim.diary.words import WORDS
from xhs_sim.phases.serve.law import FRESH, HOT
from xhs_sim.phases.watch import Watch, watch_tick, watched_slots
from xhs_sim.records.store import Recorder
from xhs_sim.world.columns import SEARCH
from xhs_sim.world.note_counts import in_cells

DAY, TICK = 3, 2
KEY = np.uint64(7)
NOBODY = np.array([], np.int64)


def world_with(m=3, **changes):
    world = world_of(2, capacity=m + 1)
    world.add_notes(notes_of(m, **changes))
    return world


def rows_of(counts, stage=None, *, share=1.0, first=0, **changes):
    world, recorder = world_with(len(counts), **changes), Recorder(None, WORDS)
    shown = np.flatnonzero([each.any() for each in counts])
    every = in_cells(shown, np.array(counts)[shown], first)
    pools = None if stage is None else np.array([*stage, -1], np.int8)
    rows = watch_tick(world.content.log, every, Watch(share, KEY, NOBODY), TICK, first=first, stage=pools)
    record_watched(recorder, [rows, rows[:0]], DAY)
    return recorder.frame("note_ticks").to_dicts()


def seen(*by_surface):
    return np.array([[n, n // 2, n // 4, 0, 0, 0, 0, 999] for n in by_surface], np.int32)


def test_a_note_has_a_row_for_each_surface_that_showed_it():
    rows = rows_of([seen(8, 4), seen(0, 4), seen(0, 0)], [FRESH, HOT, -1])
    assert [(row["note"], row["surface"], row["stage"], row["impressions"]) for row in rows] == [
        (100, "explore", "fresh", 8), (100, "following", "fresh", 4),
        (101, "explore", "hot", 0), (101, "following", "hot", 4),
    ]  # fmt: skip
    assert (rows[0]["day"], rows[0]["tick"], rows[0]["clicks"], rows[0]["likes"]) == (DAY, TICK, 4, 2)


def test_search_has_no_pool():
    (row,) = rows_of([seen(6), seen(0)], first=SEARCH)
    assert (row["note"], row["surface"], row["stage"]) == (100, "search", None)


def test_nothing_to_tell_is_no_row():
    assert rows_of([seen(0, 0)]) == []
    assert rows_of([seen(5, 0)], share=0.0) == []


def test_sponsored_notes_are_watched_whatever_the_share_and_scenery_never():
    world = world_with(3, is_sponsored=[0, 1, 1], day=[0, 0, -1])
    assert watched_slots(world.content.log, Watch(0.0, KEY, NOBODY)).tolist() == [1]
    assert watched_slots(world.content.log, Watch(1.0, KEY, NOBODY)).tolist() == [0, 1]


def test_all_notes_of_a_planned_account_are_watched():
    world = world_with(3, creator=[0, 1, 1], day=[0, 0, -1])
    assert watched_slots(world.content.log, Watch(0.0, KEY, np.array([1]))).tolist() == [1]


def test_the_share_of_notes_is_watched_and_the_same_ones_whatever_else_is_there():
    many, few = world_with(4000), world_with(400)
    watch = Watch(0.25, KEY, NOBODY)
    chosen = watched_slots(many.content.log, watch)
    assert len(chosen) / 4000 == pytest.approx(0.25, abs=0.03)  # 4 s.e.
    assert chosen[chosen < 400].tolist() == watched_slots(few.content.log, watch).tolist()
