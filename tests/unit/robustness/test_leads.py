"""Who leads in a draw follows the verdict's laws."""

import math

import pytest
from draw_cases import EXTRA, RULES, TOTAL, case

from xhs_sim.robustness.leads import Draw, Footing, Why, count_leads, draw_of
from xhs_sim.verdict import Objective

ALIKE = Footing(TOTAL, frozenset())


def test_the_arm_with_the_best_figure_leads():
    draw = draw_of(case({"nothing": 10.0, "koc": 30.0, "pyramid": 25.0}), ALIKE, RULES)
    assert (draw.leader, draw.why) == ("koc", Why.LEADS)
    assert draw.gap("koc") == 5.0
    assert draw.gap("pyramid") == -5.0


def test_where_less_is_better_the_least_leads_and_is_ahead_by_a_gain():
    cost = Objective(metric="cpe", better="lower", counts_money=True)
    draw = draw_of(case({"nothing": 9.0, "koc": 2.0, "pyramid": 3.0}, objective=cost), ALIKE, RULES)
    assert draw.leader == "koc"
    assert draw.gap("koc") == 1.0


def test_the_baseline_may_lead():
    assert draw_of(case({"nothing": 40.0, "koc": 30.0, "pyramid": 25.0}), ALIKE, RULES).leader == "nothing"


def test_unlike_money_is_ranked_by_what_each_extra_yuan_brings():
    seen = case({"nothing": 10.0, "koc": 30.0, "dear": 45.0}, {"koc": 100.0, "dear": 400.0})
    draw = draw_of(seen, Footing(EXTRA, frozenset()), RULES)
    assert draw.leader == "koc"
    assert draw.scores == pytest.approx({"nothing": 0.0, "koc": 0.2, "dear": 0.0875})


def test_whoever_leads_by_spending_more_leads_not():
    seen = case({"nothing": 10.0, "koc": 30.0, "dear": 45.0}, {"koc": 100.0, "dear": 400.0})
    draw = draw_of(seen, ALIKE, RULES)
    assert (draw.leader, draw.why) == (None, Why.MONEY)


def test_an_arm_that_was_not_carried_out_leads_nowhere():
    plans = {"planned": {"koc": {"koc": 1.0}}, "delivered": {"koc": {"koc": 0.4}}}
    draw = draw_of(case({"nothing": 10.0, "koc": 30.0, "pyramid": 25.0}, **plans), ALIKE, RULES)
    assert draw.leader == "pyramid"
    assert draw.invalid == ("koc",)
    assert math.isnan(draw.gap("koc"))


def test_nobody_leads_where_what_comes_first_is_beyond_the_model():
    much = {"koc": {"budget_per_head_cny": 1e6}}
    draw = draw_of(case({"nothing": 10.0, "koc": 30.0, "pyramid": 25.0}, range=much), ALIKE, RULES)
    assert (draw.leader, draw.why) == (None, Why.OUT_OF_RANGE)
    behind = draw_of(case({"nothing": 10.0, "koc": 20.0, "pyramid": 25.0}, range=much), ALIKE, RULES)
    assert behind.leader == "pyramid"


def test_arms_without_a_place_on_the_basis_are_left_out():
    seen = case({"nothing": 10.0, "koc": 30.0, "dear": 45.0}, {"dear": 400.0})
    assert draw_of(seen, Footing(TOTAL, frozenset({"dear"})), RULES).leader == "koc"


def test_equal_arms_are_a_tie_and_lone_ones_no_contest():
    assert draw_of(case({"nothing": 10.0, "koc": 30.0, "twin": 30.0}), ALIKE, RULES).why is Why.TIE
    assert draw_of(case({"nothing": 10.0, "koc": None}), ALIKE, RULES).why is Why.NOBODY


def test_every_draw_is_counted_once():
    draws = [Draw("koc", Why.LEADS, {}), Draw(None, Why.TIE, {}), Draw("koc", Why.LEADS, {})]
    assert count_leads(draws, ["nothing", "koc"]) == {"nothing": 0, "koc": 2, None: 1}
