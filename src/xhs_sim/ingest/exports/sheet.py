"""A sheet: what is to be seen of a table before anybody knows what it is, and its rows once somebody does."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import polars as pl

from .limits import MOST_CELLS

TOP = 10  # rows that are looked at for the head
ROW = "row"  # a row's number in the file, from 1
MOST_COLUMNS = 5_000
CHUNK = 50_000  # rows that are Python objects at a time


class TooManyCellsError(ValueError):
    """A table is larger than what fits into memory safely."""


class Body(NamedTuple):
    """The rows below a head: a text column per place (``"0"``, ``"7"``), beside their numbers."""

    frame: pl.DataFrame
    n_cut: int = 0  # last rows that the file breaks off in
    n_wide: int = 0  # rows with cells beyond the head


ReadBody = Callable[[int, Sequence[int]], Body]  # row of the head within the top, places of columns


class Sheet(NamedTuple):
    """A table as a file holds it; each cell is text, an empty one ""."""

    name: str  # of the sheet or table; "" if the file has but one
    top: tuple[tuple[str, ...], ...]  # its first rows
    body: ReadBody
    rows: tuple[tuple[str, ...], ...] | None = None  # all of them, of a sheet that is small


def text_frame(rows: Iterable[tuple[int, Sequence[str]]], places: Sequence[int], width: int) -> Body:
    """Return rows as a frame, a chunk at a time.

    Parameters
    ----------
    rows : iterable of (row number, cells)
        The cells may be fewer or more than the head has.
    places : sequence of int
        The columns that are wanted.
    width : int
        Cells of the head.
    """
    parts: list[pl.DataFrame] = []
    numbers: list[int] = []
    columns: list[list[str]] = [[] for _ in places]
    n_wide = n_cells = 0

    def close() -> None:
        data = {str(place): pl.Series(cells, dtype=pl.String) for place, cells in zip(places, columns, strict=True)}
        parts.append(pl.DataFrame({ROW: pl.Series(numbers, dtype=pl.UInt32), **data}))

    for number, cells in rows:
        n_wide += len(cells) > width and any(cells[width:])
        numbers.append(number)
        n_cells += len(places)
        if n_cells > MOST_CELLS:
            raise TooManyCellsError
        for place, column in zip(places, columns, strict=True):
            column.append(cells[place] if place < len(cells) else "")
        if len(numbers) == CHUNK:
            close()
            numbers, columns = [], [[] for _ in places]
    close()
    return Body(emptied(pl.concat(parts)), n_wide=n_wide)


def emptied(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame in which an empty text is null: one kind of nothing."""
    text = pl.col(pl.String)
    return frame.with_columns(pl.when(text != "").then(text).name.keep())
