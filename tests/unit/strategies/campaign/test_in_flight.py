"""Decisions in flight: from a dashboard to what is done, by hand."""

import numpy as np
import pytest

from xhs_sim.strategies.campaign.in_flight import INFLIGHT_RULES, Dashboard, SurveyResult, aware_share

PLANNED = {"koc": 0.5, "junior": 0.5}
# KOCs: 60 engagements for 200 CNY; juniors: 150 for 1000; one waist creator: 10 for 5000
SEEN = Dashboard(
    np.array([1, 1, 2, 3], np.int8), np.array([100.0, 100.0, 1000.0, 5000.0]), np.array([20, 40, 150, 10]),
    np.array([1, 3, 2, 3], np.int8), PLANNED, np.array([900, 1100, 20_000, 50_000]),
)  # fmt: skip
NOTHING = Dashboard(
    np.zeros(0, np.int8), np.zeros(0), np.zeros(0, np.int64), np.array([1, 2], np.int8), PLANNED, np.zeros(0, np.int64)
)


@pytest.mark.parametrize("name", INFLIGHT_RULES)
@pytest.mark.parametrize("seen", [SEEN, NOTHING])
def test_every_rule_decides_about_each_open_contract(name, seen):
    decision = INFLIGHT_RULES[name](seen)
    assert decision.stop.shape == seen.open_tier.shape
    assert set(decision.tier_shares) <= {"koc", "junior", "waist", "head"}


@pytest.mark.parametrize(("name", "tiers", "stop", "to_ads"), [
    ("none", {}, [], False),
    ("as_planned", PLANNED, [], False),
    ("best_tier", {"koc": 1.0}, [], False),
    ("boost_best", {}, [], True),
    ("stop_worst", {"koc": 1.0}, [1, 3], False),
    ("by_survey", PLANNED, [], False),  # nobody was asked
])  # fmt: skip
def test_a_rule_does_what_it_is_called(name, tiers, stop, to_ads):
    decision = INFLIGHT_RULES[name](SEEN)
    assert decision.tier_shares == tiers
    assert np.flatnonzero(decision.stop).tolist() == stop
    assert decision.to_ads is to_ads


@pytest.mark.parametrize("name", ["best_tier", "stop_worst"])
def test_without_results_nothing_stops_and_the_plan_goes_on(name):
    decision = INFLIGHT_RULES[name](NOTHING)
    assert decision.tier_shares == PLANNED
    assert not decision.stop.any()


def answered(said, asked=100, error=0.1):
    return SurveyResult(asked, said, error, enough_aware=0.5)


@pytest.mark.parametrize(("said", "tiers", "to_ads"), [
    (49, {"junior": 1.0}, False),  # most impressions per CNY: 20 against 10 and 10
    (51, {}, True),
    (0, {"junior": 1.0}, False),
    (100, {}, True),
])  # fmt: skip
def test_a_survey_decides_between_reach_and_ads(said, tiers, to_ads):
    decision = INFLIGHT_RULES["by_survey"](SEEN._replace(survey=answered(said)))
    assert (decision.tier_shares, decision.to_ads) == (tiers, to_ads)
    assert not decision.stop.any()


def test_a_survey_before_any_note_came_buys_reach_as_planned():
    assert INFLIGHT_RULES["by_survey"](NOTHING._replace(survey=answered(10))).tier_shares == PLANNED


@pytest.mark.parametrize("found", [answered(0, asked=0), answered(90, error=0.5)])
def test_answers_that_say_nothing_leave_the_plan(found):
    decision = INFLIGHT_RULES["by_survey"](SEEN._replace(survey=found))
    assert (decision.tier_shares, decision.to_ads) == (PLANNED, False)


def test_wrong_answers_are_taken_out_of_the_share():
    assert aware_share(answered(26, error=0.1)) == pytest.approx(0.2)  # 0.2 * 0.9 + 0.8 * 0.1
    assert aware_share(answered(26, error=0.0)) == 0.26
    assert aware_share(answered(5, error=0.1)) == 0.0
    assert aware_share(answered(97, error=0.1)) == 1.0
