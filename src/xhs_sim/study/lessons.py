"""Lessons of a comparison: what each arm added, at what cost, and among whom; for ``lessons.parquet``.

Costs are ratios of paired differences, with Fieller's interval. Where the interval of what an arm added
covers nothing at all, nothing is divided: the verdict says so instead.
"""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import stdtrit

from .effects import pair_with_baseline
from .segments import segment_lessons

COST_METRICS = ("reach", "interested_users", "orders")
# Verdicts on a cost: money bought it; it came without more money; it may be nothing; there is less; one run only.
PAID, FREE, OPEN, FEWER, SINGLE = "paid", "free", "open", "fewer", "single"
_NUMBERS = (
    "level", "added", "added_low", "added_high", "spend", "cost", "cost_low", "cost_high", "rest", "ahead",
    "ahead_low", "ahead_high",
)  # fmt: skip
LESSONS = pl.Schema({
    "about": pl.String, "arm": pl.String, "baseline_arm": pl.String, "metric": pl.String, "trait": pl.String,
    "segment": pl.String, "n": pl.Int64, **dict.fromkeys(_NUMBERS, pl.Float64), "verdict": pl.String,
})  # fmt: skip


class Interval(NamedTuple):
    """An estimate with its bounds; None for what is not known, or not bounded."""

    mean: float | None
    low: float | None
    high: float | None


def learn_lessons(
    runs: pl.DataFrame, segments: pl.DataFrame, *, brand: str | None, arms: list[str], baseline: str, level: float
) -> pl.DataFrame:
    """Return what a comparison teaches, for each arm but the baseline.

    Parameters
    ----------
    runs : frame
        As ``collect_runs`` returns it.
    segments : frame
        ``brand_segments`` of all runs, as ``collect_records`` returns them.
    brand : str, optional
        Whose lessons; nobody's without one.
    arms : list of str
        The baseline may be among them.
    baseline : str
    level : float
        Of intervals.

    Returns
    -------
    frame
        ``about`` is ``cost`` (one row per arm and metric: what was added, for what spend more than the
        baseline's) or ``segment`` (one row per arm, outcome and segment: what was added per head there, and
        how much more than among the rest).
    """
    treated = [arm for arm in arms if arm != baseline]
    whole = runs.filter(pl.col("day").is_null() & (pl.col("brand") == (brand or "")))
    pairs = pair_with_baseline(whole, baseline)
    costs = [_cost_lesson(pairs, arm, metric, level) for arm in treated for metric in COST_METRICS]
    whom = segment_lessons(segments.filter(pl.col("brand") == (brand or "")), baseline, treated, level)
    rows = [row for row in costs if row is not None] + whom.to_dicts()
    return pl.DataFrame([row | {"baseline_arm": baseline} for row in rows], schema=LESSONS)


def _cost_lesson(pairs: pl.DataFrame, arm: str, metric: str, level: float) -> dict[str, object] | None:
    """Return one arm's row on a metric; None if no run has both what was added and what was spent."""
    change = pairs.filter(pl.col("arm") == arm).with_columns(change=pl.col("value") - pl.col("value_baseline"))
    gain, spend = (
        change.filter(pl.col("metric") == name).select("replicate", pl.col("change").alias(name)).drop_nulls()
        for name in (metric, "spend")
    )
    both = gain.join(spend, on="replicate")
    if both.is_empty():
        return None
    added, paid = both[metric].to_numpy().astype(float), both["spend"].to_numpy().astype(float)
    found = t_interval(added, level)
    verdict = cost_verdict(found, float(paid.mean()))
    cost = fieller(paid, added, level) if verdict in (PAID, SINGLE) else Interval(None, None, None)
    return {
        "about": "cost", "arm": arm, "metric": metric, "n": len(added), "level": level, "added": found.mean,
        "added_low": found.low, "added_high": found.high, "spend": float(paid.mean()), "cost": cost.mean,
        "cost_low": cost.low, "cost_high": cost.high, "verdict": verdict,
    }  # fmt: skip


def cost_verdict(added: Interval, spend: float) -> str:
    """Say what may be said of what was added for some more spend."""
    if added.low is None or added.high is None:
        return SINGLE
    if added.high < 0:
        return FEWER
    if added.low <= 0:
        return OPEN
    return PAID if spend > 0 else FREE


def t_interval(values: NDArray[np.float64], level: float) -> Interval:
    """Return Student's interval of a mean; without bounds for one value."""
    n, mean = len(values), float(values.mean())
    if n < 2:
        return Interval(mean, None, None)
    half = float(stdtrit(n - 1, 0.5 + level / 2) * values.std(ddof=1) / np.sqrt(n))
    return Interval(mean, mean - half, mean + half)


def fieller(paid: NDArray[np.float64], added: NDArray[np.float64], level: float) -> Interval:
    """Return the ratio of two paired means and its interval (Fieller 1954).

    Unlike the delta method it knows that a ratio whose denominator is barely known has a long upper tail.

    Returns
    -------
    Interval
        Without bounds for one pair, or where the interval of ``added`` covers 0; without a mean where
        ``added`` is not positive.
    """
    n, top, below = len(paid), float(paid.mean()), float(added.mean())
    if below <= 0:
        return Interval(None, None, None)
    if n < 2:
        return Interval(top / below, None, None)
    covariance, t = np.cov(paid, added) / n, float(stdtrit(n - 1, 0.5 + level / 2))
    a = below**2 - t**2 * covariance[1, 1]
    if a <= 0:
        return Interval(top / below, None, None)
    b, c = top * below - t**2 * covariance[0, 1], top**2 - t**2 * covariance[0, 0]
    root = float(np.sqrt(max(b**2 - a * c, 0.0)))
    return Interval(top / below, float(b - root) / a, float(b + root) / a)
