"""Reviewers' queue: what queueing theory expects, priorities, and cases that are never lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_sim.phases.moderate.queue import Case, Desk, busy_probability, expected_waits


def play(per_hour, hours, reviewers, n, seed=2):
    """Let n cases of several classes come at random, and return class and wait of each.

    Gaps and service times have the means asked for to the letter, which leaves less to chance.
    """
    rng = np.random.default_rng(seed)
    came = np.cumsum(rng.exponential(1.0, n))
    came *= n / sum(per_hour) / came[-1]
    urgency = rng.choice(len(per_hour), n, p=np.array(per_hour) / sum(per_hour))
    service = rng.exponential(1.0, n)
    service *= hours / service.mean()
    desk = Desk(reviewers)
    for k in range(n):
        desk.put(Case(k, 0, 0, int(urgency[k]), float(came[k]), float(service[k])))
    done = desk.until(float("inf"))
    assert len(done) == n
    return np.array([[each.case.urgency, each.waited] for each in done]).T


@pytest.mark.parametrize(("reviewers", "use"), [(1, 0.5), (2, 0.6), (5, 0.65)])
def test_the_mean_wait_is_that_of_the_mmc_queue_within_five_percent(reviewers, use):
    runs = [play([use * reviewers / 0.05], 0.05, reviewers, 100_000, seed)[1] for seed in range(4)]
    waited = np.concatenate(runs)  # a single run scatters by two or three per cent
    chance = busy_probability(use * reviewers, reviewers)
    assert waited.mean() == pytest.approx(chance * 0.05 / (reviewers * (1 - use)), rel=0.05)
    assert (waited > 0).mean() == pytest.approx(chance, rel=0.05)
    assert expected_waits([use * reviewers / 0.05], 0.05, reviewers)[0] == pytest.approx(waited.mean(), rel=0.05)


def test_urgent_cases_wait_less_as_theory_says_of_priorities_that_do_not_interrupt():
    per_hour = [15.0, 25.0, 25.0]
    urgency, waited = np.hstack([play(per_hour, 0.05, 5, 100_000, seed) for seed in range(4)])
    expected = expected_waits(per_hour, 0.05, 5)
    assert [waited[urgency == k].mean() for k in range(3)] == pytest.approx(expected, rel=0.05)
    assert expected == sorted(expected)


def test_where_more_comes_than_can_be_done_only_the_least_urgent_wait_for_ever():
    assert [wait == float("inf") for wait in expected_waits([50.0, 60.0], 0.05, 5)] == [False, True]
    urgency, waited = play([50.0, 60.0], 0.05, 5, 60_000)
    assert waited[urgency == 0].mean() == pytest.approx(expected_waits([50.0, 60.0], 0.05, 5)[0], rel=0.05)


@pytest.mark.parametrize(("load", "reviewers", "known"), [(0.5, 1, 0.5), (1.0, 2, 1 / 3), (8.0, 10, 0.4092)])
def test_the_probability_to_wait_is_erlangs(load, reviewers, known):
    assert busy_probability(load, reviewers) == pytest.approx(known, rel=1e-3)


def test_a_reviewer_takes_the_most_urgent_case_that_has_come_and_finishes_it():
    desk = Desk(1)
    for note, urgency, came in [(1, 2, 0.0), (2, 2, 0.5), (3, 0, 0.7), (4, 1, 0.6)]:
        desk.put(Case(note, 0, 0, urgency, came, 1.0))
    done = desk.until(10.0)
    assert [each.case.note for each in done] == [1, 3, 4, 2]
    assert [each.began for each in done] == [0.0, 1.0, 2.0, 3.0]


def test_a_new_reason_makes_a_waiting_case_more_urgent_and_never_less():
    desk = Desk(1)
    for note, urgency in [(1, 1), (2, 2), (3, 2)]:
        desk.put(Case(note, 0, 0, urgency, 0.0, 1.0))
    desk.until(0.5)
    desk.hasten({3: 0, 2: 3})
    assert [each.case.note for each in desk.until(10.0)] == [1, 3, 2]


def test_nobody_at_work_decides_nothing():
    desk = Desk(0)
    desk.put(Case(1, 0, 0, 0, 1.0, 1.0))
    assert desk.until(1e9) == []
    assert (desk.length(0.5), desk.length(1.0)) == (0, 1)


def test_cases_that_come_at_once_are_begun_then_by_whoever_is_free():
    desk = Desk(3)
    for note in range(4):
        desk.put(Case(note, 0, 0, 0, 10.0, 2.0))
    assert sorted(each.began for each in desk.until(20.0)) == [10.0, 10.0, 10.0, 12.0]


cases = st.lists(st.tuples(st.integers(0, 3), st.floats(0, 50), st.floats(0.01, 5)), max_size=40)


@settings(deadline=None)
@given(cases=cases, reviewers=st.integers(1, 4), steps=st.lists(st.floats(0, 60), max_size=6))
def test_it_makes_no_difference_how_often_one_looks(cases, reviewers, steps):
    """Time passes in one go or in steps, and what is decided, by whom and when is the same."""
    whole, parts = Desk(reviewers), Desk(reviewers)
    for n, (urgency, came, service) in enumerate(cases):
        whole.put(Case(n, 0, 0, urgency, came, service))
        parts.put(Case(n, 0, 0, urgency, came, service))
    in_parts = [done for now in [*sorted(steps), 1e6] for done in parts.until(now)]
    assert sorted(in_parts) == sorted(whole.until(1e6))
    assert len(in_parts) == len(cases)


@settings(deadline=None)
@given(cases=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(1, 4)), max_size=40),
       reviewers=st.integers(1, 4))  # fmt: skip
def test_nothing_is_begun_before_it_comes(cases, reviewers):
    desk = Desk(reviewers)
    for n, (urgency, came, service) in enumerate(cases):
        desk.put(Case(n, 0, 0, urgency, float(came), float(service)))
    assert all(each.waited >= 0 for each in desk.until(1e6))
