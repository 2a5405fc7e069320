"""Edge lists and NetworkX: what goes out comes back, and a bad row is named."""

import networkx as nx
import numpy as np
import polars as pl
import pytest
from graph_market import generate, market

from xhs_sim.config import ConfigError
from xhs_sim.world import graph_exchange
from xhs_sim.world.graph_exchange import (
    from_edge_list,
    from_networkx,
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


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        ("follower,creator\n0,1\n2,x\n", 3, r"column creator: 'x' must be a whole number in \[0, 3\)"),
        ("0,1\n7,2\n", 2, r"column follower: '7' must be .* \[0, 3\)"),
        ("0,1\n-1,2\n", 2, "column follower: '-1'"),
        ("0,1\n1.5,2\n", 2, "column follower: '1.5'"),
        ("0,1\n1,\n", 2, "column creator: ''"),
        ("0,1\n1,2,4\n", 2, "has 3 values, needs 2"),
        ("0,1\n# note\n5\n", 3, "has 1 values, needs 2"),
        ("0,1\n99999999999999999999999,2\n", 2, "column follower: '99999"),
        ("user,creator\n0,1\n", 1, "column follower: 'user'"),
    ],
)
def test_a_malformed_row_is_named_by_file_row_column_and_value(tmp_path, text, row, said):
    path = tmp_path / "edges.csv"
    path.write_text(text)
    with pytest.raises(ConfigError, match=rf"edges\.csv: row {row}\b.*{said}"):
        from_edge_list(path, 3)


def test_many_faults_are_told_together_but_not_without_end(tmp_path):
    path = tmp_path / "edges.csv"
    path.write_text("0,1\n" + "a,b\n" * 50)
    with pytest.raises(ConfigError) as caught:
        from_edge_list(path, 3)
    assert 2 <= len(caught.value.problems) <= 6


def test_faults_of_a_parquet_file_are_named_too(tmp_path):
    path = tmp_path / "edges.parquet"
    pl.DataFrame({"follower": [0, 9], "creator": [1, 2]}).write_parquet(path)
    with pytest.raises(ConfigError, match=r"row 2, column follower: 9 must be"):
        from_edge_list(path, 3)
    pl.DataFrame({"follower": [0, 1], "creator": [1, None]}).write_parquet(path)
    with pytest.raises(ConfigError, match=r"row 2, column creator: None"):
        from_edge_list(path, 3)
    pl.DataFrame({"a": [0], "creator": [1]}).write_parquet(path)
    with pytest.raises(ConfigError, match="needs a whole-number column 'follower'"):
        from_edge_list(path, 3)
    path.write_text("no parquet")
    with pytest.raises(ConfigError, match="not a readable Parquet file"):
        from_edge_list(path, 3)


def test_missing_empty_and_unknown_files_are_refused(tmp_path):
    with pytest.raises(ConfigError, match="does not exist"):
        from_edge_list(tmp_path / "none.csv", 3)
    (tmp_path / "g.csv").write_text("# nothing\n")
    with pytest.raises(ConfigError, match="no edges"):
        from_edge_list(tmp_path / "g.csv", 3)
    (tmp_path / "g.xlsx").write_text("")
    with pytest.raises(ConfigError, match=r"ends in .*\.parquet"):
        from_edge_list(tmp_path / "g.xlsx", 3)


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


def test_networkx_nodes_must_be_rows():
    with pytest.raises(ConfigError, match="'anna'"):
        from_networkx(nx.DiGraph([("anna", "bo")]), 3)
    with pytest.raises(ConfigError, match="node 3"):
        from_networkx(nx.DiGraph([(0, 3)]), 3)
