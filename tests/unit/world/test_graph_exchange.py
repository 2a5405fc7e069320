"""Edge lists and NetworkX: what goes out comes back, and a bad row is named."""

import networkx as nx
import numpy as np
import pytest
from graph_market import generate, market

from xhs_sim.config import ConfigError
from xhs_sim.world import graph_exchange
from xhs_sim.world.graph_exchange import (
    from_edge_list,
    from_networkx,
    import_networkx,
    read_edge_list,
    to_edge_list,
    to_networkx,
)


def edges_of(graph):
    creators, users = graph.pairs()
    return set(zip(users.tolist(), creators.tolist(), strict=True))


@pytest.mark.parametrize("name", ["g.csv", "g.tsv", "g.txt", "g.edges", "g.parquet"])
def test_every_format_brings_the_graph_back(tmp_path, name, monkeypatch):
    monkeypatch.setattr(graph_exchange, "_ROWS_PER_WRITE", 500)  # several blocks
    graph = generate(market(200))
    to_edge_list(graph, tmp_path / name)
    back = read_edge_list(tmp_path / name, 200)
    assert np.array_equal(back.graph.indptr, graph.indptr)
    assert np.array_equal(back.graph.followers, graph.followers)
    assert (back.n_self_loops, back.n_repeats) == (0, 0)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "text",
    ["0,1\n2,1\n1,0\n", "follower,creator\n0,1\n2,1\n1,0\n", "creator,follower\n1,0\n1,2\n0,1\n",
     "# made by hand\n0 1\n\n# more\n2   1\n 1 0\n", "0\t1\r\n2\t1\r\n1\t0\r\n", "\ufeff0, 1\n2, 1\n1, 0\n"],
)  # fmt: skip
def test_text_is_read_with_or_without_header_comments_and_untidy_blanks(tmp_path, text):
    path = tmp_path / "g.csv"
    path.write_bytes(text.encode())
    assert edges_of(from_edge_list(path, 3)) == {(0, 1), (2, 1), (1, 0)}


def test_self_loops_and_repeats_are_dropped_and_counted(tmp_path):
    path = tmp_path / "g.csv"
    path.write_text("0,1\n1,1\n0,1\n2,0\n2,2\n0,1\n")
    found = read_edge_list(path, 3)
    assert edges_of(found.graph) == {(0, 1), (2, 0)}
    assert (found.n_self_loops, found.n_repeats) == (2, 2)


def test_ids_that_are_no_rows_get_rows_in_ascending_order(tmp_path):
    path = tmp_path / "g.csv"
    path.write_text("30,7\n7,200\n30,200\n")
    found = read_edge_list(path, 5)
    assert found.ids == ("7", "30", "200")
    assert edges_of(found.graph) == {(1, 0), (0, 2), (1, 2)}
    assert any("given rows" in line for line in found.decisions)
    path.write_text("2,0\n")
    assert read_edge_list(path, 5).ids == ()


def test_more_ids_than_users_are_refused_with_the_number_that_it_takes(tmp_path):
    path = tmp_path / "g.csv"
    path.write_text("anna,bo\ncleo,bo\n")
    with pytest.raises(ConfigError, match=r"3 different ids, but population.n_users = 2 \(raise it to 3"):
        from_edge_list(path, 2)


def test_only_known_forms_are_written(tmp_path):
    with pytest.raises(ConfigError, match=r"written as .*\.parquet"):
        to_edge_list(generate(market(50)), tmp_path / "g.xlsx")


def test_networkx_gets_the_induced_subgraph_with_edges_from_user_to_creator():
    graph = generate(market(200))
    rows = np.arange(0, 200, 2)
    part = to_networkx(graph, rows)
    assert set(part.nodes) == set(rows.tolist())
    assert set(part.edges) == {(u, c) for u, c in edges_of(graph) if u % 2 == 0 and c % 2 == 0}


def test_networkx_and_back_is_the_same_graph():
    graph = generate(market(200))
    back = from_networkx(to_networkx(graph, np.arange(200)), 200)
    assert np.array_equal(back.followers, graph.followers)
    assert from_networkx(nx.path_graph(3), 3).n_edges == 4  # undirected: both ways
    assert from_networkx(nx.DiGraph(), 3).n_edges == 0


def test_a_graph_with_several_edges_between_two_nodes_keeps_one():
    several = nx.MultiDiGraph([(0, 1), (0, 1), (2, 1)])
    assert edges_of(from_networkx(several, 3)) == {(0, 1), (2, 1)}
    assert import_networkx(several, 3).n_repeats == 1


def test_networkx_nodes_must_be_rows_or_get_rows():
    named = nx.DiGraph([("bo", "anna"), ("cleo", "anna")])
    with pytest.raises(ConfigError, match="node 'bo'"):
        from_networkx(named, 3)
    with pytest.raises(ConfigError, match="node 3"):
        from_networkx(nx.DiGraph([(0, 3)]), 3)
    found = import_networkx(named, 3)
    assert found.ids == ("anna", "bo", "cleo")
    assert edges_of(found.graph) == {(1, 0), (2, 0)}
