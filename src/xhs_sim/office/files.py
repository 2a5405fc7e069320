"""One workbook or a folder of CSV files; each file is there whole or not at all."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import xlsxwriter
from polars import selectors

from ..config import ConfigError
from ..config.messages import message
from ..records.whole_file import whole_file

MOST_ROWS = 1_048_575  # of a sheet, beside its head
_WORKED_OUT = r"^[=+\-@\t\r]"  # text that spreadsheets take for a formula
_HEAD = {"bold": True, "bottom": 1}
_WIDEST = 300  # pixels of a column
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
            said = message("office.table_too_long", name=name, rows=table.height, most=MOST_ROWS)
            raise ConfigError(message("office.no_sheets", path=path, said=said))
    with whole_file(path) as unfinished, xlsxwriter.Workbook(unfinished, _PLAIN) as book:
        for name, table in tables.items():
            table.write_excel(
                book,
                name[:31],
                header_format=_HEAD,
                column_formats={selectors.numeric(): "General"},
                freeze_panes=(1, 0),
            )
            book.get_worksheet_by_name(name[:31]).autofit(_WIDEST)
    return path


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
