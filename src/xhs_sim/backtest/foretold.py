"""Beside each figure of a past campaign, the interval in which a single campaign was to be expected: not their mean.

In logarithms, replicates of a campaign are close to normal, so the next one lies within mean plus and minus
t(R-1) s sqrt(1 + 1/R) at the level of t (Hahn and Meeker 1991, ch. 4). Where replicates hardly differ, the luck of
counting (Poisson) is the least that s can be.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import stats

from .figures import FIGURES, Counts, Figure, is_money

TABLE: Final = "backtest.parquet"
FEWEST: Final = 5  # replicates: of fewer no interval is told
LEAST_SD: Final = 0.002  # in logs: fees are rounded to the fen, and counts to whole ones
_SCHEMA: Final = {
    "part": pl.String, "figure": pl.String, "kind": pl.String, "actual": pl.Float64, "foretold": pl.Float64,
    "low": pl.Float64, "high": pl.Float64, "ratio": pl.Float64, "inside": pl.Boolean, "replicates": pl.Int64,
}  # fmt: skip


class Interval(NamedTuple):
    """Where the next of some numbers is to be expected."""

    middle: float
    low: float
    high: float


def next_one(values: NDArray[np.float64], level: float, least_sd: float = 0.0) -> Interval:
    """Return where another draw of the same normal distribution lies at a level.

    Parameters
    ----------
    values : float array of shape (R,)
        Two or more.
    level : float
    least_sd : float
        What s is at least.
    """
    n, mean = len(values), float(values.mean())
    s = max(float(values.std(ddof=1)), least_sd)
    wide = float(stats.t.ppf((1 + level) / 2, n - 1)) * s * float(np.sqrt(1 + 1 / n))
    return Interval(mean, mean - wide, mean + wide)


def hold(actual: Counts, runs: Sequence[Mapping[str, float]], level: float) -> pl.DataFrame:
    """Hold what came of a campaign against its replicates.

    Parameters
    ----------
    actual : mapping
        Counts by name; None where unknown.
    runs : sequence of mapping
        The same of each replicate.
    level : float
        Of the intervals.

    Returns
    -------
    frame
        ``part, figure, kind, actual, foretold`` (median), ``low, high, ratio`` (actual over foretold), ``inside,
        replicates``; a row for each figure that the files know and that a run can show.
    """
    rows = []
    for figure in FIGURES:
        value, log = figure.of(actual), figure.log(actual)
        # what was paid is no forecast: the same money stands above in both
        shown = [figure.log({**each, "paid_cny": actual.get("paid_cny")}) for each in runs]
        logs = np.array([each for each in shown if each is not None])
        if value is None or log is None or len(logs) < FEWEST:
            continue
        middle, low, high = next_one(logs, level, _luck(figure, runs))
        rows.append({
            "part": figure.part, "figure": figure.name, "kind": figure.kind, "actual": value,
            "foretold": figure.back(middle), "low": figure.back(low), "high": figure.back(high),
            "ratio": float(np.exp(log - middle)), "inside": bool(low <= log <= high), "replicates": len(logs),
        })  # fmt: skip
    return pl.DataFrame(rows, schema=_SCHEMA)


def _luck(figure: Figure, runs: Sequence[Mapping[str, float]]) -> float:
    """Return the relative luck of counting in a figure: that of the rarer of its counts."""
    counted = [name for name in (figure.above, figure.below) if name and not is_money(name)]
    means = [float(np.mean([each[name] for each in runs])) for name in counted]
    return max(float(1 / np.sqrt(min(means) + 1)) if means else 0.0, LEAST_SD)
