"""A survey of the market: who is asked, what it costs, and how far it misses the truth."""

import numpy as np
import pytest

from xhs_sim.actors.tactics.survey import answers_paid, ask_market
from xhs_sim.config import load_config
from xhs_sim.strategies.campaign.in_flight import INFLIGHT_RULES, Dashboard, SurveyResult, aware_share

PLAN = (
    load_config(["tactics=survey"])
    .campaign.tactics["survey"]
    .model_copy(update={"size": 400, "answer_cny": 5.0, "error": 0.0})
)
N, SEEDS = 20_000, 400


def market(share, rng):
    """Return a market in which a share knows the brand, a quarter of them interested."""
    lots = rng.random(N)
    return np.where(lots < share / 4, 2, np.where(lots < share, 1, 0)).astype(np.uint8)


def test_answers_are_counted_by_hand():
    stage = np.array([0, 1, 2, 4, 1, 0], np.uint8)
    lots = np.array([[0.5, 0.1, 0.2, 0.3, 0.9, 0.4], np.full(6, 0.5), [0.5, 0.5, 0.05, 0.5, 0.5, 0.5]])
    assert ask_market(stage, lots, 4, PLAN) == (4, 3, 3, 2, 2)  # users 1, 2, 3, 5
    assert ask_market(stage, lots, 4, PLAN.model_copy(update={"error": 0.1})) == (4, 3, 3, 1, 2)
    assert ask_market(stage, lots, 0, PLAN) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize(("money", "answers"), [(0.0, 0), (4.99, 0), (5.0, 1), (500.0, 100), (1e6, 400)])
def test_money_buys_answers_up_to_the_size(money, answers):
    assert answers_paid(money, PLAN) == answers


def test_a_larger_survey_asks_the_same_people_and_more():
    rng = np.random.default_rng(0)
    stage, lots = market(0.3, rng), rng.random((3, N))
    small, large = (set(np.argsort(lots[0], kind="stable")[:n]) for n in (100, 400))
    assert small < large
    by_hand = sum(int(stage[user] >= 1) for user in small)
    assert ask_market(stage, lots, 100, PLAN).true_aware == by_hand


@pytest.mark.parametrize(("size", "error"), [(100, 0.0), (400, 0.0), (400, 0.2)])
def test_the_standard_error_is_that_of_a_share(size, error):
    rng, plan = np.random.default_rng(1), PLAN.model_copy(update={"error": error})
    stage = market(0.3, rng)
    found = np.array([
        aware_share(SurveyResult(size, ask_market(stage, rng.random((3, N)), size, plan).said_aware, error, 0.5))
        for _ in range(SEEDS)
    ])  # fmt: skip
    share = (stage >= 1).mean()
    said = share * (1 - error) + (1 - share) * error
    expected = np.sqrt(said * (1 - said) / size) / (1 - 2 * error)
    assert found.std() == pytest.approx(expected, rel=0.12)
    assert found.mean() == pytest.approx(share, abs=4 * expected / np.sqrt(SEEDS))  # wrong answers do not bias it


def rightness(size, share, enough=0.5):
    """Return in which share of surveys the rule does what it would if it knew the truth."""
    rng, plan = np.random.default_rng(2), PLAN.model_copy(update={"error": 0.1})
    none = np.zeros(0)
    blank = Dashboard(none.astype(np.int8), none, none.astype(np.int64), none.astype(np.int8), {"koc": 1.0},
                      none.astype(np.int64))  # fmt: skip
    right = []
    for _ in range(SEEDS):
        stage = market(share, rng)
        answers = ask_market(stage, rng.random((3, N)), size, plan)
        seen = blank._replace(survey=SurveyResult(answers.asked, answers.said_aware, plan.error, enough))
        right.append(INFLIGHT_RULES["by_survey"](seen).to_ads == ((stage >= 1).mean() >= enough))
    return np.mean(right)


@pytest.mark.parametrize("share", [0.45, 0.55])
def test_a_larger_survey_decides_right_more_often(share):
    few, some, many = (rightness(size, share) for size in (10, 100, 1000))
    assert few + 0.05 < some < many
    assert few > 0.45
    assert many > 0.97
