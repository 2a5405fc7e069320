"""Writing and reading the tables of a run, one Parquet file each.

Small tables are kept until the end; large ones are written in parts of many rows and joined when
the run closes, so that memory does not grow with the length of a run.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from ..config import ConfigError
from .tables import TABLES

LARGE = ("note_daily", "note_ticks", "creator_daily", "notes", "orders", "panel")
PART_ROWS = 250_000  # a part costs a millisecond whatever is in it
Columns = Mapping[str, Any]  # arrays, lists or series by name


def _kept(values: Any) -> Any:
    """Return values that nobody will change: the owner of an array goes on writing into it."""
    return values.copy() if isinstance(values, np.ndarray) else values


def _column(name: str, parts: Sequence[Any], kind: type[pl.DataType]) -> pl.Series:
    """Make one column of its parts; of parts that are alike in one go."""
    first = parts[0]
    if len(parts) == 1:
        return pl.Series(name, first).cast(kind)
    if all(isinstance(part, np.ndarray) and part.dtype == first.dtype for part in parts):
        return pl.Series(name, np.concatenate(parts)).cast(kind)
    if all(isinstance(part, list | tuple) for part in parts):
        with suppress(TypeError):  # whole numbers and fractions in one column
            return pl.Series(name, list(chain.from_iterable(parts))).cast(kind)
    return pl.concat([pl.Series(name, part).cast(kind) for part in parts])


def _frame(parts: Sequence[Columns], table: str) -> pl.DataFrame:
    """Make a table of its parts."""
    columns = TABLES[table].items()
    return pl.DataFrame([_column(name, [part[name] for part in parts], kind) for name, kind in columns])


class Recorder:
    """Collects tables and writes them.

    Parameters
    ----------
    folder : Path or None
        Where ``<table>.parquet`` go; None keeps everything in memory (see ``frame``).

    Raises
    ------
    ConfigError
        If the folder holds tables already: they would be lost.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._new: dict[str, list[Columns]] = {name: [] for name in TABLES}  # not yet a frame: a column costs its time
        self._frames: dict[str, list[pl.DataFrame]] = {name: [] for name in TABLES}
        self._parts: dict[str, int] = dict.fromkeys(TABLES, 0)  # written
        self._rows: dict[str, int] = dict.fromkeys(TABLES, 0)  # kept for the next part
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            if there := sorted(path.name for path in folder.glob("*.parquet") if path.stem in TABLES):
                raise ConfigError(f"{folder} holds tables of a run already ({there[0]}): choose another folder")

    def add(self, table: str, columns: Columns) -> None:
        """Append rows; columns and types are those of the data dictionary. Lists must not be changed afterwards."""
        if table not in LARGE:
            self._new[table].append({name: _kept(columns[name]) for name in TABLES[table]})
            return
        self._frames[table].append(_frame([columns], table))
        if self.folder is not None:
            self._rows[table] += self._frames[table][-1].height
            if self._rows[table] >= PART_ROWS:
                self._write_part(table)

    def frame(self, table: str) -> pl.DataFrame:
        """Return what was added to a table that is kept in memory."""
        frames, new = self._frames[table], self._new[table]
        if new:
            frames.append(_frame(new, table))
            new.clear()
        return pl.concat(frames) if frames else pl.DataFrame(schema=TABLES[table])

    def close(self) -> None:
        """Write every table; nothing to do when there is no folder."""
        if self.folder is None:
            return
        for table in TABLES:
            target = self.folder / f"{table}.parquet"
            if self._parts[table]:
                self._write_part(table)
                parts = [self._part(table, k) for k in range(self._parts[table])]
                pl.scan_parquet(parts).sink_parquet(target)
                shutil.rmtree(parts[0].parent)
            else:
                self.frame(table).write_parquet(target)
        self._parts = dict.fromkeys(TABLES, 0)

    def _write_part(self, table: str) -> None:
        self.frame(table).write_parquet(self._part(table, self._parts[table]))
        self._parts[table] += 1
        self._frames[table], self._rows[table] = [], 0

    def _part(self, table: str, number: int) -> Path:
        assert self.folder is not None
        folder = self.folder / f".{table}"
        folder.mkdir(exist_ok=True)
        return folder / f"{number:05d}.parquet"


class Records(Mapping[str, pl.DataFrame]):
    """The tables of a finished run, read when asked for.

    Parameters
    ----------
    source : Path or Recorder
        A run's ``records`` folder, or a recorder that kept everything in memory.
    """

    def __init__(self, source: Path | Recorder) -> None:
        self._source = source

    def __getitem__(self, table: str) -> pl.DataFrame:
        if table not in TABLES:
            raise KeyError(table)
        if isinstance(self._source, Recorder):
            return self._source.frame(table)
        return pl.read_parquet(self._source / f"{table}.parquet")

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)
