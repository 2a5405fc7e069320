"""Columns of imported tables as a back-test takes them: there or not, a count or unknown."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import polars as pl

THREE: Final = ("likes", "saves", "comments")


class Read(NamedTuple):
    """Rows of one side of a campaign, what an engagement is in them, and what must be said of them."""

    frame: pl.DataFrame
    engagement: str
    said: tuple[str, ...]


def there(frame: pl.DataFrame, name: str, dtype: pl.DataType) -> pl.Expr:
    """Return a column, or nulls where a table has none of its name."""
    return (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype)


def number(frame: pl.DataFrame, name: str) -> pl.Expr:
    """Return a count or an amount."""
    return there(frame, name, pl.Float64())


def first_known(frame: pl.DataFrame, names: Sequence[str], dtype: pl.DataType) -> pl.Expr:
    """Return the first of several columns that a row has."""
    return pl.coalesce([there(frame, name, dtype) for name in names])


def engagements(frame: pl.DataFrame, prefers: str) -> tuple[pl.Expr, str]:
    """Return how often people engaged, and whether that is of three acts or of five; of rows that know one of them."""
    three = pl.sum_horizontal([number(frame, name) for name in THREE], ignore_nulls=False)
    found = {"three": three, "five": number(frame, "interactions")}
    for which in (prefers, *({*found} - {prefers})):
        if frame.height and frame.select(found[which].is_not_null().all()).item():
            return found[which], which
    return pl.lit(None, pl.Float64), ""
