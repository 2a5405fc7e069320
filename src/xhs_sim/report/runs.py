"""The finished runs behind an experiment: the settings of each, and its tables, read when they are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

_SMALL = 8_192  # bytes on the disk: a page of many runs keeps no large tables in memory


@dataclass(frozen=True, slots=True)
class Run:
    """One finished run."""

    arm: str
    seed: int
    folder: Path
    config: Mapping[str, Any]

    def table(self, name: str, columns: Sequence[str] | None = None) -> pl.DataFrame | None:
        """A table of the run's records, or some of its columns; None where it was not written."""
        return table_at(self.folder / "records" / f"{name}.parquet", columns)


def table_at(path: Path, columns: Sequence[str] | None = None) -> pl.DataFrame | None:
    """Return a run's table, or some of its columns; None where there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    if about.st_size > _SMALL:
        return pl.read_parquet(path, columns=None if columns is None else [*columns])
    whole = _small(path, about.st_mtime_ns)
    return whole if columns is None else whole.select(columns)


@lru_cache(maxsize=4096)
def _small(path: Path, changed_ns: int) -> pl.DataFrame:  # by its time a file is read again
    """Read a table that several parts of a page ask for, in both languages: once while it stays as it is."""
    return pl.read_parquet(path)


def first_runs(runs: Sequence[Run]) -> dict[str, Run]:
    """The first replicate of each arm."""
    found: dict[str, Run] = {}
    for run in sorted(runs, key=lambda run: run.seed):
        found.setdefault(run.arm, run)
    return found


def stack(runs: Sequence[Run], table: str, *, brand: str | None = None) -> pl.DataFrame:
    """A table of all runs, ``arm`` and ``seed`` in front, of one brand if given; without columns if nobody has it."""
    found = [(run, frame) for run in runs if (frame := run.table(table)) is not None]
    if not found:
        return pl.DataFrame()
    stacked = beneath([(run.arm, run.seed) for run, _ in found], [frame for _, frame in found])
    return stacked if brand is None else stacked.filter(pl.col("brand") == brand)


def beneath(whose: Sequence[tuple[str, int]], frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Put one frame or more beneath each other, ``arm`` and ``seed`` of each in front; at once, for runs are many."""
    of_frame = pl.DataFrame(whose, schema={"arm": pl.String, "seed": pl.Int64}, orient="row")
    of_row = pl.Series(np.repeat(np.arange(len(frames), dtype=np.uint32), [frame.height for frame in frames]))
    return pl.concat([of_frame[of_row], pl.concat(frames, how="vertical_relaxed")], how="horizontal")
