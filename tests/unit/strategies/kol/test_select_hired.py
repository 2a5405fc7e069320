"""Hiring by tier: what a tier cannot take is left, or passes down where the plan says so."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit.strategies.kol.test_select import FOUR, market_of
from xhs_sim.records.money import fen_of, shared_out
from xhs_sim.strategies.kol.marketplace import TIER_NAMES
from xhs_sim.strategies.kol.select import SELECTORS, Costs, Purse, Rules, hire

COST = fen_of(1.1 * FOUR.price_cny)  # three KOCs and one of the waist


def hired(cash, selector="followers", most=1.0, **how):
    return hire(FOUR, SELECTORS[selector], cash, Costs(COST), Rules(most, **how))


def test_a_tier_gets_its_own_money():
    both = hired({"koc": 440_000, "waist": 440_000})
    assert sorted(both.creators) == [0, 1, 2, 3]
    assert both.spent_fen == 110 * 4500
    assert both.unspent_fen == {"head": 0, "waist": 0, "junior": 0, "koc": 440_000 - 55_000}


def test_what_a_tier_cannot_spend_is_left_there():
    nobody = hired({"head": 55_000})
    assert nobody.creators.tolist() == []
    assert nobody.unspent_fen["head"] == 55_000
    assert nobody.spent_fen == 0


def test_what_a_tier_cannot_spend_passes_down_if_the_plan_says_so():
    passed = hired({"head": 55_000}, passes_down=True)
    assert sorted(passed.creators) == [0, 1, 2]
    assert passed.unspent_fen == {"head": 55_000, "waist": 55_000, "junior": 55_000, "koc": 0}


def test_no_more_than_the_allowed_share_of_a_tier_is_hired():
    assert len(hired({"koc": 10**8}, most=0.67).creators) == 2


def test_nothing_is_hired_for_nothing():
    assert len(hired({"koc": 0}, "random").creators) == 0
    assert len(hired({}, "random").creators) == 0


def passed_down(market, choose, cash, cost, share):
    """Hire as it was done before money stayed in its tier: one purse, tier by tier from the top."""
    chosen, carried = np.zeros(0, np.intp), 0
    for tier in ("head", "waist", "junior", "koc"):
        members = np.flatnonzero(market.tier == TIER_NAMES.index(tier))
        carried += cash.get(tier, 0)
        taken = choose(Purse(members, carried, Costs(cost), int(share * len(members)), chosen))
        carried -= int(cost[taken].sum())
        chosen = np.append(chosen, taken)
    return chosen.tolist()


prices = st.integers(1000, 10**7).map(lambda fen: fen / 100)


@given(
    st.lists(st.tuples(st.floats(300, 1e6), prices), max_size=30), st.integers(0, 10**8),
    st.sampled_from(sorted(SELECTORS)), st.dictionaries(st.sampled_from(TIER_NAMES[1:]), st.floats(0, 1), min_size=1),
    st.sampled_from([0.5, 1.0]),
)  # fmt: skip
def test_money_stays_in_its_tier_or_passes_down_as_it_used_to(creators, budget, selector, shares, share):
    market = market_of([f for f, _ in creators], [p for _, p in creators])
    cost, cash = fen_of(market.price_cny), shared_out(budget, shares)
    kept, passed = (
        hire(market, SELECTORS[selector], cash, Costs(cost), Rules(share, passes_down=passes_down))
        for passes_down in (False, True)
    )
    for found in (kept, passed):
        assert found.spent_fen == cost[found.creators].sum() <= budget
        assert len(set(found.creators)) == len(found.creators)
    for t, name in enumerate(TIER_NAMES[1:], 1):
        spent = cost[kept.creators][market.tier[kept.creators] == t].sum()
        assert spent + kept.unspent_fen[name] == cash.get(name, 0)
    assert passed.creators.tolist() == passed_down(market, SELECTORS[selector](market), cash, cost, share)


@pytest.mark.parametrize("selector", sorted(set(SELECTORS) - {"least_overlap"}))
def test_what_is_left_of_a_tier_is_less_than_its_cheapest_free_creator(selector):
    found = hired({"koc": 30_000}, selector)
    free = [k for k in range(3) if k not in found.creators]
    assert free
    assert found.unspent_fen["koc"] < COST[free].min()
