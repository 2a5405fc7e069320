"""What rows must be like before they are kept, as a schema of pandera: types, and bounds that no cell may break."""

import sys
from collections.abc import Iterator
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

_NEVER_BELOW_0 = ("count", "fraction", "percent", "seconds", "newlines")
_MAY_FALL = ("net_", "_change")  # parts of names of what can shrink


def check_rows(reading: Reading, path: Path) -> None:
    """Hold a table against its schema.

    Raises
    ------
    ConfigError
        Naming file, row, column and value of what breaks it.
    """
    pa = _pandera()

    fields = {field.name: field for field in reading.source.fields}
    columns = {field.name: _column(pa, field) for field in reading.source.fields}
    columns |= {
        f"{name}_quality": pa.Column(QUALITY, nullable=False) for name, field in fields.items() if field.kind == "count"
    }
    try:
        pa.DataFrameSchema(columns).validate(reading.frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        raise ConfigError([*_told(error.failure_cases, reading.frame, path)][:MOST_PROBLEMS]) from None


def _pandera() -> Any:
    """Return pandera, loaded late and without pandas: tables here are polars', and pandas takes half a second."""
    if "pandera" in sys.modules or "pandas" in sys.modules:
        import pandera.polars as loaded
    else:
        sys.meta_path.insert(0, _NoPandas())
        try:
            import pandera.polars as loaded
        finally:
            del sys.meta_path[0]
    return loaded


class _NoPandas:
    """Says of pandas that it is not there."""

    def find_spec(self, name: str, *_: object) -> None:
        """Look for a module."""
        if name == "pandas":
            raise ModuleNotFoundError("No module named 'pandas'", name=name)


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
