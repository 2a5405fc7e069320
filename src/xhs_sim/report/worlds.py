"""Worlds: where several campaigns are drawn in each, the mean of a world's campaigns is what a page counts as one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from ..config.yaml_text import read_yaml
from .evidence import setting


def draws_of(config: Mapping[str, Any]) -> int:
    """Return how many campaigns a study draws in each world."""
    return int(setting(config, "study.draws_per_world") or 1)


def by_world(metrics: pl.DataFrame, places: Mapping[Path, int]) -> pl.DataFrame:
    """Return figures with a row a world, under the world's seed.

    Parameters
    ----------
    metrics : frame
        Of runs, told apart by ``seed``.
    places : mapping
        Folder of each run -> its seed.
    """
    worlds = {seed: setting(read_yaml(place / "config.yaml"), "seeds.world") for place, seed in places.items()}
    world = pl.col("seed").replace_strict(worlds, return_dtype=metrics.schema["seed"])
    rows = metrics.with_columns(world, pl.col("value").fill_nan(None))
    others = [name for name in metrics.columns if name != "value"]
    return rows.group_by(others, maintain_order=True).agg(pl.col("value").mean()).select(metrics.columns)
