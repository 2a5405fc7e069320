"""Lives of notes: how much of what a note gets in four weeks it has after a day, two, a week.

Of notes that were seen more than once. Between two captures a note of age a to b grew by g = ln(c_b / c_a) / ln(b / a)
(one added to counts): the exponent of a power of age. In each span of ages the median of g over notes stands for all of
them, and the spans add up to a curve. So it does not matter when each was seen, nor how long ago the last time was.
"""

from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..ingest.exports.history import HISTORY
from .notes import FEWEST_CREATORS, SMALLEST

LIVES: Final = "note_biographies.parquet"
SPANS: Final = (0.5, 1.0, 2.0, 4.0, 7.0, 14.0, 28.0)  # days of age
_COVERED = 0.5  # of a span, in logs: whoever was seen for less of it says nothing of it
_YOUNGEST = 0.25  # days: a capture within hours of publication tells the hour of a day at best
_SCHEMA: Final = {
    "from_days": pl.Float64, "to_days": pl.Float64, "n": pl.Int64, "growth": pl.Float64, "growth_low": pl.Float64,
    "growth_high": pl.Float64, "reached": pl.Float64, "reached_low": pl.Float64, "reached_high": pl.Float64,
}  # fmt: skip


class Lives(NamedTuple):
    """What is known of lives.

    ``table`` has a row a span of ages: ``from_days``, ``to_days``, ``n`` (notes), ``growth`` (median exponent, with the
    middle half of notes as ``_low`` and ``_high``), ``reached`` (share of the count on the last day told that a note
    has at ``from_days``, had it the median's exponents; ``_low`` and ``_high`` had it those of the quarter that grows
    latest and soonest).
    """

    table: pl.DataFrame
    n: int  # notes that were seen more than once
    half: float  # days after which a note has half, by the median

    @property
    def last(self) -> float:
        """The age in days to which the curve goes."""
        return float(self.table["to_days"].max() or 0.0)  # type: ignore[arg-type]


def read_lives(folder: Path, outcome: str) -> Lives | None:
    """Return lives by an outcome; None where too few notes were seen more than once.

    Parameters
    ----------
    folder : Path
        Of imported tables.
    outcome : str
        One of ``notes.OUTCOMES``.
    """
    file = folder / f"{HISTORY}.parquet"
    if not file.exists():
        return None
    seen = pl.read_parquet(file, glob=False)
    if not {outcome, "published_at"} <= {*seen.columns}:
        return None
    return lives_of(_growth(seen, outcome))


def _growth(seen: pl.DataFrame, outcome: str) -> pl.DataFrame:
    """Return a row for each two captures of a note that follow each other: ``note, creator, a, b, g``."""
    who = pl.col("account_id") if "account_id" in seen.columns else pl.lit(0, pl.UInt64)
    age = (pl.col("captured_at") - pl.col("published_at")).dt.total_milliseconds() / 86_400_000
    rows = seen.select(
        pl.struct("source", "key").rank("dense").alias("note"), who.alias("creator"),
        pl.max_horizontal(age, pl.lit(_YOUNGEST)).alias("b"), pl.col(outcome).cast(pl.Float64).log1p().alias("ln"),
    ).drop_nulls(["b", "ln"]).sort("note", "b")  # fmt: skip
    pairs = rows.with_columns(a=pl.col("b").shift().over("note"), before=pl.col("ln").shift().over("note"))
    pairs = pairs.drop_nulls("a").filter(pl.col("b") > 1.05 * pl.col("a"))
    return pairs.select(
        "note", "creator", "a", "b", g=(pl.col("ln") - pl.col("before")) / (pl.col("b") / pl.col("a")).log()
    )


def lives_of(pairs: pl.DataFrame) -> Lives | None:
    """Return the curve of pairs of captures; None where no span has enough notes.

    Parameters
    ----------
    pairs : frame
        ``note, creator, a, b`` (days of age), ``g``.
    """
    by = FEWEST_CREATORS if pairs["creator"].n_unique() > 1 else 1
    found: list[dict[str, float]] = []
    for first, last in pairwise(SPANS):
        own = _within(pairs, first, last)
        if own.height < SMALLEST or own["creator"].n_unique() < by:
            if found:
                break  # the curve ends here
            continue
        low, middle, high = (float(q) for q in np.quantile(own["g"].to_numpy(), (0.25, 0.5, 0.75)))
        found.append({
            "from_days": first, "to_days": last, "n": own.height,
            "growth": middle, "growth_low": low, "growth_high": high,
        })  # fmt: skip
    if not found:
        return None
    table = _reached(pl.DataFrame(found))
    return Lives(table, pairs["note"].n_unique(), _half(table))


def _within(pairs: pl.DataFrame, first: float, last: float) -> pl.DataFrame:
    """Return how each note grew within a span, of those whose captures cover half of it at least."""
    cover = pl.min_horizontal(pl.col("b"), last).log() - pl.max_horizontal(pl.col("a"), first).log()
    parts = pairs.with_columns(cover=cover).filter(pl.col("cover") > 0)
    grown = (pl.col("g") * pl.col("cover")).sum() / pl.col("cover").sum()
    notes = parts.group_by("note", maintain_order=True).agg(pl.col("creator").first(), pl.col("cover").sum(), g=grown)
    return notes.filter(pl.col("cover") >= _COVERED * np.log(last / first))


def _reached(table: pl.DataFrame) -> pl.DataFrame:
    """Add what share of the count at the end of the last span a note has at the beginning of each."""
    width = np.log(table["to_days"].to_numpy() / table["from_days"].to_numpy())

    def shares(name: str) -> NDArray[np.float64]:
        to_come = np.cumsum((table[name].to_numpy() * width)[::-1])[::-1]
        return np.asarray(np.exp(-to_come), np.float64)

    # who grows more in each span has less at its beginning
    ends = {"reached": shares("growth"), "reached_low": shares("growth_high"), "reached_high": shares("growth_low")}
    return (
        table.with_columns(pl.Series(name, values) for name, values in ends.items())
        .select(*_SCHEMA)
        .cast(pl.Schema(_SCHEMA))
    )


def _half(table: pl.DataFrame) -> float:
    """Return the age at which the median's curve is at a half; that of the first span if it begins above."""
    ages = [*table["from_days"], float(table["to_days"][-1])]
    shares = [*table["reached"], 1.0]
    return float(np.exp(np.interp(np.log(0.5), np.log(np.maximum.accumulate(shares)), np.log(ages))))
