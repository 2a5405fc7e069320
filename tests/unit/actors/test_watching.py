"""Who and what is watched, on a toy scene."""

import numpy as np
from toy_scene import stage
from toy_world import notes_of

from xhs_sim.actors.watching import Watching
from xhs_sim.world.note_counts import in_cells


def test_what_was_watched_is_handed_over_once():
    scene = stage("record.panel_share=0", "record.touch_share=0", "record.note_share=1")
    scene.world.add_notes(notes_of(2))
    watching = Watching(scene, np.zeros(0, np.int64))
    watching.look(in_cells(np.zeros(0, np.int64), np.zeros((0, 2, 8), np.int32)), 0)
    counts = np.zeros((1, 2, 8), np.int32)
    counts[0, 1, 0] = 3
    watching.look(in_cells(np.flatnonzero(scene.world.content.log.key == 100), counts), 1)
    rows = np.concatenate(watching.close_day())
    assert rows[:, :5].tolist() == [[1, 100, 1, -1, 3]]
    assert watching.close_day() == []


def test_logged_are_the_panel_and_the_traced():
    watching = Watching(stage("record.panel_share=0.5", "record.touch_share=0.1", n=400), np.zeros(0, np.int64))
    assert (watching.is_logged == (watching.is_panel | watching.is_traced)).all()
    assert 100 < watching.is_panel.sum() < 300
