"""Laws of selling: promotions, stock, reviews, shops, live sessions, and money that balances.

Shopping is made frequent, so that a small market has orders enough to tell arms apart.
"""

import re
from functools import cache

import numpy as np
import polars as pl
import pytest
from apart import differing as tables_apart
from run_laws import check_run

from xhs_sim.config import ConfigError, load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records

MARKET = (
    "population.n_users=4000", "content.history_days=2", "n_days=12", "threads=1", "record.panel_share=0", "ads=none",
    "record.note_daily=false", "record.note_share=0", "search.intent.searcher_share=0", "commerce.need_days=2",
    "commerce.cart_rate=0.3", "commerce.order_rate=0.9", "commerce.leak_share=0.1", "brands.qingrou.aware_share=1",
    "commerce.need_boost=2",  # so that carts have room for a deal
)  # fmt: skip
SALE = ("promotion=face_cream", "promotion.start_day=3", "promotion.days=4")
DEEP = (*SALE, "promotion.discount_share=0.4")
LIVE = (
    "live=face_cream", "live.on_days=[4, 6]", "live.invited_share=1", "live.enter=2", "live.host_followers=5000",
)  # fmt: skip


@cache
def run(*overrides: str) -> PlatformModel:
    """Run the market; what is said of a group or a key holds instead of the market's own."""
    said = {override.split("=")[0] for override in overrides}
    usual = [override for override in MARKET if override.split("=")[0] not in said]
    return PlatformModel(load_config([*usual, *overrides])).run()


def table(name: str, *overrides: str) -> pl.DataFrame:
    return run(*overrides).recorder.frame(name)


def differing(one: PlatformModel, other: PlatformModel) -> set[str]:
    return set(tables_apart(one, other))


def of(metric: str, *overrides: str, brand: str | None = "qingrou") -> float:
    rows = METRICS[metric].compute(Records(run(*overrides).recorder)).filter(pl.col("day").is_null())
    return rows.filter(pl.col("brand").eq_missing(pl.lit(brand)))["value"].item()


def units(*overrides: str, product: str = "face_cream") -> np.ndarray:
    """Return units by day."""
    return table("product_daily", *overrides).filter(product=product)["units"].to_numpy()


@pytest.mark.parametrize("overrides", [
    ("promotion=face_cream", "promotion.discount_share=0"),
    ("live=face_cream", "live.on_days=[]"),
    ("live=face_cream", "live.on_days=[99]"),
    ("commerce.reviews.effect=3",),
    ("commerce.third_party.trust=-3", "commerce.third_party.merchant_share=0.5"),
    ("commerce.deal_cart=9", "commerce.deal_choice=9", "commerce.deal_loss=9", "commerce.reference_memory=1"),
])  # fmt: skip
def test_without_strength_nothing_changes_by_a_bit(overrides):
    assert differing(run(), run(*overrides)) == set()


def test_reviews_that_nobody_heeds_change_only_their_own_columns():
    assert differing(run(), run("commerce.reviews.share=1", "commerce.reviews.effect=0")) == {"product_daily"}


def test_affiliate_and_fees_move_money_and_no_order():
    other = run("commerce.payment_fee_share=0.01", "campaign=face_cream", "commerce.affiliate_share=0.2")
    same = run("campaign=face_cream")
    assert differing(same, other) <= {"brand_daily", "income", "ledger"}


def test_a_promotion_sells_more_units_each_at_less_margin():
    usual, sale, deep = units()[3:7].sum(), units(*SALE)[3:7].sum(), units(*DEEP)[3:7].sum()
    assert sale > 1.2 * usual
    assert deep > sale
    assert [of("promotion_days", *arm) for arm in ((), SALE, DEEP)] == [0, 4, 4]
    margins = [of("gross_margin_per_unit", *arm) for arm in ((), SALE, DEEP)]
    assert margins[0] > margins[1] > margins[2]


def test_before_a_promotion_both_arms_are_one():
    assert (units()[:3] == units(*DEEP)[:3]).all()


def test_after_a_promotion_sales_dip():
    usual, sale = units()[7:].sum(), units(*DEEP)[7:].sum()
    assert sale < 0.95 * usual


def test_without_a_memory_of_prices_and_a_pause_there_is_no_dip():
    forget = ("commerce.repurchase_days=0", "commerce.deal_choice=0", "commerce.deal_cart=0")
    assert (units(*forget)[7:] == units(*forget, *DEEP)[7:]).mean() > 0.6
    assert units(*forget, *DEEP)[7:].sum() == pytest.approx(units(*forget)[7:].sum(), rel=0.05)


def test_a_deal_draws_by_price_by_memory_and_into_the_cart():
    flat = ("commerce.choice_price=0", "commerce.deal_choice=0", "commerce.deal_cart=0")
    assert (units(*flat) == units(*flat, *DEEP)).all()
    for part in ("commerce.deal_choice=2", "commerce.deal_cart=2"):
        own = (*flat[:1], *(line for line in flat[1:] if part.split("=")[0] not in line), part)
        assert units(*own, *DEEP)[3:7].sum() > units(*own)[3:7].sum(), part


def test_people_remember_the_low_price_for_a_while():
    days = table("product_daily", *DEEP).filter(product="face_cream")
    reference, price = days["reference_cny"].to_numpy(), days["price_cny"].to_numpy()
    assert (reference[:4] == 198).all()
    assert price.tolist() == pytest.approx([198.0] * 3 + [118.8] * 4 + [198.0] * 5)
    keep = np.exp(-1 / 30)
    assert reference[7] == pytest.approx(118.8 + keep**4 * (198 - 118.8), abs=0.005)
    assert (np.diff(reference[7:]) > 0).all()


def test_stock_ends_and_what_comes_too_late_is_counted():
    few = (*DEEP, "promotion.stock_units=10")
    days = table("product_daily", *few).filter(product="face_cream")
    assert days["units"].to_numpy()[3:7].sum() == 10
    assert days["stock"].to_list()[6] == 0
    assert days["stock"].to_list()[7] is None
    assert days["units"].to_numpy()[7:].sum() > 0
    assert of("sold_out_orders", *few) > 0
    assert table("brand_daily", *few)["sold_out_orders"].to_numpy().sum() > 0
    assert units(*few, product="serum").sum() > units(*DEEP, product="serum").sum()  # the choice falls elsewhere


def test_stock_for_all_is_no_limit():
    """Expectations count what was drawn where stock is limited, so they alone tell."""
    free, enough = run(*DEEP), run(*DEEP, "promotion.stock_units=100000")
    assert differing(free, enough) == {"product_daily", "brand_daily"}
    drawn = [each.recorder.frame("brand_daily").select(pl.exclude("^expected_.*$")) for each in (free, enough)]
    assert drawn[0].equals(drawn[1])


def test_good_reviews_sell_and_bad_ones_do_not():
    loud = ("commerce.reviews.share=1", "commerce.reviews.after_days=1", "commerce.reviews.prior=0.5",
            "commerce.reviews.effect=2", "commerce.reviews.sd_stars=0", "commerce.reviews.usual_stars=3")  # fmt: skip
    good = (*loud, "commerce.reviews.late_share=0", "commerce.reviews.quality_stars=4")
    late = (*loud, "commerce.reviews.late_share=1", "commerce.reviews.late_stars=2", "commerce.reviews.quality_stars=0")
    products = ("serum", "cream", "essence")  # those of appeal above 0
    sold = [sum(units(*arm, product=p)[2:].sum() for p in products) for arm in (good, (), late)]
    assert sold[0] > sold[1] > sold[2]
    last = table("product_daily", *good).filter(day=11)
    stars = dict(last.select("product", "stars").iter_rows())
    assert stars["essence"] == 5.0
    assert stars["face_cream"] == 3.0


def test_a_share_of_buyers_reviews_some_days_later():
    counts = table("product_daily", "commerce.reviews.share=0.5", "commerce.reviews.after_days=3")
    orders = table("orders", "commerce.reviews.share=0.5", "commerce.reviews.after_days=3").filter("on_platform")
    in_time = orders.filter(pl.col("day") <= 11 - 3).height
    total = counts.filter(day=11)["reviews"].sum()
    assert total == pytest.approx(0.5 * in_time, abs=3 * (0.25 * in_time) ** 0.5)
    assert counts.filter(pl.col("day") < 3)["reviews"].sum() == 0


def test_a_third_partys_shop_sells_less_and_keeps_a_part():
    there = ("commerce.third_party.brands=[qingrou]", "commerce.third_party.trust=-1.0")
    assert units(*there).sum() < 0.8 * units().sum()
    rows = table("brand_daily", *there).group_by("brand").agg(pl.exclude("day").sum())
    mine = rows.filter(brand="qingrou").row(0, named=True)
    assert mine["merchant_cny"] == pytest.approx(0.25 * mine["gmv_cny"])
    assert mine["commission_cny"] == pytest.approx(0.05 * mine["gmv_cny"])
    assert mine["payment_fee_cny"] == pytest.approx(0.006 * mine["gmv_cny"], abs=0.005 * 30)
    assert rows.filter(pl.col("brand") != "qingrou")["merchant_cny"].sum() == 0


@pytest.mark.parametrize("overrides", [DEEP, LIVE, (*DEEP, *LIVE, "promotion.stock_units=12")])
def test_runs_with_promotions_and_live_sessions_obey_the_laws_of_runs(overrides):
    check_run(run(*overrides))


@pytest.mark.parametrize(("override", "problem"), [
    ("promotion.product=soap", "promotion.product = soap is no product of qingrou (allowed: face_cream, serum)"),
    ("promotion.brand=soap", "promotion.brand = soap is no brand (allowed: qingrou, meibai, yuanshui)"),
    ("promotion.brand=null", "promotion.product = face_cream has no promotion.brand"),
    ("promotion.discount_share=0.99", "promotion.discount_share = 0.99 is outside [0, 0.95] share of price"),
    ("commerce.third_party.brands=[soap]", "commerce.third_party.brands has soap"),
])  # fmt: skip
def test_what_cannot_be_sold_is_refused_by_name(override, problem):
    with pytest.raises(ConfigError, match=re.escape(problem)):
        load_config([*SALE, override])
