"""Tables of text: CSV and its kin, read by polars where the file is clean, row by row where it is not.

A file is clean UTF-8 without NULs and without a row that is wider than its head; anything else costs the slow way.
GB18030 and UTF-16 become UTF-8 piece by piece first: strictly, or the file is refused by the line that fits nothing.
"""

import codecs
import contextlib
import csv
import io
import mmap
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import polars as pl

from ...config import ConfigError
from ...config.messages import message
from .limits import LONGEST_LINE, MOST_CELLS
from .sheet import MOST_COLUMNS, ROW, TOP, Body, Sheet, TooManyCellsError, emptied, text_frame

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GB = "gb18030"
_CHINESE_UTF8 = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4}")  # by chance once in many millions of GB18030
_PIECE = 1 << 20
_FIRST_LOOK = 1 << 16  # bytes, within which the first rows mostly end
_SEPARATORS = (",", "\t", ";", "|")
_OPEN_LINES = 60  # a cell that is never closed and goes on for longer has swallowed rows


class Text(NamedTuple):
    """A file's text in UTF-8, wherever it lies."""

    path: Path
    source: Path | bytes  # what polars reads: the file itself, or its text in UTF-8
    encoding: str
    n_quotes: int
    n_lines: int

    def open(self) -> BinaryIO:
        """Return it for reading."""
        return self.source.open("rb") if isinstance(self.source, Path) else io.BytesIO(self.source)


def text_of(path: Path, *, to_the_end: bool = True) -> Text:
    """Return a file's text.

    Parameters
    ----------
    path : Path
    to_the_end : bool
        Look at all of it; else at its beginning, for a reader that stops by itself at what is no UTF-8.

    Raises
    ------
    ConfigError
        If it holds NULs, or is text in none of UTF-8, UTF-16 and GB18030; names the line.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        mark = next((name for mark, name in _MARKS if raw[:3].startswith(mark)), "")
        if mark != "utf-16" and (at := raw.find(b"\0")) >= 0:
            raise ConfigError(message("export.nul", path=path, line=_line(raw, at)))
        breaks_at = 1 if mark == "utf-16" else _no_utf8(raw, None if to_the_end else _PIECE)
        if not breaks_at:
            lines_end_by_cr = raw.find(b"\r") >= 0 and raw.find(b"\n") < 0
            source = raw[:].replace(b"\r", b"\n") if lines_end_by_cr else path
            return Text(path, source, mark or "utf-8", _count(raw, b'"'), _count(raw, b"\n"))
        encoding = mark if mark == "utf-16" else _GB
        coded = _recoded(path, raw, encoding, breaks_at)
        return Text(path, coded, encoding, coded.count(b'"'), coded.count(b"\n"))


def _no_utf8(raw: mmap.mmap, most: int | None) -> int:
    """Return the first line that is no UTF-8, within the first bytes if told how many; 0 if all are."""
    decoder, start = codecs.getincrementaldecoder("utf-8")(), 0
    try:
        for start in range(0, most or len(raw), _PIECE):
            decoder.decode(raw[start : start + _PIECE])
        decoder.decode(b"", final=most is None or most > len(raw))
    except UnicodeDecodeError as error:
        return _line(raw, start + error.start)
    return 0


def _recoded(path: Path, raw: mmap.mmap, encoding: str, no_utf8: int) -> bytes:
    decoder, coded = codecs.getincrementaldecoder(encoding)(), io.BytesIO()
    line = 1
    for start in range(0, len(raw), _PIECE):
        piece = raw[start : start + _PIECE]
        if encoding == _GB:
            _refuse_lines_of_utf8(path, piece, line, no_utf8)
        try:
            text = decoder.decode(piece, final=start + _PIECE >= len(raw))
        except UnicodeDecodeError as error:
            line += piece[: error.start].count(b"\n")
            line = max(line, no_utf8)  # of two that do not fit, the one that fits for longer says where
            raise ConfigError(message("file.no_text", path=path, line=line, names="UTF-8, GB18030")) from None
        line += text.count("\n")
        coded.write(text.encode("utf-8", "surrogatepass"))
    return coded.getvalue()


def _refuse_lines_of_utf8(path: Path, piece: bytes, line: int, no_utf8: int) -> None:
    """Refuse a line of Chinese in UTF-8 among others: as GB18030 it would be read without an error, and be nonsense."""
    at = 0
    while found := _CHINESE_UTF8.search(piece, at):
        begins, at = piece.rfind(b"\n", 0, found.start()) + 1, piece.find(b"\n", found.end()) % (len(piece) + 1)
        with contextlib.suppress(UnicodeDecodeError):
            piece[begins:at].decode("utf-8")
            n_before = piece[:begins].count(b"\n")
            raise ConfigError(message("export.two_encodings", path=path, line=line + n_before, other=no_utf8))


def _count(raw: mmap.mmap, mark: bytes) -> int:
    whole, code = np.frombuffer(raw, np.uint8), mark[0]
    return sum(int(np.count_nonzero(whole[start : start + _PIECE] == code)) for start in range(0, len(whole), _PIECE))


def _line(raw: mmap.mmap, at: int) -> int:
    return raw[:at].count(b"\n") + 1


def csv_sheet(path: Path, n_known: Callable[[Sequence[str]], int]) -> tuple[Sheet, str]:
    """Return a file of text as a sheet, and its encoding.

    Parameters
    ----------
    path : Path
    n_known : callable
        How many names of columns a row holds; it decides between the separators.
    """
    text = text_of(path, to_the_end=False)
    tops = {separator: _top(text, separator) for separator in _SEPARATORS}
    separator = max(_SEPARATORS, key=lambda each: max(map(n_known, tops[each]), default=0))
    top = tops[separator]
    if not any(n_known(row) for row in top):
        separator = max(_SEPARATORS, key=lambda each: max(map(len, tops[each]), default=0))
        top = tops[separator]
    widest = max(map(len, top), default=0)
    if widest > MOST_COLUMNS:
        raise ConfigError(message("export.too_many_columns", path=path, n=widest, most=MOST_COLUMNS))

    def body(at: int, places: Sequence[int]) -> Body:
        found = _by_polars(text, separator, top[at], at, places) if text.n_quotes % 2 == 0 else None
        return found or _body(text_of(path), separator, top[at], at, places)

    return Sheet("", top, body), text.encoding


def _top(text: Text, separator: str) -> tuple[tuple[str, ...], ...]:
    rows = _first_rows(text, separator, _FIRST_LOOK)
    return rows if len(rows) == TOP else _first_rows(text, separator, LONGEST_LINE)


def _first_rows(text: Text, separator: str, n_bytes: int) -> tuple[tuple[str, ...], ...]:
    with text.open() as file:
        head = file.read(n_bytes)
    lines = head.decode("utf-8-sig", "ignore")
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=separator)
    try:
        for row in reader:
            rows.append(tuple(cell.strip() for cell in row))
            if len(rows) == TOP:
                break
    except csv.Error:  # a cell of more than 128 kB
        if not rows:
            raise ConfigError(message("export.endless_line", path=text.path)) from None
    return tuple(rows)


def _body(text: Text, separator: str, head: Sequence[str], at: int, places: Sequence[int]) -> Body:
    if text.n_quotes % 2 == 0 and (body := _by_polars(text, separator, head, at, places)) is not None:
        return body
    return _row_by_row(text, separator, head, at, places)


def _by_polars(text: Text, separator: str, head: Sequence[str], at: int, places: Sequence[int]) -> Body | None:
    """Return the rows if polars takes them all as they are; None if the file has to be read row by row."""
    names = [str(place) for place in range(len(head))]
    try:
        rows = (
            pl.scan_csv(
                text.source if isinstance(text.source, bytes) else str(text.source), has_header=False, skip_rows=at,
                schema=dict.fromkeys(names, pl.String), separator=separator, row_index_name=ROW,
                row_index_offset=at + 1, glob=False,
            )
            .select(ROW, *(str(place) for place in places))
        )  # fmt: skip
        if (
            text.n_lines * len(places) > MOST_CELLS
            and rows.select(pl.len()).collect().item() * len(places) > MOST_CELLS
        ):
            raise TooManyCellsError
        frame = rows.collect()
    except pl.exceptions.PolarsError:
        return None
    first = [(frame.item(0, str(place)) or "").strip("\ufeff \t") for place in places] if frame.height else None
    if first != [head[place] for place in places]:
        return None
    n_cut = _is_cut(text, separator, len(head))
    cells = frame[1 : frame.height - n_cut]
    return Body(emptied(cells) if text.n_quotes else cells, n_cut=n_cut)  # only "" is empty and not null


def _is_cut(text: Text, separator: str, width: int) -> int:
    """Return 1 if the last line breaks off: no end of line, and fewer cells than the head."""
    with text.open() as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - LONGEST_LINE // 4))
        tail = file.read()
    if tail.endswith((b"\n", b"\r")) or width < 2:
        return 0
    last = tail.rsplit(b"\n", 1)[-1].decode("utf-8", "ignore")
    try:
        cells = next(csv.reader([last], delimiter=separator), [])
    except csv.Error as error:
        raise ConfigError(
            message("file.broken_row", path=text.path, row=text.n_lines + 1, reason=_why(error, text))
        ) from None
    return int(0 < len(cells) < width)


def _why(error: csv.Error, text: Text) -> str:
    """Return why a row can't be read: a cell without end is one whose quotation mark is open, if there are any."""
    if "limit" not in str(error):
        return str(error)
    return message("file.open_quote" if text.n_quotes else "file.long_cell")


def _row_by_row(text: Text, separator: str, head: Sequence[str], at: int, places: Sequence[int]) -> Body:
    cut = [0]

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        with text.open() as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as lines:
            reader = csv.reader(lines, delimiter=separator, strict=False)
            held: tuple[int, list[str]] | None = None
            begins = 0
            try:
                for number, cells in enumerate(reader, start=1):
                    if held is not None and held[0] > at + 1:
                        yield held
                    held, lasts = (number, [cell.strip() for cell in cells]), reader.line_num - begins
                    begins = reader.line_num
            except csv.Error as error:
                number = 1 + (held[0] if held else 0)
                raise ConfigError(
                    message("file.broken_row", path=text.path, row=number, reason=_why(error, text))
                ) from None
            if held is None or held[0] <= at + 1:
                return
            is_open = text.n_quotes % 2 == 1
            if is_open and lasts > _OPEN_LINES:
                reason = message("file.open_quote")
                raise ConfigError(message("file.broken_row", path=text.path, row=held[0], reason=reason))
            if (is_open and len(held[1]) < len(head)) or _is_cut(text, separator, len(head)):
                cut[0] = 1
            else:
                yield held

    body = text_frame(rows(), places, len(head))
    return body._replace(n_cut=cut[0])
