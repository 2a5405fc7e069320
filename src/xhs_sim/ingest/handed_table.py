"""A table as somebody hands it over: CSV of any usual separator and encoding, or XLSX; each cell as text.

Nothing guesses the type of a cell: ids stay whole, ``1.2万`` stays ``1.2万``. The head is looked for in the first rows,
because exports put titles and notices before it: it is the row with most names that the caller knows.
"""

import csv
import io
import unicodedata
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..config import ConfigError
from ..config.messages import message
from .bytes_to_text import decode
from .decisions import Decisions

Row = tuple[int, tuple[str, ...]]  # its number in the file, from 1, and its cells
IsKnown = Callable[[str], bool]  # whether a cell is a name of a column

_SEPARATORS = {",": "file.commas", "\t": "file.tabs", ";": "file.semicolons", "|": "file.bars"}
_HEAD_WITHIN = 10  # rows
MOST_PROBLEMS = 10  # told at once
_OTHER_KINDS = {b"<": "file.web_page", b"{": "file.json", b"[": "file.json"}
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class HandedTable(NamedTuple):
    """A table with its head found and its empty rows gone."""

    path: Path
    head: tuple[str, ...]
    rows: tuple[Row, ...]  # as wide as the head


def read_handed(path: Path, is_known: IsKnown, decisions: Decisions) -> HandedTable:
    """Read a table.

    Parameters
    ----------
    path : Path
        CSV (comma, tab, semicolon or bar; UTF-8, UTF-16 or GB18030) or XLSX; told apart by content, not by name.
    is_known : callable
        Whether a cell's text is the name of a column that the caller reads.
    decisions : Decisions
        What was decided on the way is noted there.

    Raises
    ------
    ConfigError
        Naming file, row and column, if no head is found or rows do not fit it.
    """
    raw = path.read_bytes()
    if raw.startswith(_OLD_EXCEL):
        raise ConfigError(message("file.old_excel", path=path))
    if (other := _OTHER_KINDS.get(raw.lstrip()[:1])) is not None:
        raise ConfigError(message("file.no_table", path=path, kind=message(other)))
    read = _of_workbook if raw.startswith(_ZIP) else _of_text
    return _under_head(path, read(path, raw, is_known, decisions), is_known, decisions)


def plain_name(text: str) -> str:
    """Return a column's name without what makes no difference: width of letters, case, blanks, ``_`` and ``-``."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in narrow if not letter.isspace() and letter not in "_-\ufeff")


def _n_known(cells: Sequence[str], is_known: IsKnown) -> int:
    return len({plain_name(cell) for cell in cells if is_known(cell)})


def _of_text(path: Path, raw: bytes, is_known: IsKnown, decisions: Decisions) -> list[Row]:
    text, encoding = decode(path, raw)
    if encoding != "UTF-8":
        decisions.note(message("file.read_as"), encoding)
    separator = max(_SEPARATORS, key=lambda mark: _most_known(text[: 1 << 16], mark, is_known))
    if separator != ",":
        decisions.note(message("file.cells_parted_by"), message(_SEPARATORS[separator]))
    return _parsed(path, text, separator)


def _most_known(text: str, separator: str, is_known: IsKnown) -> int:
    lines = text.splitlines()[:_HEAD_WITHIN]
    return max((_n_known([part.strip(' "') for part in line.split(separator)], is_known) for line in lines), default=0)


def _parsed(path: Path, text: str, separator: str) -> list[Row]:
    """Return the rows with the line on which each begins; a cell may go over several lines."""
    reader, rows, begins = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), [], 1
    try:
        for cells in reader:
            rows.append((begins, tuple(cell.strip() for cell in cells)))
            begins = reader.line_num + 1
    except csv.Error as error:
        is_open = "unexpected end" in str(error)
        said = message("file.open_quote") if is_open else str(error)
        raise ConfigError(message("file.broken_row", path=path, row=begins, reason=said)) from None
    return rows


def _of_workbook(path: Path, raw: bytes, is_known: IsKnown, decisions: Decisions) -> list[Row]:
    """Return the rows of the sheet whose head is known best; the first, of equals."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a workbook without styles is no news
            book = openpyxl.load_workbook(io.BytesIO(raw))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ConfigError(message("file.no_workbook", path=path, reason=error)) from None
    sheets = {
        sheet.title: [(n, tuple(map(_cell_text, cells))) for n, cells in enumerate(sheet.iter_rows(), start=1)]
        for sheet in book.worksheets
    }
    if not sheets:
        raise ConfigError(message("file.no_sheet", path=path))
    best = max(
        sheets, key=lambda title: max((_n_known(row, is_known) for _, row in sheets[title][:_HEAD_WITHIN]), default=0)
    )
    if len(sheets) > 1:
        decisions.note(message("file.read_of_sheets"), best)
    return sheets[best]


def _cell_text(cell: Any) -> str:
    """Return a cell as it would stand in a CSV: whole numbers without a fraction, dates as ISO."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value.isoformat() if isinstance(value, date | datetime) else str(value).strip()


def _under_head(path: Path, rows: list[Row], is_known: IsKnown, decisions: Decisions) -> HandedTable:
    full = [(number, cells) for number, cells in rows if any(cells)]
    if not full:
        raise ConfigError(message("file.empty_file", path=path))
    known = [_n_known(cells, is_known) for _, cells in full[:_HEAD_WITHIN]]
    at = known.index(max(known))
    decisions.note_all(
        message("file.rows_before_head"), [message("file.row_number", row=number) for number, _ in full[:at]]
    )
    _, head = full[at]
    head = head[: max((place + 1 for place, name in enumerate(head) if name), default=0)]
    twice = [name for name, times in Counter(filter(is_known, head)).items() if times > 1]
    if twice:
        raise ConfigError([message("file.column_twice", path=path, name=name) for name in twice])
    body, problems = [], []
    for number, cells in full[at + 1 :]:
        if cells[: len(head)] == head:
            decisions.note(message("file.repeated_heads"), message("file.row_number", row=number))
        elif any(cells[len(head) :]):
            problems.append(message("file.too_many_cells", path=path, row=number, n=len(cells), heads=len(head)))
        else:
            body.append((number, (*cells[: len(head)], *[""] * (len(head) - len(cells)))))
    if problems:
        raise ConfigError(problems[:MOST_PROBLEMS])
    return HandedTable(path, head, tuple(body))
