"""Invariants of the generated ties: names and threads don't matter, the seed does."""

import numba
import numpy as np
import pytest
from graph_market import generate, market, ties
from hypothesis import given, settings
from hypothesis import strategies as st


def rows_of(graph):
    return [graph.followers_of(creator).tolist() for creator in range(graph.n_users)]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), n=st.integers(40, 400), readers=st.floats(0.1, 1.0))
def test_relabelling_users_relabels_the_ties(seed, n, readers):
    people = market(n, seed, readers)
    names = np.random.default_rng(seed).permutation(n)  # new row r is old row names[r]
    for before, after in zip(ties(people), ties(tuple(column[names] for column in people)), strict=True):
        for new, old in enumerate(names.tolist()):
            assert sorted(names[after.followers_of(new)].tolist()) == before.followers_of(old).tolist()


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    n=st.integers(40, 300),
    homophily=st.floats(0, 1),
    copy_share=st.floats(0, 1),
    closeness=st.floats(0.05, 1),
    log_sd=st.floats(0, 2),
)
def test_rows_ascend_and_hold_no_self_loop_whatever_the_dials(seed, n, homophily, copy_share, closeness, log_sd):
    people = market(n, seed, 0.7)
    found = ties(
        people, key=seed, homophily=homophily, copy_share=copy_share, closeness=closeness,
        followees_log_sd=log_sd, friends_log_sd=log_sd,
    )  # fmt: skip
    assert found.follows.n_followers().tolist() == people[2].tolist()
    for graph in found:
        assert graph.indptr[0] == 0
        assert graph.indptr[-1] == graph.n_edges
        for creator, row in enumerate(rows_of(graph)):
            assert row == sorted(set(row))
            assert creator not in row
            assert people[3][row].all()


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
    assert shared < 0.7 * first.n_edges


def test_one_users_followers_move_nobody_elses():
    topics, keys, followers, is_reader = market(2000)
    heavier = followers.copy()
    heavier[7] += 5
    before, after = (rows_of(generate((topics, keys, wished, is_reader))) for wished in (followers, heavier))
    assert [row for row in range(2000) if before[row] != after[row]] == [7]
