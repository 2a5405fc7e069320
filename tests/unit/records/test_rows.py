"""What is said of rows: one value for all, codes for words, and what is refused."""

from copy import deepcopy

import numpy as np
import polars as pl
import pytest
from toy_diary import NAMED, new_recorder

from xhs_sim.config import load_config
from xhs_sim.diary.words import WORDS, words_of
from xhs_sim.records.columns import FLAG
from xhs_sim.records.tables import TABLES, schema_of

ORDER = {"day": 3, "user": np.array([4, 5]), "brand": np.array([1, -1]), "product": 0, "price_cny": [9.5, 8],
         "on_platform": True, "is_attributed": False, "is_refunded": False, "is_first": True,
         "is_live": False, "weight": 1}  # fmt: skip


def orders(*parts):
    recorder = new_recorder()
    for part in parts:
        recorder.add("orders", **part)
    return recorder.frame("orders")


def test_one_value_holds_for_all_rows():
    frame = orders(ORDER)
    assert frame["day"].to_list() == [3, 3]
    assert frame["product"].to_list() == ["cream", "cream"]
    assert frame["is_first"].to_list() == [True, True]


def test_rows_of_single_values_are_one_row():
    frame = orders(ORDER | {"user": 4, "brand": "loud", "price_cny": 9.5})
    assert frame.height == 1
    assert frame.row(0)[:5] == (3, 4, "loud", "cream", 9.5)


def test_codes_become_words_and_less_than_none_is_null():
    assert orders(ORDER)["brand"].to_list() == ["quiet", None]


@pytest.mark.parametrize("said", [
    np.array([1, -1]), np.array([1, -1], np.int8), ["quiet", None], pl.Series([1, -1]), pl.Series(["quiet", None]),
])  # fmt: skip
def test_words_may_be_said_as_codes_or_as_words(said):
    assert orders(ORDER | {"brand": said})["brand"].to_list() == ["quiet", None]


@pytest.mark.parametrize(
    ("said", "word"), [(1, "quiet"), (np.int8(0), "loud"), ("loud", "loud"), (None, None), (-1, None)]
)
def test_one_code_or_word_holds_for_all_rows(said, word):
    assert orders(ORDER | {"brand": said})["brand"].to_list() == [word, word]


def test_parts_of_every_kind_make_one_column():
    parts = [ORDER, ORDER | {"brand": 0, "day": 4}, ORDER | {"user": [7], "brand": ["loud"], "price_cny": np.ones(1)}]
    frame = orders(*parts)
    assert frame["brand"].to_list() == ["quiet", None, "loud", "loud", "loud"]
    assert frame["day"].to_list() == [3, 3, 4, 4, 3]
    assert frame["user"].to_list() == [4, 5, 4, 5, 7]
    assert frame["price_cny"].to_list() == [9.5, 8.0, 9.5, 8.0, 1.0]
    assert frame.equals(pl.concat([orders(part) for part in parts]))


def test_no_rows_are_no_rows():
    nothing = {name: np.zeros(0, np.int64) for name in TABLES["orders"]}
    assert orders(nothing).schema == schema_of("orders")
    assert orders(ORDER, nothing).equals(orders(ORDER))


def test_whole_numbers_and_fractions_meet_in_one_column():
    rows = [{"day": day, "owner": "brand", "brand": 0, "hours": hours} for day, hours in ((0, 2), (1, 0.5))]
    others = {name: 1 for name in TABLES["account_daily"] if name not in rows[0]}
    recorder = new_recorder()
    for row in rows:
        recorder.add("account_daily", **row, **others)
    assert recorder.frame("account_daily")["hours"].to_list() == [2.0, 0.5]


def test_whoever_adds_arrays_may_go_on_writing_into_them():
    user, brand = np.array([4, 5]), np.array([1, 0])
    recorder = new_recorder()
    recorder.add("orders", **ORDER | {"user": user, "brand": brand})
    user[:], brand[:] = 0, -1
    frame = recorder.frame("orders")
    assert frame["user"].to_list() == [4, 5]
    assert frame["brand"].to_list() == ["quiet", "loud"]


def test_a_copy_of_the_record_goes_on_by_itself():
    recorder = new_recorder()
    recorder.add("orders", **ORDER)
    copied = deepcopy(recorder)
    copied.add("orders", **ORDER | {"day": 4})
    recorder.add("orders", **ORDER | {"day": 5})
    assert copied.frame("orders")["day"].to_list() == [3, 3, 4, 4]
    assert recorder.frame("orders")["day"].to_list() == [3, 3, 5, 5]


@pytest.mark.parametrize(("change", "message"), [
    ({"brand": np.array([0, 2])}, r"orders.brand: 2 is no code of brands \(allowed: 0 to 1, or -1 for none\)"),
    ({"brand": np.array([0, -2])}, "orders.brand: -2 is no code of brands"),
    ({"brand": 7}, "orders.brand: 7 is no code of brands"),
    ({"brand": "laud"}, r"orders.brand: laud is none of brands \(allowed: loud, quiet, None\)"),
    ({"brand": ["loud", "laud"]}, "orders.brand: laud is none of brands"),
    ({"user": np.arange(3)}, "orders: columns of different lengths"),
    ({"prize_cny": 1}, r"orders: missing columns \[\], unknown columns \['prize_cny'\]"),
])  # fmt: skip
def test_what_fits_no_column_is_refused_when_it_is_added(change, message):
    recorder = new_recorder()
    with pytest.raises(ValueError, match=message):
        recorder.add("orders", **ORDER | change)
    assert recorder.frame("orders").height == 0


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match=r"orders: missing columns \['is_live'\], unknown columns \[\]"):
        orders({name: value for name, value in ORDER.items() if name != "is_live"})


def test_a_table_that_the_data_dictionary_does_not_know_is_refused():
    with pytest.raises(ValueError, match="no table is called order "):
        new_recorder().add("order", **ORDER)


def test_every_noun_of_the_data_dictionary_has_words_and_every_word_a_column():
    nouns = {column.noun for columns in TABLES.values() for column in columns.values()} - {""}
    assert nouns == set(words_of(load_config()))
    assert nouns == set(NAMED)


def test_words_of_one_noun_are_distinct_and_products_only_within_their_brand():
    for noun, words in WORDS.items():
        assert len(set(words)) == len(words), noun


def test_a_name_means_the_same_type_in_every_table():
    kinds = {}
    for columns in TABLES.values():
        for name, column in columns.items():
            kinds.setdefault(name, set()).add(column.dtype)
    assert {name: types for name, types in kinds.items() if len(types) > 1} == {}
    assert {name for name, types in kinds.items() if types == {FLAG.dtype}} >= {"clicked", "is_sponsored"}
