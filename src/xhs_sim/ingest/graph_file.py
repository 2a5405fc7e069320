"""Graphs that other programs wrote: GraphML, GEXF and Pajek, read by NetworkX."""

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import polars as pl

from ..config import ConfigError
from ..config.messages import message
from .decisions import Decisions
from .edge_columns import ENDS, WHOLE

_READERS = {".graphml": "read_graphml", ".gexf": "read_gexf", ".net": "read_pajek", ".pajek": "read_pajek"}
NETWORK_SUFFIXES = tuple(_READERS)


def read_network(path: Path, decisions: Decisions) -> pl.DataFrame:
    """Return the edges of a graph file.

    Returns
    -------
    frame
        Columns follower, creator (String, or Int64 if all ids are whole numbers) and is_mutual.

    Raises
    ------
    ConfigError
        If NetworkX cannot read the file.
    """
    import networkx as nx  # late: it is large, and few runs read a graph

    try:
        graph = getattr(nx, _READERS[path.suffix.lower()])(path)
    except (nx.NetworkXException, ParseError, ValueError, KeyError, TypeError, IndexError, UnicodeDecodeError) as error:
        raise ConfigError(
            message("file.no_graph_file", path=path, suffix=path.suffix.lower()[1:], reason=error)
        ) from None
    return edges_of_network(graph, decisions)


def edges_of_network(graph: Any, decisions: Decisions) -> pl.DataFrame:
    """Return the edges of a graph of NetworkX; of several edges between two nodes all are there."""
    pairs = list(graph.edges())
    is_whole = all(WHOLE.fullmatch(str(node)) for node in graph.nodes)
    alone = sum(1 for _, degree in graph.degree() if degree == 0)
    if alone:
        decisions.note(message("file.lone_nodes"), f"{alone:,}")
    if pairs:
        names = {name for *_, data in graph.edges(data=True) for name in data}
        decisions.note_all(message("file.edge_attributes"), sorted(map(str, names)))
    text = pl.DataFrame(
        {name: pl.Series([str(pair[end]) for pair in pairs], dtype=pl.String) for end, name in enumerate(ENDS)}
    )
    edges = text.with_columns(pl.col(ENDS).cast(pl.Int64)) if is_whole else text
    return edges.with_columns(is_mutual=pl.lit(not graph.is_directed()))
