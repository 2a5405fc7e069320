"""Who gets a coupon and what it takes off, on cases small enough to count."""

import numpy as np
import pytest
from toy_world import NEVER, states_of

from xhs_sim.actors.tactics.coupon import never_bought, who_may
from xhs_sim.config import ConfigError, load_config
from xhs_sim.phases.price import with_coupons
from xhs_sim.world.shelf import Coupons, Shelf

CREAM = "campaign=face_cream"


def states():
    """Return six users: stages 0 to 4, savers 1, 3 and 5; user 4 bought long ago, user 5 yesterday."""
    saved, ordered = [0, 1, 0, 1, 0, 1], [NEVER, NEVER, NEVER, NEVER, 2, 9]
    stage = [[stage, 1] for stage in (0, 1, 2, 3, 4, 4)]
    marks, days = ([[each, usual] for each in own] for own, usual in ((saved, 0), (ordered, NEVER)))
    return states_of(6, 2, stage=stage, saved=marks, order_day=days)


@pytest.mark.parametrize(("who", "users"), [("saved", [1, 3]), ("interested", [2, 3]), ("aware", [1, 2, 3])])
def test_who_never_bought_and_qualifies_may_have_one(who, users):
    assert np.flatnonzero(who_may(states(), 0, who)).tolist() == users


def test_another_brands_buyers_and_savers_are_another_matter():
    assert not who_may(states(), 1, "saved").any()
    assert never_bought(states(), 1).all()


def test_the_value_comes_off_what_is_dear_enough_of_the_brands_that_are_held():
    price, brand = np.array([198.0, 90.0, 100.0, 300.0]), np.array([0, 0, 0, 1])
    assert with_coupons(price, brand, {0: 20.0}, {0: 100.0}).tolist() == [178.0, 90.0, 80.0, 300.0]
    assert with_coupons(price, brand, {0: 20.0, 1: 50.0}, {0: 100.0, 1: 60.0}).tolist() == [178.0, 90.0, 80.0, 250.0]
    assert with_coupons(price, brand, {}, {}).tolist() == price.tolist()


def test_a_shelf_counts_what_coupons_took_off_until_the_day_ends():
    shelf = Shelf()
    given = Coupons(np.ones(3, np.bool_), 20.0, 100.0)
    shelf.hand_out(1, given)
    shelf.redeem(1, 2, 40.0)
    shelf.redeem(1, 1, 20.0)
    assert (given.used, given.off_cny) == (3, 60.0)
    shelf.end_coupons()
    assert shelf.coupons == {}


@pytest.mark.parametrize(("coupon", "problem"), [
    ("{value_cny: 100}", "value_cny = 100 must be below campaign.tactics.coupon.least_cny = 100"),
    ("{value_cny: 5, least_cny: 5000}", "no product of qingrou costs as much"),
    ("{who: everybody}", "campaign.tactics.coupon.who = 'everybody' is not allowed"),
])  # fmt: skip
def test_a_coupon_that_nobody_could_use_is_refused(coupon, problem):
    with pytest.raises(ConfigError, match=problem):
        load_config([CREAM, f"campaign.tactics.coupon={coupon}"])
