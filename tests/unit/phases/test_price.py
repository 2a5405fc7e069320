"""Prices: margins take the discount, people compare with what they remember, shops and stars shift the choice."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.convert import Products
from xhs_sim.phases.price import at_prices, deal_of, given_stars, in_shops, is_running, shown_stars, terms_of
from xhs_sim.world.shelf import UNLIMITED, Shelf

CONFIG = load_config()
COMMERCE = CONFIG.commerce.model_copy(update={"deal_choice": 2.0, "deal_cart": 3.0, "deal_loss": 1.5})
LISTED = Products(
    np.array([0, 1]), np.zeros(2, np.int64), np.array([198.0, 77.7]), np.array([0.65, 0.3]), np.array([0.1, -0.2]),
    np.ones(2),
)  # fmt: skip


def test_at_list_prices_that_everybody_remembers_nothing_changes_by_a_bit():
    same = at_prices(LISTED, LISTED.price, LISTED.price.copy(), COMMERCE)
    assert all((a == b).all() for a, b in zip(same, LISTED, strict=True))


def test_the_margin_takes_the_discount_because_goods_cost_what_they_cost():
    reduced = at_prices(LISTED, LISTED.price * [0.8, 1.0], LISTED.price, COMMERCE)
    assert reduced.price * (1 - reduced.margin) == pytest.approx(LISTED.price * (1 - LISTED.margin))
    assert reduced.margin[0] == pytest.approx(1 - 0.35 / 0.8)
    assert reduced.margin[1] == LISTED.margin[1]


def test_a_price_under_the_remembered_one_draws_and_one_above_repels_more():
    half = np.array([99.0, 77.7])
    below, above = at_prices(LISTED, half, LISTED.price, COMMERCE), at_prices(LISTED, LISTED.price, half, COMMERCE)
    assert below.appeal - LISTED.appeal == pytest.approx([2 * np.log(2), 0])
    assert below.cart_factor == pytest.approx([2.0**3, 1])
    assert above.appeal - LISTED.appeal == pytest.approx([-1.5 * 2 * np.log(2), 0])
    assert above.cart_factor == pytest.approx([2.0**-4.5, 1])


def test_without_loss_aversion_gain_and_loss_are_alike():
    price = np.array([50.0, 200.0])
    assert deal_of(price, np.array([100.0, 100.0]), 1.0) == pytest.approx([np.log(2), -np.log(2)])


def test_memory_of_a_price_fades_to_todays():
    shelf = Shelf()
    shelf.open(np.array([100.0, 70.1]))
    shelf.remember(np.array([60.0, 70.1]), 0.75)
    assert shelf.reference.tolist() == [90.0, 70.1]
    for _ in range(50):
        shelf.remember(np.array([60.0, 70.1]), 0.75)
    assert shelf.reference == pytest.approx([60.0, 70.1], rel=1e-6)
    assert shelf.reference[1] == 70.1  # what never changed is remembered to the bit


def test_stock_is_handed_out_where_it_is_limited():
    shelf = Shelf()
    shelf.open(np.array([1.0, 1.0]))
    shelf.limit(0, 10)
    shelf.take(np.array([0, 0, 1], np.int8), np.array([1, 3, 5], np.int16))
    assert shelf.stock.tolist() == [6, UNLIMITED]


@pytest.mark.parametrize(("day", "on"), [(6, False), (7, True), (13, True), (14, False)])
def test_a_promotion_runs_from_its_first_to_its_last_day(day, on):
    plan = load_config(["promotion=face_cream"]).promotion
    assert is_running(plan, day) == on
    assert not is_running(CONFIG.promotion, day)


def test_a_third_partys_shop_is_trusted_less():
    felt = in_shops(LISTED, [1], -0.5)
    assert felt.appeal == pytest.approx([0.1, -0.7])
    assert felt.cart_factor == pytest.approx([1, np.exp(-0.5)])
    assert in_shops(LISTED, [], -0.5).appeal.tolist() == LISTED.appeal.tolist()


def test_terms_are_those_of_the_shop():
    config = load_config(["commerce.third_party.brands=[meibai]", "commerce.payment_fee_share=0.002"]).commerce
    other = config.third_party
    assert terms_of(config, "qingrou") == (config.commission_share, 0.002, 0.0)
    assert terms_of(config, "meibai") == (other.commission_share, other.payment_fee_share, other.merchant_share)


def reviews(**changes):
    return CONFIG.commerce.reviews.model_copy(update={"usual_stars": 4.0, "prior": 10.0} | changes)


def test_few_reviews_say_little_and_none_say_nothing():
    shown = shown_stars(np.array([0, 10, 990]), np.array([0.0, 10.0, 990.0]), reviews())
    assert shown.tolist() == [0.0, 0.5, 0.99]


def test_stars_follow_quality_and_delivery_and_stay_within_one_and_five():
    plan = reviews(quality_stars=2.0, sd_stars=0.5, late_stars=2.0)
    late = np.array([False, True, False, False])
    stars = plan.usual_stars + given_stars(np.array([0.0, 0.0, 5.0, -5.0]), np.zeros(4), late, plan)
    assert stars.tolist() == [4.0, 2.0, 5.0, 1.0]
    spread = given_stars(np.zeros(3), np.array([-4.0, 0.0, 2.0]), late[:1], plan)
    assert (plan.usual_stars + spread).tolist() == [2.0, 4.0, 5.0]
