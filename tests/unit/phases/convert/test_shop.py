"""From product visits to orders: every step of the funnel has its rate, and keeps what came before."""

import math
from itertools import pairwise

import numpy as np
import pytest
from toy_world import log_of, states_of, truth_of

from xhs_sim.config import load_config
from xhs_sim.config.schema import BrandConfig
from xhs_sim.phases.convert import Products, convert, convert_law, product_table, sell_out
from xhs_sim.rng import Streams

N = 20_000
DAY = 100
COMMERCE = load_config().commerce
LAW = convert_law(COMMERCE)._replace(
    cart_rate=0.2, order_rate=0.6, leak_share=0.3, refund_share=0.25, recommend_share=0.4, need_boost=2.5,
    need_days=1.0, choice_outside=-60.0, repurchase_days=30.0, attribution_days=15, visit_fit=0.0,
)  # fmt: skip
SURE = LAW._replace(cart_rate=1.0, order_rate=1.0, leak_share=0.0, refund_share=0.0)
ONE = Products(np.array([0]), np.array([0]), np.array([200.0]), np.array([0.5]), np.array([0.0]), np.ones(1))
TWO = Products(np.array([0, 1]), np.array([0, 1]), np.array([200.0, 90.0]), np.full(2, 0.5), np.zeros(2), np.ones(2))


def bought(law=LAW, products=ONE, rows=None, wanting=0.0, day=DAY, **states):
    """Return what became of everybody's day: ``visits`` from notes, and a sure need if ``wanting`` is 1."""
    taste = np.zeros((N, 16), np.float32)
    taste[:, 0] = wanting
    states = {"visits": 1} | states
    return convert(
        np.arange(N) if rows is None else rows, log_of(N), truth_of(N, taste=taste),
        states_of(N, int(products.brand[-1]) + 1, **states), products, law, Streams(4), day,
    )  # fmt: skip


def near(flags, expected):
    return flags.mean() == pytest.approx(expected, abs=4 * math.sqrt(expected * (1 - expected) / len(flags)))


def test_without_visits_and_needs_nothing_happens():
    assert {len(column) for column in bought(visits=0)} == {0}


def test_the_funnel_narrows_and_each_step_keeps_what_came_before():
    orders = bought(touch_day=DAY)
    assert (orders.visits == 1).all()
    steps = (orders.is_cart, orders.is_order, orders.on_platform, orders.is_attributed)
    for wide, narrow in pairwise(steps):
        assert wide[narrow].all()
    sizes = [step.sum() for step in steps]
    assert N > sizes[0] > sizes[1] > sizes[2] == sizes[3] > 0
    for late in (orders.is_refunded, orders.recommends, orders.is_first):
        assert orders.is_order[late].all()
    assert not (orders.is_refunded & orders.recommends).any()


def test_each_step_has_its_rate():
    orders = bought(interest=0.0)
    assert near(orders.is_cart, 0.2)
    assert near(orders.is_order[orders.is_cart], 0.6)
    assert near(orders.on_platform[orders.is_order], 0.7)
    assert near(orders.is_refunded[orders.is_order], 0.25)
    assert near(orders.recommends[orders.is_order & ~orders.is_refunded], 0.4)


@pytest.mark.parametrize(("interest", "expected"), [(1.0, 0.3), (3.0, 0.5), (20.0, 0.95)])
def test_interest_fills_carts_up_to_a_cap(interest, expected):
    assert near(bought(interest=interest).is_cart, expected)


def test_a_needed_visit_fills_carts_more_often_than_one_from_a_note():
    needed = bought(wanting=1.0, visits=0)
    assert len(needed.user) == N
    assert near(needed.is_cart, 0.2 * 2.5)


@pytest.mark.parametrize(
    ("power", "wanting", "expected"), [(1.0, 0.5, 0.1), (2.0, 0.5, 0.05), (1.0, 0.9, 0.2), (0.0, 0.1, 0.2)]
)
def test_a_visit_from_a_note_is_worth_less_if_its_reader_seldom_wants_the_topic(power, wanting, expected):
    orders = bought(LAW._replace(visit_fit=power, need_days=1e9), wanting=wanting)
    assert near(orders.is_cart, expected)  # .2 times min(2 w^2, 1) to the power


def test_a_need_counts_as_one_more_visit():
    assert (bought(wanting=1.0, visits=2).visits == 3).all()
    assert (bought(wanting=0.0, visits=2).visits == 2).all()


def test_several_visits_of_a_day_end_in_one_order_at_most():
    orders = bought(SURE._replace(cart_rate=0.2), visits=5)
    assert len(set(orders.user.tolist())) == len(orders.user) == N
    assert near(orders.is_order, 0.2)


def test_only_those_who_visit_the_platform_buy():
    rows = np.arange(0, N, 2)
    some, everybody = bought(rows=rows), bought()
    assert (some.user == rows).all()
    assert (some.is_order == everybody.is_order[::2]).all()


@pytest.mark.parametrize("step", ["cart_rate", "order_rate"])
def test_a_rate_of_zero_stops_the_funnel(step):
    orders = bought(SURE._replace(**{step: 0.0}))
    assert not orders.is_order.any()
    assert orders.is_cart.any() == (step == "order_rate")


@pytest.mark.parametrize(("leaks", "refunds"), [(1.0, 0.0), (0.0, 1.0)])
def test_leaks_and_refunds_can_take_everything(leaks, refunds):
    orders = bought(SURE._replace(leak_share=leaks, refund_share=refunds), touch_day=DAY)
    assert (orders.on_platform[orders.is_order] == (leaks == 0.0)).all()
    assert (orders.is_attributed == orders.on_platform).all()
    assert (orders.is_refunded[orders.is_order] == (refunds == 1.0)).all()
    assert orders.recommends.any() == (refunds == 0.0)


def test_a_higher_rate_adds_orders_and_takes_none_away():
    few, many = bought().is_order, bought(LAW._replace(order_rate=0.7)).is_order
    assert many[few].all()
    assert many.sum() > few.sum()


@pytest.mark.parametrize(("touched", "claimed"), [(DAY, True), (DAY - 15, True), (DAY - 16, False), (-1000, False)])
def test_the_platform_claims_orders_within_its_window(touched, claimed):
    orders = bought(SURE, touch_day=touched)
    assert (orders.is_attributed[orders.is_order] == claimed).all()
    assert orders.is_order.mean() > 0.9


@pytest.mark.parametrize(("ordered", "buys", "first"), [
    (-1000, True, True), (DAY - 30, True, False), (DAY - 29, False, False), (0, True, False),
])  # fmt: skip
def test_nobody_buys_again_within_the_pause_and_only_the_first_order_is_the_first(ordered, buys, first):
    orders = bought(SURE, order_day=ordered)
    assert (orders.visits == 1).all()  # looking is free
    assert orders.is_order.any() == buys
    assert orders.is_cart.any() == buys
    assert (orders.is_first == (orders.is_order & first)).all()


def test_an_order_has_the_brand_and_the_product_that_was_seen():
    orders = bought(SURE, TWO, visits=[0, 1])
    assert (orders.brand == 1).all()
    assert (orders.product == 1).all()


def test_brands_are_bought_apart():
    orders = bought(LAW, TWO, visits=[1, 1])
    carts = orders.is_cart.reshape(N, 2).astype(float)
    assert abs(np.corrcoef(carts.T)[0, 1]) < 4 / math.sqrt(N)
    alone = bought(LAW, TWO, visits=[1, 0])
    assert (alone.is_order == orders.is_order[orders.brand == 0]).all()


def test_a_brand_with_two_products_sells_the_better_one_more_often():
    same = np.zeros(2, np.int64)
    both = TWO._replace(brand=same, topic=same, price=np.full(2, 200.0), appeal=np.array([0.0, 1.0]))
    product = bought(SURE, both).product
    assert near(product == 1, 1 / (1 + math.exp(-1.0)))


def test_the_law_takes_its_numbers_from_the_config():
    law = convert_law(COMMERCE)
    for name in law._fields:
        assert getattr(law, name) == getattr(COMMERCE, name)


def test_products_are_listed_brand_by_brand():
    one = {"en": "x", "zh": "x"}

    def brand(topic, *prices):
        made = {f"p{price:.0f}": one | {"price_cny": price, "margin_share": 0.4, "appeal": 0.1} for price in prices}
        return BrandConfig(**one, topic=topic, aware_share=0.1, mention_share=0.1, products=made)

    shelf = product_table({"a": brand("food", 30.0), "b": brand("pets", 50.0, 70.0)}, ["pets", "home", "food"])
    assert shelf.brand.tolist() == [0, 1, 1]
    assert shelf.topic.tolist() == [2, 0, 0]
    assert shelf.price.tolist() == [30.0, 50.0, 70.0]
    assert shelf.margin.tolist() == [0.4] * 3
    assert shelf.appeal.tolist() == [0.1] * 3
    assert shelf.cart_factor.tolist() == [1.0] * 3


def test_a_product_with_a_better_deal_fills_carts_more_often():
    assert near(bought(products=ONE._replace(cart_factor=np.array([1.5]))).is_cart, 0.2 * 1.5)


def test_what_cannot_be_bought_is_visited_and_no_more():
    orders = bought(SURE, ONE._replace(appeal=np.array([-np.inf])), wanting=1.0)
    assert len(orders.user) == N
    assert not orders.is_cart.any()


def test_the_last_units_go_to_those_who_come_first():
    orders = bought()
    queue = np.arange(len(orders.user), 0.0, -1.0)  # the last row came first
    left = sell_out(orders, 0, 10, queue)
    wanting = np.flatnonzero(orders.is_order & orders.on_platform)
    assert np.flatnonzero(left.on_platform).tolist() == wanting[-10:].tolist()
    assert np.flatnonzero(left.is_sold_out).tolist() == wanting[:-10].tolist()
    assert not (left.is_sold_out & (left.is_order | left.is_refunded | left.recommends | left.is_attributed)).any()
    assert (left.is_cart == orders.is_cart).all()
    assert (left.is_order[~orders.on_platform] == orders.is_order[~orders.on_platform]).all()  # another shop has some


def test_with_stock_for_all_nobody_goes_without():
    orders = bought()
    left = sell_out(orders, 0, N, np.zeros(len(orders.user)))
    assert all((a == b).all() for a, b in zip(left, orders, strict=True))
