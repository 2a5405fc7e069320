"""Effects against samples whose answers are known by hand or from scipy."""

import polars as pl
import pytest
from scipy import stats

from xhs_sim.study.best import probabilities_best
from xhs_sim.study.collect import SCHEMA
from xhs_sim.study.effects import estimate_effects, pair_with_baseline


def runs_of(
    values: dict[str, list[float | None]], metric: str = "gmv", brand: str | None = "b", unit: str = "CNY"
) -> pl.DataFrame:
    rows = [
        (arm, replicate, 100 + replicate, metric, brand, None, value, unit)
        for arm, column in values.items()
        for replicate, value in enumerate(column)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def effect_of(values: dict[str, list[float | None]], level: float = 0.95) -> dict:
    return estimate_effects(pair_with_baseline(runs_of(values), "none"), "none", level).row(0, named=True)


def test_paired_interval_is_that_of_the_t_test():
    none, arm = [100.0, 120.0, 90.0, 130.0], [111.0, 128.0, 103.0, 139.0]
    row = effect_of({"none": none, "arm": arm}, level=0.9)
    expected = stats.ttest_rel(arm, none).confidence_interval(0.9)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((expected.low, expected.high))
    assert row["diff"] == pytest.approx(10.25)
    assert row["n_pairs"] == 4
    assert row["se"] < row["se_independent"]
    assert row["se_ratio"] == pytest.approx(row["se"] / row["se_independent"])


def test_pairs_stay_pairs_where_they_do_not_correlate():
    none, arm = [1.5, 2.0, 3.0, 4.0], [9.0, 8.5, 7.0, 3.0]
    row = effect_of({"none": none, "arm": arm})
    expected = stats.ttest_rel(arm, none).confidence_interval(0.95)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((max(expected.low, -2.625), expected.high))
    assert row["correlation"] < 0


@pytest.mark.parametrize(("metric", "unit", "low"), [
    ("orders", "orders", -12.5), ("brand_profit", "CNY", None), ("ctr", "per impression", None),
])  # fmt: skip
def test_no_more_than_all_can_be_lost_of_what_cannot_be_negative(metric, unit, low):
    runs = runs_of({"none": [20.0, 10.0, 5.0, 15.0], "arm": [0.0, 3.0, 1.0, 0.0]}, metric, unit=unit)
    row = estimate_effects(pair_with_baseline(runs, "none"), "none", 0.95).row(0, named=True)
    if low is None:  # a profit has no limit, and rates above 1 are none
        assert row["ci_low"] < -12.5
    else:
        assert row["ci_low"] == low


def test_counts_that_differ_alike_by_chance_have_a_noise_floor_and_money_has_no_bounds():
    values = {"none": [4.0, 6.0], "arm": [24.0, 26.0]}
    for unit, half in (("orders", 6.198), ("CNY", None)):
        pairs = pair_with_baseline(runs_of(values, unit=unit), "none")
        row = estimate_effects(pairs, "none", 0.95).row(0, named=True)
        assert row["diff"] == 20
        assert row["ci_high"] == (None if half is None else pytest.approx(20 + half, abs=1e-3))


def test_table_has_the_columns_that_readers_of_the_file_are_promised():
    pairs = pair_with_baseline(runs_of({"none": [1.0, 3.0], "arm": [4.0, 8.0]}), "none")
    effects = estimate_effects(pairs, "none", 0.95)
    assert effects.columns[:5] == ["metric", "arm", "baseline", "treatment", "diff"]
    assert effects.columns[5:9] == ["ci_low", "ci_high", "n_pairs", "correlation"]
    row = effects.row(0, named=True)
    assert (row["arm"], row["baseline_arm"], row["baseline"], row["treatment"], row["diff"]) == ("arm", "none", 2, 6, 4)


def test_one_replicate_gives_no_interval():
    row = effect_of({"none": [1.0], "arm": [3.0]})
    assert row["diff"] == 2.0
    assert (row["ci_low"], row["ci_high"], row["se"]) == (None, None, None)


def test_equal_arms_differ_by_exactly_nothing():
    row = effect_of({"none": [0.1, 0.7, 0.3], "arm": [0.1, 0.7, 0.3]})
    assert (row["diff"], row["ci_low"], row["ci_high"]) == (0.0, 0.0, 0.0)


def test_replicates_without_their_pair_are_left_out():
    row = effect_of({"none": [1.0, 2.0, 3.0], "arm": [2.0, 4.0]})
    assert row["n_pairs"] == 2
    assert row["diff"] == 1.5
    assert row["baseline"] == 1.5


def test_figure_that_the_baseline_lacks_has_a_level_but_no_effect():
    row = effect_of({"none": [None, None], "arm": [3.0, 5.0]})
    assert (row["n_pairs"], row["treatment"], row["baseline"], row["diff"]) == (0, 4.0, None, None)


def test_brands_and_platform_are_kept_apart():
    runs = pl.concat([runs_of({"none": [1.0], "arm": [2.0]}), runs_of({"none": [1.0], "arm": [9.0]}, brand=None)])
    effects = estimate_effects(pair_with_baseline(runs, "none"), "none", 0.95)
    assert dict(effects.select("brand", "diff").iter_rows()) == {"b": 1.0, None: 8.0}


def best_of(values: dict[str, list[float | None]], better: str = "higher") -> dict[str, float]:
    return dict(probabilities_best(runs_of(values), {"gmv": better}).select("arm", "p_best").iter_rows())


def test_arm_that_always_wins_is_best_and_never_for_sure():
    values = {"none": [1.0, 2.0, 3.0, 2.0, 1.0], "a": [2.0, 3.0, 4.1, 3.0, 2.0], "b": [1.5, 2.5, 3.5, 2.4, 1.5]}
    higher, lower = best_of(values), best_of(values, "lower")
    assert 0.99 < higher["a"] < 1
    assert 0.99 < lower["none"] < 1
    assert sum(higher.values()) == pytest.approx(1)


def test_equal_arms_share_the_win_to_the_last_bit():
    column = [0.1, 0.2, 0.7, 0.3, 0.5]
    assert best_of({"none": column, "a": list(column)}) == {"none": 0.5, "a": 0.5}


def test_no_probability_from_few_replicates_or_without_a_direction():
    assert best_of({"none": [1.0, 2.0, 3.0, 4.0], "a": [2.0, 3.0, 5.0, 5.0]}) == {}
    six = {"none": [1.0] * 6, "a": [1.0, 2.0, 3.0, 2.0, 1.0, None]}
    assert probabilities_best(runs_of(six), {}).is_empty()
    assert set(best_of(six)) == {"none", "a"}
    assert set(best_of({**six, "b": [None] * 6})) == {"none", "a"}
