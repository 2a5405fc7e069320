"""Readers: every stratum has its share of them, and everybody has one who is alike."""

import numpy as np
import pytest

from xhs_sim.config import ConfigError, load_config
from xhs_sim.rng import Streams
from xhs_sim.world.build import build_world
from xhs_sim.world.columns import N_TOPICS
from xhs_sim.world.sample import Sample, everybody
from xhs_sim.world.tastes import draw_styles

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
    assert sample.n_readers == READERS
    assert (sample.stand_in == np.arange(READERS)).all()


def of_day_0(world):
    return np.flatnonzero(world.users.signup_day < 0)


def test_each_reader_of_day_0_stands_for_equally_many(world):
    rows, n_readers = of_day_0(world), world.sample.n_readers
    stand_ins = world.sample.stand_in[rows]
    assert len(rows) == WEIGHT * READERS
    assert (rows < n_readers).sum() == READERS
    assert set(np.bincount(stand_ins)[np.unique(stand_ins)]) == {WEIGHT}


def test_readers_have_the_first_rows_and_stand_for_themselves(world):
    readers = np.arange(world.sample.n_readers)
    assert (world.sample.stand_in[readers] == readers).all()
    assert set(world.sample.stand_in) == set(readers)


def test_what_only_reading_needs_has_no_more_rows_than_readers(world):
    n_readers, n = world.sample.n_readers, len(world.users.key)
    assert n > 9 * n_readers
    for column in (world.users.seen, world.users.inbox, world.users.taste_hat, world.truth.taste, *world.brands):
        assert len(column) == n_readers
    for column in (world.users.key, world.users.is_active, world.truth.visit_logit, *world.creators):
        assert len(column) == n


def test_readers_of_one_topic_are_neighbours(world):
    topic = world.creators.topic[:READERS]
    assert (np.diff(topic) >= 0).all()


def test_who_is_stood_for_likes_mostly_the_same_and_comes_about_as_often(world):
    rows = of_day_0(world)
    stand_ins, topic = world.sample.stand_in[rows], world.creators.topic
    assert (topic[rows] == topic[stand_ins]).mean() > 0.95
    visits = world.truth.visit_logit
    assert np.corrcoef(visits[rows], visits[stand_ins])[0, 1] > 0.9


def test_each_topic_has_its_share_of_readers(world):
    people = np.bincount(world.creators.topic[of_day_0(world)], minlength=N_TOPICS)
    readers = np.bincount(world.creators.topic[:READERS], minlength=N_TOPICS)
    assert np.abs(readers - people / WEIGHT).max() <= 1


def test_newcomers_of_every_day_have_readers(world):
    days = world.users.signup_day
    assert set(days[READERS : world.sample.n_readers].tolist()) == set(days[days >= 0].tolist())


def test_another_seed_has_other_readers():
    first, second = (world_of(f"population.audience={WEIGHT * READERS}", seed=seed) for seed in (1, 2))
    assert (first.users.key[:READERS] != second.users.key[:READERS]).any()


def test_main_topics_and_styles_are_those_of_the_tastes_that_are_kept(world):
    taste, n = world.truth.taste, world.sample.n_readers
    assert (world.creators.topic[:n] == taste[:, :N_TOPICS].argmax(axis=1)).all()
    spread = load_config([]).population.style_spread
    assert (draw_styles(world.users.key[:n], spread, Streams(3).key("taste")) == taste[:, N_TOPICS:]).all()


def test_an_audience_that_readers_do_not_divide_is_refused_with_one_that_they_do():
    with pytest.raises(ConfigError, match=r"population.*audience = 7000.*n_users = 3000.*audience=6000"):
        load_config(["population.n_users=3000", "population.audience=7000"])


def test_readers_are_as_many_as_the_people_they_stand_for_and_a_rest_by_lot():
    people, lots = np.full(10_000, 7), (np.arange(10_000) + 0.5) / 10_000
    assert everybody(4).in_sample(people, lots).tolist() == people.tolist()
    found = everybody(4)._replace(weight=5).in_sample(people, lots)
    assert set(found.tolist()) == {1, 2}
    assert 5 * found.mean() == pytest.approx(7)


def test_a_reader_is_one_of_the_people_whom_it_stands_for():
    sample = Sample(3, 2, np.array([0, 1, 0, 1, 1, 0], np.int32))
    found = sample.somebody_like(np.array([0, 0, 0, 1]), np.array([0.1, 0.4, 0.9, 0.9]))
    assert found.tolist() == [0, 2, 5, 4]
    assert everybody(4).somebody_like(np.array([2, 1]), np.array([0.9, 0.9])).tolist() == [2, 1]
