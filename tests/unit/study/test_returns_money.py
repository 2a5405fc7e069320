"""Returns are over extra spend."""

import polars as pl
import pytest

from xhs_sim.study.collect import SCHEMA
from xhs_sim.study.effects import pair_with_baseline
from xhs_sim.study.returns import estimate_returns, returns_by_run

N = 5
# metric -> by arm; alike in all replicates but for a step by replicate that all arms share
ARMS = {
    "creators": {"gmv": 900.0, "spend": 8000.0, "creator_spend": 8000.0, "trial_spend": 0.0},
    "draw": {"gmv": 1400.0, "spend": 7900.0, "creator_spend": 4000.0, "trial_spend": 0.0},
    "more": {"gmv": 1100.0, "spend": 8200.0, "creator_spend": 8200.0, "trial_spend": 0.0},
    "ads": {"gmv": 1300.0, "spend": 9000.0, "creator_spend": 8000.0, "trial_spend": 0.0},
    "nothing": {"gmv": 500.0, "spend": 0.0, "creator_spend": 0.0, "trial_spend": 0.0},
}


def returns(baseline):
    rows = [
        (arm, k, k, metric, "b", None, None if value is None else value + k * (metric == "gmv"), "unit")
        for arm, figures in ARMS.items() for k in range(N) for metric, value in figures.items()
    ]  # fmt: skip
    runs = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    by_run = returns_by_run(pair_with_baseline(runs, baseline), 0.95)
    return {(arm, metric): diff for arm, metric, diff in
            estimate_returns(by_run, baseline, 0.95).select("arm", "metric", "diff").iter_rows()}  # fmt: skip


def test_the_gain_is_over_what_was_spent_beyond_the_baseline():
    found = returns("creators")
    assert found["more", "iroas"] == pytest.approx((1100 - 900) / 200)
    assert found["ads", "iroas"] == pytest.approx((1300 - 900) / 1000)


def test_an_arm_that_spends_no_more_than_the_baseline_has_no_return():
    found = returns("creators")
    assert {arm for arm, _ in found} == {"more", "ads"}


def test_an_arm_whose_extra_spend_may_be_nothing_has_no_return():
    spends = [8300.0, 7800.0, 8100.0, 7700.0, 8200.0]
    rows = [
        (arm, k, k, metric, "b", None, value, "unit")
        for k in range(N) for arm, gmv, spend in (("creators", 900.0, 8000.0), ("noisy", 950.0, spends[k]))
        for metric, value in (("gmv", gmv), ("spend", spend))
    ]  # fmt: skip
    runs = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    assert returns_by_run(pair_with_baseline(runs, "creators"), 0.95).is_empty()
