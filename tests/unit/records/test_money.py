"""Money in whole fen: rounded once, split and counted without a rest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_sim.records.money import cny_of, cost_of, fen_of, fen_within, shared_out, split_fen, units_for, whole


@given(st.integers(0, 10**6), st.lists(st.floats(0.0, 1e4), min_size=1, max_size=9).filter(lambda w: sum(w) > 1e-3))
def test_a_sum_is_split_to_the_fen(total, weights):
    parts = split_fen(total, np.array(weights))
    assert parts.sum() == total
    assert (np.abs(parts - total * np.array(weights) / sum(weights)) <= 1 + 1e-6).all()


def test_a_price_is_rounded_to_the_nearest_fen_and_a_sum_of_money_down():
    assert fen_of([0.014, 0.016, 19.99]).tolist() == [1, 2, 1999]
    assert [fen_within(cny) for cny in (0.29, 0.299, 19.99, 1e9)] == [29, 29, 1999, 10**11]


@given(st.integers(-(10**12), 10**12))
def test_cny_and_back_is_the_same_fen(fen):
    assert fen_of(cny_of(fen)) == fen
    assert whole(cny_of(fen)) == cny_of(fen) == round(fen / 100, 2)


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_as_many_things_are_bought_as_the_money_pays_for(money, unit):
    n = units_for(money / 100, unit / 100)
    assert fen_of(cost_of(n, unit / 100)) <= money < fen_of(cost_of(n + 1, unit / 100))


def test_what_is_shared_out_by_name_adds_up_and_names_without_weight_get_nothing():
    assert shared_out(100, {"a": 1, "b": 1, "c": 1, "d": 0}) == {"a": 34, "b": 33, "c": 33}
    assert shared_out(100, {"a": 0.0}) == {}
    assert np.sum(list(shared_out(12_345_678, {"a": 0.33, "b": 0.33, "c": 0.34}).values())) == 12_345_678
    assert shared_out(0, {"a": 2.0}) == pytest.approx({"a": 0})
