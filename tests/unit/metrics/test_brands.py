"""Metrics of brands on a campaign small enough to check by eye."""

import polars as pl
import pytest
from metric_tables import BRANDS, campaign, tables

from xhs_sim.metrics import METRICS, Tables


def of(name: str, brand: str, records: Tables | None = None) -> float | None:
    frame = METRICS[name].compute(records or campaign())
    return frame.filter(pl.col("day").is_null(), pl.col("brand") == brand)["value"].item()


@pytest.mark.parametrize(
    ("name", "loud", "quiet"),
    [
        ("brand_impressions", 300, 0),
        ("sponsored_impressions", 220, 0),
        ("reach", 75, 0),
        ("reach_share", 0.75, 0),
        ("frequency", 4, None),
        ("repeat_reach_share", 0.8, None),
        ("brand_clicks", 30, 0),
        ("brand_ctr", 0.1, None),
        ("brand_engagements", 6, 0),
        ("brand_engagement_rate", 0.2, None),
        ("aware_users", 59, 0),
        ("interested_users", 25, 0),
        ("recommending_users", 3, 0),
        ("product_visits", 20, 0),
        ("carts", 9, 0),
        ("orders", 4, 0),
        ("gmv", 400, 0),
        ("aov", 100, None),
        ("order_rate_per_visit", 0.2, None),
        ("leaked_orders", 2, 0),
        ("influenced_gmv", 600, 0),
        ("refunds", 100, 0),
        ("refund_rate", 0.25, None),
        ("buyers", 3, 0),  # users 7, 8 and 9
        ("repeat_buyer_share", 2 / 3, None),
        ("spend", 1100, 0),
        ("sponsored_notes", 2, 0),
        ("cpm", 5000, None),
        ("cpc", 25, None),
        ("cpe", 100, None),  # 4 + 1 and 3 + 3; shares do not count
        ("cac", 550, None),
        ("margin_cny", 400 - 100 - 160 - 20 - 1100, 0),
        ("attributed_orders", 2, 0),
        ("attributed_gmv", 220, 0),
        ("roas", 0.2, None),
    ],
)
def test_a_small_campaign_gives_the_number_worked_out_by_hand(name: str, loud: float, quiet: float | None) -> None:
    assert of(name, "loud") == pytest.approx(loud)
    assert of(name, "quiet") == quiet


@pytest.mark.parametrize(
    ("name", "by_day"),
    [
        ("brand_impressions", [200, 100]),
        ("reach", [50, 75]),
        ("orders", [1, 3]),
        ("gmv", [100, 300]),
        ("influenced_gmv", [200, 400]),
        ("spend", [1100, 0]),
    ],
)
def test_every_day_of_every_brand_has_a_row(name: str, by_day: list[float]) -> None:
    frame = METRICS[name].compute(campaign()).filter(pl.col("day").is_not_null()).sort("day")
    assert frame.filter(pl.col("brand") == "loud")["value"].to_list() == by_day
    assert frame.filter(pl.col("brand") == "quiet")["value"].to_list() == [0, 0]


def test_sponsored_notes_that_nobody_opened_have_no_cost_per_read() -> None:
    records = campaign()
    records["notes"] = records["notes"].with_columns(reads=pl.lit(0, dtype=pl.Int64))
    assert of("cpc", "loud", records) is None
    assert of("cpe", "loud", records) == pytest.approx(100)


def test_buyers_of_a_brand_that_spent_nothing_cost_nothing_that_can_be_said() -> None:
    records = campaign()
    records["ledger"] = tables()["ledger"]
    assert of("cac", "loud", records) is None
    assert of("roas", "loud", records) is None
    assert of("spend", "loud", records) == 0


def test_money_paid_twice_on_a_day_is_added_up() -> None:
    records = campaign()
    records["ledger"] = pl.concat([records["ledger"], records["ledger"]])
    assert of("spend", "loud", records) == 2200
    assert of("margin_cny", "loud", records) == pytest.approx(120 - 2200)


def test_no_brand_is_left_out() -> None:
    for name, metric in METRICS.items():
        named = set(metric.compute(campaign())["brand"])
        assert named in ({None}, set(BRANDS)), name
