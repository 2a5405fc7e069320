"""Rows as agents: flyweights, removal by masks, growth, pickling, and what a million of them cost."""

import copy
import gc
import pickle
import sys
import tracemalloc
from typing import ClassVar

import numpy as np
import pytest
from herd import Meadow, Sheep, numbers_of, sheep_arrays
from mesa.agent import Agent, AgentSet

from mesa_rows import ArrayAgentSet, Columns, RowAgent


@pytest.fixture
def meadow():
    return Meadow(10)


def test_a_row_is_a_mesa_agent_whose_id_is_the_row_number(meadow):
    sheep = meadow.sheep[3]
    assert isinstance(sheep, Agent)
    assert (sheep.unique_id, sheep.model, sheep.pos) == (3, meadow, None)
    assert repr(sheep) == "Sheep(3)"
    assert repr(meadow.sheep) == "<ArrayAgentSet of 10 Sheep>"


def test_two_looks_at_one_row_are_equal_and_hash_alike(meadow):
    assert meadow.sheep[3] == meadow.sheep[3]
    assert meadow.sheep[3] is not meadow.sheep[3]
    assert len({meadow.sheep[3], meadow.sheep[3], meadow.sheep[4]}) == 2
    assert meadow.sheep[3] != Meadow(10).sheep[3]
    assert meadow.sheep[3] != 3


def test_values_are_plain_python_scalars(meadow):
    sheep = meadow.sheep[3]
    assert [type(sheep.number), type(sheep.energy), type(sheep.is_black)] == [int, float, bool]


def test_a_row_of_a_two_dimensional_column_is_a_read_only_copy(meadow):
    wool = meadow.sheep[3].wool
    assert wool.tolist() == [3, 3, 3, 3]
    with pytest.raises(ValueError, match="read-only"):
        wool[0] = 1
    meadow.arrays["wool"][3] = 9
    assert wool.tolist() == [3, 3, 3, 3]


def test_setting_a_column_writes_the_array(meadow):
    meadow.sheep[3].energy = 1.5
    meadow.sheep[4].graze(2)
    assert meadow.arrays["energy"][3:5].tolist() == [1.5, 14.0]


def test_undeclared_attributes_and_places_live_on_the_side(meadow):
    meadow.sheep[3].owner = "Ann"
    meadow.sheep[3].pos = (1, 2)
    assert meadow.sheep[3].owner == "Ann"
    assert (meadow.sheep[3].pos, meadow.sheep[4].pos) == ((1, 2), None)
    assert not hasattr(meadow.sheep[4], "owner")
    assert "owner" not in meadow.arrays
    with pytest.raises(AttributeError, match="'Sheep' object has no attribute 'horns'"):
        meadow.sheep[3].horns  # noqa: B018


def test_an_attribute_that_would_be_lost_behind_a_method_is_refused(meadow):
    with pytest.raises(AttributeError, match="defines graze"):
        meadow.sheep[3].graze = None


def test_declared_columns_are_documented_on_the_class():
    assert Sheep.energy.__doc__ == "calories"
    assert list(Sheep.declared) == ["number", "energy", "kind", "is_black"]


def test_rows_are_not_created_by_calling_the_class(meadow):
    with pytest.raises(TypeError, match="register_array"):
        Sheep.create_agents(meadow, 3)
    with pytest.raises(TypeError):
        Sheep(meadow)


def test_rows_survive_copying_and_pickling(meadow):
    sheep = meadow.sheep[3]
    sheep.owner = "Ann"
    assert copy.copy(sheep) == sheep
    again, columns = pickle.loads(pickle.dumps((sheep, meadow.sheep.columns)))
    assert (again.number, again.owner) == (3, "Ann")
    assert again._columns is columns
    with pytest.raises(AttributeError, match="owner"):
        type(again)(columns, 4).owner  # noqa: B018


def test_a_removed_row_leaves_every_set_and_keeps_its_place(meadow):
    half = meadow.sheep.select(at_most=5)
    meadow.sheep[3].remove()
    assert numbers_of(meadow.sheep) == [0, 1, 2, 4, 5, 6, 7, 8, 9]
    assert numbers_of(half) == [0, 1, 2, 4]
    assert meadow.sheep[3].unique_id == 4
    assert meadow.sheep.get("energy").tolist() == [10 + k / 2 for k in (0, 1, 2, 4, 5, 6, 7, 8, 9)]
    assert meadow.arrays["energy"][3] == 11.5


def test_a_removed_row_can_be_removed_again_but_not_added(meadow):
    sheep = meadow.sheep[3]
    sheep.remove()
    sheep.remove()
    assert sheep not in meadow.sheep
    with pytest.raises(ValueError, match="removed"):
        meadow.sheep.add(sheep)


def test_removal_is_told_to_the_flag_column_and_read_from_it():
    arrays = sheep_arrays(6) | {"is_gone": np.zeros(6, dtype=np.uint8)}
    agents = ArrayAgentSet(Sheep, Columns(arrays, gone="is_gone"), random=Meadow(1).random)
    agents[2].remove()
    assert arrays["is_gone"].tolist() == [0, 0, 1, 0, 0, 0]
    arrays["is_gone"][:] = [1, 0, 0, 0, 0, 1]
    assert numbers_of(agents) == [1, 2, 3, 4]


def test_rows_that_are_appended_to_the_arrays_become_agents():
    arrays = sheep_arrays(6)
    agents = ArrayAgentSet(Sheep, arrays, random=Meadow(1).random)
    listed = agents.sort("number")
    agents[1].owner = "Ann"
    agents[2].remove()
    agents.discard(agents[0])
    arrays.update({name: np.concatenate([column, column]) for name, column in sheep_arrays(6).items()})
    assert [sheep.unique_id for sheep in agents] == [1, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert agents.get("owner", "default") == ["Ann"] + [None] * 9
    last = list(agents)[-1]
    assert last not in listed
    last.remove()
    assert len(agents) == 9
    assert len(listed) == 5


def test_mesas_own_agent_set_forgets_rows_that_nobody_holds(meadow):
    sheep = meadow.sheep.to_list()
    weak = AgentSet(sheep, random=meadow.random)
    assert len(weak) == 10
    del sheep
    gc.collect()
    assert len(weak) == 0  # why sets of rows keep row numbers instead


def test_an_agent_made_by_looking_takes_two_words_and_no_dictionary():
    assert RowAgent.__slots__ == ("_columns", "_row")
    sheep = Meadow(3).sheep[1]
    sheep.owner = "Ann"
    assert vars(sheep) == {}
    assert sys.getsizeof(sheep) <= 80


@pytest.fixture
def million():
    """Return the arrays of a million sheep, and a kind of sheep that notes each one that is made."""

    class Counted(Sheep):
        made: ClassVar[list[int]] = []

        def __init__(self, columns, row):
            self.made.append(row)
            super().__init__(columns, row)

    arrays = sheep_arrays(1_000_000)
    return Counted, {name: arrays[name] for name in ("number", "energy", "kind", "is_black")}


def test_a_million_rows_cost_nothing_until_somebody_looks(million):
    kind, arrays = million
    random = Meadow(1).random
    tracemalloc.start()
    agents = ArrayAgentSet(kind, arrays, random=random)
    energy = agents.get("energy")
    total = agents.agg("energy", sum)
    in_use, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(agents), len(energy), total) == (1_000_000, 1_000_000, 250_009_750_000.0)
    assert in_use < 50_000  # bytes: not one per row
    assert kind.made == []


def test_working_by_columns_on_a_million_rows_makes_no_agents(million):
    kind, arrays = million
    agents = ArrayAgentSet(kind, arrays, random=Meadow(1).random)
    tracemalloc.start()
    chosen = agents.select(agents.get("is_black")).shuffle().select(at_most=0.5).sort("energy")
    chosen.do("grow", 1.0).do("step").set("kind", 7)
    sizes = agents.groupby("kind").count()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(sizes.values()) == 1_000_000
    assert kind.made == []
    assert peak < 100 * 1_000_000  # bytes, temporaries included
    assert sum(1 for _ in agents.select(at_most=3)) == len(kind.made) == 3


@pytest.mark.parametrize("rows", [None, [0, 2, 4]])
def test_looking_at_one_agent_makes_one(million, rows):
    kind, arrays = million
    first = ArrayAgentSet(kind, arrays, rows, random=Meadow(1).random)[0]
    assert first.number == 0
    assert kind.made == [0]
