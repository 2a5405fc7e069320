"""The goal: how often an arm reached what was asked for."""

import polars as pl

from ..config import Config
from .effects import pair_with_baseline


def judge_goal(runs: pl.DataFrame, config: Config) -> pl.DataFrame:
    """Return, for each arm but the baseline, in how many of its runs the goal was reached.

    Parameters
    ----------
    runs : frame
        As ``collect_runs`` returns it.

    Returns
    -------
    frame
        Columns arm, metric, at_least, measure, mean, n, reached; no rows without a goal, or where nothing was measured.
    """
    study, brand = config.study, config.report.brand_focus or config.campaign.brand
    empty = pl.DataFrame(schema={
        "arm": pl.String, "metric": pl.String, "at_least": pl.Float64, "measure": pl.String, "mean": pl.Float64,
        "n": pl.Int64, "reached": pl.Int64,
    })  # fmt: skip
    if study.goal is None:
        return empty
    asked = runs.filter(
        pl.col("day").is_null() & (pl.col("metric") == study.goal.metric)
        & (pl.col("brand").is_null() | pl.col("brand").eq_missing(brand))
    )  # fmt: skip
    pairs = pair_with_baseline(asked, study.baseline)
    gain = pl.col("value") - (pl.col("value_baseline") if study.goal.measure == "effect" else 0.0)
    found = (
        pairs.with_columns(gain=gain).drop_nulls("gain").group_by("arm", maintain_order=True)
        .agg(mean=pl.col("gain").mean(), n=pl.len().cast(pl.Int64),
             reached=(pl.col("gain") >= study.goal.at_least).sum().cast(pl.Int64))
        .with_columns(metric=pl.lit(study.goal.metric), at_least=pl.lit(study.goal.at_least),
                      measure=pl.lit(study.goal.measure))
    )  # fmt: skip
    order = pl.DataFrame({"arm": [arm for arm in study.arms if arm != study.baseline]})
    return order.join(found, on="arm").select(empty.columns)
