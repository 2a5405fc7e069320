"""Which of many doubtful numbers move the lead, read off draws in which all of them vary at once.

A straight line for each number by itself: over its range, how much further ahead, or less, the leader is. In a Latin
hypercube the numbers are not correlated but by luck, so what one line leaves is the work of all others, and is in its
interval. Of two hundred lines the steepest are steep by luck, so each is held against the surest of *all* lines in the
same draws with the gaps shuffled (Westfall and Young 1993): what is told holds for all numbers that were looked at.
That finds numbers that matter; how much is for the tornado to say, where one moves and the rest stands.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import stdtr

from ..verdict.statistics import Floats, t_quantile

_SHUFFLES: Final = 1999
_LEAST: Final = 3  # draws that leave a line something over


@dataclass(frozen=True, slots=True)
class Slope:
    """What a number does to the lead over all that is doubted of it.

    Attributes
    ----------
    parameter : str
    change : float
        Of the gap at the upper end against the lower one; for choices, between the two furthest apart.
    low, high : float, optional
        Its interval, which holds together with those of all numbers that were looked at.
    chance : float
        How probable it is that any of them has as sure a change where none does anything.
    """

    parameter: str
    change: float
    low: float | None
    high: float | None
    chance: float

    @property
    def stands(self) -> bool:
        """Whether it is told from what luck finds among so many numbers."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


class _Line(NamedTuple):
    """A change with its standard error, by itself."""

    name: str
    change: float = 0.0
    se: float | None = None
    dof: int = 0

    @property
    def chance(self) -> float:
        if self.se is None or self.se == 0.0:
            return 1.0 if self.se is None or self.change == 0.0 else 0.0
        return 2 * float(stdtr(self.dof, -abs(self.change) / self.se))


def slopes_of(draws: pl.DataFrame, gaps: Floats, level: float) -> list[Slope]:
    """Return what each number does to the gap: those that stand first, the surest before all, then in their order.

    Parameters
    ----------
    draws : frame of shape (n, parameters)
        One row a draw.
    gaps : array of shape (n,)
        How far ahead the leader is; NaN where that is not known.
    level : float
        Of all intervals together.
    """
    known = ~np.isnan(gaps)
    table, seen = draws.filter(pl.Series(known)), gaps[known]
    lines = [_line(name, table[name], seen) for name in draws.columns]
    surest = _surest_by_luck(table, seen)
    bound = float(surest[int((1 - level) * (_SHUFFLES + 1) + 1e-9) - 1])
    slopes = [_corrected(line, surest, bound) for line in lines]
    order = sorted(zip(slopes, lines, strict=True), key=lambda both: both[1].chance if both[0].stands else 2.0)
    return [slope for slope, _ in order]


def _corrected(line: _Line, surest: Floats, bound: float) -> Slope:
    """The interval leaves out zero just where a line is surer than ``bound``, the surest that luck usually finds."""
    chance = (1 + int(np.searchsorted(surest, line.chance, side="right"))) / (_SHUFFLES + 1)
    if line.se is None or bound <= 0.0:
        return Slope(line.name, line.change, None, None, chance)
    half = float(t_quantile(line.dof, 1 - bound)) * line.se
    return Slope(line.name, line.change, line.change - half, line.change + half, chance)


def _surest_by_luck(table: pl.DataFrame, gaps: Floats) -> Floats:
    """By shuffle of the gaps: the smallest chance that any line has; in order of size."""
    surest: Floats = np.ones(_SHUFFLES)
    if len(gaps) < _LEAST:
        return surest
    shuffled = np.random.default_rng(0).permuted(np.tile(gaps, (_SHUFFLES, 1)), axis=1)
    numbers = [table[name].cast(pl.Float64).to_numpy() for name in table.columns if table[name].dtype.is_numeric()]
    varying = [_unit(x) for x in numbers if np.ptp(x) > 0]
    if varying and np.ptp(gaps) > 0:
        r = np.minimum(np.abs(_unit(shuffled) @ np.stack(varying, axis=1)).max(axis=1), 1.0)
        dof = len(gaps) - 2
        with np.errstate(divide="ignore"):
            surest = 2 * stdtr(dof, -r * np.sqrt(dof / (1 - r * r)))
    for name in table.columns:
        if not table[name].dtype.is_numeric():
            groups = _groups(table[name])
            surest = np.minimum(surest, [_between(name, groups, each).chance for each in shuffled])
    return np.sort(surest)


def _unit(values: Floats) -> Floats:
    """About its mean, of length 1, along the last axis."""
    centred = values - values.mean(axis=-1, keepdims=True)
    scaled: Floats = centred / np.linalg.norm(centred, axis=-1, keepdims=True)
    return scaled


def _line(name: str, values: pl.Series, gaps: Floats) -> _Line:
    if not values.dtype.is_numeric():
        return _between(name, _groups(values), gaps)
    x, n = values.cast(pl.Float64).to_numpy(), len(gaps)
    spread = float(np.ptp(x)) if n else 0.0
    if n < _LEAST or spread == 0.0:
        return _Line(name)
    centred = (x - x.mean()) / spread
    change = float(centred @ (gaps - gaps.mean()) / (centred @ centred))
    rest = gaps - gaps.mean() - change * centred
    return _Line(name, change, float(np.sqrt(rest @ rest / (n - 2) / (centred @ centred))), n - 2)


def _groups(values: pl.Series) -> list[NDArray[np.bool_]]:
    text = values.cast(pl.String)
    return [(text == choice).to_numpy() for choice in text.unique().sort()]


def _between(name: str, groups: list[NDArray[np.bool_]], gaps: Floats) -> _Line:
    """The two choices furthest apart."""
    some = sorted((gaps[group] for group in groups if group.sum() > 1), key=lambda each: float(each.mean()))
    if len(some) < 2:
        return _Line(name)
    low, high = some[0], some[-1]
    se = float(np.sqrt(low.var(ddof=1) / len(low) + high.var(ddof=1) / len(high)))
    return _Line(name, float(high.mean() - low.mean()), se, len(low) + len(high) - 2)
