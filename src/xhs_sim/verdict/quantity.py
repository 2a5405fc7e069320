"""Quantities by run that know their unit, so that no difference mixes two, and no ratio is a mean of ratios."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .statistics import Floats, floats, student


class MixedUnitsError(TypeError):
    """A difference of quantities that are not of one unit."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of one arm by replicate, paired by position; NaN where a run has none."""

    by_run: Floats
    unit: str

    @classmethod
    def of(cls, values: ArrayLike, unit: str) -> "Quantity":
        """Make one of any numbers; None is not known."""
        return cls(floats(values), unit)

    @property
    def mean(self) -> float:
        """The mean over the runs that have it; NaN without any."""
        known = self.by_run[~np.isnan(self.by_run)]
        return float(known.mean()) if len(known) else float("nan")

    def __sub__(self, other: "Quantity") -> "Quantity":
        """Return the difference, run by run.

        Raises
        ------
        MixedUnitsError
            If the two differ in unit.
        """
        if self.unit != other.unit:
            raise MixedUnitsError(f"{self.unit} less {other.unit} is nothing")
        return Quantity(self.by_run - other.by_run, self.unit)

    def is_surely_positive(self, level: float) -> bool:
        """Whether the mean is above nothing beyond chance; of a single run, whether it is above."""
        found = student(self.by_run[~np.isnan(self.by_run)], level)
        return bool(self.mean > 0) and (found.low is None or found.low > 0)

    def per(self, other: "Quantity") -> "Quantity":
        """Return the ratio of the two means, as a figure by run: its mean is the ratio, its spread the ratio's.

        Run by run it is ``(a - R (b - mean b)) / mean b`` with ``R = mean a / mean b``: a ratio of means and not a mean
        of ratios, in which a run of little money would count as much as one of much; what more money in a run
        explains is no chance (delta method). Only runs that have both count.
        """
        known = ~(np.isnan(self.by_run) | np.isnan(other.by_run))
        top, below = np.where(known, self.by_run, np.nan), np.where(known, other.by_run, np.nan)
        mean = float(np.nanmean(below)) if known.any() else float("nan")
        ratio = float(np.nanmean(top)) / mean if known.any() and mean != 0 else float("nan")
        spread = (top - ratio * (below - mean)) / mean if mean != 0 else np.full(len(top), np.nan)
        return Quantity(spread, f"{self.unit} per {other.unit}")
