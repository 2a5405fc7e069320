"""Lessons from runs made by hand: what an arm added, at what cost, and among whom."""

import numpy as np
import polars as pl
import pytest

from xhs_sim.study.lessons import LESSONS, learn_lessons

TYPES = {"arm": pl.String, "replicate": pl.Int32, "metric": pl.String, "brand": pl.String, "day": pl.Int32,
         "value": pl.Float64}  # fmt: skip
NOBODY = pl.DataFrame(schema={
    "arm": pl.String, "replicate": pl.Int32, "brand": pl.String, "gender": pl.String, "age_band": pl.String,
    "city_tier": pl.String, "education_level": pl.String, "users": pl.Int64, "reached": pl.Int64, "bought": pl.Int64,
})  # fmt: skip


def runs_of(metric, **values):
    """Return a metric of the brand, one value a run by arm."""
    pairs = [(arm, k, value) for arm, column in values.items() for k, value in enumerate(column)]
    rows = [(arm, k, metric, "qingrou", None, value) for arm, k, value in pairs]
    return pl.DataFrame(rows, schema=TYPES, orient="row")


def lessons_of(runs, segments=NOBODY, arms=("nothing", "few"), level=0.95):
    return learn_lessons(runs, segments, brand="qingrou", arms=list(arms), baseline="nothing", level=level)


def cost_of(nothing, few, spend, spend_before=0.0):
    """Return the lesson on reach of one arm."""
    spends = runs_of("spend", nothing=[spend_before] * len(few), few=[spend] * len(few))
    return lessons_of(pl.concat([runs_of("reach", nothing=nothing, few=few), spends])).row(0, named=True)


def test_a_cost_is_more_spend_over_what_was_added_with_its_interval():
    before, after = [100.5, 120.0, 110.0, 100.0, 100.0], [200.5, 230.0, 200.0, 210.0, 190.0]  # adds 100, 110, 90, ...
    lesson = cost_of(before, after, 3000.0, 1000.0)
    assert lesson["verdict"] == "paid"
    assert lesson["added"] == pytest.approx(100)
    assert lesson["spend"] == 2000
    half = 2.776445 * 10 / np.sqrt(5)
    assert lesson["added_low"] == pytest.approx(100 - half)
    assert lesson["cost"] == pytest.approx(20)
    assert lesson["cost_low"] == pytest.approx(2000 / (100 + half))  # spend does not vary: the inverse of the gain's
    assert lesson["cost_high"] == pytest.approx(2000 / (100 - half))


@pytest.mark.parametrize(("few", "spend", "verdict"), [
    ([90.0, 160.0, 110.0, 90.0, 115.0], 3000.0, "open"),
    ([50.0, 71.0, 60.0, 41.0, 50.0], 3000.0, "fewer"),
    ([200.0, 230.0, 200.0, 205.0, 190.0], 0.0, "free"),
    ([100.0, 120.0, 110.0, 90.0, 100.0], 0.0, "open"),  # A against A
])  # fmt: skip
def test_what_may_be_nothing_or_costs_nothing_is_not_divided(few, spend, verdict):
    lesson = cost_of([100.0, 120.0, 110.0, 90.0, 100.0], few, spend)
    assert lesson["verdict"] == verdict
    assert lesson["cost"] is lesson["cost_low"] is lesson["cost_high"] is None


def test_few_runs_are_no_finding():
    lesson = cost_of([100.0], [150.0], 500.0)
    assert (lesson["verdict"], lesson["cost"], lesson["cost_high"]) == ("few", 10.0, None)
    lesson = cost_of([100.0] * 4, [150.0, 151.0, 152.0, 150.0], 500.0)
    assert lesson["verdict"] == "few"
    assert lesson["cost_low"] < lesson["cost"] < lesson["cost_high"]


def segments_of(young, old, baseline=(100, 100), users=1000):
    """Return segments of two ages in which an arm reaches so many, run by run; the baseline always as many."""
    rows = [
        (arm, k, "qingrou", "female", age, "tier_1", "bachelor", users, reached, 0)
        for k in range(len(young))
        for arm, counts in (("nothing", baseline), ("few", (young[k], old[k])))
        for age, reached in zip(("young", "old"), counts, strict=True)
    ]
    return pl.DataFrame(rows, schema=NOBODY.schema, orient="row")


def whom(segments, segment, metric="reached"):
    table = lessons_of(runs_of("reach"), segments).filter(about="segment", metric=metric, segment=segment)
    return table.row(0, named=True)


def test_a_segment_that_gains_more_in_every_run_is_ahead_of_the_rest():
    segments = segments_of([300, 310, 290, 300, 300], [150, 155, 150, 151, 149])
    young, old = whom(segments, "young"), whom(segments, "old")
    assert young["added"] == pytest.approx(0.2)
    assert young["rest"] == old["added"] == pytest.approx(0.051)
    assert (young["verdict"], old["verdict"]) == ("ahead", "behind")
    assert young["ahead"] == pytest.approx(-old["ahead"])
    assert whom(segments, "young", "bought")["verdict"] == "open"


def test_a_segment_ahead_by_luck_in_some_runs_is_not_told_apart():
    segments = segments_of([300, 120, 200, 310, 130], [150, 160, 155, 150, 160])
    assert whom(segments, "young")["added"] > whom(segments, "old")["added"]
    assert whom(segments, "young")["verdict"] == "open"
    assert whom(segments_of([300, 310, 290, 300], [150, 155, 150, 151]), "young")["verdict"] == "few"


def test_with_nothing_to_choose_between_hardly_any_comparison_finds_a_segment():
    rng, n_segments, found = np.random.default_rng(1), 8, []
    for _ in range(300):
        rows = [
            (arm, k, "qingrou", "female", f"age {age}", "tier_1", "bachelor", 1000, int(rng.binomial(1000, 0.2)), 0)
            for k in range(5) for arm in ("nothing", "few") for age in range(n_segments)
        ]  # fmt: skip
        table = lessons_of(runs_of("reach"), pl.DataFrame(rows, schema=NOBODY.schema, orient="row"))
        found.append(table.filter(pl.col("verdict").is_in(["ahead", "behind"])).height > 0)
    assert np.mean(found) < 0.09  # 5% by design


def test_a_trait_with_one_segment_has_no_rest_and_no_lesson():
    table = lessons_of(runs_of("reach"), segments_of([300, 310], [150, 155]))
    assert set(table["trait"]) == {"age_band"}


def test_without_brand_or_runs_there_is_nothing_to_learn():
    nothing = learn_lessons(runs_of("reach"), NOBODY, brand=None, arms=["a", "b"], baseline="a", level=0.95)
    assert nothing.is_empty()
    assert nothing.schema == LESSONS
