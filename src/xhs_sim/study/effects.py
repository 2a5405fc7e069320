"""Effects of arms against the baseline, with intervals that use the pairing.

Runs of two arms with the same seed share every draw that the treatment does not touch, so their
difference varies less than either. Where that fails (the arms' values are not positively
correlated) the interval is Welch's for unpaired samples; both standard errors are kept, because
their ratio says what the pairing is worth.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import stdtrit  # Student's t quantile; scipy.stats takes a second to import

GROUP = ["metric", "brand", "unit", "day", "arm"]
COLUMNS = [
    *("metric", "arm", "baseline", "treatment", "diff", "ci_low", "ci_high", "n_pairs", "correlation"),
    *("brand", "unit", "day", "baseline_arm", "se", "level", "kind", "se_independent", "se_ratio"),
]


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
        ``runs`` without the baseline, with ``value_baseline`` (null where that run has none).
    """
    same_run = ["metric", "brand", "day", "replicate"]
    of_baseline = pl.col("value").filter(pl.col("arm") == baseline).first().over(same_run)
    known = runs.with_columns(pl.col("value").fill_nan(None))
    return known.with_columns(value_baseline=of_baseline).filter(pl.col("arm") != baseline)


def estimate_effects(pairs: pl.DataFrame, baseline: str, level: float) -> pl.DataFrame:
    """Estimate the mean difference of each arm, metric, brand and day.

    Parameters
    ----------
    pairs : frame
        As ``pair_with_baseline`` returns it.
    baseline : str
        Name of the baseline, for the table.
    level : float
        Level of the t intervals, such as 0.95.

    Returns
    -------
    frame
        One row per ``metric, brand, unit, day, arm``. ``baseline`` and ``treatment`` are the two means,
        ``diff`` the mean paired difference. ``ci_low`` and ``ci_high`` are null with one replicate: one
        pair says nothing about spread. ``se_ratio`` is the paired standard error over that of
        independent samples; null where neither arm varies.
    """
    summary = _summarise(pairs)
    n = summary["n_pairs"].to_numpy().astype(float)
    var_arm, var_baseline, var_difference = (
        summary[name].to_numpy().astype(float) for name in ("var_arm", "var_baseline", "var_difference")
    )
    is_unpaired = (summary["correlation"] <= 0).fill_null(value=False).to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        se_paired = np.sqrt(var_difference / n)
        se_independent = np.sqrt(var_arm / n + var_baseline / n)
        dof = np.where(is_unpaired, welch_dof(var_arm / n, var_baseline / n, n), n - 1)
        se = np.where(is_unpaired, se_independent, se_paired)
        reach = stdtrit(np.where(dof > 0, dof, np.nan), 0.5 + level / 2) * se
        se_ratio = se_paired / se_independent
    found = {"se": se, "se_independent": se_independent, "se_ratio": se_ratio, "reach": reach}
    return (
        summary.with_columns(pl.Series(name, values).fill_nan(None) for name, values in found.items())
        .with_columns(
            ci_low=pl.col("diff") - pl.col("reach"),
            ci_high=pl.col("diff") + pl.col("reach"),
            kind=pl.Series(np.where(is_unpaired, "unpaired", "paired"), dtype=pl.String),
            level=pl.lit(level),
            baseline_arm=pl.lit(baseline),
        )
        .select(COLUMNS)
    )


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
    )


def welch_dof(
    share_a: NDArray[np.float64], share_b: NDArray[np.float64], n: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return Welch-Satterthwaite's degrees of freedom for variances over n, ``n`` in each sample."""
    dof: NDArray[np.float64] = (share_a + share_b) ** 2 * (n - 1) / (share_a**2 + share_b**2)
    return dof
