"""Creators by themselves on a toy scene: they publish when they visit, and learn if they do."""

import numpy as np
from toy_scene import visiting_stage
from toy_world import notes_of

from xhs_sim.actors.publishers import Publishers
from xhs_sim.scene import writers_of


def test_creators_who_visit_publish_and_are_counted():
    scene = visiting_stage()
    told = Publishers(scene).publish(writers_of(scene, 0))
    log = scene.world.content.log
    assert told["notes_published"] == len(scene.world.content.alive) > 0
    assert told["publishers"] == len(np.unique(log.creator[log.key >= 0])) <= 10
    assert told["new_publishers"] == 0
    assert scene.world.creators.n_notes.sum() == told["notes_published"]


def test_nobody_publishes_who_does_not_visit():
    scene = visiting_stage(is_active=0)
    told = Publishers(scene).publish(writers_of(scene, 0))
    assert told == {"notes_published": 0, "publishers": 0, "new_publishers": 0}


def test_static_creators_learn_nothing():
    scene = visiting_stage()
    scene.world.add_notes(notes_of(5))
    before = scene.world.creators.leanings.copy()
    assert Publishers(scene).learn(2) == 0
    assert (scene.world.creators.leanings == before).all()
