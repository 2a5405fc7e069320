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
from .evidence import Evidence, found_once

_READ = ("metric", "unit")  # as what a value is read: they say between what it can lie


def mean_interval(frame: pl.DataFrame, by: Sequence[str], level: float) -> pl.DataFrame:
    """Mean of ``value`` by group, with its t interval, cut at what the frame's metric can be if it says which.

    Returns
    -------
    frame with the columns of ``by``, ``metric`` and ``unit`` if it has them, and ``n, mean, ci_low, ci_high``; the
    bounds are null for fewer than two values, because one run says nothing about spread.
    """
    value = pl.col("value").drop_nulls()
    read = [name for name in _READ if name in frame.columns and name not in by]
    grouped = (
        frame.group_by(list(by), maintain_order=True)
        .agg(pl.col(read).first(), n=value.len(), mean=value.mean(), sd=value.std())
        .sort(list(by))
    )
    mean, sd, n = (grouped[name].cast(pl.Float64).fill_null(nan).to_numpy() for name in ("mean", "sd", "n"))
    bounds = bounds_of_means(mean, sd, n, level, _limits(grouped))
    low, high = (pl.Series(side).fill_nan(None) for side in (bounds.low, bounds.high))
    return grouped.select(*by, *read, "n", "mean", ci_low=low, ci_high=high)


def _limits(rows: pl.DataFrame) -> Limits:
    """Return between what each row's mean can lie."""
    if rows.is_empty() or not set(_READ) <= set(rows.columns):
        return UNLIMITED
    known = {row: limits_of(row[0], row[1] or "") for row in rows.select(_READ).unique().iter_rows()}
    return Limits(*np.array([known[row] for row in rows.select(_READ).iter_rows()]).T)


def of_metric(frame: pl.DataFrame, metric: str, brand: str | None) -> pl.DataFrame:
    """Rows of one metric: of the brand in focus, or of the platform."""
    return frame if frame.is_empty() else frame.filter(_is_of(brand), pl.col("metric") == metric)


def _is_of(brand: str | None) -> pl.Expr:
    return pl.col("brand").is_null() if brand is None else pl.col("brand").is_null() | (pl.col("brand") == brand)


def as_lucky(evidence: Evidence, frame: pl.DataFrame) -> pl.DataFrame:
    """Lift the values of arms that were given fewer runs: as if these had been as lucky as all of the baseline's.

    Parameters
    ----------
    frame : frame
        ``arm, seed, value`` and what else tells figures apart.
    """
    return as_lucky_as_all(frame, "seed", evidence.baseline, evidence.dropped)


@found_once
def levels(evidence: Evidence, metric: str) -> dict[str, dict[str, Any]]:
    """Whole-run level of a metric: ``{arm: {n, mean, ci_low, ci_high}}``, without arms that have no value.

    Over the runs that the changes rest on as well: those in which every arm has a value. An arm that was given fewer is
    told as if it had been as lucky in them as the baseline was in all.
    """
    rows = _levels_of_all(evidence).get(metric, [])
    judged = {row["arm"]: _judged_level(evidence, metric, row["arm"], row["unit"] or "") for row in rows}
    found = {row["arm"]: row | judged[row["arm"]] for row in rows}
    return {arm: found[arm] for arm in evidence.arms if arm in found}


@found_once
def _levels_of_all(evidence: Evidence) -> dict[str, list[dict[str, Any]]]:
    """Rows of every metric: all in a few queries, for a page asks for dozens."""
    of_runs = evidence.metrics.filter(_is_of(evidence.brand), pl.col("day").is_null())
    lifted = as_lucky(evidence, on_shared_runs(of_runs, "seed", evidence.dropped))
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in mean_interval(lifted, ["metric", "arm"], evidence.level).drop_nulls("mean").to_dicts():
        rows.setdefault(row["metric"], []).append(row)
    return rows


@found_once
def daily_levels(evidence: Evidence, metric: str) -> pl.DataFrame:
    """Level by arm and day: ``arm, day, n, mean, ci_low, ci_high``."""
    rows = of_metric(evidence.metrics, metric, evidence.brand)
    kept = rows.filter(pl.col("day").is_not_null(), pl.col("arm").is_in(evidence.arms))
    return mean_interval(as_lucky(evidence, kept), ["arm", "day"], evidence.level)


@found_once
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


def _judged_level(evidence: Evidence, metric: str, arm: str, unit: str) -> dict[str, float | None]:
    """The same of a level, within what the metric can be."""
    for verdict in evidence.judgement.verdicts if evidence.judgement is not None else ():
        found = verdict.arms.get(arm)
        if verdict.objective.metric == metric and found is not None and found.level is not None:
            (lowest, highest), low, high = limits_of(metric, unit), found.level.low, found.level.high
            return {
                "mean": found.level.value,
                "ci_low": None if low is None else float(np.fmax(low, lowest)),
                "ci_high": None if high is None else float(np.fmin(high, highest)),
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
