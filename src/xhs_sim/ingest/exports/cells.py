"""From the text of cells to values, by the kind of their column, which carries its unit; a column at a time.

Most cells are plain, and are cast at once; what a cast leaves over is read with care: ``1.2万``, ``10+``, ``1,234``,
``5.12%``, ``24秒``. A number that has been through a spreadsheet's float is refused where its digits matter.
"""

from typing import Any, Final

import polars as pl

from .field import Field
from .number_cells import count, measured, number, seconds, yuan_as_fen
from .times import parsed_days, parsed_ms, parsed_times
from .typed import NOTHING, Read, Typed
from .word_cells import any_id, flag, newlines, note_id, tags, text, word


def _times(cells: pl.Series, field: Field, _factor: float, *, shift_h: int = 0) -> Typed:
    trimmed = cells.set(cells.str.strip_chars().is_in([*NOTHING, *field.none]), None) if field.none else cells
    return Typed(*parsed_times(trimmed, NOTHING, shift_h))


KINDS: Final[dict[str, Read]] = {
    "count": count,
    "number": number,
    "fraction": measured(1.0, is_share=True),  # a bare 0.16 is 16%
    "percent": measured(0.01, is_share=True),  # a bare 16 is 16%
    "yuan": measured(1.0),
    "price": measured(1.0),  # yuan for one of something: never added up
    "fen": count,
    "fen_as_yuan": measured(0.01),
    "yuan_as_fen": yuan_as_fen,
    "seconds": seconds,
    "note_id": note_id,
    "id": any_id,
    "code": any_id,
    "text": text,
    "name": text,
    "place": text,
    "status": text,
    "link": text,
    "tags": tags,
    "flag": flag,
    "word": word,
    "newlines": newlines,
    "time": _times,
    "time_utc": lambda cells, field, factor: _times(cells, field, factor, shift_h=8),
    "day": lambda cells, field, _: Typed(*parsed_days(cells, (*NOTHING, *field.none))),
    "ms": lambda cells, field, _: Typed(*parsed_ms(cells, (*NOTHING, *field.none))),
    "all_of": text,
    "line": text,
    "file_day": text,
    "file_word": text,
}


def kept_as(kind: str) -> Any:
    """Return the type that a kind's values are kept in."""
    return _TYPES.get(kind, pl.String)


_TYPES: dict[str, Any] = {
    **dict.fromkeys(("count", "fen", "yuan_as_fen", "newlines", "line"), pl.Int64),
    **dict.fromkeys(("number", "fraction", "percent", "yuan", "price", "fen_as_yuan", "seconds"), pl.Float64),
    **dict.fromkeys(("flag", "all_of"), pl.Boolean),
    **dict.fromkeys(("time", "time_utc", "ms"), pl.Datetime("ms")),
    **dict.fromkeys(("day", "file_day"), pl.Date),
    "tags": pl.List(pl.String),
}
