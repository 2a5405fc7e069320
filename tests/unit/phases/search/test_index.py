"""The index: notes that are taken down leave all lists, and the others move up in their order."""

import numpy as np

from xhs_sim.phases.search.index import Index, take_out_of


def lists():
    note = np.array([[4, 2, 0, -1], [1, 3, 2, 4]], np.int32)
    return Index(note, note.astype(np.float32) / 10, np.array([3, 4]), 1, 1)


def test_notes_without_a_key_leave_all_lists_and_the_others_move_up():
    index = lists()
    take_out_of(index, np.array([7, 7, -1, 7, 7]))
    assert index.size.tolist() == [2, 3]
    assert index.note[0, :2].tolist() == [4, 0]
    assert index.note[1, :3].tolist() == [1, 3, 4]
    assert (index.score[1, :3] == np.float32([0.1, 0.3, 0.4])).all()


def test_places_that_no_note_has_are_not_looked_at():
    index = lists()
    take_out_of(index, np.array([7, 7, 7, 7, 7]))
    assert index.size.tolist() == [3, 4]
