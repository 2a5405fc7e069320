"""Follower graphs from and to the outside: edge lists, NetworkX, GraphML, GEXF.

An edge list is two ids per line, who follows and who is followed; what forms are read is said in
``ingest.edge_file``. Ids that are user rows already (whole numbers in [0, n_users)) stay so; others get rows in
ascending order, and the table of which id became which row is kept. Self loops and repeated edges are dropped and
counted.
"""

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..config import ConfigError
from ..config.messages import message
from ..ingest.decisions import Decisions
from ..ingest.edge_file import read_edges
from ..ingest.graph_file import edges_of_network
from ..records.whole_file import whole_file
from .follower_graph import FollowerGraph, from_pairs

if TYPE_CHECKING:
    import networkx as nx

COLUMNS = ("follower", "creator")
_SEPARATORS = {".csv": ",", ".tsv": "\t", ".txt": " ", ".edges": " "}
_ROWS_PER_WRITE = 1 << 20


class ImportedEdges(NamedTuple):
    """A graph from outside, and what was made of it."""

    graph: FollowerGraph
    n_self_loops: int
    n_repeats: int
    ids: tuple[str, ...]  # the id of row 0, 1, ...; none where ids were rows already
    decisions: tuple[str, ...]  # what the reader left out or assumed; one line each


def from_edge_list(path: Path | str, n_users: int) -> FollowerGraph:
    """Return the graph of an edge list; ``read_edge_list`` also tells what was dropped."""
    return read_edge_list(path, n_users).graph


def read_edge_list(path: Path | str, n_users: int) -> ImportedEdges:
    """Read an edge list; see ``ingest.edge_file.read_edges`` for the forms.

    Parameters
    ----------
    path : path
    n_users : int
        Users in the world, who must be at least as many as there are different ids.

    Returns
    -------
    ImportedEdges

    Raises
    ------
    ConfigError
        Naming file, row (line of the file, from 1), column, value and what is allowed.
    """
    edges = read_edges(Path(path))
    return _imported(str(path), edges.followers, edges.creators, n_users, edges.decisions)


def import_networkx(nx_graph: Any, n_users: int) -> ImportedEdges:
    """Return a graph from NetworkX of any kind and any nodes, and which node became which row.

    An undirected graph counts as following both ways; of several edges between two nodes one is kept.
    """
    decisions = Decisions()
    edges = edges_of_network(nx_graph.to_directed(), decisions)
    return _imported(message("graph.the_graph"), edges["follower"], edges["creator"], n_users, decisions.sentences)


def _imported(
    where: str, followers: pl.Series, creators: pl.Series, n_users: int, decisions: tuple[str, ...]
) -> ImportedEdges:
    """Give every id a row, and count what is dropped."""
    ids: tuple[str, ...] = ()
    if not _are_rows(followers, n_users) or not _are_rows(creators, n_users):
        different = pl.concat([followers, creators]).unique().sort()
        if len(different) > n_users:
            raise ConfigError(message("graph.too_many_ids", where=where, n=len(different), readers=n_users))
        followers, creators = (different.search_sorted(ends) for ends in (followers, creators))
        ids = tuple(map(str, different.to_list()))
        decisions = (*decisions, message("graph.rows_given", n=len(ids)))
    users, followed = (ends.to_numpy().astype(np.int64) for ends in (followers, creators))
    graph = from_pairs(followed, users, n_users)
    n_self_loops = int((users == followed).sum())
    n_repeats = users.size - n_self_loops - graph.n_edges
    dropped = {message("graph.own_follows"): n_self_loops, message("graph.repeated_follows"): n_repeats}
    told = (message("graph.counted", what=what, count=count) for what, count in dropped.items() if count)
    return ImportedEdges(graph, n_self_loops, n_repeats, ids, (*decisions, *told))


def _are_rows(ids: pl.Series, n_users: int) -> bool:
    return ids.dtype == pl.Int64 and bool(ids.is_between(0, n_users - 1).all())


def to_edge_list(graph: FollowerGraph, path: Path | str) -> None:
    """Write a graph as an edge list with a header; the file appears only when it is whole."""
    path = Path(path)
    _check_suffix(path)
    with whole_file(path) as unfinished:
        if path.suffix == ".parquet":
            _edges(graph, 0, graph.n_users).write_parquet(unfinished)
        else:
            _write_text(graph, unfinished, _SEPARATORS[path.suffix])


def to_networkx(graph: FollowerGraph, rows: NDArray[np.integer]) -> "nx.DiGraph":
    """Return the part of the graph among some users: nodes are rows, edges user -> creator."""
    import networkx as nx  # late: it is large, and few runs ask for it

    chosen = np.unique(rows)
    result = nx.DiGraph()
    result.add_nodes_from(chosen.tolist())
    for creator in chosen.tolist():
        users = np.intersect1d(graph.followers_of(creator), chosen, assume_unique=True)
        result.add_edges_from((user, creator) for user in users.tolist())
    return result


def from_networkx(nx_graph: Any, n_users: int) -> FollowerGraph:
    """Return a graph from NetworkX, whose nodes must be user rows in [0, n_users).

    ``import_networkx`` takes other nodes too. Self loops are dropped; an undirected graph counts as following
    both ways; of several edges between two nodes one is kept.
    """
    for node in nx_graph.nodes:
        if isinstance(node, bool) or not isinstance(node, int | np.integer) or not 0 <= node < n_users:
            raise ConfigError(message("graph.no_user_row", node=node, n=n_users))
    edges = np.array(list(nx_graph.to_directed().edges()), dtype=np.int64).reshape(-1, 2)
    return from_pairs(edges[:, 1], edges[:, 0], n_users)


def _check_suffix(path: Path) -> None:
    if path.suffix not in _SEPARATORS and path.suffix != ".parquet":
        raise ConfigError(message("graph.edge_list_kinds", path=path, kinds=[*_SEPARATORS]))


def _edges(graph: FollowerGraph, first: int, end: int) -> pl.DataFrame:
    """Return the edges to the creators ``first .. end`` as a frame."""
    low, high = graph.indptr[first], graph.indptr[end]
    creators = np.repeat(np.arange(first, end, dtype=np.int32), np.diff(graph.indptr[first : end + 1]))
    return pl.DataFrame({"follower": graph.followers[low:high], "creator": creators})


def _write_text(graph: FollowerGraph, path: Path, separator: str) -> None:
    """Write block by block, so that a large graph never stands in memory twice."""
    bounds = np.searchsorted(graph.indptr, np.arange(0, graph.n_edges, _ROWS_PER_WRITE), "right") - 1
    blocks = np.unique(np.concatenate([[0], bounds, [graph.n_users]]))
    with path.open("wb") as file:
        file.write((separator.join(COLUMNS) + "\n").encode())
        for first, end in pairwise(blocks.tolist()):
            _edges(graph, first, end).write_csv(file, separator=separator, include_header=False)
