"""What experiments share that read more out of their runs than the comparison prints."""

import sys
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xhs_sim.cli import main
from xhs_sim.verdict.statistics import student


def compare(experiment: str) -> None:
    """Run an experiment as reported, with more overrides from the command line; leave if it fails."""
    sys.argv[1:] = ["compare", f"experiment={experiment}", *sys.argv[1:]]
    try:
        main()
    except SystemExit as done:
        if done.code:
            raise


def by_seed(folder: Path, arm: str, metric: str, brand: str) -> NDArray[np.float64]:
    """Return a figure of the whole run, one value a seed."""
    values = []
    for run in sorted(folder.glob(f"{arm}/seed=*")):
        rows = pl.read_parquet(run / "metrics.parquet").filter(pl.col("day").is_null(), metric=metric, brand=brand)
        values.append(rows["value"].item())
    return np.array(values, np.float64)


def told(values: NDArray[np.float64], form: str) -> str:
    """Return the mean over paired seeds with its 95% interval, each number in the given form."""
    found = student(values, 0.95)
    mean = f"{found.mean:{form}}"
    return mean if found.low is None else f"{mean} [{found.low:{form}}, {found.high:{form}}]"
