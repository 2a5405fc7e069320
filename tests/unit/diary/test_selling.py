"""Rows of what is sold: credit, products, live sessions, and the income of everybody."""

import numpy as np
import pytest
from toy_diary import DAY, new_recorder, written

from xhs_sim.diary.income import record_income
from xhs_sim.diary.ledger import record_payments
from xhs_sim.diary.selling import Sales, record_attribution, record_products, record_session
from xhs_sim.phases.attribute import CHANNELS, RULES
from xhs_sim.phases.live import Attendance, Room
from xhs_sim.records.tables import TABLES
from xhs_sim.world.shelf import Shelf


def test_an_order_gives_credit_to_the_channels_that_any_rule_credits():
    credited = np.zeros((2, len(CHANNELS), len(RULES)), np.int64)
    credited[0, CHANNELS.index("feed_ads")] = [900, 0, 450, 900]
    credited[0, CHANNELS.index("live")] = [0, 900, 450, 0]
    credited[1, CHANNELS.index("none")] = 500
    rows = written(record_attribution, np.array([7, 8]), np.array([1, 0]), credited, 20.0, DAY, table="attribution")
    assert [(row["user"], row["brand"], row["channel"], row["weight"]) for row in rows] == [
        (7, "quiet", "feed_ads", 20.0), (7, "quiet", "live", 20.0), (8, "loud", "none", 20.0),
    ]  # fmt: skip
    assert [row["linear_fen"] for row in rows] == [450, 450, 500]
    for rule in RULES:
        assert sum(row[f"{rule}_fen"] for row in rows) == 1400


def shelf():
    products = Shelf()
    products.open(np.array([100.0, 40.0, 7.0]))
    products.limit(1, 12)
    products.review(np.array([0, 0], np.int8), np.array([0.5, -1.0]))
    return products


SALES = Sales(np.array([0, 0, 1]), np.array([100.0, 40.0, 7.0]), np.array([80.0, 40.0, 7.0]), np.array([3, 0, 1]))


def test_a_products_day_tells_prices_reviews_and_stock():
    cream, mask, soap = written(record_products, shelf(), SALES, 4.5, DAY, table="product_daily")
    assert (cream["brand"], cream["product"], soap["brand"], soap["product"]) == ("loud", "cream", "quiet", "soap")
    assert (cream["list_cny"], cream["price_cny"], cream["reference_cny"]) == (100.0, 80.0, 100.0)
    assert (cream["reviews"], cream["stars"], cream["units"]) == (2, 4.25, 3)
    assert (mask["stars"], mask["stock"], cream["stock"]) == (None, 12, None)


def test_what_the_shelf_becomes_tomorrow_is_not_in_todays_rows():
    recorder, products = new_recorder(), shelf()
    record_products(recorder, products, SALES, 4.5, DAY)
    products.remember(np.zeros(3), 0.0)
    products.review(np.array([2], np.int8), np.zeros(1))
    products.limit(1, 5)
    frame = recorder.frame("product_daily")
    assert frame["reference_cny"].to_list() == [100.0, 40.0, 7.0]
    assert frame["reviews"].to_list() == [2, 0, 0]
    assert frame["stock"].to_list() == [None, 12, None]


def session(table, weight=1):
    yes, no = True, False
    seen = Attendance(
        np.array([3, 4, 5]), np.array([yes, no, no]), np.array([0.0, 1.0, 1.5]), np.array([2.0, 3.0, 2.0]),
        np.array([yes, yes, no]), np.array([yes, no, no]), np.array([2, 1, 1], np.int16), np.array([yes, no, no]),
        np.array([no, no, no]), np.ones(3), np.ones(3),
    )  # fmt: skip
    about = {"brand": "loud", "product": "cream", "host": None, "hour": 20}
    room = Room(0, 0, 4, 50.0, 20.0, 1.0, 0.0)
    return written(record_session, seen, about, room, weight, DAY, table=table)


def test_a_session_counts_who_came_and_what_they_bought():
    (row,) = session("live_sessions")
    assert row == {
        "day": DAY, "brand": "loud", "product": "cream", "host": None, "hour": 20, "minutes": 4, "audience": 3,
        "followers": 1, "peak": 2, "minutes_watched": 4.5, "product_clicks": 2, "orders": 1, "units": 2,
        "gmv_cny": 100.0, "refunds": 1,
    }  # fmt: skip


def test_the_room_is_counted_minute_by_minute():
    rows = session("live_audience")
    assert [(row["minute"], row["watching"]) for row in rows] == [(0, 1), (1, 2), (2, 1), (3, 0)]
    assert {row["brand"] for row in rows} == {"loud"}


def paid(recorder, kind, cny):
    record_payments(recorder, "launch", "loud", kind, np.array([cny]), DAY)


def income_of(recorder):
    record_income(recorder, {"bounty": "participants"})
    return {row["kind"]: row for row in recorder.frame("income").to_dicts()}


def test_orders_move_money_from_buyers_over_the_brand_to_everybody_else():
    recorder = new_recorder()
    row = dict.fromkeys(TABLES["brand_daily"], 0) | {"day": DAY, "brand": 0, "gmv_cny": 140.0, "commission_cny": 7.004}
    recorder.add("brand_daily", **row)
    flows = income_of(recorder)
    assert set(flows) == {"sales", "commission"}  # of nothing there is no row
    assert (flows["sales"]["payer"], flows["sales"]["receiver"], flows["sales"]["amount_fen"]) == (
        "buyers",
        "brand",
        14000,
    )
    assert (flows["commission"]["receiver"], flows["commission"]["amount_fen"]) == ("platform", 700)


def test_a_refund_goes_from_creators_to_the_brand_and_tactics_pay_whom_they_say():
    recorder = new_recorder()
    for kind, cny in (
        ("creator_fee", 900.0),
        ("fee_refund", -300.0),
        ("media", 50.0),
        ("media", 25.0),
        ("bounty", 6.0),
    ):
        paid(recorder, kind, cny)
    flows = income_of(recorder)
    ends = {kind: (flow["payer"], flow["receiver"], flow["amount_fen"]) for kind, flow in flows.items()}
    assert ends == {
        "creator_fee": ("brand", "creators", 90_000),
        "fee_refund": ("creators", "brand", 30_000),
        "media": ("brand", "suppliers", 7500),  # a tactic's that does not say whom it pays
        "bounty": ("brand", "participants", 600),  # of one that does
    }


@pytest.mark.parametrize(("source", "kind", "payer"), [
    ("background", "background_ads", "advertisers"), ("boost", "boosts", "creators"),
])  # fmt: skip
def test_ads_that_are_no_brands_are_paid_by_whom_they_are_for(source, kind, payer):
    recorder = new_recorder()
    recorder.add("ad_daily", **dict.fromkeys(TABLES["ad_daily"], 0) | {
        "source": source, "advertiser": "somebody", "placement": "feed", "spend_fen": 321,
    })  # fmt: skip
    recorder.add("ad_daily", **dict.fromkeys(TABLES["ad_daily"], 0) | {
        "source": "brand", "advertiser": "loud", "placement": "feed", "spend_fen": 5,
    })  # fmt: skip
    flows = income_of(recorder)
    assert set(flows) == {kind}
    assert (flows[kind]["payer"], flows[kind]["brand"], flows[kind]["amount_fen"]) == (payer, None, 321)
