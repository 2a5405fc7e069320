"""From an aggregate to the frame ``day, brand, value`` that every metric returns.

A number must not change with the number of threads, and float addition depends on the order, which polars
does not keep. So nothing here adds floats: money and other fractions are added up in whole millionths.
"""

from functools import cache
from typing import Literal

import polars as pl

from .asked import answer, once
from .metric import Tables

SCHEMA = {"day": pl.Int32, "brand": pl.String, "value": pl.Float64}
MILLION = 1_000_000
Key = Literal["day", "brand"]


def total(*columns: str) -> pl.Expr:
    """Sum of one or more columns of counts."""
    return pl.sum_horizontal(pl.col(name).sum() for name in columns)


def covers() -> pl.Expr:
    """Sum of impressions that showed a cover: what is watched in the video feed has none to click on."""
    return total("impressions") - total("reads") + total("clicks")


def total_cny(*columns: str) -> pl.Expr:
    """Sum of one or more columns of money."""
    return pl.sum_horizontal(_millionths(pl.col(name)).sum() for name in columns) / MILLION


def exact_sum(value: pl.Expr) -> pl.Expr:
    """Sum of fractions to the millionth: the same in any order."""
    return _millionths(value).sum() / MILLION


def at_end(*columns: str) -> pl.Expr:
    """Sum of one or more columns on the last day."""
    return pl.sum_horizontal(pl.col(name).sort_by("day").last() for name in columns)


def ratio(over: pl.Expr, under: pl.Expr) -> pl.Expr:
    """Quotient of two aggregates; null over nothing, because that is unknown and not infinite."""
    return pl.when(under > 0).then(over / under)


def measured(table: pl.DataFrame | pl.LazyFrame, value: pl.Expr, *keys: Key) -> pl.DataFrame:
    """Evaluate an aggregate over a whole table, or for each day, each brand or both.

    Parameters
    ----------
    table : frame
        Holds the columns of ``value`` and the ``keys``.
    value : Expr
        An aggregate.
    *keys : {"day", "brand"}
        What to group by; the columns of the others are null.

    Returns
    -------
    frame of shape (n_groups, 3)
        ``day``, ``brand``, ``value``.
    """
    lazy = table.lazy()
    if not keys:
        return answer(lazy.select(*_shape(), value.cast(pl.Float64).alias("value")))
    rows = lazy.group_by(keys, maintain_order=True).agg(value=value)
    return answer(rows.select(*_shape(*keys), pl.col("value").cast(pl.Float64)))


@cache
def _shape(*keys: Key) -> list[pl.Expr]:
    """Return the columns before a metric's value: those grouped by, and nulls."""
    return [
        (pl.col(name) if name in keys else pl.lit(None).alias(name)).cast(SCHEMA[name]) for name in ("day", "brand")
    ]


def run_and_days(table: pl.DataFrame | pl.LazyFrame, value: pl.Expr, *keys: Key) -> pl.DataFrame:
    """Evaluate an aggregate over the whole run and for each day; see ``measured``."""
    return pl.concat([measured(table, value, *keys), measured(table, value, "day", *keys)])


def for_each_brand(records: Tables, rows: pl.DataFrame, absent: float | None = None) -> pl.DataFrame:
    """Give every brand of the run a row; ``absent`` is the value of one that had none."""
    brands, value_of = brands_of(records), dict(zip(rows["brand"], rows["value"], strict=True))
    values = [value_of.get(brand, absent) for brand in brands]
    return pl.DataFrame({"day": [None] * len(brands), "brand": brands, "value": values}, schema=SCHEMA)


@once
def brands_of(records: Tables) -> list[str]:
    """Return the brands of the run."""
    return answer(records["brand_daily"].lazy().select(pl.col("brand").unique(maintain_order=True)))["brand"].to_list()


@once
def days_of(records: Tables) -> int:
    """Return how many days the run has."""
    return int(answer(records["daily"].lazy().select(pl.len())).item())


def single(value: float | None) -> pl.DataFrame:
    """Frame of one number about the platform over the whole run."""
    return pl.DataFrame({"day": [None], "brand": [None], "value": [value]}, schema=SCHEMA)


def as_metric(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Return the three columns of a metric, in their order and types."""
    return rows.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _millionths(value: pl.Expr) -> pl.Expr:
    return (value * MILLION).round().cast(pl.Int64)
