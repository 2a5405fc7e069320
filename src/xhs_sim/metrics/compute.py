"""All metrics of a run as one long table."""

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import polars as pl

from ..config import Config
from ..records.tables import TABLES
from .asked import one_reading
from .metric import METRICS, Tables

SMALL = 2_000_000  # bytes of a file, some twenty times that in memory


def compute_metrics(records_dir: Path, config: Config, only: Collection[str] | None = None) -> pl.DataFrame:
    """Compute every metric from the tables of a finished run, or those that are asked for.

    Large files are scanned, not loaded: a metric reads the columns that it needs, so a run of a million
    users is measured in little memory. Small ones are read once, not once for every metric.

    Parameters
    ----------
    records_dir : Path
        A run's ``records`` folder.
    config : Config
        Of the run; gives the order of the brands.
    only : collection of str, optional
        Names of metrics; left out, all of them.

    Returns
    -------
    frame
        As ``measure`` returns it.
    """
    files = {table: records_dir / f"{table}.parquet" for table in TABLES}
    records: dict[str, pl.DataFrame | pl.LazyFrame] = {
        table: pl.read_parquet(file) if file.stat().st_size <= SMALL else pl.scan_parquet(file)
        for table, file in files.items()
    }
    return measure(records, list(config.brands), only)


def measure(records: Tables, brands: Sequence[str], only: Collection[str] | None = None) -> pl.DataFrame:
    """Compute every metric, or those of some names, from tables, whether on disk or in memory.

    Returns
    -------
    frame
        ``metric, brand, day, value, unit``: metrics in the order of ``METRICS``, brands as given (the
        platform's null first), days rising (the whole run's null first).
    """
    asked = [metric for name, metric in METRICS.items() if only is None or name in only]
    with one_reading(records) as tables:
        frames = [metric.compute(tables) for metric in asked]
    which = np.repeat(np.arange(len(frames)), [frame.height for frame in frames])
    names, units = pl.Series([metric.name for metric in asked]), pl.Series([metric.unit for metric in asked])
    rows = pl.concat(frames).with_columns(metric=names.gather(which), unit=units.gather(which), which=which)
    by = ("which", pl.col("brand").cast(pl.Enum(brands)), "day")
    return rows.sort(*by, nulls_last=False, maintain_order=True).select("metric", "brand", "day", "value", "unit")
