"""Auctions with known answers, and an obvious twin."""

import numpy as np
import pytest
from ad_table import LAW, market_of
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit
from toy_world import log_of, states_of

from xhs_sim.kernels.memory import aligned_zeros
from xhs_sim.phases.ads.auction import NOBODY, Place, hold_auction, price_of
from xhs_sim.phases.ads.show import FEED_AD
from xhs_sim.phases.engagement.state import Visit
from xhs_sim.world.ads import CPC, LOOK_ALIKE, PACKAGE, RETARGET
from xhs_sim.world.columns import N_DIMS

NORM = 1.0


@njit
def auction(market, users, states, visit, place, owners, slope, norm, law):
    return hold_auction(market, users, states, visit, place, owners, slope, norm, law)


@njit
def priced(market, ad, price, predicted, clicked):
    return price_of(market, ad, price, predicted, clicked)


USERS, STATES = log_of(4)._replace(taste_hat=aligned_zeros((4, N_DIMS), np.float32)), states_of(4)


def sell(market, user=0, place=0, turn=0, n_turns=1, shown=(), users=USERS, states=STATES):
    owners = np.zeros(64, np.int64)
    owners[: len(shown) + 1] = [len(shown), *shown]
    visit, slope = Visit(user, 7 + user, turn, 0, 0, -1), LAW.prediction_slope / NORM
    return auction(market, users, states, visit, Place(0, place, n_turns, FEED_AD), owners, slope, NORM, LAW)


def predicted(hat=0.0):
    return 1 / (1 + np.exp(-(LAW.prediction_intercept + hat)))


def test_a_single_bidder_pays_the_reserve():
    ad, price, _ = sell(market_of([3000.0]))
    assert (ad, price) == (0, 500.0)


def test_nobody_gets_a_place_below_the_reserve():
    assert sell(market_of([499.0, 300.0]))[0] == NOBODY
    assert sell(market_of([]))[0] == NOBODY


def test_the_winner_pays_what_the_second_bid():
    assert sell(market_of([900.0, 3000.0, 2000.0]))[:2] == (1, 2000.0)


def test_bids_for_clicks_count_by_the_predicted_click():
    market = market_of([2000.0, 0.0], per_click=np.array([0.0, 200_000.0]), billing=np.array([0, CPC], np.int8))
    worth = 200_000 * predicted()
    ad, price, p = sell(market)
    assert p == pytest.approx(predicted(), rel=1e-6)
    assert (ad, price) == (int(worth > 2000.0), pytest.approx(min(worth, 2000.0), rel=1e-6))
    better = market._replace(hat=np.array([0.0, -5.0]))
    assert sell(better)[0] == 0


def test_a_click_costs_what_keeps_the_place_and_only_when_it_happens():
    market = market_of([0.0], per_click=np.array([1000.0]), billing=np.array([CPC], np.int8))
    assert priced(market, 0, 50.0, 0.1, True) == 500
    assert priced(market, 0, 50.0, 0.1, False) == 0
    assert priced(market, 0, 500.0, 0.1, True) == 1000  # never above the bid
    package = market_of([3000.0], billing=np.array([PACKAGE], np.int8))
    assert priced(package, 0, 500.0, 0.1, False) == 3000


def test_an_audience_shuts_out_who_is_not_in_it():
    women = np.array([0xFFFFFFFF & ~1], np.uint32)
    users = USERS._replace(gender=np.array([0, 1, 0, 1], np.int8))
    assert [sell(market_of([900.0], audience=women), user=u, users=users)[0] for u in range(4)] == [-1, 0, -1, 0]


def test_look_alikes_are_those_whose_estimated_taste_is_near():
    like, taste = aligned_zeros((1, N_DIMS), np.float32), aligned_zeros((4, N_DIMS), np.float32)
    like[0, 0], taste[0, 0], taste[1, 1] = 1.0, 1.0, 1.0
    market = market_of([900.0], like=like, rule=np.array([LOOK_ALIKE], np.int8), look_alike=0.8)
    users = USERS._replace(taste_hat=taste)
    assert [sell(market, user=u, users=users)[0] for u in (0, 1)] == [0, NOBODY]


def test_retargeting_reaches_only_those_who_met_the_brand():
    market = market_of([900.0], rule=np.array([RETARGET], np.int8))
    market.cards["brand"] = 0
    met = states_of(4, impressions=np.array([[0], [2], [0], [0]]), searched=np.array([[0], [0], [1], [0]]))
    assert [sell(market, user=u, states=met)[0] for u in range(4)] == [NOBODY, 0, 0, NOBODY]


def test_pacing_lets_an_ad_into_its_share_of_auctions():
    market = market_of([900.0], share=np.array([0.3]))
    won = np.mean([sell(market, place=k)[0] == 0 for k in range(3000)])
    assert won == pytest.approx(0.3, abs=0.035)


@pytest.mark.parametrize(("cap", "n_sessions"), [(1, 5), (2, 5), (3, 12), (2, 2), (4, 1)])
def test_the_frequency_cap_holds_exactly(cap, n_sessions):
    market = market_of([900.0, 800.0], cap=cap)
    for user in range(4):
        won = [sell(market, user=user, turn=turn, n_turns=n_sessions)[0] for turn in range(n_sessions)]
        assert won.count(0) == min(cap, n_sessions)


def test_a_request_behind_the_first_is_in_the_turn_of_its_session():
    market = market_of([900.0, 800.0], cap=2)
    for user in range(4):
        won = [sell(market, user=user, turn=turn, n_turns=6)[0] for turn in range(6)]
        assert [sell(market, user=user, turn=turn + 12, n_turns=6)[0] for turn in range(6)] == won


def test_one_session_holds_one_ad_of_an_owner():
    market = market_of([900.0, 800.0], owner=np.array([5, 5]))
    assert sell(market)[0] == 0
    assert sell(market, shown=(5,))[0] == NOBODY


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 9000), st.floats(0, 300_000), st.floats(-3, 1)), min_size=1, max_size=8),
    st.floats(0, 2000),
)
def test_truthful_bidders_without_budgets_are_sold_to_efficiently(bidders, reserve):
    """Against a twin that sorts: the highest value wins and pays the second highest, or the reserve."""
    fixed, per_click, hat = (np.array(column) for column in zip(*bidders, strict=True))
    market = market_of(list(fixed), per_click=per_click, hat=hat, reserve=reserve)
    values = fixed + per_click * predicted(hat)
    able = np.sort(values[values >= reserve])[::-1]
    ad, price, _ = sell(market)
    if not len(able) or able[0] <= 0:
        assert ad == NOBODY
        return
    assert values[ad] == pytest.approx(able[0], rel=1e-6)
    assert price == pytest.approx(max(able[1] if len(able) > 1 else 0.0, reserve), rel=1e-6)
