"""The files of runs: ``<folder>/<run id>.parquet``, there whole or not at all, and safe to be written twice.

A run that failed leaves ``<run id>.failed.json`` with its error. Who reads them does not care which engine wrote them.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from ..records.whole_file import whole_file, write_whole
from .run import SCHEMA

FOLDER = "runs"


class Parts:
    """The runs that are there.

    Parameters
    ----------
    folder : Path
        Of the study; runs lie in its ``runs/``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER

    def there(self) -> tuple[set[str], dict[str, str]]:
        """Return the ids of runs that are there, and the errors of those that failed, by id."""
        done: set[str] = set()
        failed: dict[str, str] = {}
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.name.endswith(".failed.json"):
                failed[path.name.partition(".")[0]] = _error_in(path)
            elif path.suffix == ".parquet" and not path.name.startswith("."):
                done.add(path.stem)
        return done, {run: error for run, error in failed.items() if run not in done}

    def has(self, run: str) -> bool:
        """Say whether a run is there."""
        return self._path(run).is_file()

    def keep(self, run: str, figures: pl.DataFrame, about: Mapping[str, str]) -> None:
        """Write a run's figures, with a few words about it; an error of before is forgotten."""
        with whole_file(self._path(run)) as unfinished:
            figures.write_parquet(unfinished, metadata=dict(about), statistics=False)
        self._failure(run).unlink(missing_ok=True)

    def fail(self, run: str, error: str) -> None:
        """Write down why a run has no figures."""
        write_whole(self._failure(run), json.dumps({"error": error}, ensure_ascii=False) + "\n")

    def read(self, run: str) -> pl.DataFrame | None:
        """Return a run's figures; None if its file is damaged, which is then removed."""
        try:
            return pl.read_parquet(self._path(run), use_statistics=False).cast(SCHEMA)
        except (OSError, pl.exceptions.PolarsError):
            self._path(run).unlink(missing_ok=True)
            return None

    def sweep_leftovers(self) -> None:
        """Remove what killed workers left half-written."""
        for left in self.folder.glob(".*.tmp-*") if self.folder.is_dir() else ():
            left.unlink(missing_ok=True)

    def forget(self, runs: Iterable[str]) -> None:
        """Forget that runs failed, so that they are tried again."""
        for run in runs:
            self._failure(run).unlink(missing_ok=True)

    def _path(self, run: str) -> Path:
        return self.folder / f"{run}.parquet"

    def _failure(self, run: str) -> Path:
        return self.folder / f"{run}.failed.json"


def _error_in(path: Path) -> str:
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["error"])
    except (OSError, ValueError, KeyError, TypeError):
        return "unreadable"
