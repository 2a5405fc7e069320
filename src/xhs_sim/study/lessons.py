"""Lessons of a comparison: what each arm added, at what cost, and among whom; for ``lessons.parquet``.

Costs are ratios of paired differences, with Fieller's interval. Where the interval of what an arm added
covers nothing at all, nothing is divided: the verdict says so instead.
"""

import polars as pl

from ..verdict.statistics import LEAST_RUNS, Interval, fieller, paired
from .effects import pair_with_baseline
from .segments import segment_lessons

COST_METRICS = ("reach", "interested_users", "orders")
# Verdicts on a cost: money bought it; it came without more money; it may be nothing; there is less; too few runs.
PAID, FREE, OPEN, FEWER, FEW = "paid", "free", "open", "fewer", "few"
_NUMBERS = (
    "level", "added", "added_low", "added_high", "spend", "cost", "cost_low", "cost_high", "rest", "ahead",
    "ahead_low", "ahead_high",
)  # fmt: skip
LESSONS = pl.Schema({
    "about": pl.String, "arm": pl.String, "baseline_arm": pl.String, "metric": pl.String, "trait": pl.String,
    "segment": pl.String, "n": pl.Int64, **dict.fromkeys(_NUMBERS, pl.Float64), "verdict": pl.String,
})  # fmt: skip


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
    ours = pairs.filter(pl.col("arm") == arm, pl.col("metric").is_in([metric, "spend"])).sort("replicate")
    gain, spend = (ours.filter(pl.col("metric") == name).drop_nulls("value_baseline") for name in (metric, "spend"))
    both = gain.join(spend, on="replicate", suffix="_spend").drop_nulls("value")
    if both.is_empty():
        return None
    found = paired(both["value"].to_numpy(), both["value_baseline"].to_numpy(), level, lowest=0.0)
    added = (both["value"] - both["value_baseline"]).to_numpy()
    paid = (both["value_spend"] - both["value_baseline_spend"]).to_numpy()
    verdict = cost_verdict(found, float(paid.mean()), both.height)
    cost = fieller(paid, added, level) if verdict in (PAID, FEW) else Interval(None, None, None)
    return {
        "about": "cost", "arm": arm, "metric": metric, "n": len(added), "level": level, "added": found.mean,
        "added_low": found.low, "added_high": found.high, "spend": float(paid.mean()), "cost": cost.mean,
        "cost_low": cost.low, "cost_high": cost.high, "verdict": verdict,
    }  # fmt: skip


def cost_verdict(added: Interval, spend: float, n: int) -> str:
    """Say what may be said of what was added in so many runs for some more spend."""
    if n < LEAST_RUNS:
        return FEW
    if added.sign < 0:
        return FEWER
    if added.sign == 0:
        return OPEN
    return PAID if spend > 0 else FREE
