"""Goals: how often an arm reached what was asked for, of every objective that has a number to reach."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl

from ..config import Config
from ..verdict import Better, Goal
from .effects import pair_with_baseline
from .objectives import objectives_of

_COLUMNS = pl.Schema({
    "arm": pl.String, "metric": pl.String, "at_least": pl.Float64, "measure": pl.String, "better": pl.String,
    "mean": pl.Float64, "n": pl.Int64, "reached": pl.Int64,
})  # fmt: skip


class Wanted(NamedTuple):
    """A number to reach."""

    metric: str
    goal: Goal
    better: Better  # "lower": at most, or so much less


def goals_of(config: Config) -> list[Wanted]:
    """Return the goals of a study: those of what decides, in its order, and one that decides nothing."""
    objectives, alone = objectives_of(config), config.study.goal
    found = [Wanted(each.metric, each.goal, each.better) for each in objectives if each.goal]
    if alone is not None and alone.metric not in {each.metric for each in objectives}:
        found.append(Wanted(alone.metric, Goal(value=alone.at_least, measure=alone.measure), "higher"))
    return found


def judge_goals(runs: pl.DataFrame, config: Config) -> pl.DataFrame:
    """Return, for each goal and each arm but the baseline, in how many of its runs it was reached.

    Parameters
    ----------
    runs : frame
        As ``collect_runs`` returns it.

    Returns
    -------
    frame
        Columns arm, metric, at_least, measure, better, mean, n, reached; no rows without a goal, or where nothing was
        measured. Where lower is better, ``at_least`` is what is not to be passed.
    """
    study, brand = config.study, config.report.brand_focus or config.campaign.brand
    arms = [arm for arm in study.arms if arm != study.baseline]
    whole = runs.filter(pl.col("day").is_null(), pl.col("brand").is_null() | pl.col("brand").eq_missing(brand))
    return pl.concat([_COLUMNS.to_frame(), *_judged(whole, goals_of(config), study.baseline, arms)])


def _judged(whole: pl.DataFrame, goals: Sequence[Wanted], baseline: str, arms: Sequence[str]) -> Iterator[pl.DataFrame]:
    order = pl.DataFrame({"arm": arms}, schema={"arm": pl.String})
    for wanted in goals:
        goal = wanted.goal
        pairs = pair_with_baseline(whole.filter(pl.col("metric") == wanted.metric), baseline)
        gain = pl.col("value") - (pl.col("value_baseline") if goal.measure == "effect" else 0.0)
        found = (
            pairs.with_columns(gain=gain).drop_nulls("gain").group_by("arm", maintain_order=True)
            .agg(mean=pl.col("gain").mean(), n=pl.len().cast(pl.Int64),
                 reached=_is_reached(wanted).sum().cast(pl.Int64))
            .with_columns(metric=pl.lit(wanted.metric), at_least=pl.lit(goal.value), measure=pl.lit(goal.measure),
                          better=pl.lit(wanted.better))
        )  # fmt: skip
        yield order.join(found, on="arm").select(_COLUMNS.names())


def _is_reached(wanted: Wanted) -> pl.Expr:
    bound = wanted.goal.bound(wanted.better)
    return pl.col("gain") <= bound if wanted.better == "lower" else pl.col("gain") >= bound
