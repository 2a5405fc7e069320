"""Who is best, from runs whose answer is plain or known in closed form."""

import numpy as np
import pytest
from scipy import stats

from xhs_sim.verdict.best import against, probability_best, runs_needed, tell_apart

RNG = np.random.default_rng(0)
NOON, MORNING = [210, 214, 209, 211, 213], [190, 212, 175, 199, 180]
EVENING, NIGHT = [196, 199, 195, 197, 198], [170, 168, 165, 173, 169]
HOURS = np.array([NOON, MORNING, EVENING, NIGHT], dtype=float).T


@pytest.mark.parametrize("n", [5, 8, 20])
def test_of_two_arms_it_is_students_with_one_more_run_without_difference(n):
    values = RNG.normal(0, 1, (n, 2)) + np.array([0.0, 0.4])
    difference = np.append(values[:, 1] - values[:, 0], 0.0)
    scale = np.sqrt((difference**2).sum() - difference.mean() ** 2 * (n + 1)) / np.sqrt((n + 1) * (n - 1))
    expected = stats.t.cdf(difference.mean() / scale, n - 1)
    assert probability_best(values)[1] == pytest.approx(expected, abs=0.012)


def test_many_figures_at_once_give_what_each_gives_alone():
    values = RNG.normal(0, 1, (70, 6, 3))
    together = probability_best(values, "lower")
    assert together.shape == (70, 3)
    assert together.sum(axis=1) == pytest.approx(1)
    assert np.array_equal(together[64], probability_best(values[64], "lower"))


def test_the_baseline_can_be_best_and_lower_can_be_better():
    found = probability_best(HOURS)
    assert found.argmax() == 0
    assert 0.95 < found[0] < 0.99
    assert probability_best(HOURS, "lower").argmax() == 3


def test_fewer_than_five_runs_give_no_probability():
    assert probability_best(HOURS[:4]) is None
    assert probability_best(HOURS[:, :1]) is None


def test_five_runs_never_say_a_hundred_percent():
    sure = probability_best(np.array([[0, 100]] * 5) + RNG.normal(0, 1e-6, (5, 2)))
    assert 0.99 < sure[1] < 0.9975


def test_arms_equal_to_the_bit_share_what_they_have():
    column = RNG.normal(0, 1, 6)
    assert probability_best(np.stack([column, column], axis=1)).tolist() == [0.5, 0.5]
    found = probability_best(np.stack([column, column + RNG.normal(3, 0.1, 6), column], axis=1))
    assert found[0] == found[2]
    assert found[1] > 0.98


def test_the_best_is_told_apart_only_if_it_is_from_every_other():
    found = tell_apart(HOURS, "higher", 0.95)
    assert (found.best, found.next, found.is_apart, found.open) == (0, 2, True, ())
    assert found.lead.low > 0
    close = tell_apart(np.column_stack([HOURS, HOURS[:, 0] + [3, -3, 2, -1, 0]]), "higher", 0.95)
    assert (close.best, close.next, close.is_apart, close.open) == (4, 0, False, (0,))


def test_where_lower_is_better_a_lead_is_still_positive():
    found = tell_apart(HOURS, "lower", 0.95)
    assert (found.best, found.next) == (3, 1)
    assert found.lead.mean > 0
    assert found.lead.low < found.lead.mean < found.lead.high


def test_four_runs_tell_nothing_apart():
    assert tell_apart(HOURS[:4], "higher", 0.95).open == (1, 2, 3)


def test_findings_against_the_baseline_hold_together():
    assert [found and found.sign for found in against(HOURS, 0, 0.95)] == [None, 0, -1, -1]


def test_of_equal_arms_one_is_rarely_told_apart_or_found_different():
    told, found = [], []
    for _ in range(1500):
        values = RNG.normal(0, 1, (6, 4))
        told.append(tell_apart(values, "higher", 0.9).is_apart)
        found.append(any(each and each.sign for each in against(values, 0, 0.9)))
    assert np.mean(told) < 0.05
    assert np.mean(found) == pytest.approx(0.09, abs=0.025)


def test_as_many_runs_as_are_asked_for_tell_in_four_of_five_studies():
    seen = np.array([10.0, 14.0, 2.0, 6.0, 8.0]) - 3.0
    n = runs_needed(seen, 0.95)
    fresh = RNG.normal(seen.mean(), seen.std(ddof=1), (4000, n))
    t = fresh.mean(axis=1) / fresh.std(axis=1, ddof=1) * np.sqrt(n)
    assert np.mean(t > stats.t.ppf(0.975, n - 1)) == pytest.approx(0.8, abs=0.06)


@pytest.mark.parametrize(("differences", "runs"), [
    ([3.0], None), ([1.0, -1.0], None), ([2.0, 2.0], 5), ([0.0, 0.0], None), ([1.0, -30.0, 29.5, 0.0], None),
])  # fmt: skip
def test_no_number_of_runs_where_nothing_is_seen(differences, runs):
    assert runs_needed(differences, 0.95) == runs
