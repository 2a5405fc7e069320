"""Shared notes and ended follows, on a market of five that anyone can check by eye."""

import numpy as np
import pytest
from toy_world import log_of, notes_of, world_of

from xhs_sim.phases.spread import MOST_FRIENDS, SpreadLaw, spread
from xhs_sim.rng import Streams

FOLLOWS = ((0, 1), (1, 0), (0, 2), (3, 0))  # (creator, user): 0 and 1 follow each other, 2 only follows 0


def market(**log):
    world = world_of(5, FOLLOWS, log=log_of(5, **log), capacity=6)
    world.add_notes(notes_of(4, creator=[3, 4, 0, 0]))
    return world


def passed(world, reach=1.0, seed=0, inside=1.0):
    law = SpreadLaw(reach, inside)
    return spread(world.users, world.graph, world.content.log.key, law, Streams(seed), 0)


def test_only_friends_get_a_note_and_the_rest_are_outside():
    days = [passed(market(shared=[1, -1, -1, -1, -1]), reach=3.0, seed=seed) for seed in range(200)]
    friends = np.concatenate([day.friend for day in days])
    assert set(friends.tolist()) == {1}
    assert {note for day in days for note in day.note.tolist()} == {1}
    inside, outside = len(friends), sum(day.outside for day in days)
    assert inside + outside == pytest.approx(600, abs=4 * np.sqrt(600))  # recipients are Poisson, mean 3
    assert inside / (inside + outside) == pytest.approx(0.5, abs=0.09)  # one of two followers is a friend


def test_without_followers_a_note_goes_outside():
    day = passed(market(shared=[-1, -1, -1, -1, 0]), reach=5.0)
    assert len(day.friend) == 0
    assert 0 < day.outside <= MOST_FRIENDS


def test_a_share_of_recipients_is_looked_for_inside():
    days = [passed(market(shared=[-1, 1, -1, -1, -1]), 3.0, seed, inside=0.25) for seed in range(200)]
    inside, outside = sum(len(day.friend) for day in days), sum(day.outside for day in days)
    assert inside / (inside + outside) == pytest.approx(0.25, abs=4 * np.sqrt(0.25 * 0.75 / 600))


def test_nobody_shared_or_nobody_to_reach():
    assert passed(market()).outside == 0
    assert passed(market(shared=[1, 1, 1, 1, 1]), reach=0.0).outside == 0


def test_a_friends_note_lies_on_top_once_and_nudges():
    world = market(shared=[1, -1, -1, -1, -1])
    before = world.users.inbox[1].tolist()  # notes 2 and 3 of user 0, whom 1 follows
    world.pass_on(np.array([1, 1]), np.array([1, 1], np.int32))
    assert world.users.inbox[1].tolist() == [1, *before[:-1]]
    assert world.users.is_nudged.tolist() == [0, 1, 0, 0, 0]
    assert (world.users.shared == -1).all()


def test_a_follow_that_ends_leaves_graph_count_and_inbox():
    world = market()
    pending = world.users.new_follows
    pending[1, 0], pending[2, :2] = -2 - 0, [4, -2 - 0]
    followees = world.users.n_followees.copy()
    assert world.merge_follows() == 1
    assert not world.graph.is_following(1, 0)
    assert not world.graph.is_following(2, 0)
    assert world.graph.is_following(2, 4)
    assert world.graph.is_following(0, 1)
    assert (world.users.n_followees - followees).tolist() == [0, -1, 0, 0, 0]
    assert (world.users.inbox[[1, 2]] == -1).all()
    assert (pending == -1).all()
