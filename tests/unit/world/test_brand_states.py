"""Standing with brands: who knows them at day 0, and what an order makes of it."""

import math

import numpy as np
import pytest
from toy_world import states_of, world_of

from xhs_sim.config import load_config
from xhs_sim.rng import Streams
from xhs_sim.world.brand_states import build_states
from xhs_sim.world.columns import AWARE, BOUGHT, DEEP, INTERESTED, NEVER, RECOMMENDING, STAGES

N = 20_000
UNAWARE = 0


def brands_known_to(*shares):
    one = load_config().brands["qingrou"]
    return {f"brand_{b}": one.model_copy(update={"aware_share": share}) for b, share in enumerate(shares)}


def test_stages_have_the_numbers_of_their_names():
    codes = {"aware": AWARE, "interested": INTERESTED, "deeply_interested": DEEP, "bought": BOUGHT}
    codes |= {"unaware": UNAWARE, "recommending": RECOMMENDING}
    assert sorted(codes, key=codes.__getitem__) == list(STAGES)
    assert all(STAGES[code] == name for name, code in codes.items())


def test_at_day_0_a_share_of_users_knows_each_brand():
    stage = build_states(np.arange(N), brands_known_to(0.3, 0.0, 1.0), Streams(1)).stage
    assert (stage[:, 0] == AWARE).mean() == pytest.approx(0.3, abs=4 * math.sqrt(0.3 * 0.7 / N))
    assert (stage[:, 1] == UNAWARE).all()
    assert (stage[:, 2] == AWARE).all()
    assert stage.max() == AWARE


def test_knowing_one_brand_says_nothing_of_the_next():
    stage = build_states(np.arange(N), brands_known_to(0.5, 0.5), Streams(1)).stage
    assert abs(np.corrcoef(stage.T)[0, 1]) < 4 / math.sqrt(N)


def test_one_more_brand_or_user_leaves_what_others_know():
    small = build_states(np.arange(N), brands_known_to(0.3), Streams(1)).stage
    large = build_states(np.arange(N + 9), brands_known_to(0.3, 0.6), Streams(1)).stage
    assert (large[:N, :1] == small).all()


def test_at_day_0_nothing_has_happened_yet():
    states = build_states(np.arange(50), brands_known_to(0.3, 0.6), Streams(1))
    for column in (states.impressions, states.interest, states.visits):
        assert column.shape == (50, 2)
        assert not column.any()
    for column in (states.touch_day, states.order_day):
        assert (column == NEVER).all()


def test_an_order_makes_a_buyer_or_a_recommender_and_settles_the_interest():
    world = world_of(3, brands=states_of(3, 2, interest=1.0))
    world.settle_orders(np.array([0, 2]), np.array([1, 0], np.int8), np.array([True, False]), 6)
    assert world.brands.stage.tolist() == [[AWARE, RECOMMENDING], [AWARE, AWARE], [BOUGHT, AWARE]]
    assert world.brands.order_day.tolist() == [[NEVER, 6], [NEVER, NEVER], [6, NEVER]]
    assert world.brands.interest.tolist() == [[1, 0], [1, 1], [0, 1]]
