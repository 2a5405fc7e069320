"""Users between visits on a toy scene: what they pass on, when they come, and who leaves."""

import numpy as np
from toy_scene import visiting_stage
from toy_world import notes_of

from xhs_sim.actors.visitors import Visitors

N = 40


def test_a_note_that_is_shared_reaches_friends_or_people_elsewhere():
    scene = visiting_stage(shared=np.where(np.arange(N) == 0, 0, -1))
    scene.world.add_notes(notes_of(1, creator=[3]))
    told = Visitors(scene).tell_friends(0)
    assert told["shares_to_friends"] > 0
    assert scene.world.users.is_nudged[:3].tolist() == [0, 1, 0]
    assert (scene.world.users.shared == -1).all()


def test_newcomers_visit_on_the_day_they_sign_up():
    scene = visiting_stage(signup_day=np.where(np.arange(N) == 7, 3, -31), is_active=0)
    people = Visitors(scene)
    people.decide(1)
    assert not scene.world.users.is_active[7]
    people.decide(2)
    assert scene.world.users.is_active[7]


def test_whoever_leaves_for_good_is_counted_once():
    scene = visiting_stage()
    people = Visitors(scene)
    scene.world.users.is_gone[:3] = 1
    assert (people.count_gone(), people.count_gone()) == (3, 0)
