"""The finished runs behind an experiment: the settings of each, and its tables, read once, when they are asked for."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

_BESIDE = ("metrics",)  # tables that lie beside the records
_PLACE = "__place"  # beside the columns of a table: the file that a row is from


@dataclass(frozen=True, slots=True)
class Run:
    """One finished run."""

    arm: str
    seed: int
    folder: Path
    config: Mapping[str, Any]
    _tables: dict[str, pl.DataFrame | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def table(self, name: str, *, keep: bool = True) -> pl.DataFrame | None:
        """A table of the run's records; None where it was not written.

        Parameters
        ----------
        name : str
        keep : bool
            Whether it stays in memory for whoever asks next; there is no room for the large tables of all runs.
        """
        if name in self._tables:
            return self._tables[name]
        path = self._file(name)
        frame = pl.read_parquet(path, glob=False) if path.is_file() else None
        if keep:
            self._tables[name] = frame
        return frame

    def _file(self, table: str) -> Path:
        folder = self.folder if table in _BESIDE else self.folder / "records"
        return folder / f"{table}.parquet"


class Runs(tuple[Run, ...]):
    """The runs of a study; their tables are read in one go, and put under one another once."""

    _stacked: dict[str, pl.DataFrame]

    def __new__(cls, runs: Iterable[Run]) -> "Runs":
        """Take the runs, in their order."""
        made = super().__new__(cls, runs)
        made._stacked = {}
        return made

    def stack(self, table: str) -> pl.DataFrame:
        """Return a table of all runs, ``arm`` and ``seed`` in front; without columns if nobody has it."""
        if table not in self._stacked:
            read_at_once(self, table)
            self._stacked[table] = _under_one_another(self, table)
        return self._stacked[table]


def stack(runs: Sequence[Run], table: str, *, brand: str | None = None) -> pl.DataFrame:
    """A table of all runs, ``arm`` and ``seed`` in front, of one brand if given; without columns if nobody has it."""
    frame = runs.stack(table) if isinstance(runs, Runs) else _under_one_another(runs, table)
    return frame if brand is None or frame.is_empty() else frame.filter(pl.col("brand") == brand)


def read_at_once(runs: Sequence[Run], table: str) -> None:
    """Read a table of all runs in one query: that takes a third of the time of as many small files one by one."""
    missing = {str(run._file(table)): run for run in runs if table not in run._tables}
    read = parts_of([file for file in missing if os.path.isfile(file)])
    for file, run in missing.items():
        run._tables[table] = read.get(file)


def parts_of(files: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Return the frame of each file: read in one query where all have the same columns, as runs of a study do."""
    try:
        whole = pl.scan_parquet(list(files), include_file_paths=_PLACE, glob=False).collect() if files else None
    except (pl.exceptions.PolarsError, OSError):  # files of another age than others
        whole = None
    if whole is None:
        return {file: pl.read_parquet(file, glob=False) for file in files}
    found = whole[_PLACE].rle().struct.unnest()
    frame = whole.drop(_PLACE)
    parts = dict.fromkeys(files, frame.clear())
    first = 0
    for height, place in found.iter_rows():
        parts[place] = frame.slice(first, height)
        first += height
    return parts


def _under_one_another(runs: Sequence[Run], table: str) -> pl.DataFrame:
    there = [(run, frame) for run in runs if (frame := run.table(table)) is not None]
    if not there:
        return pl.DataFrame()
    frames = [frame for _, frame in there]
    try:
        whole = pl.concat(frames)
    except pl.exceptions.PolarsError:  # of another age than others
        whole = pl.concat(frames, how="diagonal_relaxed")
    of = np.repeat(np.arange(len(there)), [frame.height for frame in frames])
    arms = pl.Series("arm", [run.arm for run, _ in there], dtype=pl.String).gather(of)
    seeds = pl.Series("seed", [run.seed for run, _ in there], dtype=pl.Int64).gather(of)
    return pl.DataFrame([arms, seeds, *whole.get_columns()])


def first_runs(runs: Sequence[Run]) -> dict[str, Run]:
    """The first replicate of each arm."""
    found: dict[str, Run] = {}
    for run in sorted(runs, key=lambda run: run.seed):
        found.setdefault(run.arm, run)
    return found
