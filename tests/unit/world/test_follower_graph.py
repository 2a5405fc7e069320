"""The container: small graphs whose answers can be read off by eye."""

import numpy as np
import pytest
from graph_measures import local_clustering, reciprocity, same_topic_share

from xhs_sim.world.follower_graph import FollowerGraph, from_pairs, on_rows, with_changes


def small() -> FollowerGraph:
    """Users 1, 2, 3 follow 0; user 0 follows 2; nobody follows 1; user 4 is alone."""
    return from_pairs(np.array([0, 0, 0, 2]), np.array([3, 1, 2, 0]), 5)


def test_each_row_holds_the_creators_followers_in_ascending_order():
    graph = small()
    assert graph.indptr.tolist() == [0, 3, 3, 4, 4, 4]
    assert graph.followers.tolist() == [1, 2, 3, 0]
    assert (graph.indptr.dtype, graph.followers.dtype) == (np.int64, np.int32)


def test_both_degrees_count_the_same_edges():
    graph = small()
    assert graph.n_followers().tolist() == [3, 0, 1, 0, 0]
    assert graph.followees_count().tolist() == [1, 1, 1, 1, 0]


def test_is_following_answers_for_every_pair():
    graph = small()
    found = {(u, c) for u in range(5) for c in range(5) if graph.is_following(u, c)}
    assert found == {(3, 0), (1, 0), (2, 0), (0, 2)}


def test_rows_out_of_range_are_refused_at_the_boundary():
    with pytest.raises(IndexError, match=r"\[0, 5\)"):
        small().is_following(5, 0)
    with pytest.raises(IndexError):
        from_pairs(np.array([-1]), np.array([0]), 5)


def test_unequal_lists_are_refused():
    with pytest.raises(ValueError, match="equally long"):
        from_pairs(np.array([1, 2]), np.array([0]), 5)


def test_self_loops_and_repeats_are_dropped():
    graph = from_pairs(np.array([1, 1, 1, 2]), np.array([0, 0, 1, 0]), 3)
    assert graph.n_edges == 2
    assert not graph.is_following(1, 1)


def test_new_follows_join_in_order_and_known_ones_change_nothing():
    grown = with_changes(small(), (np.array([0, 0, 1, 4, 4]), np.array([4, 1, 0, 4, 2])))
    assert grown.followers_of(0).tolist() == [1, 2, 3, 4]
    assert grown.followers_of(1).tolist() == [0]
    assert grown.followers_of(4).tolist() == [2]
    assert grown.n_edges == 7
    assert small().n_edges == 4


def test_unfollowing_undoes_following_and_ignores_edges_that_are_not_there():
    creators, users = np.array([0, 1, 4]), np.array([4, 0, 2])
    back = with_changes(with_changes(small(), (creators, users)), ended=(creators, users))
    assert back.followers.tolist() == small().followers.tolist()
    assert back.indptr.tolist() == small().indptr.tolist()
    assert with_changes(small(), ended=(np.array([3]), np.array([1]))).n_edges == 4


def test_what_begins_and_ends_on_one_day_is_not_there_afterwards():
    graph = with_changes(small(), (np.array([0, 1]), np.array([4, 0])), (np.array([0, 0]), np.array([4, 2])))
    assert graph.followers_of(0).tolist() == [1, 3]
    assert graph.followers_of(1).tolist() == [0]


def test_a_day_without_news_returns_the_same_graph():
    graph = small()
    nothing = np.array([], np.int32)
    assert with_changes(graph, (nothing, nothing), (nothing, nothing)) is graph


def test_newcomers_get_empty_rows_wherever_they_stand():
    graph = on_rows(small(), np.arange(5), 7)
    assert graph.n_followers().tolist() == [3, 0, 1, 0, 0, 0, 0]
    assert with_changes(graph, (np.array([6]), np.array([5]))).is_following(5, 6)
    between = on_rows(small(), np.array([0, 1, 3, 4, 6]), 7)
    assert between.n_followers().tolist() == [3, 0, 0, 1, 0, 0, 0]
    moved = np.array([0, 1, 3, 4, 6])[small().followers_of(0)]
    assert between.followers_of(0).tolist() == moved.tolist()
    with pytest.raises(ValueError, match="no places"):
        on_rows(small(), np.arange(4), 7)


def test_turned_round_the_rows_hold_followees():
    turned = small().by_user()
    assert [turned.followers_of(u).tolist() for u in range(5)] == [[2], [0], [0], [0], []]


def test_pairs_give_back_every_edge():
    creators, users = small().pairs()
    assert sorted(zip(creators.tolist(), users.tolist(), strict=True)) == [(0, 1), (0, 2), (0, 3), (2, 0)]


def test_reciprocity_is_the_share_of_edges_followed_back():
    assert reciprocity(small()) == pytest.approx(2 / 4)
    assert reciprocity(from_pairs(np.array([], int), np.array([], int), 3)) is None


def test_clustering_counts_neighbours_who_know_each_other():
    triangle_and_tail = from_pairs(np.array([0, 1, 2, 3]), np.array([1, 2, 0, 0]), 4)
    measured = local_clustering(triangle_and_tail, np.arange(4))
    assert measured[:3].tolist() == pytest.approx([1 / 3, 1.0, 1.0])
    assert np.isnan(measured[3])


def test_same_topic_share_counts_edges_within_a_topic():
    topics = np.array([0, 0, 1, 0, 1], np.int8)
    assert same_topic_share(small(), topics) == pytest.approx(2 / 4)
