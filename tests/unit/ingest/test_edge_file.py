"""Edge lists as people have them: any ids, heads, weights, packings; faults are named; nothing is lost."""

import gzip

import networkx as nx
import openpyxl
import polars as pl
import pytest

from xhs_sim.config import ConfigError
from xhs_sim.ingest.edge_file import read_edges

HEX = ("684512390000000021010e45", "684512390000000023015876")


def pairs_of(path):
    edges = read_edges(path)
    return list(zip(edges.followers.to_list(), edges.creators.to_list(), strict=True))


def written(tmp_path, text, name="edges.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("n_comments", [0, 1, 2, 5])
@pytest.mark.parametrize(("mark", "separator"), [("#", "\t"), ("#", " "), ("#", ","), ("%", " ")])
def test_comment_lines_before_the_data_cost_no_edge(tmp_path, n_comments, mark, separator):
    lines = [f"{mark} note {n}" for n in range(n_comments)] + [f"{n}{separator}{n + 1}" for n in range(6)]
    assert len(pairs_of(written(tmp_path, "\n".join(lines) + "\n"))) == 6


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("follower,creator\n1,2\n", [(1, 2)]),
        ("creator,follower\n1,2\n", [(2, 1)]),
        ("博主,粉丝\n甲,乙\n", [("乙", "甲")]),
        ("source;target;weight\n1;2;0.5\n", [(1, 2)]),
        ("Source,Target,Type,Id,Label,timeset,Weight\n1,2,Directed,0,,,1.0\n3,2,Undirected,1,,,1.0\n",
         [(1, 2), (3, 2), (2, 3)]),
        ("# FromNodeId\tToNodeId\n1\t2\n3\t2\n", [(1, 2), (3, 2)]),
        ("1 2 {}\n3 2 {'weight': 3, 'since': 'a b'}\n", [(1, 2), (3, 2)]),
        ("1   2\n 3\t2\n", [(1, 2), (3, 2)]),
        ("anna,bo\ncleo,bo\n", [("anna", "bo"), ("cleo", "bo")]),
        (f"{HEX[0]},{HEX[1]}\n", [HEX]),
        (f"{HEX[1]},12\n{HEX[0]},13\n", [(HEX[1], "12"), (HEX[0], "13")]),
        ("0012,0013\n12,0013\n", [("0012", "0013"), ("12", "0013")]),
        ("99999999999999999999999,2\n", [("99999999999999999999999", "2")]),
        ("1,2\r3,2\r", [(1, 2), (3, 2)]),
        ('"1","2"\r\n"3","2"\r\n', [(1, 2), (3, 2)]),
    ],
)  # fmt: skip
def test_edges_are_read_whatever_the_form(tmp_path, text, pairs):
    assert pairs_of(written(tmp_path, text, "g.TXT")) == pairs


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_other_encodings_are_read(tmp_path, encoding):
    assert pairs_of(written(tmp_path, "粉丝,博主\n乙,甲\n丙,甲\n", encoding=encoding)) == [("乙", "甲"), ("丙", "甲")]


def test_a_packed_file_is_unpacked_and_a_broken_one_refused(tmp_path):
    path = tmp_path / "g.csv.gz"
    path.write_bytes(gzip.compress(b"1,2\n3,2\n"))
    assert pairs_of(path) == [(1, 2), (3, 2)]
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(ConfigError, match="not a whole gzip file"):
        read_edges(path)


@pytest.mark.parametrize(
    ("write", "name"),
    [(nx.write_edgelist, "g.edgelist"), (nx.write_weighted_edgelist, "g.txt"), (nx.write_graphml, "g.graphml"),
     (nx.write_gexf, "g.gexf"), (nx.write_pajek, "g.net"), (nx.write_edgelist, "g.txt.gz")],
)  # fmt: skip
def test_what_networkx_writes_is_read(tmp_path, write, name):
    graph = nx.DiGraph()
    graph.add_edge(1, 2, weight=1.5)
    graph.add_edge(3, 2, weight=2.5)
    write(graph, tmp_path / name)
    assert sorted(pairs_of(tmp_path / name)) == [(1, 2), (3, 2)]


def test_an_undirected_graph_counts_both_ways(tmp_path):
    nx.write_graphml(nx.path_graph(["a", "b", "c"]), tmp_path / "g.graphml")
    assert sorted(pairs_of(tmp_path / "g.graphml")) == [("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")]
    assert any("both ways" in line for line in read_edges(tmp_path / "g.graphml").decisions)


@pytest.mark.parametrize("kind", [pl.Int8, pl.UInt64, pl.Int32, pl.String])
def test_parquet_is_read_with_any_whole_type(tmp_path, kind):
    frame = pl.DataFrame({"target": [1, 2], "source": [3, 4]}).cast(kind)
    frame.write_parquet(tmp_path / "g.parquet")
    assert pairs_of(tmp_path / "g.parquet") == [(3, 1), (4, 2)]


def test_a_workbook_is_read(tmp_path):
    book = openpyxl.Workbook()
    for row in (["关注表", None], ["粉丝", "博主"], [1, 2], [3, 2]):
        book.active.append(row)
    book.save(tmp_path / "g.xlsx")
    assert pairs_of(tmp_path / "g.xlsx") == [(1, 2), (3, 2)]


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        ("0,1\n-1,2\n", 2, "column follower: '-1'"),
        ("0,1\n1.5,2\n", 2, "column follower: '1.5'.*lost digits"),
        ("0,1\n1.75E+12,2\n", 2, r"column follower: '1.75E\+12'.*lost digits"),
        ("0,1\n1,\n", 2, "column creator: ''"),
        ("0,1\n1,2,4\n", 2, "has 3 values, needs 2"),
        ("0,1\n# note\n5\n", 3, "has 1 values, needs 2"),
        ("a b {}\na 张三 7 {}\n", 2, "has 3 values, the first has 2 .an id with a blank in it"),
        ("a b\na 张三 7\n", 2, "has 3 values, the first has 2"),
    ],
)
def test_a_malformed_row_is_named_by_file_row_column_and_value(tmp_path, text, row, said):
    with pytest.raises(ConfigError, match=rf"edges\.csv: row {row}\b.*{said}"):
        read_edges(written(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "said"),
    [("follower,number\n1,2\n", "no column says who the creator is"),
     ("source,from,target\n1,1,2\n", "2 columns say who the follower is"),
     ("left,right\n0,1\n", "which follows which"),
     ("# nothing\n", "holds no edges"), ("follower,creator\n", "holds no edges")],
)  # fmt: skip
def test_heads_that_leave_a_doubt_are_refused(tmp_path, text, said):
    with pytest.raises(ConfigError, match=said):
        read_edges(written(tmp_path, text))


def test_faulty_files_of_other_kinds_are_refused(tmp_path):
    with pytest.raises(ConfigError, match="does not exist"):
        read_edges(tmp_path / "none.csv")
    for name, raw in (("g.graphml", b"<graph"), ("g.parquet", b"PAR1broken"), ("g.gexf", b"no xml")):
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(ConfigError, match="not a readable"):
            read_edges(tmp_path / name)
    pl.DataFrame({"follower": [0, 1], "creator": [1, None]}).write_parquet(tmp_path / "g.parquet")
    with pytest.raises(ConfigError, match=r"row 2, column creator: None"):
        read_edges(tmp_path / "g.parquet")
    pl.DataFrame({"follower": [0.5], "creator": [1]}).write_parquet(tmp_path / "g.parquet")
    with pytest.raises(ConfigError, match="column follower: Float64 is not allowed"):
        read_edges(tmp_path / "g.parquet")


def test_many_faults_are_told_together_but_not_without_end(tmp_path):
    with pytest.raises(ConfigError) as caught:
        read_edges(written(tmp_path, "0,1\n" + "-1,2\n" * 50))
    assert 2 <= len(caught.value.problems) <= 6
