"""What a card gives to take along: its table as a workbook, its picture on a slide."""

import base64
import io
import re

from ..report.deck import Slide, build_deck
from .cards import Drawn


def workbook(drawn: Drawn) -> bytes:
    """Return a workbook with a card's numbers beneath its finding; no cell is a formula, whatever it says."""
    rows = drawn.numbers if drawn.numbers.width else drawn.table
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.write_string(0, 0, drawn.title, bold)
        sheet.write_string(1, 0, drawn.about)
        for column, name in enumerate(rows.columns):
            sheet.write_string(3, column, name, bold)
            for row, value in enumerate(rows[name]):
                _write(sheet, 4 + row, column, value)
            sheet.set_column(column, column, max(12, min(40, len(name) + 4)))
    return target.getvalue()


def _write(sheet: object, row: int, column: int, value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool | str) or not isinstance(value, int | float):
        sheet.write_string(row, column, str(value))  # type: ignore[attr-defined]
    else:
        sheet.write_number(row, column, value)  # type: ignore[attr-defined]


def slide(drawn: Drawn, picture: str, notes: str) -> bytes:
    """Return a deck of one slide: the finding, the picture as the browser drew it, notes for the speaker."""
    return build_deck([Slide(drawn.title, drawn.about, _png_of(picture), notes)])


def _png_of(picture: str) -> bytes:
    found = re.fullmatch(r"data:image/png;base64,([A-Za-z0-9+/=]+)", picture or "")
    return base64.b64decode(found.group(1)) if found else b""


def file_name(study: str, card: str, ending: str) -> str:
    """Return a name for a file: letters and digits of any script, and no more."""
    safe = re.sub(r"[^\w]+", "_", study).strip("_")[:40] or "study"
    return f"{safe}_{card}.{ending}"
