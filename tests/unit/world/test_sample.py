"""Readers: every stratum has its share of them, and everybody has one who is alike."""

import numpy as np
import pytest

from xhs_sim.config import ConfigError, load_config
from xhs_sim.rng import Streams
from xhs_sim.world.build import build_world
from xhs_sim.world.columns import N_TOPICS
from xhs_sim.world.sample import everybody

WEIGHT, READERS = 10, 600


def world_of(*overrides, seed=3):
    config = load_config([f"population.n_users={READERS}", "n_days=8", "content.history_days=0", *overrides])
    return build_world(config, Streams(seed))


@pytest.fixture(scope="module")
def world():
    return world_of(f"population.audience={WEIGHT * READERS}", "population.signup_rate=0.01")


def test_everybody_reads_where_the_audience_is_not_said():
    sample = world_of().sample
    assert sample.is_whole
    assert sample.is_reader.all()
    assert (sample.stand_in == np.arange(READERS)).all()


def test_each_reader_of_day_0_stands_for_equally_many(world):
    stand_ins = world.sample.stand_in[: world.n_initial]
    assert world.n_initial == WEIGHT * READERS
    assert world.sample.is_reader[: world.n_initial].sum() == READERS
    assert set(np.bincount(stand_ins)[np.unique(stand_ins)]) == {WEIGHT}


def test_readers_stand_for_themselves_and_only_readers_stand_for_others(world):
    readers = np.flatnonzero(world.sample.is_reader)
    assert (world.sample.stand_in[readers] == readers).all()
    assert set(world.sample.stand_in) == set(readers)


def test_who_is_stood_for_likes_mostly_the_same_and_comes_about_as_often(world):
    rows, stand_ins = np.arange(world.n_initial), world.sample.stand_in[: world.n_initial]
    topic = world.truth.taste[:, :N_TOPICS].argmax(axis=1)
    assert (topic[rows] == topic[stand_ins]).mean() > 0.95
    visits = world.truth.visit_logit
    assert np.corrcoef(visits[rows], visits[stand_ins])[0, 1] > 0.9


def test_each_topic_has_its_share_of_readers(world):
    topic = world.truth.taste[: world.n_initial, :N_TOPICS].argmax(axis=1)
    people = np.bincount(topic, minlength=N_TOPICS)
    readers = np.bincount(topic[world.sample.is_reader[: world.n_initial]], minlength=N_TOPICS)
    assert np.abs(readers - people / WEIGHT).max() <= 1


def test_newcomers_of_every_day_have_readers(world):
    new = np.arange(world.n_initial, len(world.users.key))
    readers = world.users.signup_day[new[world.sample.is_reader[new]]]
    assert set(readers.tolist()) == set(world.users.signup_day[new].tolist())


def test_another_seed_has_other_readers():
    first, second = (world_of(f"population.audience={WEIGHT * READERS}", seed=seed).sample for seed in (1, 2))
    assert (first.is_reader != second.is_reader).any()


def test_an_audience_that_readers_do_not_divide_is_refused_with_one_that_they_do():
    with pytest.raises(ConfigError, match=r"population.*audience = 7000.*n_users = 3000.*audience=6000"):
        load_config(["population.n_users=3000", "population.audience=7000"])


def test_moods_of_readers_are_those_of_whom_they_stand_for(world):
    mood = np.arange(len(world.users.key), dtype=np.float32)
    world.sample.copy_moods(mood)
    assert (mood == world.sample.stand_in).all()


def test_followers_outside_leave_with_the_reader_and_never_below_none():
    outside = np.array([30.0, 5.0], np.float32)
    everybody(4).leave(outside, np.array([0, 1]))
    assert outside.tolist() == [30.0, 5.0]
    everybody(4)._replace(weight=10).leave(outside, np.array([0, 0, 1]))
    assert outside.tolist() == [12.0, 0.0]
