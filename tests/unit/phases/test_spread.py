"""Shared notes and ended follows, on a market of five that anyone can check by eye."""

import numpy as np
import pytest
from toy_world import log_of, notes_of, world_of

from xhs_sim.phases.spread import MOST_FRIENDS, SpreadLaw, spread
from xhs_sim.rng import Streams
from xhs_sim.world.follower_graph import from_pairs

FOLLOWS = ((0, 1), (1, 0), (0, 2), (3, 0))  # (creator, user)
FRIENDS = from_pairs(np.array([0, 1]), np.array([1, 0]), 5)  # 0 and 1


def market(**log):
    world = world_of(5, FOLLOWS, log=log_of(5, **log), capacity=6, friends=FRIENDS)
    world.add_notes(notes_of(4, creator=[3, 4, 0, 0]))
    return world


def passed(world, reach=1.0, seed=0, here=1.0):
    law = SpreadLaw(reach, here)
    return spread(world.users, world.friends, world.content.log.key, law, Streams(seed), 0)


def test_only_friends_get_a_note_and_as_often_as_asked_for():
    days = [passed(market(shared=[1, -1, -1, -1, -1]), reach=3.0, seed=seed) for seed in range(200)]
    friends = np.concatenate([day.friend for day in days])
    assert set(friends.tolist()) == {1}
    assert {note for day in days for note in day.note.tolist()} == {1}
    assert len(friends) == pytest.approx(600, abs=4 * np.sqrt(600))  # recipients are Poisson, mean 3
    assert sum(day.elsewhere for day in days) == 0


def test_without_friends_a_note_goes_elsewhere():
    day = passed(market(shared=[-1, -1, -1, -1, 0]), reach=5.0)
    assert len(day.friend) == 0
    assert 0 < day.elsewhere <= MOST_FRIENDS


def test_a_share_of_recipients_is_on_the_platform():
    days = [passed(market(shared=[-1, 1, -1, -1, -1]), 3.0, seed, here=0.25) for seed in range(200)]
    here, elsewhere = sum(len(day.friend) for day in days), sum(day.elsewhere for day in days)
    assert here / (here + elsewhere) == pytest.approx(0.25, abs=4 * np.sqrt(0.25 * 0.75 / 600))


def test_nobody_shared_or_nobody_to_reach():
    assert passed(market()).elsewhere == 0
    assert passed(market(shared=[1, 1, 1, 1, 1]), reach=0.0).elsewhere == 0


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
