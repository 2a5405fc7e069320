"""Mesa's own batch run crosses rankers and seeds; the last day's figures come back as rows."""

import inspect

import mesa
import polars as pl

from xhs_sim import PlatformModel

if __name__ == "__main__":
    values = {"ranker": ["random", "default"], "population__n_users": 1000, "content__history_days": 2, "threads": 1}
    seeds = {"rng": [1, 2]}
    if "rng" not in inspect.signature(mesa.batch_run).parameters:  # Mesa 3.3 takes them as values
        values, seeds = values | seeds, {}
    rows = mesa.batch_run(
        PlatformModel, values, **seeds, max_steps=3, data_collection_period=-1, display_progress=False
    )
    print(pl.DataFrame(rows).group_by("ranker").agg(pl.col("ctr", "dau").mean()))
