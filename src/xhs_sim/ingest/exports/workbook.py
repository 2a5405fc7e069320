"""Workbooks (XLSX), cell by cell with the type of each cell; nothing in them is worked out.

A formula is the text that it was typed as: crawlers store titles that begin with "=" so, and shops their links. Sizes
are looked at before anything is unpacked.
"""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from ...config import ConfigError
from ...config.messages import message
from .limits import MEGABYTE, MOST_SHARED_TEXT, MOST_UNPACKED
from .number_text import number_text
from .sheet import MOST_COLUMNS, ROW, TOP, Body, Sheet, text_frame

_DOCTYPE = b"<!DOCTYPE"
_LINK = re.compile(r'=\s*(?:_xlfn\.)?HYPERLINK\(\s*"(?P<to>(?:[^"]|"")*)"', re.IGNORECASE)
_CREATED = re.compile(rb"<dcterms:created[^>]*>([^<]+)<")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,  # of the archive
    ParseError, KeyError, ValueError, TypeError, IndexError, AttributeError,  # of what is in it
)  # fmt: skip
_SMALL = 2_000  # rows of a sheet that are kept at hand


class Workbook:
    """An open workbook.

    Parameters
    ----------
    path : Path

    Raises
    ------
    ConfigError
        If it is no workbook, or unpacks to more than a workbook should.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        _refuse_bombs(path)
        import openpyxl

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a workbook without styles is no news
                self._book = openpyxl.load_workbook(path, read_only=True, keep_links=False)
        except _BROKEN as error:
            raise ConfigError(message("file.no_workbook", path=path, reason=type(error).__name__)) from None

    def sheets(self) -> list[Sheet]:
        """Return the sheets that hold cells."""
        sheets = [self._sheet(each) for each in self._book.worksheets]
        if not (held := [sheet for sheet in sheets if sheet.top]):
            raise ConfigError(message("file.no_sheet", path=self.path))
        return held

    def close(self) -> None:
        """Let the file go."""
        self._book.close()

    def _sheet(self, sheet: Any) -> Sheet:
        sheet.reset_dimensions()  # what a file says of its own size is not always so
        first: list[tuple[str, ...]] = []
        for row in self._rows(sheet):
            first.append(tuple(row))
            if len(first) > _SMALL:
                break
        is_small = len(first) <= _SMALL

        def body(at: int, places: Sequence[int]) -> Body:
            rows: Iterator[Sequence[str]] = iter(first) if is_small else self._rows(sheet)
            below = ((number, cells) for number, cells in enumerate(rows, start=1) if number > at + 1)
            return text_frame(below, places, len(first[at]))

        return Sheet(str(sheet.title), tuple(first[:TOP]), body, tuple(first) if is_small else None)

    def _rows(self, sheet: Any) -> Iterator[list[str]]:
        try:
            for cells in sheet.iter_rows():
                if len(cells) > MOST_COLUMNS:
                    most = MOST_COLUMNS
                    raise ConfigError(message("export.too_many_columns", path=self.path, n=len(cells), most=most))
                yield [_cell_text(cell) for cell in cells]
        except ConfigError:
            raise
        except _BROKEN as error:
            raise ConfigError(message("file.no_workbook", path=self.path, reason=type(error).__name__)) from None


def created_in(path: Path) -> datetime | None:
    """Return when a workbook was written, in UTC, as its properties say."""
    with zipfile.ZipFile(path) as packed:
        try:
            found = _CREATED.search(packed.read("docProps/core.xml"))
        except KeyError:
            return None
    try:
        return datetime.fromisoformat(found[1].decode().replace("Z", "+00:00")).replace(tzinfo=None) if found else None
    except ValueError:
        return None


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            shared = max((part.file_size for part in parts if part.filename.endswith("sharedStrings.xml")), default=0)
            for size, most in ((sum(part.file_size for part in parts), MOST_UNPACKED), (shared, MOST_SHARED_TEXT)):
                if size > most:
                    n, limit = size // MEGABYTE, most // MEGABYTE
                    raise ConfigError(message("export.too_large", path=path, n=n, most=limit))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as unpacked:
                        if _DOCTYPE in unpacked.read(2048):
                            raise ConfigError(message("file.no_workbook", path=path, reason="DOCTYPE"))
    except ConfigError:
        raise
    except _BROKEN as error:
        raise ConfigError(message("file.no_workbook", path=path, reason=type(error).__name__)) from None


def _cell_text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _formula(value) if value.startswith("=") else value.strip()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return f"{round(value * 100, 10):.10g}%"
    return number_text(value) if isinstance(value, int | float) else str(value)


def _formula(text: str) -> str:
    """Return a formula as it was typed; of a link, where it goes."""
    found = _LINK.match(text)
    return found["to"].replace('""', '"') if found else text.strip()


__all__ = ["ROW", "Workbook", "created_in"]
