"""Writing and reading the tables of a run, one Parquet file each.

Small tables are kept until the end; large ones are written in parts of many rows and joined when
the run closes, so that memory does not grow with the length of a run. Parts are as they are in memory:
to pack them twice costs more time than their three times larger files cost room for a while.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Self

import polars as pl

from ..config import ConfigError
from ..config.messages import message
from .rows import Rows, Vocabulary, frame_of, rows_of
from .tables import TABLES, schema_of

LARGE = ("note_daily", "note_ticks", "creator_daily", "creators", "notes", "orders", "panel", "reactions")
PART_ROWS = 100_000  # a part costs a millisecond whatever is in it


@cache
def _empty_file(table: str) -> bytes:
    """Return the file of a table without rows: a third of a usual run's tables, each a third of a millisecond."""
    held = BytesIO()
    pl.DataFrame(schema=schema_of(table)).write_parquet(held)
    return held.getvalue()


def _without_tables(folder: Path | None) -> Path | None:
    """Make a run's folder, unless its tables would be lost."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        if there := sorted(path.name for path in folder.glob("*.parquet") if path.stem in TABLES):
            raise ConfigError(message("run.tables_there", folder=folder, table=there[0]))
    return folder


class Recorder:
    """Collects tables and writes them.

    Parameters
    ----------
    folder : Path or None
        Where ``<table>.parquet`` go; None keeps everything in memory (see ``frame``).
    words : mapping of str to sequences of str
        What codes stand for, by noun: see ``diary.words``.

    Raises
    ------
    ConfigError
        If the folder holds tables already: they would be lost.
    """

    def __init__(self, folder: Path | None, words: Mapping[str, Sequence[str]]) -> None:
        self.folder = _without_tables(folder)
        self._vocabularies = {noun: Vocabulary(noun, of_noun) for noun, of_noun in words.items()}
        self._new: dict[str, list[Rows]] = {name: [] for name in TABLES}  # not yet a frame
        self._frames: dict[str, list[pl.DataFrame]] = {name: [] for name in TABLES}
        self._parts: dict[str, int] = dict.fromkeys(TABLES, 0)  # written
        self._rows: dict[str, int] = dict.fromkeys(TABLES, 0)  # kept for the next part
        self._is_closed = False

    def handed_to(self, folder: Path | None) -> Self:
        """Return a recorder that goes on elsewhere, with all rows so far; for one that keeps everything in memory."""
        assert self.folder is None
        other = copy(self)
        other.folder = _without_tables(folder)
        other._new = {table: list(rows) for table, rows in self._new.items()}
        other._frames = {table: list(frames) for table, frames in self._frames.items()}
        other._parts = dict.fromkeys(TABLES, 0)
        other._rows = {
            table: sum(rows.n for rows in self._new[table]) + sum(frame.height for frame in self._frames[table])
            for table in TABLES
        }
        return other

    def add(self, table: str, /, **columns: Any) -> None:
        """Append rows, all columns of the table by name; lists must not be changed afterwards.

        Each is an array, list or series of values, or one value for all rows. Where the data dictionary declares
        words, whole numbers are codes: -1 is null.

        Raises
        ------
        ValueError
            If columns are missing, unknown or of different lengths, or a code or word is none of its noun's.
        """
        rows = rows_of(table, columns, self._vocabularies)
        self._new[table].append(rows)
        if table in LARGE and self.folder is not None:
            self._rows[table] += rows.n
            if self._rows[table] >= PART_ROWS:
                self._write_part(table)

    def frame(self, table: str) -> pl.DataFrame:
        """Return what was added to a table that is kept in memory."""
        frames, new = self._frames[table], self._new[table]
        if new:
            frames.append(frame_of(table, new, self._vocabularies))
            new.clear()
        return pl.concat(frames) if frames else pl.DataFrame(schema=schema_of(table))

    def close(self) -> None:
        """Write every table, once; nothing to do when there is no folder."""
        if self.folder is None or self._is_closed:
            return
        self._is_closed = True
        for table in TABLES:
            target = self.folder / f"{table}.parquet"
            if self._parts[table]:
                self._write_part(table)
                parts = [self._part(table, k) for k in range(self._parts[table])]
                pl.scan_ipc(parts).sink_parquet(target)
                shutil.rmtree(parts[0].parent)
            elif (frame := self.frame(table)).is_empty():
                target.write_bytes(_empty_file(table))
            else:
                frame.write_parquet(target)
        self._parts = dict.fromkeys(TABLES, 0)

    def _write_part(self, table: str) -> None:
        self.frame(table).write_ipc(self._part(table, self._parts[table]))
        self._parts[table] += 1
        self._frames[table], self._rows[table] = [], 0

    def _part(self, table: str, number: int) -> Path:
        assert self.folder is not None
        folder = self.folder / f".{table}"
        folder.mkdir(exist_ok=True)
        return folder / f"{number:05d}.arrow"


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
