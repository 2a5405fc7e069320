"""Graphs that other programs wrote: GraphML, GEXF and Pajek, read by NetworkX."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import networkx as nx
import polars as pl

from ..config import ConfigError
from ..config.messages import message
from .decisions import Decisions
from .edge_columns import ENDS, WHOLE

_READERS: Mapping[str, Callable[[Path], Any]] = {
    ".graphml": nx.read_graphml,
    ".gexf": nx.read_gexf,
    ".net": nx.read_pajek,
    ".pajek": nx.read_pajek,
}
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
    try:
        graph = _READERS[path.suffix.lower()](path)
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
