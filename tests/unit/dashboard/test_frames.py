"""Tables of many runs are put together once, and are what the runs' own tables say."""

import polars as pl
import pytest
from dashboard_example import write_comparison
from report_example import ARMS, BRAND

from xhs_sim.dashboard import frames
from xhs_sim.dashboard.shelf import OWN, find_studies


@pytest.fixture
def made(tmp_path):
    write_comparison(tmp_path, replicates=3)
    (study,) = find_studies(tmp_path)
    return tmp_path, study


def naive(study, metric, arm, day):
    """Read every run's own file, one after the other."""
    found = []
    for path in sorted((study.folder / arm).glob("seed=*/metrics.parquet")):
        rows = pl.read_parquet(path).filter((pl.col("metric") == metric) & (pl.col("day").eq_missing(day)))
        found += rows["value"].to_list()
    return found


def test_days_are_the_runs_own(made):
    root, study = made
    rows = frames.runs_table(root, study)
    found = frames.by_day(rows, "dau", BRAND, ARMS)
    for arm in ARMS:
        values = naive(study, "dau", arm, 3)
        (row,) = found.filter((pl.col("arm") == arm) & (pl.col("day") == 3)).to_dicts()
        assert row["mean"] == pytest.approx(sum(values) / 3)
        assert row["n"] == 3
        assert min(values) <= row["low"] <= row["mean"] <= row["high"] <= max(values)


def test_runs_are_the_runs_own(made):
    root, study = made
    found = frames.by_run(frames.runs_table(root, study), "gmv", BRAND, ["pyramid"])
    assert found["seed"].to_list() == [0, 1, 2]
    assert found["value"].to_list() == naive(study, "gmv", "pyramid", None)


def test_arms_that_are_not_chosen_are_left_out(made):
    root, study = made
    assert set(frames.by_day(frames.runs_table(root, study), "dau", BRAND, ["nothing"])["arm"]) == {"nothing"}


def test_they_are_put_together_once_and_again_when_a_run_changes(made):
    root, study = made
    frames.runs_table(root, study)
    (first,) = (root / OWN / study.key).iterdir()
    frames.runs_table(root, study)
    assert [*(root / OWN / study.key).iterdir()] == [first]
    path = study.folder / "nothing" / "seed=0" / "metrics.parquet"
    pl.read_parquet(path).with_columns(value=pl.col("value") * 2).write_parquet(path)
    doubled = frames.by_run(frames.runs_table(root, study), "gmv", BRAND, ["nothing"])
    (second,) = (root / OWN / study.key).iterdir()
    assert second != first
    assert doubled["value"].to_list() == naive(study, "gmv", "nothing", None)


def test_nothing_is_written_elsewhere(made):
    root, study = made
    before = {path: path.stat().st_mtime_ns for path in study.folder.rglob("*")}
    frames.runs_table(root, study)
    assert {path: path.stat().st_mtime_ns for path in study.folder.rglob("*")} == before


def test_shares_of_segments_are_counted_by_hand():
    rows = pl.LazyFrame({
        "arm": ["a"] * 4, "seed": [0, 0, 1, 1], "brand": [BRAND] * 4, "gender": ["male", "male", "male", "female"],
        "users": [10, 30, 40, 5], "reached": [5, 5, 30, 1],
    })  # fmt: skip
    found = {row["segment"]: row for row in frames.by_segment(rows, "reached", "gender", BRAND, ["a"]).to_dicts()}
    assert found["male"]["mean"] == pytest.approx((10 / 40 + 30 / 40) / 2)
    assert found["male"]["n"] == 2
    assert found["female"]["mean"] == pytest.approx(0.2)


def test_what_decides_stands_first(studies):
    assert frames.told_metrics(studies["compare"])[0] == "gmv"


def test_a_table_that_is_being_written_is_no_error(tmp_path):
    (tmp_path / "half.parquet").write_bytes(b"PAR1")
    assert frames.table(tmp_path / "half.parquet") is None
    assert frames.table(tmp_path / "absent.parquet") is None
