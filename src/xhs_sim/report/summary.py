"""Means with intervals: the few sums that figures and tables share.

Effects and their intervals come ready from ``effects.parquet`` and ``verdict.json``; computed here are only the
*levels* of each arm.
"""

from collections.abc import Sequence
from math import nan
from typing import Any

import numpy as np
import polars as pl

from ..metrics import limits_of
from ..verdict.shared_runs import as_lucky_as_all, on_shared_runs
from ..verdict.statistics import UNLIMITED, Limits, bounds_of_means
from .evidence import Evidence


def mean_interval(frame: pl.DataFrame, by: Sequence[str], level: float) -> pl.DataFrame:
    """Mean of ``value`` by group, with its t interval, cut at what the frame's metric can be if it says which.

    Returns
    -------
    frame with the columns of ``by`` and ``n, mean, ci_low, ci_high``; the bounds are null for fewer than
    two values, because one run says nothing about spread.
    """
    value = pl.col("value").drop_nulls()
    grouped = (
        frame.group_by(list(by), maintain_order=True)
        .agg(n=value.len(), mean=value.mean(), sd=value.std())
        .sort(list(by))
    )
    mean, sd, n = (grouped[name].cast(pl.Float64).fill_null(nan).to_numpy() for name in ("mean", "sd", "n"))
    bounds = bounds_of_means(mean, sd, n, level, _limits(frame))
    low, high = (pl.Series(side).fill_nan(None) for side in (bounds.low, bounds.high))
    return grouped.select(*by, "n", "mean", ci_low=low, ci_high=high)


def _limits(frame: pl.DataFrame) -> Limits:
    if frame.is_empty() or not {"metric", "unit"} <= set(frame.columns):
        return UNLIMITED
    return Limits(*limits_of(*frame.select("metric", "unit").row(0)))


def of_metric(frame: pl.DataFrame, metric: str, brand: str | None) -> pl.DataFrame:
    """Rows of one metric: of the brand in focus, or of the platform."""
    if frame.is_empty():
        return frame
    ours = pl.col("brand").is_null() if brand is None else pl.col("brand").is_null() | (pl.col("brand") == brand)
    return frame.filter(ours, pl.col("metric") == metric)


def as_lucky(evidence: Evidence, frame: pl.DataFrame) -> pl.DataFrame:
    """Lift the values of arms that were given fewer runs: as if these had been as lucky as all of the baseline's.

    Parameters
    ----------
    frame : frame
        ``arm, seed, value`` and what else tells figures apart.
    """
    return as_lucky_as_all(frame, "seed", evidence.baseline, evidence.dropped)


def levels(evidence: Evidence, metric: str) -> dict[str, dict[str, Any]]:
    """Whole-run level of a metric: ``{arm: {n, mean, ci_low, ci_high}}``, without arms that have no value.

    Over the runs that the changes rest on as well: those in which every arm has a value. An arm that was given fewer is
    told as if it had been as lucky in them as the baseline was in all.
    """
    rows = of_metric(evidence.metrics, metric, evidence.brand).filter(pl.col("day").is_null())
    shared = on_shared_runs(rows, "seed", evidence.dropped)
    table = mean_interval(as_lucky(evidence, shared), ["arm"], evidence.level).filter(pl.col("mean").is_not_null())
    limits = _limits(rows)
    found = {row["arm"]: row | _judged_level(evidence, metric, row["arm"], limits) for row in table.to_dicts()}
    return {arm: found[arm] for arm in evidence.arms if arm in found}


def daily_levels(evidence: Evidence, metric: str) -> pl.DataFrame:
    """Level by arm and day: ``arm, day, n, mean, ci_low, ci_high``."""
    rows = of_metric(evidence.metrics, metric, evidence.brand)
    kept = rows.filter(pl.col("day").is_not_null(), pl.col("arm").is_in(evidence.arms))
    return mean_interval(as_lucky(evidence, kept), ["arm", "day"], evidence.level)


def effects_of(evidence: Evidence, metric: str) -> list[dict[str, Any]]:
    """Effect rows of a metric in the order of the arms; rows without an estimate are left out."""
    if evidence.effects.is_empty():
        return []
    rows = of_metric(evidence.effects, metric, evidence.brand).to_dicts()
    found = {row["arm"]: row | _judged(evidence, metric, row["arm"]) for row in rows if row["diff"] is not None}
    return [found[arm] for arm in evidence.treated if arm in found]


def _judged(evidence: Evidence, metric: str, arm: str) -> dict[str, float | None]:
    """The verdict's estimate where it judged the metric, so that one quantity has one interval on a page."""
    for verdict in evidence.judgement.verdicts if evidence.judgement is not None else ():
        found = verdict.arms.get(arm)
        if verdict.objective.metric == metric and found is not None and found.effect is not None:
            return {"diff": found.effect, "ci_low": found.low, "ci_high": found.high}
    return {}


def _judged_level(evidence: Evidence, metric: str, arm: str, limits: Limits) -> dict[str, float | None]:
    """The same of a level, within what the metric can be."""
    for verdict in evidence.judgement.verdicts if evidence.judgement is not None else ():
        found = verdict.arms.get(arm)
        if verdict.objective.metric == metric and found is not None and found.level is not None:
            low, high = found.level.low, found.level.high
            return {
                "mean": found.level.value,
                "ci_low": None if low is None else float(np.fmax(low, limits.lowest)),
                "ci_high": None if high is None else float(np.fmin(high, limits.highest)),
            }
    return {}


def extra_spend(evidence: Evidence, arm: str) -> float | None:
    """Yuan that an arm spent beyond the baseline; None where the two count as costing the same."""
    row = next((row for row in effects_of(evidence, "spend") if row["arm"] == arm), None)
    if row is None or row["diff"] <= evidence.judging.money_tolerance * (row["baseline"] or 0.0):
        return None
    return float(row["diff"])


def excludes_zero(row: dict[str, Any]) -> bool:
    """Whether an effect's interval lies on one side of zero."""
    if row["ci_low"] is None or row["ci_high"] is None:
        return False
    return bool(row["ci_low"] > 0 or row["ci_high"] < 0)
