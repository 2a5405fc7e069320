"""Parquet files: columns as text, nested ones left alone."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from ...config import ConfigError
from ...config.messages import message
from .limits import MOST_CELLS, MOST_ROWS
from .sheet import MOST_COLUMNS, ROW, Body, Sheet, TooManyCellsError, emptied


def parquet_sheet(path: Path) -> Sheet:
    """Return a Parquet file as a sheet."""
    try:
        lazy = pl.scan_parquet(path, glob=False, hive_partitioning=False)
        schema = lazy.collect_schema()
        n_rows = int(lazy.select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError):
        raise ConfigError(message("file.no_parquet", path=path)) from None
    head = tuple(schema.names())
    if len(head) > MOST_COLUMNS:
        raise ConfigError(message("export.too_many_columns", path=path, n=len(head), most=MOST_COLUMNS))
    if n_rows > MOST_ROWS:
        raise ConfigError(message("export.too_many_rows", path=path, n=n_rows, most=MOST_ROWS))

    def body(_at: int, places: Sequence[int]) -> Body:
        if n_rows * len(places) > MOST_CELLS:
            raise TooManyCellsError
        columns = [_as_text(head[place], schema[head[place]]).alias(str(place)) for place in places]
        try:
            frame = lazy.select(columns).collect().with_row_index(ROW, offset=1)
        except pl.exceptions.PolarsError:
            raise ConfigError(message("file.no_parquet", path=path)) from None
        return Body(emptied(frame))

    return Sheet("", (head,), body)


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.List):
        return (
            column.cast(pl.List(pl.String), strict=False).list.join(",") if not kind.inner.is_nested() else pl.lit("")
        )
    if kind.is_nested() or kind == pl.Binary:
        return pl.lit(None, pl.String)
    if kind.is_float():
        whole = column.is_finite() & (column == column.round(0)) & (column.abs() < 1e15)
        rest = pl.when(column.is_finite()).then(column.cast(pl.String))
        return pl.when(whole).then(column.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(rest)
    return column.cast(pl.String)
