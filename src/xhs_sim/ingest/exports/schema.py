"""What rows must be like before they are kept, as a schema of pandera: types, and bounds that no cell may break."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

import polars as pl

from ...config import ConfigError
from ...config.messages import message
from .cells import kept_as
from .field import Field
from .reading import MOST_PROBLEMS, Reading
from .sheet import ROW
from .typed import QUALITY

_NOT_NEEDED = ("pandas", "hypothesis")  # nearly a second
_NEVER_BELOW_0 = ("count", "fraction", "percent", "seconds", "newlines")
_MAY_FALL = ("net_", "_change")  # parts of names of what can shrink


def check_rows(reading: Reading, path: Path) -> None:
    """Hold a table against its schema.

    Raises
    ------
    ConfigError
        Naming file, row, column and value of what breaks it.
    """
    with _without(*_NOT_NEEDED):
        import pandera.polars as pa  # late: it takes longer than a small file

        fields = {field.name: field for field in reading.source.rows_fields}
        columns = {name: _column(pa, field) for name, field in fields.items()}
        counts = [name for name, field in fields.items() if field.kind == "count"]
        columns |= {f"{name}_quality": pa.Column(QUALITY, nullable=False) for name in counts}
        try:
            pa.DataFrameSchema(columns).validate(reading.frame, lazy=True)
        except pa.errors.SchemaErrors as error:
            raise ConfigError([*_told(error.failure_cases, reading.frame, path)][:MOST_PROBLEMS]) from None


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Let some packages not be found while others look for them: pandera loads them if it can, and not for polars."""
    absent = _Absent({*names} - sys.modules.keys())
    sys.meta_path.insert(0, absent)
    try:
        yield
    finally:
        sys.meta_path.remove(absent)


class _Absent(MetaPathFinder):
    """Says of packages that they are not there."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def find_spec(self, fullname: str, *_: object) -> None:
        """Look for a module, as all do that find modules; None lets the next look."""
        if fullname in self._names:
            raise ModuleNotFoundError(f"No module named '{fullname}'", name=fullname)


def _column(pa: Any, field: Field) -> Any:
    falls = any(part in field.name for part in _MAY_FALL)
    checks = [pa.Check.ge(0)] if field.kind in _NEVER_BELOW_0 and not falls else []
    return pa.Column(kept_as(field.kind), checks, nullable=True)


def _told(cases: pl.DataFrame, frame: pl.DataFrame, path: Path) -> Iterator[str]:
    for case in cases.iter_rows(named=True):
        at = case.get("index")
        row = frame[ROW][int(at)] if at is not None else "?"
        place = message("file.row_of", path=path, row=row)
        reason = message("export.expected_not_below_0")
        yield message(
            "file.cell_not_allowed", place=place, name=case["column"], cell=case["failure_case"], reason=reason
        )
