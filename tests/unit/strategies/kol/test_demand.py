"""Demand: what is hired of a tier makes the rest of it dearer, in whole fen and within the money."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit.strategies.kol.test_select import market_of
from xhs_sim.config import load_config
from xhs_sim.records.money import fen_of
from xhs_sim.strategies.campaign.launch import launch
from xhs_sim.strategies.kol.demand import Demand, cost_of_many, turns_of
from xhs_sim.strategies.kol.marketplace import price_fen
from xhs_sim.strategies.kol.select import SELECTORS

PLAN = load_config(["campaign=face_cream"]).campaign.model_copy(
    update={"budget_cny": 1e7, "tier_shares": {"koc": 1.0}, "selector": "random", "max_share_of_tier": 1.0}
)
M = 2000


def demand_of(market, strength, signed=(0, 0, 0, 0, 0)):
    return Demand(strength, np.array(signed), np.bincount(market.tier, minlength=5))


def alike(strength, m=M, **changes):
    market = market_of(np.full(m, 1000.0), np.full(m, 100.0))
    return market._replace(demand=demand_of(market, strength, **changes))


def signed(market, **changes):
    return launch(PLAN.model_copy(update=changes), market, np.zeros(len(market.row)))


def test_the_second_thousand_costs_more_than_the_first():
    fees = signed(alike(1.0)).fee_cny
    assert len(fees) == M
    assert fees[0] == 100.0
    assert fees[1000] == 150.0  # half of the tier has signed
    assert fees[1000:].sum() == pytest.approx(fees[:1000].sum() * 1.75 / 1.25, rel=1e-3)


def test_without_strength_fees_are_those_of_the_list_to_the_fen():
    market = market_of([1000, 2000, 60_000], [99.99, 150.01, 4000.07])
    fees = launch(PLAN.model_copy(update={"tier_shares": {"koc": 1.0, "waist": 1.0}}), market, np.zeros(3))
    crowded = market._replace(demand=demand_of(market, 0.0, (0, 2, 0, 1, 0)))
    assert fen_of(fees.fee_cny[np.argsort(fees.row)]).tolist() == fen_of(market.price_cny).tolist()
    assert (price_fen(crowded, np.arange(3), 7) == fen_of(market.price_cny)).all()


def test_who_signed_lately_with_anybody_makes_the_tier_dearer_and_no_other_tier():
    market = market_of([1000, 2000, 60_000], [100, 200, 4000])
    crowded = market._replace(demand=demand_of(market, 0.5, (0, 1, 0, 0, 0)))
    assert price_fen(crowded, np.arange(3), 0).tolist() == [12_500, 25_000, 400_000]


def test_who_is_agreed_comes_at_the_price_agreed_and_raises_nobody_elses():
    terms = [{"followers": 1000.0, "price_cny": 10.0, "after_days": 0}]
    plan = type(PLAN).model_validate(PLAN.model_dump() | {"agreed": terms, "tactics": {}})
    fees = launch(plan, alike(1.0, 10), np.zeros(10)).fee_cny
    assert fees[:3].tolist() == [10.0, 100.0, 110.0]


@given(
    st.lists(st.tuples(st.floats(300, 1e6), st.integers(1, 10**6)), min_size=1, max_size=25), st.floats(0, 20),
    st.floats(0, 1e5), st.sampled_from(sorted(SELECTORS)), st.integers(1, 3),
)  # fmt: skip
def test_contracts_never_cost_more_than_the_money_and_say_the_price_that_was_asked(creators, rise, money, name, notes):
    market = market_of([followers for followers, _ in creators], [fen / 100 for _, fen in creators])
    market = market._replace(demand=demand_of(market, rise))
    terms = PLAN.contract.model_copy(update={"notes_each": notes})
    shares = {"koc": 0.5, "junior": 0.2, "waist": 0.2, "head": 0.1}
    ads = PLAN.ads.model_copy(update={"split": {"creators": 1.0}})
    found = signed(market, budget_cny=money, selector=name, tier_shares=shares, contract=terms, ads=ads)
    assert fen_of(found.fee_cny + found.service_fee_cny).sum() <= money * 100 + 1e-6
    first = np.unique(found.row, return_index=True)[1]
    by_turn = np.sort(first)
    turns = turns_of(found.tier[by_turn])
    assert (fen_of(found.fee_cny[by_turn]) == price_fen(market, found.row[by_turn], turns)).all()


def test_the_sum_of_what_many_cost_is_what_is_paid_at_the_market():
    fees = signed(alike(2.0), budget_cny=1.1 * 100_000 + 1, ads=PLAN.ads.model_copy(update={"split": {"creators": 1}}))
    assert cost_of_many(len(fees.row), 100.0, M, 2.0) == pytest.approx(100_000, rel=0.02)
