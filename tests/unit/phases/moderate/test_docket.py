"""What is kept in mind of each note until people look at it."""

import numpy as np

from xhs_sim.phases.moderate.docket import Docket


def docket_of(*keys):
    docket = Docket()
    docket.turn(np.array(keys))
    return docket


def test_a_slot_that_holds_another_note_begins_anew_and_others_go_on():
    docket = docket_of(7, 8)
    docket.reports += [3, 3]
    docket.turn(np.array([7, 9, -1, 4]))
    assert docket.reports.tolist() == [3, 0, 0, 0]
    assert docket.key.tolist() == [7, 9, -1, 4]


def test_notes_with_enough_reports_since_a_look_are_cases():
    docket = docket_of(7, 8, -1)
    docket.reports += [1, 2, 5]
    assert docket.reported(2).tolist() == [1]
    docket.close(np.array([1]))
    assert docket.reported(2).tolist() == []
    assert docket.looks.tolist() == [0, 1, 0]


def test_a_note_surges_once_a_level():
    docket = docket_of(7, 8)
    shown = np.array([0])
    seen = [docket.surging(shown, np.array([n]), [100, 1000]).tolist() for n in (50, 150, 160, 5000)]
    assert seen == [[], [0], [], [0]]
