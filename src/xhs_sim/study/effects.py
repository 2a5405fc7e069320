"""Effects of arms against the baseline: mean paired differences, with their intervals.

Runs of two arms with the same seed share every draw that the treatment does not touch, so their difference
varies less than either. The standard error of independent samples is kept beside the paired one, because
their ratio says what the pairing is worth; it never replaces it (``verdict.statistics``).
"""

from collections.abc import Callable

import numpy as np
import polars as pl

from ..metrics import limits_of
from ..verdict.statistics import Limits, bounds_of_differences

GROUP = ["metric", "brand", "unit", "day", "arm"]
COLUMNS = [
    *("metric", "arm", "baseline", "treatment", "diff", "ci_low", "ci_high", "n_pairs", "correlation"),
    *("brand", "unit", "day", "baseline_arm", "se", "level", "se_independent", "se_ratio"),
]
_MONEY = "CNY"  # is whole now and then, and counts nothing


def pair_with_baseline(runs: pl.DataFrame, baseline: str) -> pl.DataFrame:
    """Put the baseline's value of the same replicate beside each value of the other arms.

    Parameters
    ----------
    runs : frame
        As ``collect_runs`` returns it.
    baseline : str
        Name of the arm to compare with.

    Returns
    -------
    frame
        ``runs`` without the baseline, with ``value_baseline`` (null where that run has none) and ``grain``: 1
        where both values count something, else null (see ``bounds_of_differences``).
    """
    same_run = ["metric", "brand", "day", "replicate"]
    of_baseline = pl.col("value").filter(pl.col("arm") == baseline).first().over(same_run)
    known = runs.with_columns(pl.col("value").fill_nan(None))
    paired = known.with_columns(value_baseline=of_baseline).filter(pl.col("arm") != baseline)
    is_count = ~pl.col("unit").str.starts_with(_MONEY) if "unit" in runs.columns else pl.lit(value=True)
    for value in (pl.col("value"), pl.col("value_baseline")):
        is_count &= (value >= 0) & (value == value.round())
    return paired.with_columns(grain=pl.when(is_count).then(1.0))


def estimate_effects(
    pairs: pl.DataFrame, baseline: str, level: float, *, between: Callable[[str, str], tuple[float, float]] = limits_of
) -> pl.DataFrame:
    """Estimate the mean difference of each arm, metric, brand and day.

    Parameters
    ----------
    pairs : frame
        As ``pair_with_baseline`` returns it.
    baseline : str
        Name of the baseline, for the table.
    level : float
        Level of the t intervals, such as 0.95.
    between : callable
        Says of a metric and its unit between what the means of arms lie.

    Returns
    -------
    frame
        One row per ``metric, brand, unit, day, arm``. ``baseline`` and ``treatment`` are the two means,
        ``diff`` the mean paired difference. ``ci_low`` and ``ci_high`` are null with one replicate: one
        pair says nothing about spread. ``se_ratio`` is the paired standard error over that of
        independent samples; null where neither arm varies.
    """
    summary = _summarise(pairs)
    treatment, base, diff, n, var_arm, var_baseline, var_difference, grain = (
        summary[name].cast(pl.Float64).fill_null(np.nan).to_numpy()
        for name in ("treatment", "baseline", "diff", "n_pairs", "var_arm", "var_baseline", "var_difference", "grain")
    )
    limits = [between(*row) for row in summary.select("metric", "unit").iter_rows()]
    lowest, highest = np.array(limits, dtype=np.float64).reshape(-1, 2).T
    is_within = (np.fmin(treatment, base) >= lowest) & (np.fmax(treatment, base) <= highest)
    found = bounds_of_differences(
        base + diff, base, np.sqrt(var_difference), n, level, grain=grain, own=var_arm + var_baseline,
        limits=Limits(np.where(is_within, lowest, np.nan), np.where(is_within, highest, np.nan)),
    )  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        se_independent = np.sqrt((var_arm + var_baseline) / n)
        columns = {
            "ci_low": found.low, "ci_high": found.high, "se": found.se, "se_independent": se_independent,
            "se_ratio": found.se / se_independent,
        }  # fmt: skip
    return summary.with_columns(
        *(pl.Series(name, values).fill_nan(None) for name, values in columns.items()),
        level=pl.lit(level), baseline_arm=pl.lit(baseline),
    ).select(COLUMNS)  # fmt: skip


def _summarise(pairs: pl.DataFrame) -> pl.DataFrame:
    arm, base = pl.col("value"), pl.col("value_baseline")
    difference = arm - base
    is_pair = difference.is_not_null()
    return pairs.group_by(GROUP, maintain_order=True).agg(
        n_pairs=difference.count(),
        treatment=pl.when(is_pair.any()).then(arm.filter(is_pair).mean()).otherwise(arm.mean()),
        baseline=pl.when(is_pair.any()).then(base.filter(is_pair).mean()).otherwise(base.mean()),
        diff=difference.mean(),
        var_arm=arm.filter(is_pair).var(),
        var_baseline=base.filter(is_pair).var(),
        var_difference=difference.var(),
        correlation=pl.corr(arm.filter(is_pair), base.filter(is_pair)).fill_nan(None),
        grain=pl.when(pl.col("grain").filter(is_pair).is_not_null().all()).then(pl.col("grain").filter(is_pair).mean()),
    )
