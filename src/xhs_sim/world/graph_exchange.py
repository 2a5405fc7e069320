"""Follower graphs from and to the outside: edge-list files and NetworkX.

An edge list has two whole numbers per line, ``follower`` and ``creator``, as user rows counted from
0. Text (``.csv .tsv .txt .edges``; comma, tab or blanks; ``#`` starts a comment line; a header may
swap the two columns) or Parquet. A malformed row or a row number out of range stops the import and
is named; self loops and repeated edges are dropped and counted.
"""

import os
import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import networkx as nx
import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..config import ConfigError
from .follower_graph import FollowerGraph, from_pairs

COLUMNS = ("follower", "creator")
_SEPARATORS = {".csv": ",", ".tsv": "\t", ".txt": " ", ".edges": " "}
_SHOWN_PROBLEMS = 5
_ROWS_PER_WRITE = 1 << 20
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")


class ImportedEdges(NamedTuple):
    """A graph from a file, and what was left out of it."""

    graph: FollowerGraph
    n_self_loops: int
    n_repeats: int


def from_edge_list(path: Path | str, n_users: int) -> FollowerGraph:
    """Return the graph of an edge list; ``read_edge_list`` also tells what was dropped."""
    return read_edge_list(path, n_users).graph


def read_edge_list(path: Path | str, n_users: int) -> ImportedEdges:
    """Read an edge list and count what is left out.

    Parameters
    ----------
    path : path
        ``.csv``, ``.tsv``, ``.txt``, ``.edges`` or ``.parquet``.
    n_users : int
        Users in the world; every number in the file must lie in [0, n_users).

    Returns
    -------
    ImportedEdges

    Raises
    ------
    ConfigError
        Naming file, row (line of the file, from 1), column, value and what is allowed.
    """
    path = Path(path)
    if not path.is_file():
        raise ConfigError(f"edge list {path} does not exist")
    _check_suffix(path)
    read = _read_parquet if path.suffix == ".parquet" else _read_text
    followers, creators = read(path, n_users)
    if not followers.size:
        raise ConfigError(f"{path}: holds no edges")
    graph = from_pairs(creators, followers, n_users)
    n_self_loops = int((followers == creators).sum())
    return ImportedEdges(graph, n_self_loops, followers.size - n_self_loops - graph.n_edges)


def to_edge_list(graph: FollowerGraph, path: Path | str) -> None:
    """Write a graph as an edge list with a header; the file appears only when it is whole."""
    path = Path(path)
    _check_suffix(path)
    unfinished = path.with_name(path.name + ".tmp")
    try:
        if path.suffix == ".parquet":
            _edges(graph, 0, graph.n_users).write_parquet(unfinished)
        else:
            _write_text(graph, unfinished, _SEPARATORS[path.suffix])
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def to_networkx(graph: FollowerGraph, rows: NDArray[np.integer]) -> nx.DiGraph:
    """Return the part of the graph among some users: nodes are rows, edges user -> creator."""
    chosen = np.unique(rows)
    result = nx.DiGraph()
    result.add_nodes_from(chosen.tolist())
    for creator in chosen.tolist():
        users = np.intersect1d(graph.followers_of(creator), chosen, assume_unique=True)
        result.add_edges_from((user, creator) for user in users.tolist())
    return result


def from_networkx(nx_graph: nx.DiGraph, n_users: int) -> FollowerGraph:
    """Return a graph from NetworkX, whose nodes must be user rows in [0, n_users).

    Rename other nodes first with ``networkx.convert_node_labels_to_integers``. Self loops are dropped;
    an undirected graph counts as following both ways.
    """
    for node in nx_graph.nodes:
        if not isinstance(node, int | np.integer) or not 0 <= node < n_users:
            raise ConfigError(f"node {node!r} must be a user row in [0, {n_users})")
    edges = np.array(nx_graph.to_directed().edges(), dtype=np.int64).reshape(-1, 2)
    return from_pairs(edges[:, 1], edges[:, 0], n_users)


def _check_suffix(path: Path) -> None:
    if path.suffix not in _SEPARATORS and path.suffix != ".parquet":
        raise ConfigError(f"{path}: an edge list ends in {', '.join(_SEPARATORS)} or .parquet")


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


def _read_parquet(path: Path, n_users: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (followers, creators) of a Parquet file."""
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise ConfigError(f"{path}: not a readable Parquet file") from error
    for name in COLUMNS:
        if name not in frame.columns or not frame[name].dtype.is_integer():
            raise ConfigError(f"{path}: needs a whole-number column {name!r}; columns found: {frame.columns}")
        is_bad = frame[name].is_null() | (frame[name] < 0) | (frame[name] >= n_users)
        if is_bad.any():
            row = int(is_bad.arg_max() or 0)
            raise ConfigError(_problem(path, row + 1, name, frame[name][row], n_users))
    return frame["follower"].to_numpy().astype(np.int64), frame["creator"].to_numpy().astype(np.int64)


def _read_text(path: Path, n_users: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (followers, creators) of a text file: polars where all is well, else line by line."""
    n_skipped, names, separator = _read_head(path)
    try:
        frame = pl.read_csv(
            path, has_header=False, skip_rows=n_skipped, separator=separator, comment_prefix="#",
            schema=dict.fromkeys(names, pl.Int64),
        )  # fmt: skip
    except pl.exceptions.PolarsError:
        frame = None
    if frame is None or frame.null_count().sum_horizontal()[0] or not _in_range(frame, n_users):
        frame = _read_lines(path, n_skipped, names, separator, n_users)
    return frame["follower"].to_numpy(), frame["creator"].to_numpy()


def _in_range(frame: pl.DataFrame, n_users: int) -> bool:
    return all(frame[name].is_between(0, n_users - 1).all() for name in COLUMNS)


def _read_head(path: Path) -> tuple[int, tuple[str, ...], str]:
    """Return how many lines to skip, the names of the columns in order, and the separator."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for n, line in enumerate(file):
            if not line.strip() or line.startswith("#"):
                continue
            separator = next((mark for mark in ",\t" if mark in line), " ")
            names = tuple(_fields(line, separator))
            if set(names) == set(COLUMNS) and len(names) == len(COLUMNS):
                return n + 1, names, separator
            return n, COLUMNS, separator
    raise ConfigError(f"{path}: holds no edges")


def _fields(line: str, separator: str) -> list[str]:
    parts = line.split() if separator == " " else line.strip().split(separator)
    return [part.strip().strip('"') for part in parts]


def _read_lines(path: Path, n_skipped: int, names: tuple[str, ...], separator: str, n_users: int) -> pl.DataFrame:
    """Read slowly but with a name for every fault; also reads untidy blanks that polars refuses."""
    rows: list[list[int]] = []
    problems: list[str] = []
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for n, line in enumerate(file, start=1):
            if n <= n_skipped or not line.strip() or line.startswith("#"):
                continue
            fields = _fields(line, separator)
            found = _faults(path, n, names, fields, n_users)
            problems += found
            if not found:
                rows.append([int(field) for field in fields])
            if len(problems) >= _SHOWN_PROBLEMS:
                break
    if problems:
        raise ConfigError(problems)
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")


def _faults(path: Path, n: int, names: tuple[str, ...], fields: list[str], n_users: int) -> list[str]:
    if len(fields) != len(names):
        return [f"{path}: row {n} has {len(fields)} values, needs {len(names)} ({', '.join(names)})"]
    return [
        _problem(path, n, name, field, n_users)
        for name, field in zip(names, fields, strict=True)
        if not _WHOLE.fullmatch(field) or not 0 <= int(field) < n_users
    ]


def _problem(path: Path, row: int, column: str, value: object, n_users: int) -> str:
    return f"{path}: row {row}, column {column}: {value!r} must be a whole number in [0, {n_users})"
