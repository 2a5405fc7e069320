"""Who follows whom, as a file says it: pairs of ids, whatever the ids are.

Text (commas, tabs, semicolons or blanks; gzipped or not), Parquet, XLSX, GraphML, GEXF and Pajek. Ids stay
what they are: whole numbers, or text where one of them is not surely a whole number. Which row of the market
an id becomes is for ``world.graph_exchange`` to say.
"""

import gzip
import io
import zlib
from pathlib import Path
from typing import NamedTuple

import polars as pl

from ..config import ConfigError
from ..config.messages import message
from .decisions import Decisions
from .edge_columns import WHOLE, ends_of, is_known
from .edge_text import read_text
from .graph_file import NETWORK_SUFFIXES, read_network
from .handed_table import MOST_PROBLEMS, read_handed

_GZIP, _ZIP, _PARQUET = b"\x1f\x8b", b"PK\x03\x04", b"PAR1"
_UNDIRECTED = "undirected"


class HandedEdges(NamedTuple):
    """Edges of a file; M rows."""

    followers: pl.Series  # who follows: Int64, or String where an id is no whole number
    creators: pl.Series  # who is followed, of the same type
    decisions: tuple[str, ...]


def read_edges(path: Path) -> HandedEdges:
    """Read an edge list of any form that is known.

    Parameters
    ----------
    path : Path
        Told apart by content; only GraphML, GEXF and Pajek by their names.

    Raises
    ------
    ConfigError
        Naming file, row, column, value and what is allowed; a line per problem.
    """
    if not path.is_file():
        raise ConfigError(message("file.no_edge_list_file", path=path))
    decisions, suffix = Decisions(), path.suffix.lower()
    if suffix in NETWORK_SUFFIXES:
        edges = read_network(path, decisions)
    else:
        edges = _of_table(path, path.read_bytes(), decisions)
    if not edges.height:
        raise ConfigError(message("file.no_edges", path=path))
    edges = _both_ways(edges, decisions)
    return HandedEdges(edges["follower"], edges["creator"], decisions.sentences)


def _of_table(path: Path, raw: bytes, decisions: Decisions) -> pl.DataFrame:
    """Return columns follower, creator and, where some edges have no direction, is_mutual."""
    if raw.startswith(_GZIP):
        try:
            raw = gzip.decompress(raw)
        except (OSError, EOFError, zlib.error) as error:
            raise ConfigError(message("file.no_whole_gzip", path=path, reason=error)) from None
        decisions.note(message("file.unpacked"), path.name)
    if raw.startswith(_PARQUET):
        return _of_parquet(path, raw, decisions)
    if raw.startswith(_ZIP):
        return _of_workbook(path, decisions)
    return read_text(path, raw, decisions)


def _of_parquet(path: Path, raw: bytes, decisions: Decisions) -> pl.DataFrame:
    try:
        frame = pl.read_parquet(io.BytesIO(raw))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise ConfigError(message("file.no_parquet", path=path)) from error
    places = ends_of(path, frame.columns, decisions, must=True)
    columns = []
    for name, place in places.items():
        column = frame[frame.columns[place.column]].alias(name)
        if not (column.dtype.is_integer() or column.dtype == pl.String):
            raise ConfigError(message("file.column_type", path=path, name=place.name, kind=column.dtype))
        if name != "kind" and column.is_null().any():
            row = int(column.is_null().arg_max() or 0) + 1
            raise ConfigError(message("file.no_id", path=path, row=row, name=place.name))
        columns.append(column)
    return _alike(_with_mutual(pl.DataFrame(columns)))


def _of_workbook(path: Path, decisions: Decisions) -> pl.DataFrame:
    table = read_handed(path, is_known, decisions)
    places = ends_of(path, table.head, decisions, must=True)
    problems = [
        message("file.empty_id", path=path, row=number, name=place.name)
        for number, cells in table.rows
        for name, place in places.items()
        if name != "kind" and not cells[place.column]
    ]
    if problems:
        raise ConfigError(problems[:MOST_PROBLEMS])
    cells = {name: [row[place.column] for _, row in table.rows] for name, place in places.items()}
    return _alike(_with_mutual(pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))))


def _with_mutual(edges: pl.DataFrame) -> pl.DataFrame:
    if "kind" not in edges.columns:
        return edges
    return edges.with_columns(is_mutual=pl.col("kind").str.to_lowercase() == _UNDIRECTED).drop("kind")


def _alike(edges: pl.DataFrame) -> pl.DataFrame:
    """Return ids as whole numbers if all of them are, in both columns, and lose nothing by it; else as text."""
    ends = ["follower", "creator"]
    text = edges.with_columns(pl.col(ends).cast(pl.String))
    is_whole = text.select(pl.col(ends).str.contains(f"^({WHOLE.pattern})$").all()).row(0)
    return text.with_columns(pl.col(ends).cast(pl.Int64)) if all(is_whole) else text


def _both_ways(edges: pl.DataFrame, decisions: Decisions) -> pl.DataFrame:
    """Turn edges without a direction into two follows each."""
    if "is_mutual" not in edges.columns:
        return edges
    mutual = edges.filter(pl.col("is_mutual").fill_null(value=False))
    if mutual.height:
        decisions.note(message("file.both_ways"), f"{mutual.height:,}")
    back = mutual.select(follower="creator", creator="follower")
    return pl.concat([edges.select("follower", "creator"), back])
