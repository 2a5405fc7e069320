"""Which of many doubtful numbers move the lead, read off draws in which all of them vary at once.

A straight line for each number by itself: over its range, how much further ahead, or less, the leader is. In a Latin
hypercube the numbers are not correlated but by luck, so what one line leaves is the work of all others, and is in its
interval. That finds numbers that matter; how much is for the tornado to say, where one moves and the rest stands.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.special import stdtr

from ..verdict.statistics import Floats, t_quantile


@dataclass(frozen=True, slots=True)
class Slope:
    """What a number does to the lead over all that is doubted of it.

    Attributes
    ----------
    parameter : str
    change : float
        Of the gap at the upper end against the lower one; for choices, between the two furthest apart.
    low, high : float, optional
        Its interval.
    chance : float
        How probable so large a change is where the number does nothing.
    """

    parameter: str
    change: float
    low: float | None
    high: float | None
    chance: float


def slopes_of(draws: pl.DataFrame, gaps: Floats, level: float) -> list[Slope]:
    """Return what each number does to the gap, the least explained by chance first.

    Parameters
    ----------
    draws : frame of shape (n, parameters)
        One row a draw.
    gaps : array of shape (n,)
        How far ahead the leader is; NaN where that is not known.
    level : float
        Of the intervals.
    """
    known = ~np.isnan(gaps)
    table, seen = draws.filter(pl.Series(known)), gaps[known]
    found = [_slope(name, table[name], seen, level) for name in draws.columns]
    return sorted(found, key=lambda slope: slope.chance)


def _slope(name: str, values: pl.Series, gaps: Floats, level: float) -> Slope:
    if not values.dtype.is_numeric():
        return _between_choices(name, values.cast(pl.String), gaps, level)
    x, n = values.cast(pl.Float64).to_numpy(), len(gaps)
    spread = float(np.ptp(x)) if n else 0.0
    if n < 3 or spread == 0.0:
        return Slope(name, 0.0, None, None, 1.0)
    centred = (x - x.mean()) / spread
    change = float(centred @ (gaps - gaps.mean()) / (centred @ centred))
    rest = gaps - gaps.mean() - change * centred
    se = float(np.sqrt(rest @ rest / (n - 2) / (centred @ centred)))
    half = float(t_quantile(n - 2, level)) * se
    return Slope(name, change, change - half, change + half, _chance(change, se, n - 2))


def _between_choices(name: str, values: pl.Series, gaps: Floats, level: float) -> Slope:
    """The two choices furthest apart; chance is that of one difference by itself."""
    groups = [gaps[(values == choice).to_numpy()] for choice in values.unique().sort()]
    groups = sorted((group for group in groups if len(group) > 1), key=lambda group: float(group.mean()))
    if len(groups) < 2:
        return Slope(name, 0.0, None, None, 1.0)
    low, high = groups[0], groups[-1]
    change, dof = float(high.mean() - low.mean()), len(low) + len(high) - 2
    se = float(np.sqrt(low.var(ddof=1) / len(low) + high.var(ddof=1) / len(high)))
    half = float(t_quantile(dof, level)) * se
    return Slope(name, change, change - half, change + half, _chance(change, se, dof))


def _chance(change: float, se: float, dof: int) -> float:
    if se == 0.0:
        return 1.0 if change == 0.0 else 0.0
    return 2 * float(stdtr(dof, -abs(change) / se))
