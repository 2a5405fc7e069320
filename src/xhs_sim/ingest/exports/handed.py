"""A file as it is handed over, whatever it is: told apart by what it holds, never by its name."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ...config import ConfigError
from ...config.messages import message
from .csv_text import csv_sheet
from .database import database_sheets
from .json_records import json_sheets
from .limits import MEGABYTE, MOST_BYTES
from .parquet_columns import parquet_sheet
from .sheet import Sheet
from .workbook import Workbook, created_in

_ZIP, _OLD_EXCEL, _SQLITE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"SQLite format 3\x00", b"PAR1"


class Handed(NamedTuple):
    """An open file."""

    path: Path
    format: str  # csv, xlsx, json, sqlite, parquet
    encoding: str  # of a file of text
    created: datetime | None  # UTC, as the file's own properties say
    sheets: tuple[Sheet, ...]
    close: Callable[[], None]


def open_handed(path: Path, n_known: Callable[[Sequence[str]], int]) -> Handed:
    """Open a file.

    Parameters
    ----------
    path : Path
        CSV and its kin, XLSX, JSON, JSONL, SQLite or Parquet.
    n_known : callable
        How many names of columns a row holds.

    Raises
    ------
    ConfigError
        If it is none of them, is empty, too large or broken; names the file, and the line where there is one.
    """
    if not path.is_file():
        there = "export.is_folder" if path.is_dir() else "export.no_plain_file"
        raise ConfigError(message(there if path.exists() else "export.no_file", path=path))
    size = path.stat().st_size
    if size == 0:
        raise ConfigError(message("file.empty_file", path=path))
    if size > MOST_BYTES:
        raise ConfigError(message("export.too_large", path=path, n=size // MEGABYTE, most=MOST_BYTES // MEGABYTE))
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(_OLD_EXCEL):
        raise ConfigError(message("file.old_excel", path=path))
    if head.startswith(_ZIP):
        book = Workbook(path)
        return Handed(path, "xlsx", "", created_in(path), tuple(book.sheets()), book.close)
    if head.startswith(_SQLITE):
        return Handed(path, "sqlite", "", None, tuple(database_sheets(path)), _nothing)
    if head.startswith(_PARQUET):
        return Handed(path, "parquet", "", None, (parquet_sheet(path),), _nothing)
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if first in (b"{", b"["):
        return Handed(path, "json", "utf-8", None, tuple(json_sheets(path)), _nothing)
    if first == b"<":
        raise ConfigError(message("file.no_table", path=path, kind=message("file.web_page")))
    sheet, encoding = csv_sheet(path, n_known)
    return Handed(path, "csv", encoding, None, (sheet,), _nothing)


def _nothing() -> None:
    """Close what needs no closing."""
