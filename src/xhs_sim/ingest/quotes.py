"""Price quotes of creators, as a marketplace, a vendor or a colleague hands them over.

Read are followers, the price of an image-text note and, if there, whether the quote was confirmed, by a declared map of
column names in English and Chinese (``quote_columns``). What is left out, rounded or assumed is counted and told; what
cannot be read surely stops the import by file, row and column.
"""

import math
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config import ConfigError
from ..config.amounts import parse_amount
from ..config.inputs import find_file
from ..config.messages import at, message
from .decisions import Decisions
from .handed_table import MOST_PROBLEMS, HandedTable, read_handed
from .quote_columns import NEEDED, Column, columns_of, declared, is_known

_RANGE = re.compile(r"(?P<low>[^-~至到]+?)\s*[-~至到]\s*(?P<high>[^-~至到]+)")
_MOST = 1e10


class Quotes(NamedTuple):
    """Price quotes; Q rows."""

    followers: NDArray[np.float64]
    price_cny: NDArray[np.float64]  # image-text note
    is_verified: NDArray[np.bool_]
    active_share: NDArray[np.float64]  # of followers, as a vendor tells; NaN = not told
    decisions: tuple[str, ...] = ()  # what the reader left out, rounded or assumed; one line each


class _Row(NamedTuple):
    followers: float
    price_cny: float
    is_verified: bool
    active_share: float


def resolve_file(name: str, parameter: str) -> Path:
    """Find a file by the user's path, else among the shipped configs."""
    path = find_file(name)
    if path is not None:
        return path
    raise ConfigError(message("file.no_file", parameter=parameter, name=name))


def read_quotes(path: Path) -> Quotes:
    """Read a quotes file.

    Parameters
    ----------
    path : Path
        CSV (comma, tab, semicolon; UTF-8, UTF-16 or GB18030) or XLSX, with a title before the head or without.

    Raises
    ------
    ConfigError
        Naming file, row, column, value and what is allowed, one line per problem (ten at most); or that no row has both
        followers and a price.
    """
    decisions = Decisions()
    table = read_handed(path, is_known, decisions)
    columns = _columns(table, decisions)
    problems: list[str] = []
    rows = [
        row
        for number, cells in table.rows
        if (row := _row(_Place(path, number), cells, columns, decisions, problems)) is not None
    ]
    if problems:
        raise ConfigError(problems[:MOST_PROBLEMS])
    if not rows:
        raise ConfigError(_no_quote(table, columns, decisions))
    followers, prices, marks, active = zip(*rows, strict=True)
    return Quotes(
        np.array(followers, np.float64),
        np.array(prices, np.float64),
        np.array(marks, np.bool_),
        np.array(active, np.float64),
        decisions.sentences,
    )


def _columns(table: HandedTable, decisions: Decisions) -> dict[str, Column]:
    """Return the column of each field that is read, and tell of the others."""
    found = columns_of(table.head)
    missing = [declared()[field] for field in NEEDED if field not in found]
    if missing:
        there = [name for name in table.head if name] or message("file.none")
        raise ConfigError(
            [
                message("file.column_missing", path=table.path, column=names[0], others=[*names[1:4]], there=there)
                for names in missing
            ]
        )
    read = {field: columns[0] for field, columns in found.items() if field != "video_price"}
    for columns in found.values():
        decisions.note_all(message("file.twin_columns"), [c.name for c in columns[1:]])
    if "video_price" in found:
        decisions.note(message("file.video_prices"), found["video_price"][0].name)
    known = {column.place for columns in found.values() for column in columns}
    others = [name for place, name in enumerate(table.head) if place not in known and name]
    decisions.note_all(message("file.other_columns"), others)
    return read


class _Place(NamedTuple):
    """A row of a file."""

    path: Path
    row: int

    @property
    def told(self) -> str:
        """File and row."""
        return message("file.row_of", path=self.path, row=self.row)

    def holding(self, text: str) -> str:
        """The row, with what stands there."""
        return message("file.row_said" if text else "file.row_number", row=self.row, text=text)


def _row(
    place: _Place, cells: tuple[str, ...], columns: dict[str, Column], decisions: Decisions, problems: list[str]
) -> _Row | None:
    """Return a quote; None for a row without one, or with a problem, which is added to ``problems``."""
    values: dict[str, float | None] = {}
    for field in NEEDED:
        column = columns[field]
        try:
            values[field] = _amount(cells[column.place], column, place, decisions)
        except ValueError as error:
            problems.append(
                message(
                    "file.cell_not_allowed",
                    place=place.told,
                    name=column.name,
                    cell=cells[column.place],
                    reason=error.args[0],
                )
            )
            values[field] = None
    active = _active(place, cells, columns.get("active_share"), problems)
    is_verified = _mark(place, cells, columns.get("verified"), problems)
    if values["price"] is None:
        decisions.note(message("file.rows_without_price"), place.holding(cells[columns["price"].place]))
    elif values["followers"] is None:
        decisions.note(message("file.rows_without_followers"), place.holding(cells[columns["followers"].place]))
    else:
        return _Row(values["followers"], values["price"], is_verified, active)
    return None


def _amount(text: str, column: Column, place: _Place, decisions: Decisions) -> float | None:
    """Return the number of a cell; None where there is none, or 0, which stands for none.

    Raises
    ------
    ValueError
        If it is no number that can be read surely; says what is allowed.
    """
    if _is(text, "nothing"):
        return None
    value, seen = parse_amount(text), place.holding(text)
    if value is None:
        value = _middle(text)
        decisions.note(message("file.ranges_middle"), seen)
    elif text.rstrip().endswith(("+", "＋")):
        decisions.note(message("file.lower_bounds"), seen)
    value *= column.factor
    if not value < _MOST:
        raise ValueError(message("file.expected_less", most=_MOST))
    return value or None


def _middle(text: str) -> float:
    """Return the middle of ``1500-2000`` or ``1-2万``."""
    found = _RANGE.fullmatch(text.strip().replace("—", "-").replace("～", "~").replace("－", "-"))
    high = parse_amount(found["high"]) if found else None
    if found is None or high is None:
        raise ValueError(message("file.expected_number"))
    unit = re.search(r"(百万|千万|[百千kKwW万亿])\s*元?\s*$", found["high"])
    low = parse_amount(found["low"] + (unit[1] if unit and found["low"].strip()[-1:].isdigit() else ""))
    if low is None or not low <= high:
        raise ValueError(message("file.expected_range"))
    return (low + high) / 2


def _mark(place: _Place, cells: tuple[str, ...], column: Column | None, problems: list[str]) -> bool:
    if column is None:
        return False
    said = cells[column.place]
    if not any(_is(said, word) for word in ("yes", "no", "nothing")):
        problems.append(message("file.mark_not_allowed", place=place.told, name=column.name, cell=said))
    return _is(said, "yes")


def _active(place: _Place, cells: tuple[str, ...], column: Column | None, problems: list[str]) -> float:
    """Return a share that is told in per cent, or up to 1 as it is; NaN where none is."""
    if column is None or _is(cells[column.place], "nothing"):
        return math.nan
    text = cells[column.place]
    value = parse_amount(text.strip().rstrip("%％"))
    if value is None or not 0 < value <= 100:
        allowed = message("file.expected_percent")
        problems.append(message("file.cell_not_allowed", place=place.told, name=column.name, cell=text, reason=allowed))
        return math.nan
    return value if value <= 1 and "%" not in text and "％" not in text else value / 100.0


def _is(text: str, word: str) -> bool:
    return text.strip().casefold() in declared()["words"][word]


def _no_quote(table: HandedTable, columns: dict[str, Column], decisions: Decisions) -> list[str]:
    names = [columns["followers"].name, columns["price"].name]
    left = [line for line in decisions.sentences if "left out" in line]
    head = message("file.no_quote", path=table.path, n=len(table.rows), names=names)
    return [head, *(at(table.path, line) for line in left)]
