"""Users and creators by themselves on a toy scene, and who watches them."""

import numpy as np
from toy_scene import stage
from toy_world import creators_of, log_of, notes_of, states_of, world_of

from xhs_sim.actors.publishers import Publishers
from xhs_sim.actors.visitors import Visitors
from xhs_sim.actors.watching import Watching
from xhs_sim.scene import writers_of

N = 40
FRIENDS = ((0, 1), (1, 0))
SURE = ("creators=static", "react.share_reach=8", "react.share_inside=1")


def scene_of_visitors(**log):
    world = world_of(
        N,
        FRIENDS,
        log=log_of(N, **({"is_active": 1} | log)),
        creators=creators_of(N, rate=np.arange(N) < 10),
        brands=states_of(N, 4),
        capacity=200,
    )
    return stage(*SURE, world=world)


def test_creators_who_visit_publish_and_are_counted():
    scene = scene_of_visitors()
    told = Publishers(scene).publish(writers_of(scene, 0))
    log = scene.world.content.log
    assert told["notes_published"] == len(scene.world.content.alive) > 0
    assert told["publishers"] == len(np.unique(log.creator[log.key >= 0])) <= 10
    assert told["new_publishers"] == 0
    assert scene.world.creators.n_notes.sum() == told["notes_published"]


def test_nobody_publishes_who_does_not_visit():
    scene = scene_of_visitors(is_active=0)
    told = Publishers(scene).publish(writers_of(scene, 0))
    assert told == {"notes_published": 0, "publishers": 0, "new_publishers": 0}


def test_static_creators_learn_nothing():
    scene = scene_of_visitors()
    scene.world.add_notes(notes_of(5))
    before = scene.world.creators.leanings.copy()
    assert Publishers(scene).learn(2) == 0
    assert (scene.world.creators.leanings == before).all()


def test_a_note_that_is_shared_reaches_friends_or_people_outside():
    scene = scene_of_visitors(shared=np.where(np.arange(N) == 0, 0, -1))
    scene.world.add_notes(notes_of(1, creator=[3]))
    told = Visitors(scene).tell_friends(0)
    assert told["shares_to_friends"] > 0
    assert scene.world.users.is_nudged[:3].tolist() == [0, 1, 0]
    assert (scene.world.users.shared == -1).all()


def test_newcomers_visit_on_the_day_they_sign_up():
    scene = scene_of_visitors(signup_day=np.where(np.arange(N) == 7, 3, -31), is_active=0)
    people = Visitors(scene)
    people.decide(1)
    assert not scene.world.users.is_active[7]
    people.decide(2)
    assert scene.world.users.is_active[7]


def test_whoever_leaves_for_good_is_counted_once():
    scene = scene_of_visitors()
    people = Visitors(scene)
    scene.world.users.is_gone[:3] = 1
    assert (people.count_gone(), people.count_gone()) == (3, 0)


def test_what_was_watched_is_handed_over_once():
    scene = stage("record.panel_share=0", "record.touch_share=0", "record.note_share=1")
    scene.world.add_notes(notes_of(2))
    watching, counts = Watching(scene, np.zeros(0, np.int64)), scene.world.content.today[:, :2]
    watching.look(counts, 0)
    counts[scene.world.content.log.key == 100, 1, 0] = 3
    watching.look(counts, 1)
    rows = np.concatenate(watching.close_day())
    assert rows[:, :5].tolist() == [[1, 100, 1, -1, 3]]
    assert watching.close_day() == []


def test_logged_are_the_panel_and_the_traced():
    watching = Watching(stage("record.panel_share=0.5", "record.touch_share=0.1", n=400), np.zeros(0, np.int64))
    assert (watching.is_logged == (watching.is_panel | watching.is_traced)).all()
    assert 100 < watching.is_panel.sum() < 300
