"""Check-in and draw, on cases small enough to count: who takes part, who is paid, what the money holds."""

import numpy as np
import pytest

from xhs_sim.actors.tactics.check_in import still_pursues
from xhs_sim.actors.tactics.draw import draw_chance, expected_participants, prizes_paid, weighted
from xhs_sim.actors.tactics.rewards import participation_chance, who_wins
from xhs_sim.config import load_config

PLAN = (
    load_config(["tactics=draw"])
    .campaign.tactics["draw"]
    .model_copy(
        update={"days": 7, "most_share": 0.1, "half_reward_cny": 10.0, "prize_cny": 200.0, "chance_gamma": 0.61}
    )
)


def test_small_chances_are_overweighted_and_large_ones_underweighted():
    assert weighted(0.01, 0.61) == pytest.approx(0.0553, abs=2e-4)  # as in the paper's figure 1
    assert weighted(0.1, 0.61) == pytest.approx(0.1863, abs=2e-4)
    assert weighted(0.5, 0.61) == pytest.approx(0.4206, abs=2e-4)
    assert weighted(0.9, 0.61) == pytest.approx(0.7117, abs=2e-4)
    assert [weighted(p, 0.61) for p in (-0.1, 0.0, 1.0, 2.0)] == [0.0, 0.0, 1.0, 1.0]
    assert weighted(0.3, 1.0) == pytest.approx(0.3)


@pytest.mark.parametrize("gamma", [0.3, 0.61, 0.9])
def test_a_better_chance_never_counts_less(gamma):
    chances = np.linspace(0.0, 1.0, 200)
    assert (np.diff([weighted(float(p), gamma) for p in chances]) >= 0).all()


@pytest.mark.parametrize(("money", "prizes"), [(0.0, 0), (199.99, 0), (200.0, 1), (1000.0, 5), (1199.0, 5)])
def test_money_holds_whole_prizes(money, prizes):
    assert prizes_paid(money, PLAN) == prizes


def test_people_expect_as_many_a_day_as_up_to_yesterday():
    assert expected_participants(0, 0, PLAN, 100) == pytest.approx(70)  # everybody who would come at any reward
    assert expected_participants(40, 2, PLAN, 100) == pytest.approx(140)
    assert expected_participants(0, 3, PLAN, 100) == 1.0


def test_a_small_chance_of_a_prize_draws_more_than_the_same_reward_paid_to_each():
    expected_reward = 3 * 200.0 / 300  # three prizes among 300
    sure = participation_chance(PLAN, expected_reward)
    assert draw_chance(3, 300, PLAN) > 2 * sure
    no_overweight = PLAN.model_copy(update={"chance_gamma": 1.0})
    assert draw_chance(3, 300, no_overweight) == pytest.approx(sure)


def test_the_more_compete_the_fewer_take_part_and_a_likely_prize_draws_less_than_a_sure_one():
    chances = [draw_chance(3, n, PLAN) for n in (1, 3, 5, 30, 300, 3000)]
    assert chances[0] == chances[1]  # a prize for each
    assert (np.diff(chances[1:]) < 0).all()
    sure = participation_chance(PLAN, 200.0 * 3 / 5)
    assert draw_chance(3, 5, PLAN) < sure


def test_the_lowest_draws_win_each_once():
    rows, lots = np.array([9, 4, 7, 1]), np.array([0.3, 0.9, 0.1, 0.2])
    assert who_wins(rows, lots, 2).tolist() == [1, 7]
    assert who_wins(rows, lots, 9).tolist() == [1, 4, 7, 9]
    assert who_wins(rows, lots, 0).tolist() == []


def test_whoever_cannot_make_it_any_more_stops_trying():
    check_ins = np.array([0, 1, 2, 3, 4, 5])
    assert still_pursues(check_ins, 2, 4).tolist() == [False, False, True, True, False, False]
    assert not still_pursues(check_ins, 0, 4).any()
