"""Edge lists as text: fast where all is well, line by line where a fault must be named.

A million lines a second go through polars. What it cannot read (blanks of any length, lines of unequal
length, a fault) is read again line by line.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from ..config import ConfigError
from ..config.messages import message
from .bytes_to_text import decode
from .decisions import Decisions
from .edge_columns import ENDS, WHOLE, Place, ends_of

_COMMENTS = ("#", "%")
_SEPARATORS = (",", "\t", ";")
_SHOWN_PROBLEMS = 5
_HEAD_BYTES = 1 << 16
_FROM_FLOAT = re.compile(r"[+-]?[0-9]*\.?[0-9]+[eE][+][0-9]+|[+-]?[0-9]+\.[0-9]*")  # an id that went through a float
_LEADING_ZERO = re.compile(rb"(?:^|[\s,;\"])0[0-9]")


class _Form(NamedTuple):
    """How the lines of a file are made."""

    separator: str  # "" = blanks
    places: dict[str, Place]
    begins: int  # line of the first edge, from 0
    n_cells: int  # in it


def read_text(path: Path, raw: bytes, decisions: Decisions) -> pl.DataFrame:
    """Return columns follower, creator (and is_mutual) of a text file.

    Raises
    ------
    ConfigError
        Naming file, row (line of the file, from 1), column, value and what is allowed.
    """
    raw = _as_utf8(path, raw, decisions)
    form = _form(path, raw, decisions)
    edges = _fast(raw, form)
    if edges is None:
        edges = _by_line(path, raw, form)
    if "kind" in edges.columns:
        edges = edges.with_columns(is_mutual=pl.col("kind").str.to_lowercase() == "undirected").drop("kind")
    return edges


def _as_utf8(path: Path, raw: bytes, decisions: Decisions) -> bytes:
    """Return the text in UTF-8 with line feeds; most files are that already, and are not copied."""
    head = raw[:_HEAD_BYTES]
    if b"\r" in head and b"\n" not in head:
        raw = raw.replace(b"\r", b"\n")
    try:
        raw.decode("utf-8")
        return raw.removeprefix(b"\xef\xbb\xbf")
    except UnicodeDecodeError:
        text, encoding = decode(path, raw)
        decisions.note(message("file.read_as"), encoding)
        return text.replace("\r\n", "\n").replace("\r", "\n").encode()


def _lines(raw: bytes) -> Iterator[tuple[int, str]]:
    """Yield lines that are no comment and not empty, with their places from 0."""
    for n, line in enumerate(io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8")):
        if line.strip() and not line.lstrip().startswith(_COMMENTS):
            yield n, line.rstrip("\r\n")


def _form(path: Path, raw: bytes, decisions: Decisions) -> _Form:
    lines = _lines(raw)
    first = next(lines, None)
    if first is None:
        raise ConfigError(message("file.no_edges", path=path))
    separator = next((mark for mark in _SEPARATORS if mark in first[1]), "")
    cells = _cells(first[1], separator)
    places = ends_of(path, cells, decisions)
    if places:
        second = next(lines, None)
        if second is None:
            raise ConfigError(message("file.no_edges", path=path))
        return _Form(separator, places, second[0], len(_cells(second[1], separator)))
    if len(cells) < len(ENDS):
        raise ConfigError(message("file.needs_two", path=path, row=first[0] + 1, n=len(cells), ends=[*ENDS]))
    _refuse_unknown_head(path, cells, next(lines, None), separator)
    if len(cells) > len(ENDS):
        beyond = range(len(ENDS), min(len(cells), 6))
        decisions.note(
            message("file.columns_left"),
            message("file.columns", names=[message("file.column_number", n=n + 1) for n in beyond]),
        )
    decisions.note(message("file.no_head"), message("file.first_follows"))
    return _Form(separator, {end: Place(n, end) for n, end in enumerate(ENDS)}, first[0], len(cells))


def _refuse_unknown_head(path: Path, first: list[str], second: tuple[int, str] | None, separator: str) -> None:
    """Refuse a first line of words above lines of numbers: it names columns, but not ones that are known."""
    if second is None or any(WHOLE.fullmatch(cell) for cell in first[:2]):
        return
    if all(WHOLE.fullmatch(cell) for cell in _cells(second[1], separator)[:2]):
        raise ConfigError(message("file.which_follows", path=path, first=first[0], second=first[1]))


def _cells(line: str, separator: str) -> list[str]:
    parts = line.split(separator) if separator else line.partition("{")[0].split()  # behind: networkx's data of an edge
    return [part.strip().strip('"').strip() for part in parts]


def _fast(raw: bytes, form: _Form) -> pl.DataFrame | None:
    """Read by polars; None if that cannot be done without loss."""
    if not form.separator and form.n_cells > len(ENDS):
        return None  # what stands behind the two may hold blanks of its own
    columns = {place.column: name for name, place in form.places.items()}
    ids = pl.String if _LEADING_ZERO.search(raw) else pl.Int64
    text = raw[_offset(raw, form.begins) :]
    for kind in dict.fromkeys((ids, pl.String)):
        schema = {f"column_{n + 1}": kind if columns.get(n) in ENDS else pl.String for n in range(form.n_cells)}
        try:
            frame = pl.read_csv(
                io.BytesIO(text), has_header=False, separator=form.separator or " ", comment_prefix="#", schema=schema,
                columns=sorted(columns),
            )  # fmt: skip
        except pl.exceptions.PolarsError:
            continue
        frame = frame.rename({f"column_{n + 1}": name for n, name in columns.items()})
        return frame if _is_clean(frame) else None
    return None


def _is_clean(frame: pl.DataFrame) -> bool:
    """Return whether every id is there, and is one as it stands."""
    ends = frame.select(ENDS)
    if ends.null_count().sum_horizontal()[0]:
        return False
    if ends.dtypes[0] == pl.Int64:
        return not (ends.min_horizontal() < 0).any()
    odd = pl.col(ENDS).str.contains(r"^\s|\s$|^$|^%|[eE]\+|^-?[0-9]+\.[0-9]*$|^-[0-9]")
    return not any(ends.select(odd.any()).row(0))


def _offset(raw: bytes, line: int) -> int:
    at = 0
    for _ in range(line):
        at = raw.index(b"\n", at) + 1
    return at


def _by_line(path: Path, raw: bytes, form: _Form) -> pl.DataFrame:
    """Read slowly but with a name for every fault."""
    rows: dict[str, list[str]] = {name: [] for name in form.places}
    problems: list[str] = []
    needed = max(place.column for name, place in form.places.items() if name in ENDS) + 1
    for n, line in _lines(raw):
        if n < form.begins:
            continue
        cells = _cells(line, form.separator)
        found = _faults(path, n + 1, cells, form, needed)
        problems += found
        if not found:
            for name, place in form.places.items():
                rows[name].append(cells[place.column] if place.column < len(cells) else "")
        if len(problems) >= _SHOWN_PROBLEMS:
            break
    if problems:
        raise ConfigError(problems)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows, pl.String))
    is_whole = all(WHOLE.fullmatch(cell) for name in ENDS for cell in rows[name])
    return frame.with_columns(pl.col(ENDS).cast(pl.Int64)) if is_whole else frame


def _faults(path: Path, row: int, cells: list[str], form: _Form, needed: int) -> list[str]:
    if len(cells) < needed or (form.separator and len(cells) != form.n_cells):
        return [message("file.needs_values", path=path, row=row, n=len(cells), needed=form.n_cells, ends=[*ENDS])]
    if len(cells) != form.n_cells:
        why = message("file.blank_in_id")
        return [message("file.unequal_rows", path=path, row=row, n=len(cells), first=form.n_cells, why=why)]
    faults = []
    for end in ENDS:
        cell, name = cells[form.places[end].column], form.places[end].name
        if not cell:
            faults.append(message("file.empty_id", path=path, row=row, name=name))
        elif _FROM_FLOAT.fullmatch(cell):
            faults.append(message("file.id_lost_digits", path=path, row=row, name=name, cell=cell))
        elif re.fullmatch(r"-[0-9]+", cell):
            faults.append(message("file.id_below_zero", path=path, row=row, name=name, cell=cell))
    return faults
