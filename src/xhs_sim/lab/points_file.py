"""Points from a file: a column for each parameter, a row for each point, every cell as it would be typed."""

import csv
from io import StringIO
from pathlib import Path

import polars as pl

from ..config import ConfigError
from ..config.messages import message, reason_of_system
from .space import Value, Values


def listed(file: Path) -> tuple[list[Values], list[str]]:
    """Return the points of a table, and where each stands in it.

    Parameters
    ----------
    file : Path
        CSV (text as it would be typed) or Parquet.

    Raises
    ------
    ConfigError
        Naming the file, and row and column of an empty cell, where it cannot be read or holds no points.
    """
    heads, rows = _of_parquet(file) if file.suffix == ".parquet" else _of_csv(file)
    if not rows or "" in heads:
        raise ConfigError(message("sweep.points_none", file=file))
    if twice := next((name for name in heads if heads.count(name) > 1), None):
        raise ConfigError(message("file.column_twice", path=file, name=twice))
    uneven = [(row, len(cells)) for row, cells in rows if len(cells) != len(heads)]
    if uneven:
        row, n = uneven[0]
        raise ConfigError(message("sweep.points_uneven", file=file, row=row, n=n, heads=len(heads)))
    empty = [(row, name) for row, cells in rows for name, cell in zip(heads, cells, strict=True) if _is_missing(cell)]
    if empty:
        raise ConfigError([message("sweep.point_empty", file=file, row=row, column=name) for row, name in empty[:5]])
    points: list[Values] = [dict(zip(heads, cells, strict=True)) for _, cells in rows]
    return points, [message("sweep.at_row", file=file, row=row) for row, _ in rows]


def _of_csv(file: Path) -> tuple[list[str], list[tuple[int, list[Value]]]]:
    """Return names and rows, each with the number of its line."""
    text = _text_of(file)
    head = text.partition("\n")[0]
    if ";" in head and "," not in head:
        raise ConfigError(message("sweep.points_semicolon", file=file))
    reader = csv.reader(StringIO(text, newline=""), strict=True, skipinitialspace=True)
    try:
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(map(str.strip, cells))]
    except csv.Error:
        raise ConfigError(message("sweep.points_no_csv", file=file, row=reader.line_num)) from None
    if not lines:
        raise ConfigError(message("file.empty_file", path=file))
    (_, heads), *rows = lines
    return heads, [(row, [*cells]) for row, cells in rows]


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(message("config.not_utf8", file=file)) from None
    except OSError as error:
        raise ConfigError(message("config.unreadable", file=file, reason=reason_of_system(error))) from None


def _of_parquet(file: Path) -> tuple[list[str], list[tuple[int, list[Value]]]]:
    try:
        with file.open("rb") as opened:
            table = pl.read_parquet(opened)
    except OSError as error:
        raise ConfigError(message("config.unreadable", file=file, reason=reason_of_system(error))) from None
    except pl.exceptions.PolarsError:
        raise ConfigError(message("file.no_parquet", path=file)) from None
    rows = [[cell.strip() if isinstance(cell, str) else cell for cell in row] for row in table.iter_rows()]
    return [name.strip() for name in table.columns], list(enumerate(rows, 1))


def _is_missing(value: Value) -> bool:
    return value is None or str(value).lower() in ("", "nan")
