"""Following and unfollowing behave like adding to and removing from a set of pairs."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_sim.world.follower_graph import from_pairs, with_changes

N = 12
EDGES = st.lists(st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)), max_size=60)


def arrays(edges):
    table = np.array(edges, np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def pairs_of(graph):
    creators, users = graph.pairs()
    return list(zip(creators.tolist(), users.tolist(), strict=True))


def proper(edges):
    return {(creator, user) for creator, user in edges if creator != user}


@settings(max_examples=100, deadline=None)
@given(old=EDGES, new=EDGES, gone=EDGES)
def test_a_days_changes_are_a_union_and_a_difference(old, new, gone):
    graph = from_pairs(*arrays(old), N)
    assert pairs_of(graph) == sorted(proper(old))
    grown = with_changes(graph, arrays(new))
    assert pairs_of(grown) == sorted(proper(old) | proper(new))
    for left in (with_changes(grown, ended=arrays(gone)), with_changes(graph, arrays(new), arrays(gone))):
        assert pairs_of(left) == sorted((proper(old) | proper(new)) - proper(gone))
    assert pairs_of(graph) == sorted(proper(old))


@settings(max_examples=50, deadline=None)
@given(edges=EDGES)
def test_turning_round_twice_is_the_same_graph(edges):
    graph = from_pairs(*arrays(edges), N)
    again = graph.by_user().by_user()
    assert np.array_equal(again.indptr, graph.indptr)
    assert np.array_equal(again.followers, graph.followers)
