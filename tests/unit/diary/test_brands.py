"""A brand's rows: its funnel, its money, its contracts, worked out by hand."""

import numpy as np
import pytest
from toy_diary import DAY, new_recorder, no_counts, today_of, written
from toy_world import log_of, notes_of, states_of, world_of

from xhs_sim.diary.brands import BrandBooks, record_brands
from xhs_sim.diary.campaign import record_contracts
from xhs_sim.diary.selling import record_orders
from xhs_sim.phases.convert import Expected, Orders
from xhs_sim.phases.price import Terms
from xhs_sim.strategies.campaign.launch import Contracts
from xhs_sim.world.columns import STAGES

YES, NO = True, False
# user, brand, product, visits, cart, order, on platform, refunded, attributed, first, recommends, units, price, cost,
# live, sold out
VISITS = (
    (0, 0, 0, 2, YES, YES, YES, NO, YES, YES, NO, 1, 100.0, 40.0, NO, NO),
    (1, 0, 1, 1, YES, YES, YES, YES, NO, NO, NO, 1, 40.0, 20.0, YES, NO),
    (2, 0, 0, 1, YES, YES, NO, NO, NO, YES, YES, 1, 100.0, 40.0, NO, NO),
    (1, 0, 0, 1, YES, YES, NO, YES, NO, NO, NO, 1, 100.0, 40.0, NO, NO),
    (3, 0, 1, 3, YES, NO, NO, NO, NO, NO, NO, 1, 40.0, 20.0, NO, YES),
    (4, 0, -1, 1, NO, NO, NO, NO, NO, NO, NO, 1, 7.0, 6.3, NO, NO),
    (0, 1, 2, 1, YES, YES, YES, NO, NO, YES, NO, 1, 7.0, 6.3, NO, NO),
)
ORDERS = Orders(*(np.array(column) for column in zip(*VISITS, strict=True)))


def small_world():
    """Return five users, the last of whom left; notes 0 and 1 name brand 0, note 1 for money, note 2 brand 1."""
    world = world_of(
        5, log=log_of(5, is_gone=[0, 0, 0, 0, 1]), capacity=4,
        brands=states_of(5, 2, stage=[[0, 1], [1, 1], [4, 1], [5, 1], [2, 1]],
                         impressions=[[0, 0], [3, 0], [1, 0], [0, 2], [9, 0]]),
    )  # fmt: skip
    world.add_notes(notes_of(4, brand=[0, 0, 1, -1], is_sponsored=[0, 1, 1, 0]))
    return world


TERMS = Terms(0.05, 0.01, 0.2)
HOPED = Expected(*(np.array(pair) for pair in ([8.5, 2.0], [1.25, 0.5], [110.0, 3.5], [2.25, 0.25])))


def rows_of(world, counts, orders, reached_before=0, labels=((), ())):
    books = BrandBooks([TERMS, TERMS], labels, np.full(2, reached_before), np.array([3.5, 0.0]), HOPED)
    return written(record_brands, world, today_of(world, counts, orders), books, table="brand_daily")


def row_of(brand, reached_before=0):
    world = small_world()
    counts = no_counts(world)
    counts[:, 0, :6] = np.array([[10], [20], [40], [80]]) * np.arange(1, 7)
    counts[:, 1, 0] = 1
    return rows_of(world, counts, ORDERS, reached_before)[brand]


def test_a_brand_counts_the_notes_that_name_it():
    row = row_of(0)
    assert [row[act] for act in ("impressions", "clicks", "likes", "saves", "comments", "shares")] == [
        32, 60, 90, 120, 150, 180,
    ]  # fmt: skip
    assert row["sponsored_impressions"] == 21
    assert (row_of(1)["impressions"], row_of(1)["sponsored_impressions"]) == (41, 41)


def test_reach_counts_users_and_what_is_new_is_the_rest():
    assert (row_of(0, 1)["reach_cumulative"], row_of(0, 1)["reach_new"]) == (3, 2)
    assert row_of(1)["reach_cumulative"] == 1


def test_stages_count_everybody_who_is_there():
    row = row_of(0)
    assert {stage: row[f"n_{stage}"] for stage in STAGES} == {
        "unaware": 1, "aware": 1, "interested": 0, "deeply_interested": 0, "bought": 1, "recommending": 1,
    }  # fmt: skip
    assert row_of(1)["n_aware"] == 4


@pytest.mark.parametrize(("column", "loud", "quiet"), [
    ("visits", 9, 1), ("carts", 5, 1), ("orders", 2, 1), ("gmv_cny", 140.0, 7.0), ("leaked_orders", 2, 0),
    ("leaked_gmv_cny", 200.0, 0.0), ("refunds", 1, 0), ("refund_cny", 40.0, 0.0), ("attributed_orders", 1, 0),
    ("attributed_gmv_cny", 100.0, 0.0), ("first_orders", 1, 1), ("cost_of_goods_cny", 40.0 + 20.0, 6.3),
    ("commission_cny", 7.0, 0.35), ("payment_fee_cny", 1.4, 0.07), ("merchant_cny", 28.0, 1.4),
    ("live_orders", 1, 0), ("live_gmv_cny", 40.0, 0.0), ("sold_out_orders", 1, 0),
])  # fmt: skip
def test_money_is_added_up_by_brand_and_only_for_orders_on_the_platform(column, loud, quiet):
    assert row_of(0)[column] == pytest.approx(loud)
    assert row_of(1)[column] == pytest.approx(quiet)


def test_a_day_without_visits_earns_nothing():
    nothing = Orders(*(column[:0] for column in ORDERS))
    world = small_world()
    row = rows_of(world, no_counts(world), nothing)[0]
    assert not any(row[name] for name in ("impressions", "visits", "orders", "gmv_cny", "commission_cny"))


def test_orders_are_written_with_their_words_and_prices():
    recorder = new_recorder()
    bought = np.flatnonzero(ORDERS.is_order)
    record_orders(recorder, ORDERS, bought, 1, DAY)
    frame = recorder.frame("orders")
    assert frame["product"].to_list() == ["cream", "mask", "cream", "cream", "soap"]
    assert frame["brand"].to_list() == ["loud", "loud", "loud", "loud", "quiet"]
    assert frame["price_cny"].to_list() == [100.0, 40.0, 100.0, 100.0, 7.0]
    assert frame["on_platform"].to_list() == [True, True, False, False, True]
    assert frame["day"].unique().to_list() == [DAY]


def test_orders_add_up_to_the_brands_row():
    recorder = new_recorder()
    record_orders(recorder, ORDERS, np.flatnonzero(ORDERS.is_order), 1, DAY)
    paid = recorder.frame("orders").filter(brand="loud", on_platform=True)
    assert paid["price_cny"].sum() == row_of(0)["gmv_cny"]
    assert paid.height == row_of(0)["orders"]


def contract_table():
    contracts = Contracts(
        np.array([4, 2]), np.array([1, 3], np.int8), np.array([900.0, 70_000.0]),
        np.array([200.0, 5000.0]), np.array([20.0, 500.0]), np.array([True, False]), np.array([DAY, DAY]),
        np.array([True, True]), np.zeros(2, np.int8), np.zeros(2), np.ones(2), np.array([0, 3], np.int8),
        np.zeros(2, np.bool_),
    )  # fmt: skip
    recorder = new_recorder()
    record_contracts(recorder, "launch", "loud", contracts, np.array([111, 222]), DAY)
    return recorder.frame("contracts")


def test_contracts_are_written_with_tier_note_and_source_of_the_price():
    signed = contract_table()
    assert signed["tier"].to_list() == ["koc", "waist"]
    assert signed["note"].to_list() == [111, 222]
    assert signed["creator"].to_list() == [4, 2]
    assert signed["price_source"].to_list() == ["quote", "price_law"]
    assert signed["publish_day"].to_list() == [DAY, DAY]
    assert signed["line"].to_list() == ["creators", "held"]


def test_what_is_expected_of_readers_is_told_of_people():
    row = row_of(0)
    assert {name: row[f"expected_{name}"] for name in ("visits", "orders", "gmv_cny", "buyers")} == {
        "visits": 8.5, "orders": 1.25, "gmv_cny": 110.0, "buyers": 2.25,
    }  # fmt: skip
