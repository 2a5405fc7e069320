"""Pools: windows against a slow, obvious version, and which pool a note is in."""

import numpy as np
import pytest
from compiled import compiled
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_world import count_acts

from xhs_sim.config import load_config
from xhs_sim.kernels.random import bits
from xhs_sim.phases.serve.circles import by_circle, circle_of, circles_of, hot_circles, shelves_of
from xhs_sim.phases.serve.law import FRESH, HOT, MAIN, N_POOLS, RISING
from xhs_sim.phases.serve.pools import HOLE, LANES, VEC_UNIT, fill_windows, ladder_law, lifetime_days, sort_notes
from xhs_sim.phases.serve.score import signals_of
from xhs_sim.phases.serve.sizes import Sizes, window_counts
from xhs_sim.world.columns import N_DIMS, NoteLog
from xhs_sim.world.note_counts import NoteCounts

RUNGS = ("guarantee=100", "bar=-0.02", "bar_step=0.3", "age_step=0.3", "hot_step=0.6", "acts=0.1")
NO_LOTS = "luck=0"  # else every note's bar is moved by its own
LADDER = load_config([f"feed.ladder.{each}" for each in (NO_LOTS, *RUNGS)]).feed.ladder
LAW = ladder_law(LADDER)
KEY = np.uint64(99)
N_TOPICS = 3


def log_of(keys, **changes):
    n = len(keys)
    usual = NoteLog(
        np.array(keys, np.int64), np.zeros(n, np.int32), np.zeros(n, np.int16), np.zeros(n, np.int8),
        np.zeros(n, np.int8), np.zeros(n, np.uint8), np.full(n, -1, np.int8), np.zeros(n, np.uint8),
        np.random.default_rng(1).normal(0, 0.4, (n, N_DIMS)).astype(np.float32),
        *(np.zeros(n, np.float32) for _ in range(3)), np.zeros(n, np.uint32),
    )  # fmt: skip
    return usual._replace(**{name: np.asarray(v, getattr(usual, name).dtype) for name, v in changes.items()})


def slow_windows(log, pool, start, size):
    """Sort all notes of each window by hash and keep sixteen."""
    held = {w: [] for w in range(start[-1] + size[-1])}
    for n in range(len(log.key)):
        if pool[n] >= 0:
            row = pool[n] * N_TOPICS + log.topic[n]
            draw = int(bits(KEY, int(log.key[n]), 0))
            window = int(start[row]) + (((draw >> 32) * int(size[row])) >> 32)
            held[window].append((int(bits(KEY, int(log.key[n]), 1)), n))
    return {w: [n for _, n in sorted(notes)[:LANES]] for w, notes in held.items()}


NOTES = st.lists(st.tuples(st.integers(-1, N_POOLS - 1), st.integers(0, N_TOPICS - 1)), min_size=1, max_size=150)


@settings(max_examples=40, deadline=None)
@given(NOTES, st.integers(1, 4))
def test_windows_hold_what_the_hashes_say(notes, windows):
    pool, topics = np.array([p for p, _ in notes], np.int8), [t for _, t in notes]
    log = log_of(range(1000, 1000 + len(notes)), topic=topics)
    size = np.full(N_POOLS * N_TOPICS, windows, np.int32)
    start = (np.cumsum(size) - size).astype(np.int32)
    score = np.arange(len(notes), dtype=np.float32)
    note, names, _, creator, vec, common = fill_windows(
        log, pool, score, shelves_of(log, 1), start, size, N_TOPICS, KEY
    )
    for w, expected in slow_windows(log, pool, start, size).items():
        assert [n for n in note[w] if n >= 0] == expected
        assert names[w, : len(expected)].tolist() == log.key[expected].tolist()
        assert creator[w, : len(expected)].tolist() == log.creator[expected].tolist()
        assert common[w, : len(expected)].tolist() == score[expected].tolist()
        assert (common[w, len(expected) :] == HOLE).all()
        known = np.clip(log.vec[expected], -1.27, 1.27)
        assert np.allclose(vec[w, :, : len(expected)].T / VEC_UNIT, known, atol=0.0051)


compiled_circle = compiled(circle_of)


@pytest.mark.parametrize(("n_users", "circles"), [(500, 1), (140_000, 1), (160_000, 2), (1_000_000, 10)])
def test_a_larger_market_has_more_circles(n_users, circles):
    assert circles_of(n_users, 100_000) == circles


def test_circles_share_out_notes_evenly_and_shelves_keep_topics_together():
    log = log_of(range(1000, 4000), topic=np.arange(3000) % N_TOPICS)
    shelf = shelves_of(log, 5)
    assert np.array_equal(shelf // 5, log.topic)
    assert shelf[:50].tolist() == [log.topic[n] * 5 + compiled_circle(log.key[n], 5) for n in range(50)]
    assert np.bincount(shelf % 5) == pytest.approx(np.full(5, 600), abs=90)  # four standard errors
    assert np.array_equal(shelves_of(log, 1), log.topic)


def test_visitors_come_circle_by_circle_and_within_one_as_they_are():
    keys, rows = np.arange(5000, 6000), np.arange(0, 1000, 3)
    order = by_circle(rows, keys, 4)
    found = [(compiled_circle(keys[row], 4), row) for row in rows[order].tolist()]
    assert found == sorted(found)
    assert len({circle for circle, _ in found}) == 4
    assert by_circle(rows, keys, 1).tolist() == list(range(len(rows)))


def test_one_more_note_changes_one_window():
    size = np.full(N_POOLS * N_TOPICS, 5, np.int32)
    start = (np.cumsum(size) - size).astype(np.int32)
    log = log_of(range(120), topic=np.arange(120) % N_TOPICS)
    score, pool = np.zeros(120, np.float32), np.full(120, 2, np.int8)  # 8 a window: room for all
    all_of_them = fill_windows(log, pool, score, shelves_of(log, 1), start, size, N_TOPICS, KEY)[1]
    pool[7] = -1
    without = fill_windows(log, pool, score, shelves_of(log, 1), start, size, N_TOPICS, KEY)[1]
    assert (all_of_them != without).any(axis=1).sum() == 1


def pools_of(log, ladder=LADDER, followers=1000, impressions=0):
    """Return the pool of each note on day 10, all of them shown equally often so far."""
    counts = NoteCounts(len(log.key), 5)
    for n in range(len(log.key)):
        count_acts(counts, n, impressions=impressions)
    signals = signals_of(log, counts, ladder, np.full(len(log.key), followers), (10, 0, 4))
    return sort_notes(signals, KEY)


def pool_of(ladder=LADDER, followers=1000, impressions=0, **changes):
    return int(pools_of(log_of([5], **changes), ladder, followers, impressions)[0])


def test_a_note_is_fresh_until_it_has_had_its_guarantee():
    assert pool_of(day=[10], impressions=0) == FRESH
    assert pool_of(day=[10], impressions=99) == FRESH
    assert pool_of(day=[10], impressions=100, quality_hat=[-3]) == MAIN
    assert pool_of(day=[9], impressions=0, quality_hat=[-3]) in (MAIN, -1)  # a day is over: no longer promised


def test_a_note_rises_if_it_beats_its_bar_which_grows_with_impressions():
    above = LAW.bar + LAW.bar_step * 1 + 0.01  # at ten times the guarantee
    assert pool_of(day=[10], impressions=1000, quality_hat=[above]) == RISING
    assert pool_of(day=[10], impressions=20_000, quality_hat=[above]) == MAIN
    assert pool_of(day=[10], impressions=1000, engage_hat=[above / LADDER.acts]) == RISING
    assert pool_of(day=[10], impressions=1000, engage_hat=[(above + LAW.hot_step) / LADDER.acts]) == HOT


def test_a_hot_note_outlives_others_by_its_factor_and_none_that_is_not_hot_does():
    brief = LADDER.model_copy(update={"life_days": 1.0, "slow_share": 0.0})
    long = brief.model_copy(update={"hot_life": 100.0})
    at_ten_days = {"day": [0], "impressions": 1000}
    assert [pool_of(ladder, quality_hat=[9], **at_ten_days) for ladder in (brief, long)] == [-1, HOT]
    above = long.bar + long.bar_step * 1 + long.age_step * np.log(11) + 0.05  # rising, were it alive
    assert [pool_of(ladder, quality_hat=[above], **at_ten_days) for ladder in (brief, long)] == [-1, -1]


def test_followers_promote_a_note_as_performance_does():
    above = LAW.bar + LAW.bar_step * 1 + 0.01
    plain, lifted = (LADDER.model_copy(update={"standing": standing}) for standing in (0.0, 0.25))
    for followers in (0, 1000, 10**6):
        assert pool_of(plain, followers, day=[10], impressions=1000, quality_hat=[above]) == RISING
    assert pool_of(lifted, 1000, day=[10], impressions=1000, quality_hat=[above]) == RISING
    assert pool_of(lifted, 0, day=[10], impressions=1000, quality_hat=[above]) == MAIN
    assert pool_of(lifted, 10**6, day=[10], impressions=1000, quality_hat=[above]) == HOT


def test_luck_spreads_notes_that_are_alike_over_the_ladder_half_of_them_up():
    keys, n = range(2000), 2000
    at_the_bar = LAW.bar + LAW.bar_step * 1 - 0.01
    log = log_of(keys, day=[10] * n, quality_hat=[at_the_bar] * n)
    plain, lucky = (LADDER.model_copy(update={"luck": luck}) for luck in (0.0, 0.5))
    pools = [pools_of(log, ladder, impressions=1000) for ladder in (plain, lucky)]
    assert (pools[0] == MAIN).all()
    assert np.isin(pools[1], (RISING, HOT)).mean() == pytest.approx(0.5, abs=0.05)  # four standard errors
    assert 0.02 < (pools[1] == HOT).mean() < 0.3


def test_hot_notes_lie_in_fewer_circles_the_more_they_cross():
    assert [hot_circles(10, crossing) for crossing in (0.0, 0.5, 1.0)] == [10, 3, 1]
    assert hot_circles(1, 0.0) == hot_circles(1, 1.0) == 1


def test_the_bar_rises_with_age():
    flat, steep = (LADDER.model_copy(update={"age_step": step, "slow_share": 1.0}) for step in (0.0, 1.0))
    above = LAW.bar + LAW.bar_step * 1 + 0.01
    assert pool_of(flat, day=[9], impressions=1000, quality_hat=[above]) == RISING
    assert pool_of(steep, day=[9], impressions=1000, quality_hat=[above]) == MAIN
    assert pool_of(steep, day=[9], impressions=1000, quality_hat=[above + np.log(2)]) == RISING  # a day old


def test_notes_of_the_future_and_empty_slots_are_in_no_pool():
    assert pool_of(day=[11]) == -1
    assert pool_of(day=[10], tick=[1]) == -1
    assert pools_of(log_of([-1], day=[10])).tolist() == [-1]


def test_lifetimes_are_mostly_short_with_a_slow_tail():
    days = np.array([lifetime_days(u, LAW) for u in (np.arange(20_000) + 0.5) / 20_000])
    expected = (1 - LAW.slow_share) * LAW.life_days + LAW.slow_share * LAW.slow_life_days
    assert days.mean() == pytest.approx(expected, rel=0.02)
    assert np.median(days) < 1.5
    assert (days > 20).mean() == pytest.approx(LAW.slow_share * np.exp(-20 / LAW.slow_life_days), abs=0.005)


def test_windows_follow_the_organic_notes_in_coarse_steps():
    many = np.arange(1, 2000)
    size = window_counts(many, many)
    assert (np.diff(size) >= 0).all()
    assert len(np.unique(size)) < 30
    assert size[0] == 1
    assert ((many / size) <= 14).all()  # 11 aimed at; steps are rounded
    assert window_counts(np.array([0, 0]), np.array([0, 4])).tolist() == [0, 1]
    assert window_counts(np.array([100]), np.array([300])) == window_counts(np.array([100]), np.array([100]))


def test_windows_are_those_of_yesterdays_notes_at_the_same_hour():
    sizes = Sizes()
    few, many, none = np.array([20, 0]), np.array([200, 40]), np.array([0, 0])
    assert sizes.windows("topics", 0, few, few).tolist() == window_counts(few, few).tolist()  # nothing known yet
    assert sizes.windows("topics", 1, many, many).tolist() == window_counts(many, many).tolist()
    assert sizes.windows("cities", 0, many, many).tolist() == window_counts(many, many).tolist()
    assert sizes.windows("topics", 0, many, many).tolist() == [window_counts(few, few)[0], 1]  # empty yesterday: one
    assert sizes.windows("topics", 0, none, none).tolist() == [0, 0]  # and none without notes
