"""Fast pieces of the graph against slow ones: scipy, networkx, sets and plain counting."""

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp
from graph_market import generate, market
from graph_measures import local_clustering, reciprocity

from xhs_sim.kernels import graph as kernels
from xhs_sim.kernels import graph_turn
from xhs_sim.kernels.alias import fill_alias, row_at, scaled, slot_of
from xhs_sim.kernels.graph_plan import cut_circles
from xhs_sim.kernels.graph_turn import count_columns, starts_of, transposed_columns
from xhs_sim.kernels.random import bits
from xhs_sim.world.graph_exchange import to_networkx

FULL = 2.0**32


def test_turning_round_equals_scipys():
    matrix = sp.random_array((300, 170), density=0.05, format="csr", rng=np.random.default_rng(3))
    indptr, columns = matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32)
    starts = starts_of(count_columns(columns, 170))
    turned = matrix.tocsc()
    turned.sort_indices()
    assert np.array_equal(starts, turned.indptr)
    assert np.array_equal(transposed_columns(indptr, columns, starts), turned.indices)


def test_a_graph_turned_round_in_many_parts_and_over_itself_is_the_same(monkeypatch):
    matrix = sp.random_array((300, 5000), density=0.02, format="csr", rng=np.random.default_rng(4))
    indptr, columns = matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32)
    starts = starts_of(count_columns(columns, 5000))
    whole = transposed_columns(indptr, columns, starts)
    monkeypatch.setattr(graph_turn, "_MOST_ROWS", 7)
    assert np.array_equal(transposed_columns(indptr, columns, starts, columns), whole)


def test_binary_search_equals_membership():
    row = np.array([2, 3, 7, 11, 12, 40], np.int32)
    for length in range(row.size + 1):
        found = [bool(kernels.contains(row[:length], c)) for c in range(42)]
        assert found == [c in row[:length].tolist() for c in range(42)]


@pytest.mark.parametrize("kind", ["heavy", "equal", "one", "some_zero", "all_zero", "single"])
def test_an_alias_table_holds_exactly_the_weights(kind):
    weight = {
        "heavy": np.random.default_rng(0).pareto(1.1, 500),
        "equal": np.ones(64),
        "one": np.eye(1, 30, 4)[0],
        "some_zero": np.arange(10.0) % 3,
        "all_zero": np.zeros(7),
        "single": np.array([0.3]),
    }[kind]
    rows = np.arange(weight.size, dtype=np.int32)[::-1].copy()
    slots = np.empty((weight.size, 3), np.uint32)
    fill_alias(weight, rows, slots)
    own = np.where(slots[:, 0] == 0xFFFFFFFF, 1.0, slots[:, 0] / FULL)
    held = np.bincount(slots[:, 1], own, minlength=weight.size)
    held += np.bincount(slots[:, 2], 1 - own, minlength=weight.size)
    wished = np.ones(weight.size) if weight.sum() == 0 else weight * weight.size / weight.sum()
    assert held[rows] == pytest.approx(wished, abs=1e-6)


def test_picks_come_as_often_as_their_weight():
    weight = np.array([5.0, 1.0, 0.0, 3.0, 1.0])
    slots = np.empty((5, 3), np.uint32)
    fill_alias(weight, np.arange(5, dtype=np.int32), slots)
    words = [np.uint64(bits(np.uint64(9), i, 0)) for i in range(20_000)]
    counts = np.bincount([row_at(slots, slot_of(0, 5, word), word) for word in words], minlength=5)
    assert counts[2] == 0
    assert counts / 20_000 == pytest.approx(weight / 10, abs=0.015)


def test_scaled_words_cover_every_number_once():
    step = 2**32 // 8
    assert [scaled(np.uint64(k * step), 8) for k in range(8)] == list(range(8))
    assert scaled(np.uint64(2**64 - 1), 7) == 6


def test_measures_equal_networkx():
    graph = generate(market(250))
    twin = to_networkx(graph, np.arange(250))
    assert reciprocity(graph) == pytest.approx(nx.overall_reciprocity(twin))
    slow = nx.clustering(twin.to_undirected())
    assert local_clustering(graph, np.arange(250)) == pytest.approx([slow[row] for row in range(250)])


def test_circles_are_cut_by_size_and_topic():
    topic = np.array([0, 0, 0, 0, 0, 1, 1, 1], np.uint8)
    n_friends = np.array([2, 2, 2, 4, 4, 1, 1, 9], np.int32)
    starts = cut_circles(topic, n_friends, 0.5)  # circles of 2, 2, then one cut short by the topic, 2, 1
    assert starts.tolist() == [0, 2, 4, 5, 7, 8]
