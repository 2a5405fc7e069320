"""The contract of every entry of METRICS."""

import re
from pathlib import Path

import polars as pl
import pytest
from metric_tables import BRANDS, campaign, tables
from polars.testing import assert_frame_equal

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS, Metric, compute_metrics, measure

SCHEMA = {"day": pl.Int32, "brand": pl.String, "value": pl.Float64}
LONG = {"metric": pl.String, "brand": pl.String, "day": pl.Int32, "value": pl.Float64, "unit": pl.String}
every_metric = pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS.keys())


@every_metric
def test_a_metric_says_what_it_is(metric: Metric) -> None:
    assert METRICS[metric.name] is metric
    assert re.fullmatch(r"[a-z][a-z0-9_]*", metric.name)
    assert metric.better in ("higher", "lower", "none")
    assert all([metric.unit, metric.label_en, metric.label_zh])
    assert (metric.compute.__doc__ or "").strip(), "the docstring is the definition"


@every_metric
def test_values_are_finite_or_null_one_per_day_and_brand(metric: Metric) -> None:
    frame = metric.compute(campaign())
    assert dict(frame.schema) == SCHEMA
    assert frame["value"].is_finite().all()  # ignores nulls
    assert not frame.select("day", "brand").is_duplicated().any()
    assert frame["day"].is_null().any(), "the whole run has a value"


@every_metric
def test_the_same_tables_give_the_same_numbers_and_are_left_alone(metric: Metric) -> None:
    records = campaign()
    first, again = metric.compute(records), metric.compute(records)
    assert_frame_equal(first, again, check_exact=True)
    for name, untouched in campaign().items():
        assert_frame_equal(records[name], untouched)


@every_metric
def test_scans_of_files_serve_as_well_as_frames(metric: Metric) -> None:
    scans = {name: frame.lazy() for name, frame in campaign().items()}
    assert_frame_equal(metric.compute(scans), metric.compute(campaign()))


@every_metric
def test_a_run_without_a_row_is_measured_without_complaint(metric: Metric) -> None:
    frame = metric.compute(tables())
    assert dict(frame.schema) == SCHEMA
    assert frame["value"].is_finite().all()


def test_the_long_table_has_its_columns_and_a_fixed_order() -> None:
    table = measure(campaign(), ["quiet", "loud"])
    assert dict(table.schema) == LONG
    assert table["metric"].unique(maintain_order=True).to_list() == list(METRICS)
    reach = table.filter(pl.col("metric") == "reach")
    assert reach["brand"].to_list() == ["quiet"] * 3 + ["loud"] * 3
    assert reach["day"].to_list() == [None, 0, 1] * 2
    assert not table.select("metric", "brand", "day").is_duplicated().any()


def test_rows_of_the_records_may_come_in_any_order() -> None:
    shuffled = {name: frame.sample(fraction=1.0, shuffle=True, seed=3) for name, frame in campaign().items()}
    assert_frame_equal(measure(shuffled, BRANDS), measure(campaign(), BRANDS), check_exact=True)


def test_a_folder_of_records_is_measured_like_its_tables(tmp_path: Path) -> None:
    config = load_config()
    names = dict(zip(BRANDS, config.brands, strict=False))
    for name, frame in campaign().items():
        renamed = [pl.col(column).replace(names) for column in frame.columns if column == "brand"]
        frame.with_columns(renamed).write_parquet(tmp_path / f"{name}.parquet")
    table = compute_metrics(tmp_path, config)
    assert table["brand"].drop_nulls().unique(maintain_order=True).to_list() == list(names.values())
    assert table["value"].to_list() == measure(campaign(), BRANDS)["value"].to_list()
