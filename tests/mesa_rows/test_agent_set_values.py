"""Reading, writing, aggregating and grouping: the same values from objects, rows and both."""

import numpy as np
import pytest
from herd import FLOCKS, numbers_of

ENERGY = [10 + number / 2 for number in range(10)]


@pytest.fixture(params=FLOCKS)
def flock(request):
    return FLOCKS[request.param]()


def is_black(sheep):
    return sheep.is_black


def test_one_name_gives_one_value_per_agent(flock):
    assert list(flock.agents.get("energy")) == ENERGY
    assert list(flock.agents.select(is_black).get("energy")) == ENERGY[::2]
    assert list(flock.agents.sort("number").get("energy")) == ENERGY[::-1]


def test_the_row_number_or_id_can_be_read_like_any_attribute(flock):
    assert list(flock.agents.get("unique_id")) == [sheep.unique_id for sheep in flock.agents]


def test_several_names_give_a_list_per_agent(flock):
    assert flock.agents.get(["number", "energy"]) == [[k, ENERGY[k]] for k in range(10)]


def test_a_missing_attribute_is_an_error_unless_a_default_is_given(flock):
    for names in ("unknown", ["energy", "unknown"]):
        with pytest.raises(AttributeError, match="unknown"):
            flock.agents.get(names)
    assert list(flock.agents.get("unknown", handle_missing="default", default_value=7)) == [7] * 10
    pairs = flock.agents.get(["number", "unknown"], handle_missing="default", default_value=True)
    assert pairs == [[k, True] for k in range(10)]
    assert list(flock.agents.get("unknown", handle_missing="default")) == [None] * 10


@pytest.mark.parametrize("names", ["energy", ["energy", "number"]])
def test_an_unknown_way_to_handle_missing_is_refused(flock, names):
    with pytest.raises(ValueError, match="handle_missing"):
        flock.agents.get(names, handle_missing="nonsense")


def test_an_attribute_that_only_some_have_gets_the_default_for_the_others(flock):
    flock.agents.select(at_most=0.5).set("bell", 8)
    values = list(flock.agents.get("bell", handle_missing="default", default_value=-1))
    assert values == [8] * 5 + [-1] * 5
    with pytest.raises(AttributeError, match="bell"):
        flock.agents.get("bell")


def test_setting_returns_the_set_and_reaches_every_agent(flock):
    assert flock.agents.set("energy", 50.0).set("mood", "calm") is flock.agents
    assert all(sheep.energy == 50.0 and sheep.mood == "calm" for sheep in flock.agents)
    assert list(flock.agents.get("mood")) == ["calm"] * 10


def test_setting_a_new_attribute_to_a_list_gives_everyone_that_list(flock):
    value = [1, 2]
    flock.agents.set("plan", value)
    assert all(sheep.plan is value for sheep in flock.agents)


def test_setting_a_selection_leaves_the_others_alone(flock):
    flock.agents.select(is_black).set("energy", 0.0)
    assert list(flock.agents.get("energy")) == [0.0 if k % 2 == 0 else ENERGY[k] for k in range(10)]


def test_an_attribute_set_on_one_agent_is_found_again(flock):
    for sheep in flock.agents:
        sheep.energy = sheep.number * 2.0
        sheep.nickname = f"sheep {sheep.number}"
    assert list(flock.agents.get("energy")) == [2.0 * k for k in range(10)]
    assert list(flock.agents)[4].nickname == "sheep 4"
    assert not hasattr(list(flock.agents)[4], "unknown")


@pytest.mark.parametrize(
    ("func", "expected"),
    [(min, 10), (max, 14.5), (sum, 122.5), (len, 10), (np.mean, 12.25), (lambda v: sum(v) / len(v), 12.25)],
)
def test_one_function_aggregates_to_one_value(flock, func, expected):
    assert flock.agents.agg("energy", func) == pytest.approx(expected)


def test_several_functions_aggregate_to_a_list(flock):
    assert flock.agents.agg("number", [min, max, sum]) == [0, 9, 45]
    assert flock.agents.agg("number", (min, max)) == [0, 9]


def test_truth_values_add_up_to_a_count(flock):
    assert flock.agents.agg("is_black", sum) == 5


def test_the_smallest_of_nobody_is_an_error_and_the_sum_is_zero(flock):
    nobody = flock.agents.select(lambda sheep: False)
    with pytest.raises(ValueError, match=r"empty|zero-size"):
        nobody.agg("energy", min)
    assert nobody.agg("energy", sum) == 0


def test_grouping_by_an_attribute_and_by_a_function_agree(flock):
    for groups in (flock.agents.groupby("kind"), flock.agents.groupby(lambda sheep: sheep.kind)):
        assert len(groups) == 3
        assert {key: numbers_of(group) for key, group in groups} == {0: [0, 3, 6, 9], 1: [1, 4, 7], 2: [2, 5, 8]}


def test_groups_come_in_the_order_in_which_their_keys_appear(flock):
    assert list(flock.agents.sort("number").groupby("kind").groups) == [0, 2, 1]
    assert list(flock.agents.groupby(lambda sheep: -sheep.kind).groups) == [0, -1, -2]


def test_group_keys_are_plain_python_values(flock):
    assert {type(key) for key in flock.agents.groupby("kind").groups} == {int}
    assert {type(key) for key in flock.agents.groupby("is_black").groups} == {bool}


def test_groups_are_agent_sets_or_lists(flock):
    groups = flock.agents.groupby("is_black").groups
    assert numbers_of(groups[True].sort("number")) == [8, 6, 4, 2, 0]
    lists = flock.agents.groupby("is_black", result_type="list")
    assert all(isinstance(group, list) for group in lists.groups.values())
    assert lists.map(len) == {True: 5, False: 5}


def test_groups_count_aggregate_map_and_do(flock):
    groups = flock.agents.groupby("is_black")
    assert groups.count() == {True: 5, False: 5}
    assert groups.agg("number", sum) == {True: 20, False: 25}
    assert groups.agg("number", max) == {True: 8, False: 9}
    assert groups.map(len) == {True: 5, False: 5}
    assert {key: list(found) for key, found in groups.map("get", "is_black").items()} == {
        True: [True] * 5,
        False: [False] * 5,
    }
    assert groups.do("do", "graze", 2.0) is groups
    assert groups.do(lambda group: group.do("graze", 1.0)) is groups
    assert list(flock.agents.get("energy")) == [energy + 3 for energy in ENERGY]


def test_grouping_by_an_attribute_that_only_some_have_is_an_error(flock):
    flock.agents.select(at_most=2).set("bell", 1)
    with pytest.raises(AttributeError, match="bell"):
        flock.agents.groupby("bell")


def test_grouping_by_an_attribute_without_a_column_works(flock):
    flock.agents.set("bell", None)
    flock.agents.select(is_black).set("bell", "loud")
    groups = flock.agents.groupby("bell")
    assert groups.count() == {"loud": 5, None: 5}
