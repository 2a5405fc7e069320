"""Workbooks with a sheet per figure: the creator centre's trends, a day a row, beside a sheet of totals."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import polars as pl

from ..handed_table import plain_name
from .field import Field
from .handed import Handed
from .reading import FileFacts, Reading, type_columns
from .recognise import Column
from .sheet import ROW, Sheet
from .sources import Source
from .tally import Tally
from .worked_out import work_out

DAY = "date"
_BY_HOUR = "小时"
_DAYS, _VALUES = {"日期", "时间", "date"}, {"数值", "数据", "value"}


def read_series(handed: Handed, among: Sequence[Source], facts: FileFacts) -> list[Reading]:
    """Return the days and the totals of such a workbook; nothing if it is none."""
    days = [source for source in among if source.shape == "series"]
    totals = [source for source in among if source.shape == "pairs"]
    found = [_days(handed.sheets, source, facts) for source in days]
    if any(found):
        found += [_totals(handed.sheets, source, facts) for source in totals]
    return [reading for reading in found if reading is not None]


def _head(sheet: Sheet, first: set[str]) -> int | None:
    """Return the row in which a sheet of two columns names them."""
    for at, row in enumerate(sheet.top):
        plain = [plain_name(cell) for cell in row if cell]
        if len(plain) == 2 and plain[0] in first and plain[1] in _VALUES:
            return at
    return None


def _days(sheets: Sequence[Sheet], source: Source, facts: FileFacts) -> Reading | None:
    tally, problems, frames = Tally(), [], []
    for field in source.fields:
        sheet = next((sheet for sheet in sheets if _is_of(sheet, field)), None)
        if sheet is None:
            continue
        at = _head(sheet, _DAYS) or 0
        body = sheet.body(at, (0, 1)).frame
        blank = pl.all_horizontal(pl.col("0", "1").is_null())
        tally.rows += body.height
        tally.blank_rows += int(body.select(blank.sum()).item())
        columns = (Column(source.field(DAY), 0, "日期", 1.0), Column(field, 1, f"{sheet.name} 数值", 1.0))
        typed, bad = type_columns(body.filter(~blank), columns, tally, facts.path)
        problems += bad
        frames.append(pl.DataFrame(typed))
    if not frames:
        return None
    whole = frames[0]
    for frame in frames[1:]:
        whole = whole.join(frame, on=DAY, how="full", coalesce=True, maintain_order="left_right")
    tally.rows, tally.blank_rows = whole.height, 0  # a row is a day, whatever the number of sheets
    whole = whole.sort(DAY, descending=True, nulls_last=True)
    rows = pl.int_range(1, whole.height + 1, eager=True, dtype=pl.UInt32).alias(ROW)
    frame = work_out({name: whole[name] for name in whole.columns}, source, rows, facts, tally)
    return Reading(source, frame, tally, facts.created, tuple(problems))


def _is_of(sheet: Sheet, field: Field) -> bool:
    """Return whether a sheet holds a field by day; a sheet by the hour does not."""
    name = plain_name(sheet.name)
    begins = any(name.startswith(plain_name(each)) for each in field.sheets)
    return begins and _BY_HOUR not in name and _head(sheet, _DAYS) is not None


def _totals(sheets: Sequence[Sheet], source: Source, facts: FileFacts) -> Reading | None:
    """Return the sheets of figures and their values, below or beside each other, as one row."""
    known = {name for field in source.fields for name in field.names}
    said: dict[str, str | None] = {}
    for sheet in sheets:
        for name, value in _pairs(sheet, known):
            said.setdefault(name, value)
    columns, cells = [], {ROW: pl.Series([1], dtype=pl.UInt32)}
    for place, field in enumerate(source.fields):
        found = next((name for name in field.names if name in said), None)
        if found is not None:
            columns.append(Column(field, place, found, 1.0))
            cells[str(place)] = pl.Series([said[found]], dtype=pl.String)
    if not columns:
        return None
    tally = Tally(rows=1, strange_columns=len(said) - len(columns))
    typed, problems = type_columns(pl.DataFrame(cells), columns, tally, facts.path)
    frame = work_out(typed, source, cells[ROW], facts, tally)
    return Reading(source, frame, tally, facts.created, tuple(problems))


def _pairs(sheet: Sheet, known: set[str]) -> Iterator[tuple[str, str | None]]:
    at = _head(sheet, {"指标", "名称"})
    if at is not None:
        body = sheet.body(at, (0, 1)).frame.drop_nulls("0")
        yield from ((plain_name(name), value) for name, value in body.select("0", "1").iter_rows())
        return
    for head, values in pairwise(sheet.top):
        names = [plain_name(cell) for cell in head]
        if len(known & {*names}) > 1:
            yield from ((name, value or None) for name, value in zip(names, values, strict=False) if name)
            return
