"""Workbooks with a sheet per figure: the creator centre's trends, a day a row, beside a sheet of totals."""

from collections.abc import Sequence

import polars as pl

from ..handed_table import plain_name
from .handed import Handed
from .reading import FileFacts, Reading, type_columns
from .recognise import Column
from .sheet import ROW, Sheet
from .sources import Source
from .tally import Tally
from .worked_out import work_out

DAY = "date"
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
        names = set(map(plain_name, field.sheets))
        sheet = next(
            (sheet for sheet in sheets if plain_name(sheet.name) in names and _head(sheet, _DAYS) is not None), None
        )
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


def _totals(sheets: Sequence[Sheet], source: Source, facts: FileFacts) -> Reading | None:
    """Return the sheet of figures and values as one row."""
    for sheet in sheets:
        at = _head(sheet, {"指标", "名称"})
        if at is None:
            continue
        body = sheet.body(at, (0, 1)).frame.drop_nulls("0")
        said = {plain_name(name): value for name, value in body.select("0", "1").iter_rows()}
        columns, cells = [], {ROW: pl.Series([1], dtype=pl.UInt32)}
        for place, field in enumerate(source.fields):
            name = next((name for name in field.names if name in said), None)
            if name is not None:
                columns.append(Column(field, place, name, 1.0))
                cells[str(place)] = pl.Series([said[name]], dtype=pl.String)
        if not columns:
            continue
        tally = Tally(rows=1, strange_columns=len(said) - len(columns))
        typed, problems = type_columns(pl.DataFrame(cells), columns, tally, facts.path)
        frame = work_out(typed, source, cells[ROW], facts, tally)
        return Reading(source, frame, tally, facts.created, tuple(problems))
    return None
