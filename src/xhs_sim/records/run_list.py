"""Which runs a study compared: a folder may hold others beside them, of an earlier plan or of a single command."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from .whole_file import whole_file

RUN_LIST = "runs.parquet"
_SCHEMA = {"arm": pl.String, "replicate": pl.Int32, "seed": pl.Int64}


def write_run_list(folder: Path, runs: Iterable[tuple[str, int, int]]) -> None:
    """Write arm, replicate and seed of each run that a study compares, finished or failed."""
    with whole_file(folder / RUN_LIST) as path:
        pl.DataFrame(list(runs), schema=_SCHEMA, orient="row").write_parquet(path)


def runs_of(folder: Path) -> list[Path]:
    """Return the folders of a study's runs, by arm and seed; without a list, all that are there."""
    there = sorted(folder.glob("*/seed=*"))
    path = folder / RUN_LIST
    if not path.is_file():
        return there
    listed = {folder / arm / f"seed={seed}" for arm, seed in pl.read_parquet(path).select("arm", "seed").iter_rows()}
    return [place for place in there if place in listed]
