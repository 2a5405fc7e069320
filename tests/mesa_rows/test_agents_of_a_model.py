"""What a model says of its agents when some are objects and some are rows."""

import gc
import pickle
import weakref

import mesa
import numpy as np
import pytest
from herd import Dog, Meadow, Ram, Sheep, numbers_of, sheep_arrays
from mesa.agent import Agent

from mesa_rows import ArrayAgents, ArrayAgentSet, free_agent_ids, vectorised


@pytest.fixture
def meadow():
    return Meadow(5, n_dogs=2)


def test_all_agents_are_the_objects_and_then_the_rows(meadow):
    assert len(meadow.agents) == 7
    assert [type(agent) for agent in meadow.agents] == [Dog] * 2 + [Sheep] * 5
    assert meadow.dogs[0] in meadow.agents
    assert meadow.sheep[4] in meadow.agents
    assert meadow.agents is meadow.agents


def test_agents_by_type_and_agent_types_know_both_kinds(meadow):
    assert set(meadow.agent_types) == {Dog, Sheep}
    assert isinstance(meadow.agents_by_type[Sheep], ArrayAgentSet)
    assert list(meadow.agents_by_type[Dog]) == meadow.dogs
    assert sum(len(agents) for agents in meadow.agents_by_type.values()) == len(meadow.agents)


def test_a_model_without_rows_is_an_ordinary_one():
    class Kennel(ArrayAgents, mesa.Model):
        pass

    kennel = Kennel(rng=1)
    dogs = [Dog(kennel) for _ in range(3)]
    assert list(kennel.agents) == dogs
    dogs[0].remove()
    assert len(kennel.agents) == 2
    assert kennel.agent_types == [Dog]


def test_objects_come_and_go_as_in_mesa(meadow):
    dog = Dog(meadow)
    assert len(meadow.agents) == 8
    assert dog in meadow.agents_by_type[Dog]
    dog.remove()
    dog.remove()
    assert len(meadow.agents) == 7
    assert dog not in meadow.agents


def test_rows_leave_the_model_by_remove_and_by_deregister(meadow):
    meadow.sheep[0].remove()
    meadow.deregister_agent(meadow.sheep[0])
    assert numbers_of(meadow.agents_by_type[Sheep]) == [2, 3, 4]
    assert len(meadow.agents) == 5


def test_removing_all_agents_leaves_nobody(meadow):
    meadow.remove_all_agents()
    assert len(meadow.agents) == 0
    assert list(meadow.agents) == []
    assert len(meadow.agents_by_type[Sheep]) == 0


def test_the_agents_of_a_model_cannot_be_replaced(meadow):
    with pytest.raises(AttributeError):
        meadow.agents = []


def test_a_type_is_registered_once_and_with_all_its_columns(meadow):
    with pytest.raises(ValueError, match="Sheep is registered already"):
        meadow.register_array(Sheep, sheep_arrays(3))
    with pytest.raises(ValueError, match="missing: number, is_black"):
        Meadow(1).register_array(Ram, {"energy": np.zeros(3), "kind": np.zeros(3)})


def test_selecting_a_type_from_all_agents_gives_the_array_set_of_its_rows(meadow):
    sheep = meadow.agents.select(agent_type=Sheep)
    assert isinstance(sheep, ArrayAgentSet)
    assert numbers_of(sheep) == [0, 1, 2, 3, 4]
    assert list(meadow.agents.select(agent_type=Dog)) == meadow.dogs
    assert len(meadow.agents.select(agent_type=Agent)) == 7


def test_at_most_counts_over_all_kinds(meadow):
    assert [type(agent) for agent in meadow.agents.select(at_most=3)] == [Dog, Dog, Sheep]
    assert len(meadow.agents.select(lambda agent: agent.energy > 11, at_most=0.5)) == 3


def test_all_agents_can_be_read_set_called_and_grouped_together(meadow):
    assert meadow.agents.get("energy") == [99.0, 99.0, 10.0, 10.5, 11.0, 11.5, 12.0]
    assert meadow.agents.agg("energy", max) == 99.0
    assert meadow.agents.groupby(type).count() == {Dog: 2, Sheep: 5}
    meadow.agents.set("tag", "ours").do("step")
    assert {agent.tag for agent in meadow.agents} == {"ours"}
    with pytest.raises(AttributeError, match="kind"):
        meadow.agents.get("kind")
    assert meadow.agents.get("kind", "default", -1) == [-1, -1, 0, 1, 2, 0, 1]


def test_masks_and_vectorised_functions_need_one_kind_of_agents(meadow):
    with pytest.raises(TypeError, match="agent_type"):
        meadow.agents.select(np.ones(7, dtype=bool))
    for call in (meadow.agents.select, meadow.agents.do, meadow.agents.groupby):
        with pytest.raises(TypeError, match="agent_type"):
            call(vectorised(lambda columns: columns["is_black"]))


def test_no_part_takes_an_agent_of_a_stranger(meadow):
    with pytest.raises(TypeError, match="no part"):
        meadow.agents.add(Meadow(3).sheep[0])


def test_a_role_is_a_second_look_at_the_same_agents(meadow):
    rams = meadow.register_role(Ram, of=Sheep, rows="is_black")
    assert meadow.agents_by_type[Ram] is rams
    assert len(meadow.agents) == 7
    assert numbers_of(meadow.agents.select(agent_type=Ram)) == [0, 2, 4]
    assert numbers_of(meadow.agents.select(lambda ram: ram.number > 0, at_most=1, agent_type=Ram)) == [2]
    assert rams[1] == meadow.sheep[2]
    assert isinstance(rams[1], Ram)
    rams[1].owner = "Ann"
    assert meadow.sheep[2].owner == "Ann"
    meadow.sheep[2].remove()
    assert numbers_of(rams) == [0, 4]


def test_a_model_with_rows_can_be_pickled(meadow):
    meadow.sheep[1].remove()
    again = pickle.loads(pickle.dumps(meadow))
    assert numbers_of(again.agents_by_type[Sheep]) == [0, 2, 3, 4]
    assert len(again.agents) == 6
    assert next(iter(again.agents_by_type[Sheep])).model is again


def test_a_model_that_is_over_is_freed_when_its_agent_ids_are():
    meadow = Meadow(5, n_dogs=2)
    gone = weakref.ref(meadow)
    meadow.remove_all_agents()
    free_agent_ids(meadow)
    free_agent_ids(meadow)
    del meadow
    gc.collect()
    assert gone() is None
