"""Order and set algebra of agent sets, over objects, rows and both."""

import random

import pytest
from herd import FLOCKS, numbers_of


@pytest.fixture(params=FLOCKS)
def flock(request):
    return FLOCKS[request.param]()


@pytest.fixture(params=FLOCKS)
def large(request):
    return FLOCKS[request.param](60)


def test_sorting_puts_the_largest_first_unless_ascending(flock):
    assert numbers_of(flock.agents.sort("energy")) == list(range(9, -1, -1))
    assert numbers_of(flock.agents.sort("energy", ascending=True)) == list(range(10))
    assert numbers_of(flock.agents.sort(lambda sheep: -sheep.energy)) == list(range(10))


@pytest.mark.parametrize("ascending", [True, False])
def test_ties_keep_their_order_in_both_directions(flock, ascending):
    expected = sorted(range(10), key=lambda number: number % 3, reverse=not ascending)
    assert numbers_of(flock.agents.sort("kind", ascending=ascending)) == expected
    assert numbers_of(flock.agents.sort(lambda sheep: sheep.kind, ascending=ascending)) == expected


def test_sorting_leaves_the_set_alone_unless_in_place(flock):
    flock.agents.sort("energy")
    assert numbers_of(flock.agents) == list(range(10))
    assert flock.agents.sort("energy", inplace=True) is flock.agents
    assert numbers_of(flock.agents) == list(range(9, -1, -1))


def test_a_selection_keeps_the_order_of_a_sorted_set(flock):
    chosen = flock.agents.sort("number").select(lambda sheep: sheep.is_black, at_most=3)
    assert numbers_of(chosen) == [8, 6, 4]


def test_shuffling_reorders_and_loses_nobody(large):
    shuffled = numbers_of(large.agents.shuffle())
    assert shuffled != list(range(60))
    assert sorted(shuffled) == list(range(60))
    assert numbers_of(large.agents) == list(range(60))


def test_shuffling_in_place_changes_the_set_itself(large):
    assert large.agents.shuffle(inplace=True) is large.agents
    assert numbers_of(large.agents) != list(range(60))
    assert sorted(numbers_of(large.agents)) == list(range(60))


@pytest.mark.parametrize("kind", FLOCKS)
def test_the_same_seed_gives_the_same_order_and_the_next_shuffle_another(kind):
    first, second = FLOCKS[kind](60), FLOCKS[kind](60)
    order = numbers_of(first.agents.shuffle())
    assert order == numbers_of(second.agents.shuffle())
    assert order != numbers_of(first.agents.shuffle())


def test_a_shuffled_set_can_be_sampled(large):
    sample = large.agents.shuffle().select(at_most=5)
    assert len(sample) == len(set(numbers_of(sample))) == 5


@pytest.mark.filterwarnings("ignore:AgentSet.__getitem__ is deprecated:PendingDeprecationWarning")
def test_agents_are_found_by_position_and_slice(flock):
    assert flock.agents[0].number == 0
    assert flock.agents[-1].number == 9
    assert flock.agents[7].number == 7
    assert numbers_of(flock.agents[1:3]) == [1, 2]
    assert numbers_of(flock.agents[::-4]) == [9, 5, 1]
    for wrong in (10, -11):
        with pytest.raises(IndexError):
            flock.agents[wrong]


@pytest.mark.filterwarnings("ignore:AgentSet.__getitem__ is deprecated:PendingDeprecationWarning")
def test_a_set_can_be_chosen_from_reversed_and_searched(flock):
    assert random.Random(1).choice(flock.agents) in flock.agents
    assert numbers_of(reversed(flock.agents)) == list(range(9, -1, -1))
    assert flock.agents.index(list(flock.agents)[4]) == 4
    assert flock.agents.count(list(flock.agents)[4]) == 1


def test_a_list_of_the_agents_is_detached_from_the_set(flock):
    listed = flock.agents.to_list() if hasattr(flock.agents, "to_list") else list(flock.agents)
    listed.pop()
    assert numbers_of(listed) == list(range(9))
    assert len(flock.agents) == 10


def test_sets_are_equal_by_their_members(flock):
    black = flock.agents.select(lambda sheep: sheep.is_black)
    assert flock.agents == flock.agents.sort("number")
    assert black != flock.agents
    assert black <= flock.agents
    assert not flock.agents <= black
    assert flock.agents == flock.agents.do("graze")


def test_union_intersection_and_difference_follow_the_members(flock):
    black = flock.agents.select(lambda sheep: sheep.is_black)
    late = flock.agents.select(lambda sheep: sheep.number > 4)
    assert sorted(numbers_of(black & late)) == [6, 8]
    assert sorted(numbers_of(black | late)) == [0, 2, 4, 5, 6, 7, 8, 9]
    assert sorted(numbers_of(black - late)) == [0, 2, 4]
    assert sorted(numbers_of(black ^ late)) == [0, 2, 4, 5, 7, 9]
    assert not black.isdisjoint(late)


def test_set_algebra_in_place_changes_the_set_itself(flock):
    late = flock.agents.select(lambda sheep: sheep.number > 4)
    agents = flock.agents
    agents -= late
    assert agents is flock.agents
    assert numbers_of(agents) == [0, 1, 2, 3, 4]
    agents |= late
    assert sorted(numbers_of(agents)) == list(range(10))
