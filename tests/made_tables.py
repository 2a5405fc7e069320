"""Tables of a run, made by hand: only the columns that matter are said."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from xhs_sim.records.tables import schema_of

MADE_BRAND = "qingrou"
Rows = Sequence[Mapping[str, Any]]


def write_table(place: Path, name: str, rows: Rows) -> None:
    """Write a table of a run: columns left out are the brand's, 0, False or empty."""
    columns = {
        column: [row.get(column, MADE_BRAND if column == "brand" else _nothing(kind)) for row in rows]
        for column, kind in schema_of(name).items()
    }
    (place / "records").mkdir(parents=True, exist_ok=True)
    pl.DataFrame(columns, schema=schema_of(name)).write_parquet(place / "records" / f"{name}.parquet")


def _nothing(kind: Any) -> Any:
    return None if kind == pl.String else False if kind == pl.Boolean else 0
