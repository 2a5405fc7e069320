"""What only an array-backed set has: columns without copies, masks, vectorised functions, dynamic rows."""

import numpy as np
import pytest
from herd import Meadow, Sheep, numbers_of, sheep_arrays

from mesa_rows import ArrayAgentSet, Columns, vectorised


@vectorised
def is_black(columns):
    return columns["is_black"]


@vectorised
def fatten(columns, amount):
    columns["energy"] = columns["energy"] + amount


@pytest.fixture
def meadow():
    return Meadow(10)


def test_a_whole_column_is_read_without_a_copy_and_cannot_be_written(meadow):
    energy = meadow.sheep.get("energy")
    assert np.shares_memory(energy, meadow.arrays["energy"])
    with pytest.raises(ValueError, match="read-only"):
        energy[0] = 1
    meadow.arrays["energy"][0] = 77
    assert energy[0] == 77


def test_a_run_of_rows_is_read_without_a_copy_too(meadow):
    first = meadow.sheep.select(at_most=4)
    assert np.shares_memory(first.get("energy"), meadow.arrays["energy"])
    assert len(first.get("wool")) == 4


def test_a_scattered_selection_is_read_only_as_well(meadow):
    with pytest.raises(ValueError, match="read-only"):
        meadow.sheep.select(is_black).get("energy")[0] = 1


def test_a_boolean_mask_selects(meadow):
    sheep = meadow.sheep.select(meadow.arrays["kind"] == 1)
    assert numbers_of(sheep) == [1, 4, 7]
    assert numbers_of(sheep.select(np.array([True, False, True]))) == [1, 7]
    assert numbers_of(meadow.sheep.select(meadow.arrays["is_black"], at_most=2)) == [0, 2]


def test_a_mask_of_another_length_or_type_is_refused(meadow):
    for wrong in (np.ones(9, dtype=bool), np.ones(10), np.ones((10, 1), dtype=bool)):
        with pytest.raises(ValueError, match="mask over the 10 agents"):
            meadow.sheep.select(wrong)


def test_a_vectorised_function_selects_groups_and_sorts(meadow):
    assert numbers_of(meadow.sheep.select(is_black)) == [0, 2, 4, 6, 8]
    assert meadow.sheep.groupby(is_black).count() == {True: 5, False: 5}
    assert numbers_of(meadow.sheep.sort(vectorised(lambda columns: -columns["energy"]))) == list(range(10))


def test_a_vectorised_function_is_called_once_with_the_selection_in_its_order(meadow):
    seen = []
    meadow.sheep.select(is_black).sort("number").do(vectorised(lambda columns: seen.append(list(columns["number"]))))
    assert seen == [[8, 6, 4, 2, 0]]


@pytest.mark.parametrize("call", ["do", "shuffle_do", "map"])
def test_a_vectorised_function_writes_only_its_rows(meadow, call):
    getattr(meadow.sheep.select(is_black), call)(fatten, 5)
    expected = [10 + k / 2 + (5 if k % 2 == 0 else 0) for k in range(10)]
    assert meadow.arrays["energy"].tolist() == expected


def test_a_vectorised_method_works_on_the_set_and_on_one_agent(meadow):
    meadow.sheep.do("grow", 2)
    meadow.sheep[3].grow(amount=10)
    assert meadow.arrays["energy"].tolist() == [12 + k / 2 + (10 if k == 3 else 0) for k in range(10)]


def test_mapping_a_vectorised_function_gives_what_it_returns(meadow):
    assert meadow.sheep.map(vectorised(lambda columns: columns["energy"].sum())) == 122.5


def test_vectorised_functions_see_all_columns_the_row_numbers_and_the_model(meadow):
    def look(columns):
        assert set(columns) == {"unique_id", "number", "energy", "kind", "is_black", "wool"}
        assert len(columns) == 6
        assert columns.model is meadow
        return columns["unique_id"].tolist()

    assert meadow.sheep.select(is_black).map(vectorised(look)) == [0, 2, 4, 6, 8]


def test_vectorised_functions_can_neither_write_read_only_columns_nor_make_or_delete_any(meadow):
    def attempt(columns, act):
        with pytest.raises((AttributeError, KeyError, TypeError, ValueError)):
            act(columns)

    for act in (
        lambda columns: columns.__setitem__("number", 0),
        lambda columns: columns.__setitem__("unknown", 0),
        lambda columns: columns.__delitem__("energy"),
        lambda columns: columns["energy"].__iadd__(1),
    ):
        meadow.sheep.do(vectorised(attempt), act)
    assert meadow.arrays["number"].tolist() == list(range(10))


def test_a_column_takes_one_value_per_agent(meadow):
    meadow.sheep.select(is_black).set("energy", np.arange(5.0))
    assert meadow.arrays["energy"][::2].tolist() == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match="broadcast"):
        meadow.sheep.set("energy", [1, 2, 3])


def test_two_dimensional_columns_are_rows_of_values(meadow):
    assert meadow.sheep.get("wool").shape == (10, 4)
    assert meadow.sheep.get(["number", "wool"])[3][1].tolist() == [3, 3, 3, 3]
    assert meadow.sheep.agg("wool", sum).tolist() == [45] * 4
    meadow.sheep.set("wool", np.zeros(4))
    assert meadow.arrays["wool"].sum() == 0


def test_a_read_only_column_cannot_be_set_in_any_way(meadow):
    for attempt in (
        lambda: meadow.sheep.set("number", 0),
        lambda: setattr(meadow.sheep[0], "number", 5),
        lambda: meadow.sheep.set("unique_id", 0),
        lambda: meadow.sheep.set("model", None),
    ):
        with pytest.raises(AttributeError):
            attempt()


def test_properties_of_the_class_can_be_read_sorted_and_grouped_by(meadow):
    assert meadow.sheep.get("hunger") == [90 - k / 2 for k in range(10)]
    assert numbers_of(meadow.sheep.sort("hunger", ascending=True)) == list(range(9, -1, -1))
    assert meadow.sheep.get("hunger", handle_missing="default")[0] == 90


def test_several_names_aggregate_to_a_dict(meadow):
    assert meadow.sheep.agg(["number", "energy"], max) == {"number": 9, "energy": 14.5}
    assert meadow.sheep.agg(["number"], [min, max]) == {"number": [0, 9]}


def test_aggregates_are_python_values(meadow):
    assert [type(value) for value in meadow.sheep.agg("kind", [sum, min, max])] == [int, int, int]
    assert type(meadow.sheep.agg("energy", np.mean)) is float


def test_small_integers_and_floats_add_up_without_overflow():
    columns = {"tiny": np.full(1000, 100, np.int8), "light": np.full(1_000_000 // 1000, 0.1, np.float32)}
    agents = ArrayAgentSet(Sheep, columns, random=Meadow(1).random)
    assert agents.agg("tiny", sum) == 100_000
    assert agents.agg("light", sum) == pytest.approx(1000 * float(np.float32(0.1)), rel=1e-12)


def test_rows_can_follow_a_column_or_a_function_and_are_asked_anew(meadow):
    black = ArrayAgentSet(Sheep, meadow.sheep.columns, "is_black")
    early = ArrayAgentSet(Sheep, meadow.sheep.columns, lambda: slice(0, int(meadow.arrays["kind"][0])))
    assert (len(black), len(early)) == (5, 0)
    meadow.arrays["is_black"][1] = True
    meadow.arrays["kind"][0] = 4
    assert numbers_of(black) == [0, 1, 2, 4, 6, 8]
    assert numbers_of(early) == [0, 1, 2, 3]
    assert meadow.sheep[1] in black
    assert meadow.sheep[9] not in early
    assert np.shares_memory(early.get("energy"), meadow.arrays["energy"])


def test_an_agent_that_a_dynamic_set_does_not_select_cannot_be_added_to_it(meadow):
    black = ArrayAgentSet(Sheep, meadow.sheep.columns, "is_black")
    with pytest.raises(ValueError, match="copy"):
        black.add(meadow.sheep[1])
    with pytest.raises(TypeError, match="one table"):
        black.add(Meadow(3).sheep[0])
    snapshot = black.copy()
    snapshot.add(meadow.sheep[1])
    assert numbers_of(snapshot) == [0, 2, 4, 6, 8, 1]


@pytest.mark.parametrize("rows", [[3, 1], np.array([3, 1]), slice(2, 4), np.arange(10) < 2, slice(None, None, 5)])
def test_rows_can_be_fixed_by_numbers_a_slice_or_a_mask(meadow, rows):
    chosen = ArrayAgentSet(Sheep, sheep_arrays(10), rows, random=meadow.random)
    assert numbers_of(chosen) == list(np.arange(10)[rows])


@pytest.mark.parametrize("rows", [[0, 10], [-1], [2, 2], [0.5], np.ones(3, dtype=bool)])
def test_rows_out_of_range_or_listed_twice_are_refused(meadow, rows):
    with pytest.raises((ValueError, TypeError)):
        ArrayAgentSet(Sheep, sheep_arrays(10), rows, random=meadow.random)


def test_columns_must_exist_and_have_one_length():
    with pytest.raises(ValueError, match="at least one"):
        Columns({})
    with pytest.raises(ValueError, match="differ in length"):
        Columns({"a": np.zeros(3), "b": np.zeros(4)})
    with pytest.raises(ValueError, match="no column gone"):
        Columns({"a": np.zeros(3)}, gone="gone")
    with pytest.raises(ValueError, match="random"):
        ArrayAgentSet(Sheep, {"a": np.zeros(3)})
