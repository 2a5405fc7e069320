"""A graph over time: each follow from when to when, in a form that Gephi and NetworkX read."""

import networkx as nx
import numpy as np
import pytest

from xhs_sim.cli import main
from xhs_sim.world.follower_graph import from_pairs, with_changes
from xhs_sim.world.graph_history import GraphHistory


def graph_of(*pairs, n=5):
    creators, users = np.array(pairs).T
    return from_pairs(creators, users, n)


def dates(day):
    return f"2026-03-{day + 1:02d}"


def history():
    """Return a follow that lasts, one that ends, one that begins, and one that ends and begins again."""
    first = graph_of((0, 1), (0, 2), (0, 3))
    seen = GraphHistory(first, 5)
    second = with_changes(first, begun=(np.array([1]), np.array([2])), ended=(np.array([0, 0]), np.array([2, 3])))
    seen.note(second)
    seen.note(with_changes(second, begun=(np.array([0]), np.array([3]))))
    return seen


def test_follows_begin_and_end_on_their_days():
    edges = history().to_networkx({}, dates).edges
    assert edges[1, 0]["start"] == dates(0)
    assert "end" not in edges[1, 0]
    assert (edges[2, 0]["start"], edges[2, 0]["end"]) == (dates(0), dates(1))
    assert edges[2, 1]["start"] == dates(1)
    assert edges[3, 0]["spells"] == [(dates(0), dates(1)), (dates(2), None)]


def test_only_the_best_connected_are_shown():
    seen = GraphHistory(graph_of((0, 1), (0, 2), (0, 3), (1, 3)), 2)
    assert seen.rows.tolist() == [0, 1]
    assert set(seen.to_networkx({}, dates).edges) == {(1, 0)}


def test_the_file_is_dynamic_and_each_attribute_has_one_type(tmp_path):
    path = tmp_path / "g.gexf"
    publishes = np.array([True, False, True, False, True])
    columns = {"followers": np.arange(5), "publishes": publishes, "topic": list("abcde")}
    history().write(path, columns, dates)
    text = path.read_text(encoding="utf-8")
    assert 'mode="dynamic"' in text
    assert 'timeformat="date"' in text
    back = nx.read_gexf(path, node_type=int)
    assert back.nodes[2]["followers"] == 2
    assert {node: known["publishes"] for node, known in back.nodes(data=True)} == {0: 1, 1: 0, 2: 1, 3: 0, 4: 1}
    assert set(back.edges) == {(1, 0), (2, 0), (2, 1), (3, 0)}
    assert [path.name for path in tmp_path.iterdir()] == ["g.gexf"]


@pytest.mark.parametrize("name", ["g.txt", "nowhere/g.gexf"])
def test_a_file_that_cannot_be_written_is_refused_before_the_run(tmp_path, monkeypatch, name):
    monkeypatch.setattr("sys.argv", ["xhs-sim", "run", "--graph", str(tmp_path / name), "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert not (tmp_path / "out").exists()


def test_a_run_leaves_its_graph_over_time(tmp_path, monkeypatch, capsys):
    path = tmp_path / "g.gexf"
    tiny = ["population.n_users=400", "n_days=2", "content.history_days=2", "threads=1"]
    asked = ["xhs-sim", "run", *tiny, "--graph", str(path), "--graph-users", "60", "--out", str(tmp_path / "out")]
    monkeypatch.setattr("sys.argv", asked)
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    assert f"graph: {path}" in capsys.readouterr().out
    graph = nx.read_gexf(path, node_type=int)
    assert len(graph) == 60
    assert graph.number_of_edges() > 20
