"""What creators make of their notes' results, on cases small enough to work out by hand."""

import math

import numpy as np
import pytest
from toy_world import count_acts, creators_of, log_of, notes_of, world_of

from xhs_sim.config import load_config
from xhs_sim.phases.adapt import adapt, adapt_law, is_adaptive, reposition
from xhs_sim.rng import Streams
from xhs_sim.world.columns import FIRST_DAYPART, LEANING_UNIT, UNJUDGED, VIDEO

CONFIG = load_config(["creators=static", "creators.learning.rate=0.5", "creators.learning.average_rate=0.25"])
DAY = 5


def lessons(*notes, n=3, creators=None, day=DAY, followers=0.0, **dials):
    """Let creators look at notes: (creator, engagements, changes) each, published two days ago."""
    words = [f"creators.{name.replace('__', '.')}={value}" for name, value in dials.items()]
    plan = load_config(["creators=static", *words]).creators
    world = world_of(n, creators=creators or creators_of(n, rate=0.1), log=log_of(n), capacity=8)
    for k, (creator, engagements, changes) in enumerate(notes):
        usual = {"key": 100 + k, "creator": creator, "day": day - 2, "topic": 1}
        world.add_notes(notes_of(1, **(usual | changes)))
        count_acts(world.content.counts, k, reads=50, likes=engagements)
    return adapt(
        world.content.log, world.content.counts, world.creators, world.users.key, np.full(n, followers),
        adapt_law(plan, CONFIG.content, 4), Streams(1), day,
    )  # fmt: skip


LEARN = {"learning__rate": 0.5, "learning__average_rate": 0.25}


def test_the_first_note_sets_the_average_and_teaches_nothing_else():
    found = lessons((0, 9, {}), **LEARN)
    assert found.creator.tolist() == [0]
    assert found.average == pytest.approx([math.log(10)], abs=2e-3)
    assert not found.leanings.any()


def test_what_does_better_than_ones_average_is_preferred():
    creators = creators_of(3, rate=0.1, average=math.log(4))
    found = lessons((1, 7, {"is_video": 1, "tick": 2}), creators=creators, **LEARN)
    step = round(0.5 * math.log(8 / 4) * LEANING_UNIT)
    wanted = np.zeros(17, int)
    wanted[[1, VIDEO, FIRST_DAYPART + 2]] = step
    assert found.leanings.tolist() == [wanted.tolist()]
    assert found.average == pytest.approx([math.log(4) + 0.25 * math.log(2)], abs=2e-3)


def test_what_does_worse_is_shunned_and_pictures_count_against_videos():
    found = lessons((1, 0, {"tick": 3}), creators=creators_of(3, rate=0.1, average=math.log(2)), **LEARN)
    step = round(0.5 * math.log(2) * LEANING_UNIT)
    assert [found.leanings[0, k] for k in (1, VIDEO, FIRST_DAYPART + 3)] == [-step, step, -step]


def test_a_hit_counts_as_much_as_a_reward_can_and_arms_stay_in_their_range():
    creators = creators_of(3, rate=0.1, average=0.0, leanings=120)
    found = lessons((1, 100_000, {}), creators=creators, **LEARN)
    assert found.leanings[0, 1] == 127
    assert found.leanings[0, VIDEO] == 120 - 0.5 * 2 * LEANING_UNIT


def test_only_organic_notes_of_the_right_age_count():
    wrong = [(0, 9, {"day": DAY - 1}), (1, 9, {"day": DAY - 3}), (2, 9, {"is_sponsored": 1})]
    assert not len(lessons(*wrong, **LEARN).creator)
    assert not len(lessons((0, 9, {}), day=1, **LEARN).creator)  # from before day 0


def test_reactions_raise_zeal_and_less_so_with_followers():
    dials = {"drive__feedback": 0.2, "drive__usual_engagements": 1.0}
    loved, ignored = (lessons((0, e, {}), **dials).zeal[0] for e in (7, 0))
    assert loved == pytest.approx(0.2 * math.log(8 / 2), abs=1e-3)
    assert ignored == pytest.approx(0.2 * math.log(1 / 2), abs=1e-3)
    assert lessons((0, 7, {}), followers=1000.0, **dials).zeal[0] == pytest.approx(loved / 2, abs=1e-3)


def test_todays_notes_tire():
    found = lessons((2, 0, {"day": DAY}), (2, 0, {"day": DAY}), drive__fatigue=0.1)
    assert found.creator.tolist() == [2]
    assert found.zeal == pytest.approx([-0.2], abs=1e-3)


def test_an_unanswered_note_may_end_it_and_an_answered_one_never_does():
    creators = creators_of(3, rate=0.1, average=0.0)
    assert lessons((0, 0, {}), (1, 1, {}), creators=creators, drive__quit_rate=1.0).quits.tolist() == [0]
    assert not len(lessons((0, 0, {}), creators=creators, drive__quit_rate=0.0).quits)


def test_the_world_takes_lessons_over():
    world = world_of(3, creators=creators_of(3, rate=[0.1, 0.2, -0.3], zeal=[1.0, 1.0, 0.0]))
    leanings = np.ones((1, 17), np.int8)
    half = np.ones(1, np.float16)
    world.teach(np.array([1]), leanings, half, half * 0.5, np.array([4], np.int8), np.array([0]), 0.5)
    assert world.creators.zeal.tolist() == [0.5, 1.0, 0.0]
    assert world.creators.rate == pytest.approx([-0.1, 0.2, -0.3])
    assert world.creators.topic.tolist() == [0, 4, 0]
    world.begin_publishing(np.array([0, 2]))
    assert world.creators.rate == pytest.approx([0.1, 0.2, 0.3])


def test_a_topic_chosen_more_often_than_the_main_one_becomes_the_main_one():
    law = adapt_law(CONFIG.creators, CONFIG.content, 4)._replace(topic_focus=0.75)
    leanings, topic = np.zeros((2, 17)), np.array([3, 3], np.int8)
    share = law.popularity[5] / law.popularity.sum()
    even = math.log((0.75 + 0.25 * law.popularity[3]) / (0.25 * share)) * LEANING_UNIT
    leanings[:, 5], leanings[:, VIDEO] = [even - 1, even + 1], 7
    reposition(leanings, topic, law)
    assert topic.tolist() == [3, 5]
    assert leanings[1].tolist() == [0.0] * 12 + [7] + [0] * 4


def test_goals_decide_what_a_result_is():
    def average(goal):
        dials = {f"learning__goals__engagement__{k}": v for k, v in goal.items()}
        return lessons((0, 9, {}), **LEARN, **dials).average[0]

    assert average({"engagements": 0, "clicks": 1}) == pytest.approx(math.log(51), abs=4e-3)
    assert average({"engagements": 0, "follows": 1}) == 0.0


def test_only_dials_above_zero_make_creators_adapt():
    assert not is_adaptive(load_config(["creators=static"]).creators)
    for dial in ("learning.rate", "drive.feedback", "drive.fatigue", "drive.quit_rate"):
        assert is_adaptive(load_config(["creators=static", f"creators.{dial}=0.1"]).creators)
    assert creators_of(1).average[0] == UNJUDGED
