"""Laws of coupons, in runs of a market that buys often: who gets money off, what it brings, who gives it."""

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from run_laws import check_run

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records
from xhs_sim.records.tables import TABLES

MARKET = (
    "population.n_users=3000", "content.history_days=4", "n_days=8", "threads=1", "record.panel_share=0",
    "campaign=face_cream", "campaign.start_day=2", "campaign.budget_cny=0", "commerce.need_days=4",
    "commerce.leak_share=0.2", "commerce.cart_rate=0.3", "commerce.order_rate=0.8",
)  # fmt: skip
LIST_CNY = (198.0, 268.0)


def run(*overrides):
    return PlatformModel(load_config([*MARKET, *overrides])).run()


def coupons(value, who="aware", days=30):
    return f"campaign.tactics.coupon={{value_cny: {value}, who: {who}, after_days: 0, days: {days}}}"


def of(model, metric):
    whole = METRICS[metric].compute(Records(model.recorder)).filter(pl.col("day").is_null(), brand="qingrou")
    return whole["value"][0]


def orders_of(model):
    return model.recorder.frame("orders").filter(brand="qingrou")


@pytest.fixture(scope="module")
def none():
    return run()


@pytest.fixture(scope="module")
def given():
    return run(coupons(80))


@pytest.mark.parametrize(
    "nothing", [coupons(0), coupons(80, who="saved", days=1).replace("after_days: 0", "after_days: 9")]
)
def test_coupons_of_no_value_or_that_nobody_gets_change_nothing_bit_for_bit(none, nothing):
    other = run(nothing)
    for table in TABLES:
        assert_frame_equal(none.recorder.frame(table), other.recorder.frame(table), check_exact=True)


def test_a_holder_pays_less_by_the_value_on_the_platform_and_nobody_else_does(given):
    orders = orders_of(given)
    assert set(orders["price_cny"]) <= {*LIST_CNY, *(price - 80.0 for price in LIST_CNY)}
    off = orders.filter(~pl.col("price_cny").is_in(LIST_CNY))
    assert off["on_platform"].all()
    assert off["is_first"].all()
    assert off["day"].min() >= 2
    assert orders.filter(pl.col("day") < 2)["price_cny"].is_in(LIST_CNY).all()
    check_run(given)


def test_more_buy_for_the_first_time_the_more_is_taken_off(none, given):
    first = [orders_of(model)["is_first"].sum() for model in (none, run(coupons(20)), given)]
    assert first[0] < first[1] < first[2]
    assert first[2] > 1.1 * first[0]


def test_the_brand_gives_what_is_taken_off_and_nobody_is_paid(none, given):
    off = of(given, "coupon_discount")
    assert off == 80.0 * of(given, "coupons_used") > 0
    assert (
        given.recorder.frame("ledger")
        .filter(brand="qingrou")
        .equals(none.recorder.frame("ledger").filter(brand="qingrou"))
    )
    sold = orders_of(given).filter("on_platform")
    listed = sold["price_cny"] + 80.0 * ~sold["price_cny"].is_in(LIST_CNY)
    assert of(given, "gmv") == pytest.approx(listed.sum() - off)
    daily = given.recorder.frame("brand_daily").filter(brand="qingrou")
    products = given.config.brands["qingrou"].products.values()
    goods = {each.price_cny: each.price_cny * (1.0 - each.margin_share) for each in products}
    assert daily["cost_of_goods_cny"].sum() == pytest.approx(sum(goods[cny] for cny in listed))  # whatever is paid


def test_who_bought_holds_none_and_who_qualifies_gets_one_once(given):
    daily = given.recorder.frame("coupon_daily")
    assert daily["day"].to_list() == list(range(2, 8))
    got = given.cast.campaign.tactics["coupon"].has_got
    assert of(given, "coupons_given") == daily["given"].sum() == got.sum()
    bought = given.scene.world.brands.order_day[:, 0] >= 0
    assert 0 < daily["holders"][-1] <= got.sum()
    assert (daily["used"] <= daily["holders"]).all()
    assert (bought & got).any()


def test_who_saved_a_note_of_the_brand_gets_one():
    model = run(coupons(80, who="saved"), "campaign.budget_cny=4000", "campaign.burst_days=1")
    saved = model.scene.world.brands.saved[:, 0] > 0
    got = model.cast.campaign.tactics["coupon"].has_got
    assert 0 < got.sum() <= saved.sum()
    assert not np.any(got & ~saved)
