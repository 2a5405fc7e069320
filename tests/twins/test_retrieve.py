"""Retrieval: which windows a session reads, and how they are scored."""

import numpy as np
import pytest
from numba import njit

from xhs_sim.config import load_config
from xhs_sim.kernels.lanes import LANES
from xhs_sim.phases.engagement.law import Keys
from xhs_sim.phases.serve.desk import NOTHING, new_desk
from xhs_sim.phases.serve.law import HOT, N_POOLS, OLDER, OLDER_POOL, feed_law
from xhs_sim.phases.serve.pools import HOLE, VEC_UNIT, Pools
from xhs_sim.phases.serve.retrieve import choose_windows, score_windows
from xhs_sim.world.columns import N_DIMS

CONFIG = load_config()
LAW = feed_law(CONFIG.feed, CONFIG.ranker, CONFIG.engage)
N_TOPICS, WINDOWS = 4, 50  # windows of each of the twenty pools
KEYS = Keys(*(np.uint64(n) for n in range(9)))


@njit
def windows_of(desk, pools, user, session, law, keys):
    return choose_windows(desk, pools, user, session, law, keys)


@njit
def scores_of(desk, pools, n):
    score_windows(desk, pools, n)


def pools_of(rng):
    n = N_POOLS * N_TOPICS * WINDOWS
    size = np.full(N_POOLS * N_TOPICS, WINDOWS, np.int32)
    vec = rng.integers(-127, 128, (n, N_DIMS, LANES)).astype(np.int8)
    note = np.arange(n * LANES, dtype=np.int32).reshape(n, LANES)
    score = rng.normal(0, 1, (n, LANES)).astype(np.float32)
    score[:, 13:] = HOLE
    start = (np.cumsum(size) - size).astype(np.int32)
    mark, near = (note % 512).astype(np.uint16), np.zeros((0, 2), np.int32)
    return Pools(start, size, note, note.astype(np.int64), mark, note // 7, vec, score, near, N_TOPICS, 1, 1)


POOLS = pools_of(np.random.default_rng(2))
SHARES = np.array([0.5, 0.3, 0.15, 0.05])


def draw(session, quota=(2, 2, 1, 3, 1)):
    desk = new_desk()
    desk.shares[:N_TOPICS] = np.cumsum(SHARES)
    law = LAW._replace(quota=np.array(quota, np.int64), deep=np.array(quota, np.int64), wide=0, older=0)
    n = windows_of(desk, POOLS, 7, session, law, KEYS)
    return desk.window[:n].copy(), desk.channel[:n].copy()


def test_no_window_is_read_twice_and_no_quota_is_exceeded():
    for session in range(300):
        windows, channels = draw(session)
        assert len(set(windows.tolist())) == len(windows)
        assert (np.bincount(channels, minlength=5) <= (2, 2, 1, 3, 1)).all()
        pool = windows // (N_TOPICS * WINDOWS)
        assert (pool == np.minimum(channels, 3)).all()  # exploration reads the main pool


def test_topics_are_drawn_by_taste_and_exploration_by_none():
    drawn = [draw(session, quota=(1, 0, 0, 0, 1)) for session in range(6000)]
    topics = np.array([[w // WINDOWS % N_TOPICS for w in windows] for windows, _ in drawn])
    by_taste, at_random = (np.bincount(topics[:, i], minlength=N_TOPICS) / len(topics) for i in range(2))
    assert by_taste == pytest.approx(SHARES, abs=0.03)
    assert at_random == pytest.approx(np.full(N_TOPICS, 0.25), abs=0.03)


def test_whoever_asks_again_is_shown_what_did_well_by_taste_and_on_any_topic():
    desk, again, topics = new_desk(), 12, []
    desk.shares[:N_TOPICS] = np.cumsum(SHARES)
    law = LAW._replace(quota=np.array((2, 2, 1, 3, 1)), deep=np.array((0, 0, 1, 0, 0)), wide=1, older=0)
    for request in range(6000):
        n = windows_of(desk, POOLS, 7, again + request, law, KEYS)
        assert set(desk.channel[:n].tolist()) == {HOT}
        assert (desk.window[:n] // (N_TOPICS * WINDOWS) == HOT).all()
        if n == 2:
            topics.append(desk.window[:n] // WINDOWS % N_TOPICS)
    by_taste, at_random = (np.bincount(np.array(topics)[:, i], minlength=N_TOPICS) / len(topics) for i in range(2))
    assert by_taste == pytest.approx(SHARES, abs=0.03)
    assert at_random == pytest.approx(np.full(N_TOPICS, 0.25), abs=0.03)
    first = windows_of(desk, POOLS, 7, again - 1, law, KEYS)
    assert len(set(desk.channel[:first].tolist())) == 5  # the first request of a session is as it was


def test_whoever_asks_again_is_shown_older_hits_by_taste_and_nobody_else_is():
    desk, again, topics = new_desk(), 12, []
    desk.shares[:N_TOPICS] = np.cumsum(SHARES)
    law = LAW._replace(quota=np.array((2, 2, 1, 3, 1)), deep=np.zeros(5, np.int64), wide=0, older=2)
    for request in range(3000):
        n = windows_of(desk, POOLS, 7, again + request, law, KEYS)
        assert set(desk.channel[:n].tolist()) == {OLDER}
        assert (desk.window[:n] // (N_TOPICS * WINDOWS) == OLDER_POOL).all()
        topics.append(desk.window[0] // WINDOWS % N_TOPICS)
    assert np.bincount(topics, minlength=N_TOPICS) / len(topics) == pytest.approx(SHARES, abs=0.04)
    first = windows_of(desk, POOLS, 7, again - 1, law, KEYS)
    assert OLDER not in desk.channel[:first]


def test_hot_notes_are_read_from_a_circle_of_their_own_size():
    halves, desk, found = POOLS._replace(n_topics=N_TOPICS // 2, n_circles=2, n_hot=1), new_desk(), {}
    desk.shares[: N_TOPICS // 2] = (0.5, 1.0)
    for user in range(40):
        for session in range(5):
            n = windows_of(desk, halves, user, session, LAW, KEYS)
            of_hot = desk.channel[:n] == HOT
            for hot in (False, True):
                circles = desk.window[:n][of_hot == hot] // WINDOWS % 2
                found.setdefault(hot, set()).update(circles.tolist())
    assert found == {False: {0, 1}, True: {0}}


def test_a_user_reads_from_one_circle_all_life_long():
    halves, desk, found = POOLS._replace(n_topics=N_TOPICS // 2, n_circles=2, n_hot=2), new_desk(), {}
    desk.shares[: N_TOPICS // 2] = (0.5, 1.0)
    for user in range(40):
        for session in range(5):
            n = windows_of(desk, halves, user, session, LAW, KEYS)
            found.setdefault(user, set()).update((desk.window[:n] // WINDOWS % 2).tolist())
    assert {len(circles) for circles in found.values()} == {1}
    assert {circle for circles in found.values() for circle in circles} == {0, 1}


def test_a_channel_without_a_quota_is_not_read():
    assert set(draw(1, quota=(0, 3, 0, 0, 0))[1].tolist()) == {1}


def test_scores_are_inner_products_and_what_all_have_in_common():
    desk = new_desk()
    desk.query[:] = np.random.default_rng(3).normal(0, 1, N_DIMS)
    desk.window[:3] = 5, 17, 230
    scores_of(desk, POOLS, 3)
    for j, w in enumerate((5, 17, 230)):
        expected = POOLS.score[w] + desk.query @ (POOLS.vec[w].astype(np.float32) / VEC_UNIT)
        assert desk.score[j * LANES : (j + 1) * LANES] == pytest.approx(expected, rel=1e-4)


def test_what_was_seen_is_no_candidate():
    desk = new_desk()
    desk.query[:], desk.window[0] = 1.0, 9
    for mark in POOLS.mark[9, [2, 7]].tolist():
        desk.seen[mark >> 6] |= np.uint64(1) << np.uint64(mark & 63)
    scores_of(desk, POOLS, 1)
    there = np.flatnonzero(desk.score[:LANES] > NOTHING)
    assert there.tolist() == [lane for lane in range(13) if lane not in (2, 7)]
