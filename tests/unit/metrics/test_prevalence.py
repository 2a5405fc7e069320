"""Prevalence: two days that anyone can add up."""

import polars as pl
import pytest
from metric_tables import tables

from xhs_sim.metrics import METRICS

DAYS = [
    {"day": 0, "impressions": 1000, "violating_impressions": 30, "live_notes": 50, "violating_notes": 2,
     "reports": 4, "violating_reports": 1},
    {"day": 1, "impressions": 3000, "violating_impressions": 10, "live_notes": 50, "violating_notes": 3,
     "reports": 0, "violating_reports": 0},
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"), [("violation_prevalence", 0.01), ("violating_note_share", 0.05), ("right_report_share", 0.25)]
)
def test_what_breaks_rules_is_counted_over_all_there_is(name, value):
    rows = METRICS[name].compute(tables(safety_daily=DAYS))
    assert rows.filter(pl.col("day").is_null())["value"].item() == pytest.approx(value)


def test_prevalence_is_told_by_day():
    rows = METRICS["violation_prevalence"].compute(tables(safety_daily=DAYS)).drop_nulls("day")
    assert rows["value"].to_list() == pytest.approx([0.03, 10 / 3000])


def test_without_rules_nothing_is_known():
    assert METRICS["violation_prevalence"].compute(tables())["value"].to_list() == [None]
