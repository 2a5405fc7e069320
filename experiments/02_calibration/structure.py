"""What lasts of a creator in real notes: ``python experiments/02_calibration/structure.py FILE.csv [DRAWS]``.

The file: ``note, creator, published_utc, snapshot_date, likes`` of complete timelines; the last look at a note counts.
The figures are those of ``xhs_sim.metrics.structure``, in months of 28 days of each creator, as a run sees no more of
one; their 95% intervals come of drawing creators anew, whole.
"""

import sys
from pathlib import Path

import numpy as np
import polars as pl

from xhs_sim.config.amounts import parse_amount
from xhs_sim.metrics.structure import momentum_share, next_correlation, variance_parts

MONTH_DAYS, GROWN_DAYS = 28, 7
NAMES = ("variance between", "variance within", "creators' share", "correlation with the next", "momentum")


def read_notes(path: Path) -> pl.DataFrame:
    """Return ``creator``, ``month`` and ``y`` = ln(1 + likes) of notes a week old or more, in order of publication."""
    rows = pl.read_csv(path, infer_schema_length=0).sort("note", "snapshot_date")
    notes = rows.group_by("note", maintain_order=True).last().with_columns(
        day=pl.col("published_utc").str.slice(0, 10).str.to_date().to_physical(),
        seen=pl.col("snapshot_date").str.to_date().to_physical(),
        likes=pl.col("likes").map_elements(parse_amount, return_dtype=pl.Float64),
    )  # fmt: skip
    grown = notes.filter(pl.col("seen") - pl.col("day") >= GROWN_DAYS, pl.col("likes").is_not_null())
    return grown.sort("creator", "published_utc", "note").select(
        "creator", month=pl.col("day") // MONTH_DAYS, y=pl.col("likes").log1p()
    )


def figures(notes: pl.DataFrame) -> list[float]:
    """Return the numbers named in ``NAMES``; a month of a creator is a unit."""
    unit = notes.select(pl.struct("creator", "month").rank("dense")).to_series().to_numpy().astype(np.int64)
    y = notes["y"].to_numpy()
    between, within = variance_parts(unit, y) or (np.nan, np.nan)
    others = (next_correlation(unit, y), momentum_share(unit, y))
    return [between, within, between / (between + within), *(np.nan if x is None else x for x in others)]


def drawn_again(notes: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Return the notes of as many creators, drawn with replacement; one drawn twice is two."""
    by_creator = notes.partition_by("creator", maintain_order=True)
    picked = rng.integers(len(by_creator), size=len(by_creator))
    return pl.concat(by_creator[k].with_columns(creator=pl.lit(f"{place:05d}")) for place, k in enumerate(picked))


def main(path: Path, draws: int = 400) -> None:
    """Print each figure with its interval."""
    notes, rng = read_notes(path), np.random.default_rng(1)
    found, again = figures(notes), np.array([figures(drawn_again(notes, rng)) for _ in range(draws)])
    print(f"{len(notes)} notes of {notes['creator'].n_unique()} creators")
    for name, value, column in zip(NAMES, found, again.T, strict=True):
        low, high = np.nanpercentile(column, [2.5, 97.5])
        print(f"{name:28} {value:6.3f}  [{low:.3f}, {high:.3f}]")


if __name__ == "__main__":
    main(*(cast(argument) for cast, argument in zip((Path, int), sys.argv[1:], strict=False)))
