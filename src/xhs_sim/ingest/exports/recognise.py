"""Which source a sheet is of, where its head stands, and which column is which field.

The head is the row, among the first, with most different names of a source; a notice that is repeated over thirteen
cells has one. Which source it is, is decided by how many of its names are there.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..handed_table import plain_name
from .field import Field
from .sheet import Sheet
from .sources import Source, sources, unit_in


class Column(NamedTuple):
    """A field and the column that it is read from."""

    field: Field
    place: int
    head: str  # as it is written
    factor: float  # of the unit that the head carries


class Match(NamedTuple):
    """A sheet that is understood."""

    source: Source
    at: int  # the head's row within the top
    columns: tuple[Column, ...]
    n_strange: int  # columns that the source does not know
    n_dropped: int  # columns that are known and never read


def n_known(row: Sequence[str], among: Sequence[Source] = ()) -> int:
    """Return how many different names of any source a row holds."""
    known = _all_names() if not among else {name for source in among for name in _names(source)}
    return len({plain for cell in row if cell and ((plain := _known_as(cell, known)) is not None)})


def recognise(sheet: Sheet, among: Sequence[Source]) -> Match | None:
    """Return what a sheet is; None if none of the sources knows it."""
    best: tuple[tuple[int, int, int], Source, int] | None = None
    for at, row in enumerate(sheet.top):
        cells = {plain_name(cell) for cell in row if cell}
        cells |= {bare[0] for cell in cells if (bare := unit_in(cell)) is not None}
        if not cells:
            continue
        for source in among:
            names = _names(source)
            n = len(cells & names)
            if n and all(each & cells for each in source.needs):
                score = (n, -source.rank, -at)
                if best is None or score > best[0]:
                    best = (score, source, at)
    if best is None:
        return None
    _, source, at = best
    columns = _columns(source, sheet.top[at])
    taken = {column.place for column in columns}
    rest = [plain_name(cell) for place, cell in enumerate(sheet.top[at]) if cell and place not in taken]
    n_dropped = sum(name in source.dropped for name in rest)
    return Match(source, at, columns, len(rest) - n_dropped, n_dropped)


def _columns(source: Source, head: Sequence[str]) -> tuple[Column, ...]:
    by_name: dict[str, list[tuple[int, float]]] = {}
    for place, cell in enumerate(head):
        plain = plain_name(cell)
        by_name.setdefault(plain, []).append((place, 1.0))
        if (bare := unit_in(plain)) is not None and plain not in _names(source):
            by_name.setdefault(bare[0], []).append((place, bare[1]))
    found = []
    for field in source.fields:
        places = next((by_name[name] for name in field.names if name in by_name), [])
        if len(places) >= field.nth:
            place, factor = places[field.nth - 1]
            found.append(Column(field, place, head[place], factor))
    return tuple(found)


def twins(columns: Sequence[Column], head: Sequence[str]) -> list[str]:
    """Return the names that several columns bear where the source knows of one."""
    times = Counter(plain_name(cell) for cell in head if cell)
    most = Counter[str]()
    for column in columns:
        name = plain_name(column.head)
        most[name] = max(most[name], column.field.nth)
    return [column.head for column in columns if times[plain_name(column.head)] > most[plain_name(column.head)]]


def _known_as(cell: str, known: frozenset[str] | set[str]) -> str | None:
    plain = plain_name(cell)
    if plain in known:
        return plain
    bare = unit_in(plain)
    return bare[0] if bare is not None and bare[0] in known else None


@cache
def _names(source: Source) -> frozenset[str]:
    return frozenset(name for field in source.fields for name in field.names) | source.dropped


@cache
def _all_names() -> frozenset[str]:
    return frozenset(name for source in sources() for name in _names(source))
