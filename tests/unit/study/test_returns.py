"""Incremental returns, and what a comparison adds up to."""

import polars as pl
import pytest

from xhs_sim.config.treatments import means
from xhs_sim.metrics import METRICS
from xhs_sim.metrics.costs import idle_arms
from xhs_sim.study import compute_effects
from xhs_sim.study.collect import SCHEMA

N = 5
ARMS = {
    # gmv by replicate, spend, reach by replicate
    "none": ([100.0, 200.0, 150.0, 100.0, 200.0], 0.0, [10.0, 20.0, 10.0, 20.0, 15.0]),
    "ads": ([160.0, 280.0, 220.0, 160.0, 280.0], 20.0, [50.0, 60.0, 50.0, 60.0, 55.0]),
    "idle": ([100.0, 200.0, 150.0, 100.0, 200.0], 0.0, [10.0, 20.0, 10.0, 20.0, 15.0]),
    "waste": ([90.0, 180.0, 135.0, 90.0, 180.0], 10.0, [10.0, 21.0, 10.0, 21.0, 15.0]),
}


def comparison() -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = []
    for arm, (gmv, spend, reach) in ARMS.items():
        for r in range(N):
            whole = {"gmv": gmv[r], "spend": spend, "reach": reach[r]}
            rows += [(arm, r, r, name, "b", None, value, "unit") for name, value in whole.items()]
            rows += [(arm, r, r, "gmv", "b", day, gmv[r] / 2, "CNY") for day in range(2)]
    runs = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    found = compute_effects(runs, baseline="none", level=0.95, better={"gmv": "higher"})
    return found.effects, found.effects_daily


def row_of(metric: str, arm: str) -> dict:
    effects, _ = comparison()
    return effects.filter((pl.col("metric") == metric) & (pl.col("arm") == arm)).row(0, named=True)


def test_incremental_return_is_the_mean_gain_over_spend():
    row = row_of("iroas", "ads")
    assert row["diff"] == pytest.approx((60 + 80 + 70 + 60 + 80) / 5 / 20)
    assert row["baseline"] is None
    assert row["ci_low"] < 3.5 < row["ci_high"]


def test_return_may_be_negative_but_a_cost_of_nothing_is_unknown():
    assert row_of("iroas", "waste")["diff"] == pytest.approx(-1.5)
    row = row_of("incremental_cost_per_reach", "waste")
    assert row["diff"] == pytest.approx(25.0)  # 0.04 users per CNY
    assert row["ci_high"] is None  # ... which may as well be none


def test_a_gain_that_may_be_a_loss_has_a_return_that_may_be_negative():
    gains, rows = (-40.0, 100.0, 10.0, -20.0, 60.0), []
    for r, gain in enumerate(gains):
        for arm, gmv, spend in (("none", 100.0, 0.0), ("ads", 100.0 + gain, 20.0)):
            whole = {"gmv": gmv, "spend": spend}
            rows += [(arm, r, r, name, "b", None, value, "CNY") for name, value in whole.items()]
    runs = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    found = compute_effects(runs, baseline="none", level=0.95, better={"gmv": "higher"}).effects
    gmv, iroas = (found.filter(metric=name, arm="ads").row(0, named=True) for name in ("gmv", "iroas"))
    assert gmv["ci_low"] < 0 < gmv["diff"]
    assert iroas["ci_low"] == pytest.approx(gmv["ci_low"] / 20)


def test_cost_is_the_inverse_of_the_gain_per_cny():
    row = row_of("incremental_cost_per_reach", "ads")
    assert row["diff"] == pytest.approx(20 / 40)
    half = 1.96 * (40 / 5) ** 0.5  # 40 in every run: as well known as 200 users counted
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((20 / (40 + half), 20 / (40 - half)), rel=1e-4)


def test_arms_that_spend_nothing_have_no_return():
    effects, _ = comparison()
    assert set(effects.filter(pl.col("metric") == "iroas")["arm"]) == {"ads", "waste"}


def test_best_is_by_return_among_those_who_spend():
    assert row_of("iroas", "ads")["p_best"] > 0.99
    assert row_of("gmv", "ads")["p_best"] > 0.99
    assert row_of("reach", "ads")["p_best"] is None  # nobody said which way is better


def test_the_baseline_is_a_candidate_with_a_level_and_no_effect():
    row = row_of("gmv", "none")
    assert (row["baseline"], row["treatment"], row["diff"], row["n_pairs"]) == (150.0, 150.0, None, 5)
    effects, _ = comparison()
    shares = effects.filter(pl.col("metric") == "gmv")["p_best"]
    assert shares.sum() == pytest.approx(1)
    assert row["p_best"] == row_of("gmv", "idle")["p_best"]


def test_daily_effects_keep_the_day():
    _, daily = comparison()
    assert daily.filter(pl.col("arm") == "ads").sort("day")["diff"].to_list() == [35.0, 35.0]


def test_an_idle_arm_is_a_control():
    effects, _ = comparison()
    assert idle_arms(effects, means()) == ["idle"]


def test_an_arm_that_works_without_spending_is_no_control():
    effects, _ = comparison()
    work = effects.filter(pl.col("metric") == "spend").with_columns(
        metric=pl.lit("account_hours"), treatment=pl.lit(15.0), baseline=pl.lit(15.0)
    )
    assert idle_arms(pl.concat([effects, work]), means()) == []
    none = work.with_columns(treatment=pl.lit(None, pl.Float64), baseline=pl.lit(None, pl.Float64))
    assert idle_arms(pl.concat([effects, none]), means()) == ["idle"]


def test_an_arm_that_gives_coupons_is_no_control():
    effects, _ = comparison()
    given = effects.filter(pl.col("metric") == "spend").with_columns(
        metric=pl.lit("coupons_given"), treatment=pl.lit(40.0), baseline=pl.lit(0.0)
    )
    assert idle_arms(pl.concat([effects, given]), means()) == []


def test_every_treatment_says_what_it_puts_in():
    assert means() >= {"spend", "account_hours", "promotion_days", "live_minutes", "coupons_given"}
    assert means() <= METRICS.keys()


def test_an_arm_in_which_rules_are_broken_is_no_control():
    effects, _ = comparison()
    broken = effects.filter(pl.col("metric") == "spend").with_columns(
        metric=pl.lit("violating_note_share"), treatment=pl.lit(0.03), baseline=pl.lit(0.03)
    )
    assert idle_arms(pl.concat([effects, broken]), means()) == []


def test_an_arm_in_which_a_rival_spends_is_no_control():
    effects, _ = comparison()
    rival = effects.filter(pl.col("metric") == "spend").with_columns(brand=pl.lit("rival"), treatment=pl.lit(500.0))
    assert idle_arms(pl.concat([effects, rival]), means()) == []
