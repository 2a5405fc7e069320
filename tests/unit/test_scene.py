"""The scene: names, writers of a day, and the way of notes onto the platform."""

import numpy as np
from toy_scene import STREAMS, stage
from toy_world import notes_of

from xhs_sim.scene import release, writers_of


def words_on(scene, **how):
    release(scene, notes_of(20), **how)
    log = scene.world.content.log
    return np.bitwise_count(log.words[log.key >= 0] & np.uint32(0xFFFF))


def test_brands_and_topics_are_found_by_name():
    scene = stage()
    assert scene.brand("meibai") is scene.brands[scene.names.brands.index("meibai")]
    assert scene.names.topics[scene.topic_of(scene.brands[0])] == scene.config.brands[scene.brands[0].name].topic


def test_writers_have_the_law_of_their_day():
    scene = stage("creators.traits.trend_riding=0.5")
    season = scene.season._replace(heat=scene.season.heat.copy())
    season.on(3)[2] = 1.0  # a topic in the air
    scene.season = season
    assert writers_of(scene, 2).law.riding == 0.0
    assert writers_of(scene, 3).law.riding > 0.0
    assert (writers_of(scene, 3).day, writers_of(scene, 3).streams) == (3, STREAMS)


def test_released_notes_are_there_with_words_and_count_for_their_creators():
    scene = stage()
    assert release(scene, notes_of(5, creator=[0, 0, 1, 2, 2])) == 5
    assert len(scene.world.content.alive) == 5
    assert scene.world.creators.n_notes[:3].tolist() == [2, 1, 2]


def test_a_brief_adds_words_note_by_note():
    plain, briefed = words_on(stage()), words_on(stage(), briefed=np.repeat([0.0, 1.0], 10))
    assert (briefed[:10] == plain[:10]).all()
    assert (briefed[10:] == stage().config.search.words.number).all()


def test_prompted_notes_do_not_count_and_parts_of_a_series_are_remembered():
    scene = stage()
    release(scene, notes_of(2), is_prompted=True, parts=np.array([17, 18]))
    assert scene.world.creators.n_notes.sum() == 0
    assert sorted(scene.world.content.parts.values()) == [17, 18]
