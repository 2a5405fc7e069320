"""From runs on disk to one long table."""

import os
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from ..records.tables import TABLES
from .request import RunOutcome

SCHEMA = pl.Schema(
    {
        "arm": pl.String,
        "replicate": pl.Int32,
        "seed": pl.Int64,
        "metric": pl.String,
        "brand": pl.String,
        "day": pl.Int32,
        "value": pl.Float64,
        "unit": pl.String,
    }
)


def collect_runs(outcomes: Iterable[RunOutcome]) -> pl.DataFrame:
    """Return the metrics of every finished run.

    Returns
    -------
    frame
        ``arm, replicate, seed, metric, brand, day, value, unit``; ``day`` is null for figures of
        the whole run, ``brand`` for figures of the platform.
    """
    frames = [
        pl.read_parquet(outcome.request.run_dir / "metrics.parquet").with_columns(
            arm=pl.lit(outcome.request.arm),
            replicate=pl.lit(outcome.request.replicate),
            seed=pl.lit(outcome.request.seed),
        )
        for outcome in outcomes
        if outcome.status == "ok"
    ]
    alike = [frame.select(*SCHEMA).cast(SCHEMA) for frame in frames]
    return pl.concat(alike or [pl.DataFrame(schema=SCHEMA)])


def collect_records(outcomes: Iterable[RunOutcome], table: str) -> pl.DataFrame:
    """Return one table of the data dictionary over all finished runs, behind ``arm`` and ``replicate``."""
    who: dict[str, type[pl.DataType]] = {"arm": pl.String, "replicate": pl.Int32}
    schema = pl.Schema(who | TABLES[table])
    frames = [pl.DataFrame(schema=schema)]
    for outcome in outcomes:
        path = outcome.request.run_dir / "records" / f"{table}.parquet"
        if outcome.status == "ok" and path.exists():
            run = {"arm": pl.lit(outcome.request.arm), "replicate": pl.lit(outcome.request.replicate)}
            frames.append(pl.read_parquet(path).with_columns(**run).select(*schema).cast(schema))
    return pl.concat(frames)


def write_table(frame: pl.DataFrame, path: Path) -> Path:
    """Write a Parquet table so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.tmp-{os.getpid()}")
    try:
        frame.write_parquet(unfinished)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
