"""All metrics of a run as one long table."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from ..config import Config
from ..records.tables import TABLES
from .catalogue import METRICS
from .metric import Tables


def compute_metrics(records_dir: Path, config: Config) -> pl.DataFrame:
    """Compute every metric from the tables of a finished run.

    Files are scanned, not loaded: a metric reads the columns that it needs, so a run of a million
    users is measured in little memory.

    Parameters
    ----------
    records_dir : Path
        A run's ``records`` folder.
    config : Config
        Of the run; gives the order of the brands.

    Returns
    -------
    frame
        As ``measure`` returns it.
    """
    records = {table: pl.scan_parquet(records_dir / f"{table}.parquet") for table in TABLES}
    return measure(records, list(config.brands))


def measure(records: Tables, brands: Sequence[str]) -> pl.DataFrame:
    """Compute every metric from tables, whether on disk or in memory.

    Returns
    -------
    frame
        ``metric, brand, day, value, unit``: metrics in the order of ``METRICS``, brands as given (the
        platform's null first), days rising (the whole run's null first).
    """
    order = pl.Enum(brands)
    frames = [
        metric.compute(records)
        .sort(pl.col("brand").cast(order), "day", nulls_last=False, maintain_order=True)
        .select(pl.lit(name).alias("metric"), "brand", "day", "value", pl.lit(metric.unit).alias("unit"))
        for name, metric in METRICS.items()
    ]
    return pl.concat(frames)
