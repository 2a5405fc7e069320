"""The finished runs behind an experiment: the settings of each, and its tables, read when they are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

_SMALL = 8_192  # bytes on the disk: a page of many runs keeps no large tables in memory


@dataclass(frozen=True, slots=True)
class Run:
    """One finished run."""

    arm: str
    seed: int
    folder: Path
    config: Mapping[str, Any]

    def table(self, name: str) -> pl.DataFrame | None:
        """A table of the run's records; None where it was not written."""
        path = self.folder / "records" / f"{name}.parquet"
        try:
            about = path.stat()
        except OSError:
            return None
        return _small(path, about.st_mtime_ns) if about.st_size <= _SMALL else pl.read_parquet(path)


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
    frames = []
    for run in runs:
        frame = run.table(table)
        if frame is not None:
            kept = frame if brand is None else frame.filter(pl.col("brand") == brand)
            arm, seed = pl.lit(run.arm).alias("arm"), pl.lit(run.seed, dtype=pl.Int64).alias("seed")
            frames.append(kept.select(arm, seed, pl.all()))
    return pl.concat(frames) if frames else pl.DataFrame()
