"""One workbook or a folder of CSV files; each file is there whole or not at all."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import xlsxwriter

from ..config import ConfigError
from ..records.whole_file import whole_file

MOST_ROWS = 1_048_575  # of a sheet, beside its head
_WORKED_OUT = r"^[=+\-@\t\r]"  # text that spreadsheets take for a formula
# Text stays text: nothing is taken for a number, a formula or a link.
_PLAIN = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


def write_workbook(tables: Mapping[str, pl.DataFrame], path: Path) -> Path:
    """Write tables as sheets of one workbook.

    Raises
    ------
    ConfigError
        If a table has more rows than a sheet can hold.
    """
    for name, table in tables.items():
        if table.height > MOST_ROWS:
            said = f"table {name} has {table.height:,} rows, a sheet holds {MOST_ROWS:,}"
            raise ConfigError(f"{path}: {said}: take --csv instead")
    with whole_file(path) as unfinished, xlsxwriter.Workbook(unfinished, _PLAIN) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        for name, table in tables.items():
            _write_sheet(book.add_worksheet(name[:31]), table, head)
    return path


def _write_sheet(sheet: xlsxwriter.worksheet.Worksheet, table: pl.DataFrame, head: xlsxwriter.format.Format) -> None:
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, head)
        series = table[name]
        sheet.set_column(column, column, _width(name, series))
        write = sheet.write_string if series.dtype == pl.String else sheet.write_number
        write = sheet.write_boolean if series.dtype == pl.Boolean else write
        for row, value in enumerate(series.to_list(), start=1):
            if value is not None:
                write(row, column, value)


def _width(name: str, series: pl.Series) -> int:
    longest = max(map(len, series.drop_nulls().head(1000)), default=0) if series.dtype == pl.String else 0
    return min(max(len(name), longest, 8) + 2, 40)


def write_csv_files(tables: Mapping[str, pl.DataFrame], folder: Path) -> list[Path]:
    """Write tables as CSV files, UTF-8 with the mark that Excel needs to show Chinese.

    Text that a spreadsheet would work out as a formula gets an apostrophe before it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in tables.items():
        with whole_file(folder / f"{name}.csv") as unfinished:
            _guarded(table).write_csv(unfinished, include_bom=True, line_terminator="\r\n")
        written.append(folder / f"{name}.csv")
    return written


def _guarded(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(pl.col(pl.String).str.replace(_WORKED_OUT, "'$0"))
