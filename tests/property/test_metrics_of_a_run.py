"""Laws of metrics on a real run: the funnel narrows, days add up to the run."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from xhs_sim.config import Config, load_config
from xhs_sim.metrics import METRICS, compute_metrics, measure
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records
from xhs_sim.records.tables import TABLES

WIDE = [
    ("brand_impressions", "sponsored_impressions"),
    ("brand_impressions", "brand_clicks"),
    ("brand_impressions", "reach"),
    ("product_visits", "carts"),
    ("carts", "orders"),
    ("orders", "attributed_orders"),
    ("aware_users", "interested_users"),
    ("interested_users", "recommending_users"),
    ("influenced_gmv", "gmv"),
    ("gmv", "refunds"),
    ("gmv", "attributed_gmv"),
]


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(
        [
            "experiment=kol_mix", "campaign.tier_shares={koc: 1.0, head: 0.0, waist: 0.0, junior: 0.0}",
            "campaign.budget_cny=20000", "campaign.start_day=0", "n_days=3", "threads=1",
            "population.n_users=2000", "population.audience=0",
        ]
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(config: Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    records = tmp_path_factory.mktemp("records")
    PlatformModel(config, record_to=records).run()
    return records


def test_records_are_the_same_whether_the_model_closes_them_or_is_gone_by_then(folder, config, tmp_path):
    records = PlatformModel(config, record_to=tmp_path).live()
    assert not list(tmp_path.glob("*.parquet"))
    records.close()
    one, other = Records(folder), Records(tmp_path)
    assert [name for name in TABLES if not one[name].equals(other[name])] == []


def test_a_model_that_is_closed_twice_keeps_its_tables(config, tmp_path):
    model = PlatformModel(config, record_to=tmp_path).run()
    before = {file.name: file.read_bytes() for file in tmp_path.glob("*.parquet")}
    model.close()
    assert {file.name: file.read_bytes() for file in tmp_path.glob("*.parquet")} == before


@pytest.fixture(scope="module")
def table(folder: Path, config: Config) -> pl.DataFrame:
    return compute_metrics(folder, config)


def by_brand(table: pl.DataFrame, name: str) -> list[float]:
    return table.filter(pl.col("metric") == name, pl.col("day").is_null())["value"].to_list()


def test_all_metrics_are_there_and_finite(table: pl.DataFrame) -> None:
    assert table["metric"].unique(maintain_order=True).to_list() == list(METRICS)
    assert table["value"].is_finite().all()


def test_records_in_memory_give_the_same_table(table: pl.DataFrame, folder: Path, config: Config) -> None:
    assert_frame_equal(measure(Records(folder), list(config.brands)), table)


@pytest.mark.parametrize(("wide", "narrow"), WIDE)
def test_the_funnel_only_narrows(table: pl.DataFrame, wide: str, narrow: str) -> None:
    for more, less in zip(by_brand(table, wide), by_brand(table, narrow), strict=True):
        assert less <= more


def test_buyers_and_orders_stand_behind_carts(table: pl.DataFrame) -> None:
    names = ("carts", "orders", "leaked_orders", "buyers")
    for carts, orders, leaked, buyers in zip(*(by_brand(table, name) for name in names), strict=True):
        assert buyers <= orders + leaked <= carts


@pytest.mark.parametrize("name", ["impressions", "brand_impressions", "orders", "gmv", "influenced_gmv", "spend"])
def test_days_add_up_to_the_run(table: pl.DataFrame, name: str) -> None:
    rows = table.filter(pl.col("metric") == name)
    days = rows.filter(pl.col("day").is_not_null()).group_by("brand", maintain_order=True).agg(pl.col("value").sum())
    assert days["value"].to_list() == pytest.approx(by_brand(table, name))


def test_reach_grows_to_that_of_the_run(table: pl.DataFrame) -> None:
    reach = table.filter(pl.col("metric") == "reach", pl.col("day").is_not_null())
    for (_,), days in reach.group_by("brand"):
        assert days["value"].is_sorted()
    assert reach.filter(pl.col("day") == 2)["value"].to_list() == by_brand(table, "reach")


def test_the_campaign_is_paid_and_shown(table: pl.DataFrame) -> None:
    spend, shown, notes = (by_brand(table, name) for name in ("spend", "sponsored_impressions", "sponsored_notes"))
    assert 0 < spend[0] <= 20_000
    assert shown[0] > 0
    assert notes[0] > 0
    assert spend[1:] == notes[1:] == [0, 0]


def test_the_platform_earns_what_brands_pay_less_what_creators_get(table: pl.DataFrame) -> None:
    fees, income, spend = (by_brand(table, n) for n in ("service_fee_revenue", "creator_income_cny", "spend"))
    assert fees[0] + income[0] == pytest.approx(sum(spend))
