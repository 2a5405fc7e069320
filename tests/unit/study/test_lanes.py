"""Runs that share their days keep to one worker while the others have work, and none idles while runs wait."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from xhs_sim.study.lanes import Lanes


def drained(families, n_lanes):
    """Return the runs of each lane when all runs last as long."""
    lanes, done = Lanes(families, n_lanes), [[] for _ in range(n_lanes)]
    while not lanes.is_empty:
        for lane, its in enumerate(done):
            run = lanes.take(lane)
            its.extend([] if run is None else [run])
    return done


def in_families(*sizes):
    places = iter(range(sum(sizes)))
    return [[next(places) for _ in range(size)] for size in sizes]


@given(st.lists(st.integers(1, 6), max_size=8), st.integers(1, 4))
def test_every_run_is_done_once_and_all_lanes_end_together(sizes, n_lanes):
    done = drained(in_families(*sizes), n_lanes)
    assert sorted(run for its in done for run in its) == list(range(sum(sizes)))
    assert max(map(len, done)) - min(map(len, done)) <= 1


@given(st.lists(st.integers(1, 6), max_size=8), st.integers(1, 4))
def test_a_family_is_split_only_once_all_are_begun(sizes, n_lanes):
    families = in_families(*sizes)
    done = drained(families, n_lanes)
    whose = {run: number for number, family in enumerate(families) for run in family}
    lived = Counter(number for its in done for number in {whose[run] for run in its})
    assert sum(n > 1 for n in lived.values()) <= n_lanes  # those that were under way when the last was begun


def test_five_seeds_of_four_arms_are_lived_six_times_by_two_workers():
    done = drained(in_families(4, 4, 4, 4, 4), 2)
    assert done == [[0, 1, 2, 3, 8, 9, 10, 11, 16, 17], [4, 5, 6, 7, 12, 13, 14, 15, 19, 18]]


def test_runs_that_share_with_none_are_spread_one_by_one():
    assert drained(in_families(1, 1, 1, 1, 1), 2) == [[0, 2, 4], [1, 3]]


def test_one_seed_alone_is_split():
    assert drained(in_families(2), 2) == [[0], [1]]
    assert drained(in_families(4), 3) == [[0, 1], [3], [2]]


def test_a_thief_keeps_to_the_days_that_it_has_lived():
    lanes = Lanes(in_families(4, 4), 3)
    assert [lanes.take(lane) for lane in (0, 1, 2)] == [0, 4, 3]
    assert lanes.take(0) == 1
    assert lanes.take(2) == 2  # though the other lane has more


def test_runs_of_a_lost_worker_come_first_again():
    lanes = Lanes(in_families(4, 2), 2)
    lanes.put_back(0, [lanes.take(0), lanes.take(0)])
    assert [lanes.take(0) for _ in range(4)] == [0, 1, 2, 3]


def test_a_lane_that_is_closed_leaves_its_runs_together():
    lanes = Lanes(in_families(4, 2), 2)
    assert [lanes.take(lane) for lane in (0, 1, 1)] == [0, 4, 5]
    lanes.close(0)
    assert [lanes.take(1) for _ in range(4)] == [1, 2, 3, None]
    assert lanes.is_empty
