"""Acceptance: load, misfit and a low offer are refused more often; the money goes on to the next."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit.strategies.kol.test_select import FOUR, market_of
from xhs_sim.config import load_config
from xhs_sim.records.money import fen_of
from xhs_sim.strategies.kol.acceptance import Answers, refusal_chance, worth_of
from xhs_sim.strategies.kol.select import SELECTORS, Costs, Rules, hire
from xhs_sim.strategies.kol.standing import standing_writers

TERMS = load_config(["creators.offers.strength=1"]).creators.offers


def chance(fit=1.0, load=0, worth=1.0, **terms):
    law = TERMS.model_copy(update=terms)
    return float(refusal_chance(np.array([fit]), np.array([load]), np.array([worth]), law)[0])


def test_the_usual_offer_is_refused_as_often_as_usual():
    assert chance() == pytest.approx(TERMS.usual)
    assert chance(strength=0.5) == pytest.approx(0.5 * TERMS.usual)


def test_paid_notes_of_late_and_a_misfit_raise_refusals_and_more_money_lowers_them():
    assert chance() < chance(load=1) < chance(load=4)
    assert chance(fit=1.0) < chance(fit=0.5) < chance(fit=0.0)
    assert chance(worth=0.5) > chance() > chance(worth=2.0)


@given(
    st.floats(0, 1), st.integers(0, 1000), st.floats(1e-12, 1e12), st.floats(0, 1), st.floats(0, 10), st.floats(0, 5)
)  # fmt: skip
def test_a_refusal_is_a_probability_and_none_without_strength(fit, load, worth, usual, misfit, each):
    law, offer = (
        {"usual": usual, "misfit": misfit, "load": each},
        (np.array([fit]), np.array([load]), np.array([worth])),
    )
    assert 0.0 <= refusal_chance(*offer, TERMS.model_copy(update=law))[0] <= 1.0
    assert refusal_chance(*offer, TERMS.model_copy(update=law | {"strength": 0.0}))[0] == 0.0


def test_an_offer_is_worth_what_others_of_the_tier_ask_for_their_followers():
    price, law = np.array([100.0, 200.0, 400.0, 9000.0]), np.array([100.0, 100.0, 100.0, 3000.0])
    tier = np.array([1, 1, 1, 3], np.int8)
    assert worth_of(price, law, tier, np.ones(4)).tolist() == [0.5, 1.0, 2.0, 1.0]
    assert worth_of(price, law, tier, np.full(4, 1.5))[1] == 1.5


def answering(market, *refuse):
    return market._replace(answers=Answers(~np.isin(np.arange(len(market.row)), refuse)))


@pytest.mark.parametrize("name", ["followers", "least_overlap"])
def test_the_money_of_a_refused_offer_goes_on_to_the_next(name):
    market, costs = answering(FOUR, 2), Costs(fen_of(FOUR.price_cny))
    cash = {"koc": 40_000}
    assert 2 in hire(FOUR, SELECTORS[name], cash, costs, Rules()).creators
    found = hire(market, SELECTORS[name], cash, costs, Rules())
    assert sorted(found.creators) == ([0, 1] if name == "followers" else [0])  # who has the same followers adds none
    assert market.answers.refused().tolist() == [2]
    assert market.answers.refused().tolist() == []


def test_nobody_is_asked_whom_the_money_would_not_reach():
    market = answering(FOUR, 0, 2)
    hire(market, SELECTORS["followers"], {"koc": 15_000}, Costs(fen_of(FOUR.price_cny)), Rules())
    assert market.answers.refused().tolist() == []  # creator 1 comes before 0, and 2 is too dear


def test_where_all_refuse_the_money_stays():
    found = hire(
        answering(FOUR, 0, 1, 2, 3), SELECTORS["random"], {"koc": 10**6}, Costs(fen_of(FOUR.price_cny)), Rules()
    )
    assert len(found.creators) == found.spent_fen == 0
    assert found.unspent_fen["koc"] == 10**6


def test_a_standing_writer_who_refuses_leaves_its_notes_to_others():
    market = market_of([1000.0] * 4, [100.0] * 4, fit=[1] * 4)
    lots = np.random.default_rng(1).random((200, 4))
    before, after = (standing_writers(m, {"koc": 1.0}, lots) for m in (market, answering(market, 1)))
    assert (before[before != 1] == after[before != 1]).all()
    assert 1 not in after
