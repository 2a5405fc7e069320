"""Intervals against scipy's, and the laws that Student's t alone does not keep."""

import numpy as np
import pytest
from scipy import stats

from xhs_sim.verdict.statistics import bounds_of_differences, fieller, joint_level, paired, student, t_quantile

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("n", [2, 3, 5, 30])
@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.999])
def test_intervals_are_those_of_scipy(n, level):
    arm, none = RNG.normal(8.5, 2.0, (2, n))
    expected = stats.ttest_rel(arm, none).confidence_interval(level)
    assert paired(arm, none, level)[1:] == pytest.approx((expected.low, expected.high))
    expected = stats.ttest_1samp(arm, 0.0).confidence_interval(level)
    assert student(arm, level)[1:] == pytest.approx((expected.low, expected.high))


def test_pairs_stay_pairs_where_they_do_not_correlate():
    arm, none = [9.0, 8.5, 7.0, 3.0], [1.5, 2.0, 3.0, 4.0]  # the higher the one, the lower the other
    expected = stats.ttest_rel(arm, none).confidence_interval(0.95)
    assert paired(arm, none, 0.95)[1:] == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize("values", [[], [3.0]])
def test_one_run_has_no_bounds(values):
    for found in (student(values, 0.95), paired(values, values, 0.95)):
        assert found[1:] == (None, None)


def test_replicates_without_their_pair_are_left_out():
    assert paired([4.0, None, 6.0, 9.0], [1.0, 2.0, np.nan, 4.0], 0.95) == paired([4.0, 9.0], [1.0, 4.0], 0.95)


def test_counts_that_differ_alike_by_chance_are_known_no_better_than_as_many_counted():
    found = paired([24, 26], [4, 6], 0.95)
    assert found.mean == 20
    assert (found.low, found.high) == pytest.approx((20 - 6.198, 20 + 6.198), abs=0.001)  # 1.96 sqrt(20/2)


def test_the_floor_is_that_of_the_difference_and_not_of_what_the_arms_share():
    shared = RNG.integers(900_000, 1_100_000, 8)
    found = paired(shared + np.array([98, 105, 99, 101, 96, 104, 95, 102]), shared, 0.95)
    assert found.high - found.low == pytest.approx(2 * 1.96 * np.sqrt(100 / 8), rel=0.01)  # of 100, not of a million


def test_the_floor_is_not_above_what_the_arms_vary_by_themselves():
    reach, nobody = [2807, 2760, 2841, 2790, 2822], [0, 0, 0, 0, 0]  # of a few thousand: who is left is hard to reach
    expected = stats.ttest_rel(reach, nobody).confidence_interval(0.95)
    assert paired(reach, nobody, 0.95)[1:] == pytest.approx((expected.low, expected.high))
    assert paired([2807] * 5, nobody, 0.95).high == pytest.approx(2807 + 1.96 * np.sqrt(2807 / 5), rel=1e-5)


def test_the_floor_does_not_touch_counts_that_vary_more_than_poisson():
    arm, none = [310, 420, 260, 355, 298], [0, 0, 0, 0, 0]
    expected = stats.ttest_rel(arm, none).confidence_interval(0.95)
    assert paired(arm, none, 0.95)[1:] == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize(
    ("treatment", "baseline", "step"),
    [
        ([59.7, 79.6, 39.8], [19.9, 39.8, 0.0], 19.9),  # two orders more, at a price
        ([-576, -580, -570], [-76, -80, -70], 2),
        ([0.071, 0.074, 0.070], [0.061, 0.064, 0.060], 0.001),
    ],
)
def test_what_differs_by_the_same_in_every_run_is_known_no_better_than_its_steps_counted(treatment, baseline, step):
    found, seen = paired(treatment, baseline, 0.95), abs(treatment[0] - baseline[0])
    assert found.high - found.low == pytest.approx(2 * 1.96 * np.sqrt(step * seen / 3), rel=0.01)
    assert found.sign == np.sign(treatment[0] - baseline[0])


def test_a_level_alike_in_every_run_has_no_bounds():
    assert student([0.1 + 0.2, 0.3], 0.95)[1:] == (None, None)  # alike but for rounding


def test_only_arms_equal_in_every_run_have_no_width():
    same = paired([0.1, 0.7, 0.3], [0.1, 0.7, 0.3], 0.95)
    assert same == (0.0, 0.0, 0.0)
    other = paired([4, 6, 5], [5, 5, 5], 0.95)  # equal on average only
    assert other.mean == 0
    assert other.low < 0 < other.high


def test_poisson_counts_are_covered_as_often_as_is_said_and_hardly_more():
    shared, added = RNG.poisson([[[40]], [[20]]], (2, 20_000, 5)).astype(float)
    found = bounds_of_differences(
        (shared + added).mean(axis=1), shared.mean(axis=1), added.std(axis=1, ddof=1), 5, 0.95, grain=1.0
    )
    assert np.mean((found.low <= 20) & (found.high >= 20)) == pytest.approx(0.975, abs=0.01)


@pytest.mark.parametrize(("arm", "none"), [
    ([0, 1, 0, 0, 2], [4, 9, 1, 12, 3]), ([0, 0, 0], [1, 9, 5]), ([0.5, 0.0, 0.1], [30.0, 2.0, 11.0]),
])  # fmt: skip
def test_no_more_than_all_can_be_lost(arm, none):
    found = paired(arm, none, 0.95, lowest=0.0)
    assert found.low >= -np.mean(none)
    assert found.low <= found.mean <= found.high


def test_no_level_is_below_nothing():
    assert student([0.0, 1.0, 30.0], 0.95).low < 0
    assert student([0.0, 1.0, 30.0], 0.95, lowest=0.0).low == 0
    assert student([0.8, 0.99, 0.7], 0.95, lowest=0.0, highest=1.0).high == 1


def test_no_rate_leaves_zero_to_one():
    found = paired([0.99, 0.7, 0.95], [0.9, 0.65, 0.7], 0.95, lowest=0.0, highest=1.0)
    assert found.high == pytest.approx(1 - 0.75)
    assert paired([0.99, 0.7, 0.95], [0.9, 0.65, 0.7], 0.95).high > 0.3


def test_findings_among_several_arms_hold_together():
    arm, none = [190, 212, 175, 199, 180], [210, 214, 209, 211, 213]
    assert paired(arm, none, 0.95).sign == -1
    assert paired(arm, none, 0.95, looks=3).sign == 0
    assert paired(arm, none, 0.95, looks=3) == paired(arm, none, joint_level(0.95, 3))


def test_a_ratio_is_unbounded_where_what_is_below_may_be_nothing():
    assert fieller([1.0, 1.0, 1.0], [5.0, -4.0, 2.0], 0.95) == (1.0, None, None)
    assert fieller([1.0, 1.0], [-5.0, -4.0], 0.95) == (None, None, None)
    found = fieller([2.0, 2.0, 2.0], [9.0, 10.0, 11.0], 0.95)
    half = t_quantile(2, 0.95) / np.sqrt(3)
    assert found == pytest.approx((0.2, 2 / (10 + half), 2 / (10 - half)))


def test_the_ratios_interval_holds_the_true_ratio_as_often_as_it_says():
    hits = []
    for _ in range(2000):
        added = RNG.normal(10, 3, 6)
        paid = 40 + 2 * (added - 10) + RNG.normal(0, 2, 6)  # dearer where more came
        found = fieller(paid, added, 0.9)
        hits.append(found.low is None or found.low < 4.0 < found.high)
    assert np.mean(hits) == pytest.approx(0.9, abs=0.02)
