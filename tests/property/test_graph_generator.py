"""Invariants of the generated graph: names and threads don't matter, the seed does."""

import numba
import numpy as np
import pytest
from graph_market import generate, market
from hypothesis import given, settings
from hypothesis import strategies as st


def rows_of(graph):
    return [graph.followers_of(creator).tolist() for creator in range(graph.n_users)]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), n=st.integers(40, 400), mean=st.floats(1.0, 35.0))
def test_relabelling_users_relabels_the_graph(seed, n, mean):
    topics, keys, weight = market(n, seed)
    names = np.random.default_rng(seed).permutation(n)  # new row r is old row names[r]
    before = generate((topics, keys, weight), mean_followees=mean)
    after = generate((topics[names], keys[names], weight[names]), mean_followees=mean)
    for new, old in enumerate(names.tolist()):
        assert sorted(names[after.followers_of(new)].tolist()) == before.followers_of(old).tolist()


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    n=st.integers(40, 300),
    homophily=st.floats(0, 1),
    copy_share=st.floats(0, 1),
    circle_size=st.integers(2, 60),
    log_sd=st.floats(0, 2),
)
def test_rows_ascend_and_hold_no_self_loop_whatever_the_dials(seed, n, homophily, copy_share, circle_size, log_sd):
    graph = generate(
        market(n, seed), key=seed, homophily=homophily, copy_share=copy_share,
        circle_share=1 - copy_share, circle_size=circle_size, followees_log_sd=log_sd,
    )  # fmt: skip
    assert graph.indptr[0] == 0
    assert graph.indptr[-1] == graph.n_edges
    assert graph.n_edges == pytest.approx(30 * n, rel=0.03)
    for creator, row in enumerate(rows_of(graph)):
        assert row == sorted(set(row))
        assert creator not in row
        assert not row or (row[0] >= 0 and row[-1] < n)


@pytest.mark.skipif(numba.config.NUMBA_NUM_THREADS < 2, reason="needs two threads")
def test_one_and_two_threads_give_the_same_graph():
    people = market(5000)
    before = numba.get_num_threads()
    try:
        numba.set_num_threads(1)
        alone = generate(people)
        numba.set_num_threads(2)
        together = generate(people)
    finally:
        numba.set_num_threads(before)
    assert np.array_equal(alone.indptr, together.indptr)
    assert np.array_equal(alone.followers, together.followers)


def test_the_same_key_repeats_the_graph_and_another_changes_it():
    people = market(500)
    first, again, other = generate(people), generate(people), generate(people, key=2)
    assert rows_of(first) == rows_of(again)
    shared = sum(len(set(a) & set(b)) for a, b in zip(rows_of(first), rows_of(other), strict=True))
    assert shared < 0.5 * first.n_edges


def test_one_users_weight_moves_little_of_the_others():
    topics, keys, weight = market(2000)
    heavier = weight.copy()
    heavier[7] *= 1.5
    before, after = generate((topics, keys, weight)), generate((topics, keys, heavier))
    kept = sum(len(set(a) & set(b)) for a, b in zip(rows_of(before), rows_of(after), strict=True))
    assert kept > 0.9 * before.n_edges
