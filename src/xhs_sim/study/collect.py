"""From runs on disk to one long table."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from ..records.tables import schema_of
from ..records.whole_file import whole_file
from .request import RunOutcome
from .worlds import mean_of_draws

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
    """Return the metrics of every finished run; where several campaigns are drawn in a world, of every world.

    Returns
    -------
    frame
        ``arm, replicate, seed, metric, brand, day, value, unit``; ``day`` is null for figures of
        the whole run, ``brand`` for figures of the platform.
    """
    finished = [outcome for outcome in outcomes if outcome.status == "ok"]
    draws = max((outcome.request.draws for outcome in finished), default=1)
    return mean_of_draws(_stacked(finished, "metrics.parquet", SCHEMA), draws)


def collect_records(outcomes: Iterable[RunOutcome], table: str) -> pl.DataFrame:
    """Return one table of the data dictionary over all finished runs, behind ``arm`` and ``replicate``."""
    schema = pl.Schema([("arm", pl.String), ("replicate", pl.Int32), *schema_of(table).items()])
    file = f"records/{table}.parquet"
    with_table = [each for each in outcomes if each.status == "ok" and (each.request.run_dir / file).exists()]
    return _stacked(with_table, file, schema)


def _stacked(outcomes: Iterable[RunOutcome], file: str, schema: pl.Schema) -> pl.DataFrame:
    """Read one file of each run, say whose it is, and put them one below the other."""
    frames = [pl.DataFrame(schema=schema)]
    for outcome in outcomes:
        who = {name: pl.lit(getattr(outcome.request, name)) for name in ("arm", "replicate", "seed")}
        frames.append(pl.read_parquet(outcome.request.run_dir / file).with_columns(**who).select(*schema).cast(schema))
    return pl.concat(frames)


def write_table(frame: pl.DataFrame, path: Path) -> Path:
    """Write a Parquet table so that it is there whole or not at all."""
    with whole_file(path) as unfinished:
        frame.write_parquet(unfinished)
    return path
