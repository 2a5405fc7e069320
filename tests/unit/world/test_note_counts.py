"""Counters of notes: by cell, and nothing of one note is ever another's."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_sim.world.note_counts import NoteCounts, in_cells


def test_counters_of_a_day_are_of_the_notes_that_have_any():
    counts = NoteCounts(10, 3)
    first, second = np.ones((2, 2, 8), np.int32), np.full((2, 1, 8), 5, np.int32)
    counts.add(*in_cells(np.array([4, 9]), first))
    counts.add(*in_cells(np.array([2, 9]), second, 2))
    assert counts.slots.tolist() == [2, 4, 9]
    assert counts.of(np.array([9, 3, 2]))[:, :, 0].tolist() == [[1, 1, 5], [0, 0, 0], [0, 0, 5]]
    assert counts.of(np.array([9, 3]), 1).tolist() == [[1] * 8, [0] * 8]
    assert counts.over_surfaces(np.arange(10))[:, 0].tolist() == [0, 0, 5, 0, 2, 0, 0, 0, 0, 7]
    assert counts.by_surface()[:, 7].tolist() == [2, 2, 10]


def test_nothing_of_a_day_is_left_on_the_next():
    counts = NoteCounts(10, 3)
    counts.add(*in_cells(np.array([4, 9]), np.ones((2, 3, 8), np.int32)))
    counts.clear(12)
    assert not len(counts.slots)
    counts.add(*in_cells(np.array([11]), np.full((1, 1, 8), 5, np.int32), 1))
    assert counts.of(np.array([4, 9, 11]))[:, :, 0].tolist() == [[0, 0, 0], [0, 0, 0], [0, 5, 0]]


def test_only_cells_with_anything_in_them_have_a_row():
    counts, events = NoteCounts(10, 3), np.zeros((2, 3, 8), np.int32)
    events[0, 2, 0] = 4
    counts.add(*in_cells(np.array([4, 9]), events))
    assert (counts.cells.place >= 0).sum() == 1
    assert counts.slots.tolist() == [4]


def test_a_note_that_is_dropped_has_nothing_and_hands_nothing_on():
    counts = NoteCounts(4, 2)
    counts.add(*in_cells(np.array([1, 2]), np.ones((2, 2, 8), np.int32)))
    rows = len(counts.cells.counts)
    counts.drop(np.array([1]))
    assert counts.of(np.arange(4))[:, 0, 0].tolist() == [0, 0, 1, 0]
    counts.lengthen(6)
    counts.add(*in_cells(np.array([5]), np.full((1, 2, 8), 3, np.int32)))
    assert counts.of(np.arange(6))[:, 1, 7].tolist() == [0, 0, 1, 0, 0, 3]
    assert len(counts.cells.counts) == rows


EVENTS = st.tuples(st.sampled_from(["add", "drop", "clear"]), st.sets(st.integers(0, 9)), st.integers(0, 2))


@settings(max_examples=60, deadline=None)
@given(st.lists(EVENTS, max_size=12))
def test_cells_count_what_a_row_for_each_cell_would(events):
    counts, plain = NoteCounts(10, 4), np.zeros((10, 4, 8), np.int64)
    for step, (what, chosen, first) in enumerate(events):
        slots = np.array(sorted(chosen), np.int64)
        if what == "add":
            new = np.arange(len(slots) * 16, dtype=np.int32).reshape(-1, 2, 8) % (3 + step)
            counts.add(*in_cells(slots, new, first))
            plain[slots, first : first + 2] += new
        elif what == "drop":
            counts.drop(slots)
            plain[slots] = 0
        else:
            counts.clear(10)
            plain[:] = 0
        assert (counts.of(np.arange(10)) == plain).all()
    assert counts.slots.tolist() == np.flatnonzero(plain.any(axis=(1, 2))).tolist()
    assert (counts.over_surfaces() == plain.sum(axis=1)).all()
    assert (counts.by_surface() == plain.sum(axis=0)).all()
