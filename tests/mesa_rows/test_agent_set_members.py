"""Who is in an agent set: the same answers whether the agents are objects, rows or both."""

import copy
import pickle

import mesa
import pytest
from herd import FLOCKS, Dog, ObjectSheep, Sheep, numbers_of
from mesa.agent import Agent, AgentSet

from mesa_rows import HeldAgentSet


@pytest.fixture(params=FLOCKS)
def flock(request):
    return FLOCKS[request.param]()


def is_black(sheep):
    return sheep.is_black


def test_every_set_is_an_agent_set_of_agents(flock):
    assert isinstance(flock.agents, AgentSet)
    assert all(isinstance(sheep, Agent) for sheep in flock.agents)
    assert all(sheep.model is flock.model for sheep in flock.agents)


def test_iteration_gives_the_agents_in_order_and_again(flock):
    assert len(flock.agents) == 10
    assert numbers_of(flock.agents) == list(range(10))
    assert numbers_of(flock.agents) == list(range(10))


def test_a_set_contains_what_it_iterates_and_nothing_else(flock):
    assert all(sheep in flock.agents for sheep in flock.agents)
    assert Dog(flock.model) not in flock.agents
    assert "sheep" not in flock.agents
    assert FLOCKS["plain"](1).keep[0] not in flock.agents


def test_agents_share_the_random_number_generators_of_the_model(flock):
    sheep = next(iter(flock.agents))
    assert sheep.random is flock.model.random is flock.agents.random
    assert sheep.rng is flock.model.rng


def test_discarding_an_absent_agent_is_fine_but_removing_it_is_a_key_error(flock):
    sheep = list(flock.agents)[3]
    flock.agents.discard(sheep)
    assert sheep not in flock.agents
    assert len(flock.agents) == 9
    flock.agents.discard(sheep)
    with pytest.raises(KeyError):
        flock.agents.remove(sheep)


def test_a_removed_agent_can_be_added_again_once(flock):
    sheep = list(flock.agents)[3]
    flock.agents.remove(sheep)
    flock.agents.add(sheep)
    flock.agents.add(sheep)
    assert sheep in flock.agents
    assert sorted(numbers_of(flock.agents)) == list(range(10))


def test_leaving_a_set_is_not_leaving_the_model(flock):
    sheep = list(flock.agents)[3]
    other = flock.agents.select(lambda agent: True)
    flock.agents.discard(sheep)
    assert sheep in other


def test_popping_takes_the_first_agent(flock):
    assert flock.agents.pop().number == 0
    assert numbers_of(flock.agents) == list(range(1, 10))


def test_clearing_empties_the_set(flock):
    flock.agents.clear()
    assert len(flock.agents) == 0
    assert list(flock.agents) == []


def test_a_copy_is_a_snapshot(flock):
    snapshot = copy.copy(flock.agents)
    flock.agents.discard(next(iter(flock.agents)))
    assert len(snapshot) == 10
    assert len(flock.agents) == 9


@pytest.mark.parametrize(
    ("at_most", "size"),
    [
        (0.2, 2),
        (0.549, 5),
        (0.09, 0),
        (1.0, 10),
        (1, 1),
        (0, 0),
        (4, 4),
        (99, 10),
        (2.5, 3),
        (-1, 0),
        (float("nan"), 10),
    ],
)
def test_at_most_is_a_number_or_a_fraction_rounded_down(flock, at_most, size):
    assert numbers_of(flock.agents.select(at_most=at_most)) == list(range(size))


def test_selecting_by_a_function_keeps_the_order(flock):
    assert numbers_of(flock.agents.select(is_black)) == [0, 2, 4, 6, 8]
    assert numbers_of(flock.agents.select(lambda sheep: sheep.energy > 12)) == [5, 6, 7, 8, 9]


def test_selecting_by_a_function_stops_at_most(flock):
    assert numbers_of(flock.agents.select(is_black, at_most=3)) == [0, 2, 4]
    assert numbers_of(flock.agents.select(is_black, at_most=0.3)) == [0, 2, 4]


def test_selecting_nothing_in_particular_copies(flock):
    chosen = flock.agents.select()
    assert chosen is not flock.agents
    assert numbers_of(chosen) == list(range(10))


def test_selecting_in_place_shrinks_the_set_itself(flock):
    assert flock.agents.select(inplace=True) is flock.agents
    assert flock.agents.select(is_black, inplace=True) is flock.agents
    assert numbers_of(flock.agents) == [0, 2, 4, 6, 8]


def test_selecting_by_type_keeps_that_type_and_its_subclasses(flock):
    assert len(flock.agents.select(agent_type=Agent)) == 10
    assert len(flock.agents.select(agent_type=Dog)) == 0
    both = [*flock.agents.select(agent_type=Sheep), *flock.agents.select(agent_type=ObjectSheep)]
    assert sorted(numbers_of(both)) == list(range(10))
    assert len(flock.agents.select(is_black, agent_type=Dog)) == 0


def test_a_selection_of_a_selection_narrows_it(flock):
    chosen = flock.agents.select(is_black).select(lambda sheep: sheep.number > 3)
    assert numbers_of(chosen) == [4, 6, 8]


def test_an_empty_selection_behaves(flock):
    empty = flock.agents.select(lambda sheep: False)
    assert len(empty) == 0
    assert list(empty.get("energy")) == []
    assert numbers_of(empty.shuffle()) == []
    assert len(empty.groupby("kind")) == 0
    assert empty.do("graze") is empty


def test_pickling_keeps_the_agents_and_their_order(flock):
    agents, everybody = pickle.loads(pickle.dumps((flock.agents.sort("number"), list(flock.agents))))
    assert numbers_of(agents) == list(range(9, -1, -1))
    assert numbers_of(everybody) == list(range(10))
    assert all(sheep in agents for sheep in everybody)


def test_an_empty_set_without_random_numbers_warns():
    with pytest.warns(UserWarning, match="random"):
        HeldAgentSet([])
    assert len(HeldAgentSet([], random=mesa.Model(rng=0).random)) == 0


def test_random_numbers_come_from_the_first_agent_unless_given():
    flock = FLOCKS["plain"]()
    assert HeldAgentSet(flock.keep).random is flock.model.random
