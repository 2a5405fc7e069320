"""Rows as plain data, for JSON: times as ISO 8601 with +08:00, days as days, nothing as null."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from .field import Field
from .reading import Reading
from .sources import Source

_SINCE_NAME = " (file name only)"  # how sure a day is that only the file's name tells


def plain_rows(frame: pl.DataFrame, source: Source) -> list[dict[str, Any]]:
    """Return a frame's rows.

    Parameters
    ----------
    frame : pl.DataFrame
        As ``read_rows`` made it.
    source : Source
    """
    expressions = [expression for field in source.rows_fields for expression in _of_field(frame, field)]
    more = [name for name in ("row", "reason", "captured_at") if name in frame.columns]
    own = {field.name for field in source.rows_fields}
    said = [_time(name) if name == "captured_at" else pl.col(name) for name in more if name not in own]
    return frame.select(*said, *expressions).to_dicts()


def _of_field(frame: pl.DataFrame, field: Field) -> list[pl.Expr]:
    column, kind = pl.col(field.name), frame.schema[field.name]
    found = [column]
    if kind == pl.Datetime:
        is_day = f"{field.name}_is_day"
        found = [_time(field.name, is_day if is_day in frame.columns else "")]
    elif kind == pl.Date:
        text = column.dt.strftime("%Y-%m-%d")
        found = [(text + _SINCE_NAME if field.kind == "file_day" else text).alias(field.name)]
    if field.kind == "count":
        found.append(pl.col(f"{field.name}_quality").cast(pl.String))
    return found


def _time(name: str, is_day: str = "") -> pl.Expr:
    whole = pl.col(name).dt.strftime("%Y-%m-%dT%H:%M:%S") + "+08:00"
    if is_day:
        day = pl.col(name).dt.strftime("%Y-%m-%d")
        return pl.when(pl.col(is_day).fill_null(value=False)).then(day).otherwise(whole).alias(name)
    return whole.alias(name)


def rows_by_table(readings: Sequence[Reading]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of all sources by table."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for reading in readings:
        tables.setdefault(reading.source.table, []).extend(plain_rows(reading.frame, reading.source))
    return tables
