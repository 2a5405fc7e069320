"""Laws of live sessions and of the run's income."""

import numpy as np
import polars as pl
import pytest
from test_commerce_laws import LIVE, differing, of, run, table

from xhs_sim.records.money import FEN_PER_CNY

NOTES_ONLY = (  # shopping as it is shipped, but nobody comes by a need, and notes open the product more often
    "commerce.need_days=1000", "commerce.visit_rate=1", "commerce.cart_rate=0.12", "commerce.order_rate=0.3",
    "commerce.leak_share=0.8", "live.on_days=[2, 4, 6, 8]", "brands.qingrou.mention_share=0.5",
)  # fmt: skip


def session(*overrides: str) -> dict[str, float]:
    """Return both sessions added up."""
    of_all = pl.col("audience", "followers", "product_clicks", "orders", "units", "gmv_cny").sum()
    return table("live_sessions", *LIVE, *overrides).select(of_all).row(0, named=True)


def test_before_the_first_session_both_arms_are_one():
    days = pl.col("day") < 4
    for name in ("orders", "brand_daily", "daily"):
        assert table(name).filter(days).equals(table(name, *LIVE).filter(days))


def test_a_live_room_sells_more_often_than_notes_do():
    rows = table("brand_daily", *LIVE, *NOTES_ONLY).filter(brand="qingrou")
    orders = rows["orders"].sum() - rows["live_orders"].sum()
    visits = rows["visits"].sum() - session(*NOTES_ONLY)["product_clicks"]
    live = session(*NOTES_ONLY)
    assert visits > 300
    assert live["orders"] >= 10
    assert live["orders"] / live["product_clicks"] > 3 * orders / visits
    assert of("live_order_rate", *LIVE, *NOTES_ONLY) == live["orders"] / live["audience"]


def test_live_orders_are_orders_and_their_money_is_gmv():
    orders = table("orders", *LIVE).filter("is_live")
    live = session()
    assert orders.height == live["orders"] > 0
    assert orders["price_cny"].sum() == pytest.approx(live["gmv_cny"])
    assert live["gmv_cny"] == pytest.approx(live["units"] * 198 * 0.85)
    assert of("live_gmv", *LIVE) == pytest.approx(live["gmv_cny"])
    assert of("live_aov", *LIVE) == pytest.approx(live["gmv_cny"] / live["orders"])
    assert set(orders["product"]) == {"face_cream"}
    assert (of("live_minutes"), of("live_minutes", *LIVE)) == (0, 240)


def test_the_room_fills_and_empties():
    rows = table("live_sessions", *LIVE)
    minutes = table("live_audience", *LIVE)
    for row in rows.iter_rows(named=True):
        crowd = minutes.filter(day=row["day"]).sort("minute")["watching"].to_numpy()
        assert len(crowd) == row["minutes"] == 120
        assert crowd.max() == row["peak"] < row["audience"]
        assert crowd.sum() == pytest.approx(row["minutes_watched"], rel=0.15)  # whole minutes against all of them


def test_who_bought_live_does_not_buy_again_the_same_day():
    orders = table("orders", *LIVE).filter(brand="qingrou")
    assert not orders.select("day", "user").is_duplicated().any()


def test_a_bigger_host_brings_more_of_its_followers():
    small, big = (session(f"live.host_followers={n}") for n in (50, 20_000))
    assert big["followers"] > 2 * small["followers"]


def test_the_brands_own_room_has_no_host_to_pay():
    own = table("live_sessions", *LIVE, "live.host_followers=0")
    assert own["host"].null_count() == 2
    assert table("ledger", *LIVE, "live.host_followers=0").height == 0


def test_later_at_night_fewer_are_invited():
    few = "live.host_followers=50"  # whom a host's own followers do not outnumber
    evening, night = session(few), session(few, "live.hour=3")
    assert night["audience"] < 0.7 * evening["audience"]


def test_the_host_gets_the_fee_and_a_share_of_what_was_kept():
    ledger, orders = table("ledger", *LIVE), table("orders", *LIVE).filter("is_live")
    assert ledger.filter(kind="live_fee")["amount_cny"].to_list() == [5000.0, 5000.0]
    kept = orders.filter(~pl.col("is_refunded"))["price_cny"].sum()
    assert ledger.filter(kind="live_commission")["amount_cny"].sum() == pytest.approx(0.2 * kept, abs=0.01)
    assert of("spend", *LIVE) == pytest.approx(ledger["amount_cny"].sum())
    assert of("creator_income_cny", *LIVE, brand=None) == pytest.approx(ledger["amount_cny"].sum())


def test_watching_makes_interested():
    assert of("interested_users", *LIVE) > of("interested_users")


def test_two_threads_give_the_records_of_one():
    assert differing(run(*LIVE), run(*LIVE, "threads=2")) == set()


RICH = (
    *LIVE, "ads=platform", "search.intent.searcher_share=0.8",
    "promotion=face_cream", "promotion.start_day=2", "commerce.payment_fee_share=0.006",
    "commerce.third_party.brands=[meibai]", "campaign=face_cream", "campaign.start_day=0", "campaign.burst_days=2",
    "campaign.budget_cny=6000", "campaign.ads.split={creators: 0.6, feed: 0.2, search: 0.2}",
    "campaign.ads.after_days=1", "commerce.affiliate_share=0.15",
)  # fmt: skip


def paid(kind: str, *overrides: str) -> int:
    return table("income", *overrides).filter(kind=kind)["amount_fen"].sum()


@pytest.mark.parametrize("overrides", [(), RICH], ids=["usual", "everything"])
def test_every_fen_that_one_pays_another_receives_and_the_statements_balance(overrides):
    """Statements of all sides add up to nothing, and agree with the tables of orders, ads and payments."""
    income = table("income", *overrides)
    assert (income["amount_fen"] > 0).all()
    assert income.null_count().select("payer", "receiver", "kind", "amount_fen").row(0) == (0, 0, 0, 0)
    sides = set(income["payer"]) | set(income["receiver"])
    received = {side: income.filter(receiver=side)["amount_fen"].sum() for side in sides}
    spent = {side: income.filter(payer=side)["amount_fen"].sum() for side in sides}
    assert sum(received[side] - spent[side] for side in sides) == 0
    brands = sum(of("brand_profit", *overrides, brand=b) for b in ("qingrou", "meibai", "yuanshui"))
    assert brands * FEN_PER_CNY == pytest.approx(received["brand"] - spent["brand"])
    assert of("platform_income", *overrides, brand=None) * FEN_PER_CNY == pytest.approx(received["platform"], abs=0.5)
    orders = table("orders", *overrides).filter("on_platform")
    cents = (orders["price_cny"] * FEN_PER_CNY).round().cast(pl.Int64)
    assert abs(paid("sales", *overrides) - cents.sum()) <= 1 * income.filter(kind="sales").height
    ledger = table("ledger", *overrides)
    for kind in set(ledger["kind"]):
        exact = round(ledger.filter(kind=kind)["amount_cny"].sum() * FEN_PER_CNY)
        assert abs(paid(kind, *overrides) - exact) <= ledger.filter(kind=kind).height, kind
    ads = table("ad_daily", *overrides)["spend_fen"].sum()
    kinds = ("feed_ads", "search_ads", "background_ads", "boosts")
    assert sum(paid(kind, *overrides) for kind in kinds) == ads


@pytest.mark.parametrize("overrides", [(), RICH], ids=["usual", "everything"])
def test_the_brands_profit_is_its_margin_to_the_fen_of_each_row(overrides):
    rows = table("income", *overrides).filter(pl.col("brand") == "qingrou").height
    difference = of("brand_profit", *overrides) - of("margin_cny", *overrides)
    assert abs(difference) <= 0.01 * (rows + table("ledger", *overrides).height)


def test_affiliates_share_what_attributed_orders_brought():
    ledger = table("ledger", *RICH).filter(kind="affiliate")
    orders = table("orders", *RICH).filter("is_attributed", ~pl.col("is_live"), ~pl.col("is_refunded"))
    assert orders.height > 0
    owed = 0.15 * orders["price_cny"].sum()
    assert ledger["amount_cny"].sum() == pytest.approx(owed, abs=0.01 * ledger.height + 0.01)
    assert set(ledger["creator"]) <= set(table("contracts", *RICH)["creator"])
    assert np.isclose(of("creator_income_cny", *RICH, brand=None) - of("creator_income", *RICH, brand=None),
                      paid("boosts", *RICH) / FEN_PER_CNY, atol=0.5)  # fmt: skip
