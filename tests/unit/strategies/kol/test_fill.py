"""Filling a purse: within its bounds if any set is, and the best ranked are given up last."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit.strategies.kol.test_select import audience_of, market_of
from xhs_sim.records.money import fen_of
from xhs_sim.strategies.kol.fill import STEPS, fill
from xhs_sim.strategies.kol.select import SELECTORS, Costs, Rules, hire

HEADS = [float(10**6 - k) for k in range(4)]  # followers
CASH = {"head": 10_000_00}


def listed(prices):
    return lambda turn: np.asarray(prices, np.int64)


def test_who_leaves_too_much_of_the_money_gives_way_to_who_fills_it():
    prices = [7000, 5000, 4500, 2000]  # the first alone leaves 3,000, of which 2,000 buy the last
    assert fill(listed(prices), 10_000, 9_500, 9).tolist() == [1, 2]
    assert fill(listed(prices), 10_000, 8_900, 9).tolist() == [0, 3]


def test_where_nothing_fills_the_dearest_set_stands_for_it():
    assert fill(listed([3000, 4000, 11_000]), 10_000, 9_000, 9).tolist() == [0, 1]
    assert fill(listed([11_000]), 10_000, 9_000, 9).tolist() == []
    assert fill(listed([3000, 4000]), 10_000, 9_000, 1).tolist() == [1]


def test_whoever_signs_later_may_be_dearer():
    def asked(turn):
        return np.array([5000, 5000, 4000]) + 500 * turn

    assert fill(asked, 10_000, 9_000, 9).tolist() == [0, 2]  # 5,000 and 4,500; the second would be 5,500


@given(st.lists(st.integers(1, 12_000), min_size=1, max_size=9), st.integers(0, 10_000), st.integers(1, 9))
def test_the_first_set_of_the_ranking_within_the_bounds_is_taken(prices, least, most):
    """Against all sets; those nearer to the bounds than the table can tell are left out."""
    cash = 10_000
    found, price = fill(listed(prices), cash, least, most), np.asarray(prices)
    assert len(found) <= most
    assert price[found].sum() <= cash
    own = np.isin(np.arange(len(prices)), found).tolist()
    margin = 2 * len(prices) * cash / STEPS
    sets = [
        list(chosen)
        for chosen in product([True, False], repeat=len(prices))
        if sum(chosen) <= most and least + margin <= price[list(chosen)].sum() <= cash - margin
    ]
    if sets:
        assert price[found].sum() >= least
        assert own >= max(sets)  # True before False, from the first rank on


def hired(prices, fill_to, selector="followers", **how):
    market = market_of(HEADS, prices, audience=audience_of([[0], [1], [2], [3]]))
    rules = Rules(fill_to=fill_to, **how)
    return hire(market, SELECTORS[selector], CASH, Costs(fen_of(market.price_cny)), rules)


@pytest.mark.parametrize("selector", SELECTORS)
def test_every_selector_fills_its_tier_to_within_a_tenth(selector):
    found = hired([6000, 6500, 7000, 3600], 0.9, selector)
    assert 9_000_00 <= found.spent_fen <= 10_000_00


def test_a_plan_that_the_ranking_carries_out_is_left_alone():
    prices = [4000, 5500, 2000, 1000]
    assert hired(prices, 0.9).creators.tolist() == hired(prices, 0.0).creators.tolist() == [0, 1]


def test_without_filling_or_where_money_passes_down_the_ranking_alone_hires():
    prices = [7000, 5000, 4500, 4000]
    assert hired(prices, 0.9).creators.tolist() == [1, 2]
    assert hired(prices, 0.0).creators.tolist() == [0]
    assert hired(prices, 0.9, passes_down=True).creators.tolist() == [0]
