"""A typed column, and how what a cast leaves over is taken out and put back."""

from collections.abc import Callable
from typing import Final, NamedTuple

import polars as pl

from .field import Field

NOTHING: Final = (
    "",
    "-",
    "--",
    "---",
    "—",
    "——",
    "–",
    "/",
    "\\",
    "null",
    "none",
    "nan",
    "n/a",
    "na",
    "#n/a",
    "暂无",
    "无",
)
QUALITY: Final = pl.Enum(["exact", "rounded", "at least", "missing"])
EXPONENT: Final = r"^[+-]?\d(?:\.\d+)?[eE][+-]?\d{1,3}$"


class Typed(NamedTuple):
    """A column's values; masks are over its rows."""

    values: pl.Series
    quality: pl.Series | None = None  # of counts
    bad: pl.Series | None = None  # cells that say something, and nothing that can be read
    refused: pl.Series | None = None  # cells whose digits are lost
    n_converted: int = 0  # cells that were read with care
    extra: pl.Series | None = None  # of times: whether the cell is a day without an hour


Read = Callable[[pl.Series, Field, float], Typed]


def left_over(cells: pl.Series, fast: pl.Series, field: Field) -> tuple[pl.Series, pl.Series]:
    """Return where a cast left something over, and what it is: trimmed, in narrow letters; nothing is null."""
    at = (cells.is_not_null() & fast.is_null()).arg_true()
    left = cells.gather(at).str.normalize("NFKC").str.strip_chars().str.to_lowercase()
    none = [*NOTHING, *(word.casefold() for word in field.none)]
    return at, left.set(left.is_in(none), None)


def put(values: pl.Series, at: pl.Series, new: pl.Series) -> pl.Series:
    """Return values with others in some places."""
    return values.clone().scatter(at, new) if len(at) else values


def mask_of(n: int, at: pl.Series, where: pl.Series) -> pl.Series | None:
    """Return a mask over all rows of those places where something holds; None if it holds nowhere."""
    hits = at.filter(where.fill_null(value=False))
    return pl.repeat(False, n, eager=True).scatter(hits, True) if len(hits) else None


def chosen(mask: pl.Series, yes: pl.Series, no: pl.Series) -> pl.Series:
    """Return each value of one of two columns."""
    return pl.select(pl.when(mask).then(yes).otherwise(no)).to_series()
