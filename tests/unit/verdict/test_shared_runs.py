"""Levels that stand side by side, and the change between them, are of the same runs."""

import polars as pl
import pytest

from xhs_sim.study import compute_effects
from xhs_sim.verdict.shared_runs import as_lucky_as_all, on_shared_runs


def runs_of(figures, metric="ctr"):
    """Rows as ``collect_runs`` returns them, of values by arm and run."""
    rows = [
        {"arm": arm, "replicate": k, "seed": k, "metric": metric, "brand": None, "day": None, "value": value,
         "unit": "per impression"}
        for arm, values in figures.items()
        for k, value in enumerate(values)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema_overrides={"brand": pl.String, "day": pl.Int32})


def kept(figures):
    """Which runs of each arm are kept."""
    table = on_shared_runs(runs_of(figures), "replicate")
    return {arm: table.filter(arm=arm)["replicate"].to_list() for arm in figures}


def test_without_a_gap_all_stays_as_it_is():
    runs = runs_of({"old": [1.0, 2.0], "new": [2.0, 3.0]})
    assert on_shared_runs(runs, "replicate") is runs


def test_a_run_that_one_arm_lacks_counts_in_no_arm():
    missing, failed = {"old": [1.0, 2, 9], "new": [2.0, 3, None]}, {"old": [1.0, 2, 9], "new": [2.0, 3, float("nan")]}
    assert kept(missing) == kept(failed) == {"old": [0, 1], "new": [0, 1]}


def test_an_arm_that_never_has_a_figure_costs_the_others_nothing():
    assert kept({"old": [1.0, 2.0], "new": [2.0, 3.0], "none": [None, None]})["old"] == [0, 1]


def test_an_arm_with_few_runs_has_no_say_where_two_others_have_enough():
    few = {"old": [1.0] * 6, "new": [2.0] * 6, "rare": [None] * 5 + [3.0]}
    assert kept(few) == {"old": [*range(6)], "new": [*range(6)], "rare": [*range(6)]}
    assert kept({"old": [1.0] * 6, "rare": [None] * 5 + [3.0]}) == {"old": [5], "rare": [5]}


def test_arms_without_a_run_in_common_stay_as_they_are():
    assert kept({"old": [1.0, None], "new": [None, 2.0]}) == {"old": [0, 1], "new": [0, 1]}


def test_the_change_of_each_arm_is_the_difference_of_the_levels_told():
    figures = {
        "old": [0.060, 0.061, 0.059, 0.062, 0.060, 0.36, 0.37],
        "new": [0.084, 0.086, 0.082, 0.085, 0.083, None, None],
        "third": [0.070, 0.071, 0.070, 0.069, 0.070, 0.072, 0.071],
    }
    effects = compute_effects(runs_of(figures), baseline="old", level=0.95, better={"ctr": "higher"}).effects
    level = dict(zip(effects["arm"], effects["treatment"], strict=True))
    changes = {row["arm"]: row["diff"] for row in effects.to_dicts() if row["diff"] is not None}
    assert set(changes) == {"new", "third"}
    for arm, change in changes.items():
        assert abs(level[arm] - level["old"] - change) < 1e-12


def test_a_dropped_arm_costs_the_others_no_run_and_its_level_stands_off_by_its_effect():
    figures = {
        "old": [5.0, 6, 7, 5, 6, 17, 20],
        "new": [9.0, 9, 9, 9, 9, 21, 25],
        "gone": [6.0, 8, 8, 6, 7, None, None],
    }
    runs = runs_of(figures, "orders")
    shared = on_shared_runs(runs, "replicate", ["gone"])
    assert shared.filter(arm="old").height == 7
    told = as_lucky_as_all(shared, "replicate", "old", ["gone"])
    level = dict(told.group_by("arm").agg(pl.col("value").mean()).iter_rows())
    effects = compute_effects(runs, baseline="old", level=0.95, better={"orders": "higher"}, dropped=["gone"]).effects
    found = {row["arm"]: row for row in effects.to_dicts()}
    assert (found["gone"]["n_pairs"], found["new"]["n_pairs"]) == (5, 7)
    assert level["gone"] - level["old"] == pytest.approx(found["gone"]["diff"]) == pytest.approx(1.2)
    assert level["new"] == pytest.approx(13.0)
    assert sum(row["p_best"] for row in found.values()) == pytest.approx(1)
    lone = as_lucky_as_all(shared.select("arm", "replicate", "value"), "replicate", "old", ["gone"])
    assert lone["value"].to_list() == told["value"].to_list()
