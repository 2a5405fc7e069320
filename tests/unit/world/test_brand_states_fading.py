"""Interest in brands fades by the day, and the stages follow it."""

import math

import numpy as np
import pytest
from toy_world import states_of, world_of

from xhs_sim.world.brand_states import let_interest_fade
from xhs_sim.world.columns import AWARE, BOUGHT, DEEP, INTERESTED, RECOMMENDING

UNAWARE = 0


def faded(days=1, memory_days=14.0, interested=0.4, deep=1.2, **states):
    after = states_of(1, **states)
    for _ in range(days):
        let_interest_fade(after, memory_days, interested, deep)
    return after


@pytest.mark.parametrize("days", [1, 7, 14])
def test_interest_decays_exponentially(days):
    assert faded(days, interest=2.0).interest[0, 0] == pytest.approx(2.0 * math.exp(-days / 14.0), rel=1e-5)


def test_a_short_memory_forgets_faster():
    assert faded(memory_days=2.0, interest=2.0).interest < faded(memory_days=20.0, interest=2.0).interest


@pytest.mark.parametrize(("interest", "stage"), [
    (0.0, AWARE), (0.39, AWARE), (0.41, INTERESTED), (1.19, INTERESTED), (1.21, DEEP), (4.0, DEEP),
])  # fmt: skip
@pytest.mark.parametrize("before", [AWARE, INTERESTED, DEEP])
def test_the_stage_follows_the_days_interest_up_and_down(interest, stage, before):
    assert faded(stage=before, interest=interest).stage[0, 0] == stage


def test_interest_that_fades_away_leaves_awareness():
    stages = [int(faded(days, stage=DEEP, interest=2.0).stage[0, 0]) for days in range(1, 40)]
    assert stages == sorted(stages, reverse=True)
    assert set(stages) == {DEEP, INTERESTED, AWARE}
    assert stages.count(DEEP) == 8  # 2 exp(-k / 14) >= 1.2 for k = 0 ... 7


@pytest.mark.parametrize("interest", [0.0, 0.5, 3.0])
@pytest.mark.parametrize("stage", [UNAWARE, BOUGHT, RECOMMENDING])
def test_the_unaware_and_buyers_stay_what_they_are(stage, interest):
    after = faded(days=5, stage=stage, interest=interest)
    assert after.stage[0, 0] == stage
    assert after.interest[0, 0] == pytest.approx(interest * math.exp(-5 / 14.0), rel=1e-5)


def test_visits_are_of_today_only_and_the_rest_stays():
    after = faded(visits=3, impressions=9, touch_day=4, order_day=2)
    assert after.visits[0, 0] == 0
    assert (after.impressions[0, 0], after.touch_day[0, 0], after.order_day[0, 0]) == (9, 4, 2)


def test_brands_fade_apart():
    states = states_of(2, 2, interest=np.array([[2.0, 0.0], [0.0, 0.5]]))
    let_interest_fade(states, 14.0, 0.4, 1.2)
    assert states.stage.tolist() == [[DEEP, AWARE], [AWARE, INTERESTED]]


def test_the_world_fades_by_the_configs_thresholds():
    world = world_of(3, brands=states_of(3, interest=[[0.1], [0.5], [0.9]]))
    world.fade_interest(10.0, [0.3, 0.7])
    assert world.brands.stage[:, 0].tolist() == [AWARE, INTERESTED, DEEP]
    assert world.brands.interest[:, 0] == pytest.approx(np.array([0.1, 0.5, 0.9]) * math.exp(-0.1), rel=1e-5)
