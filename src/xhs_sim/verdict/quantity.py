"""Quantities that know whom and what money they speak of, so that no ratio mixes two of them.

A simulated market is a part of the platform. What people do in it is seen; what the same money did to followers
outside is not. So every quantity has a *basis*, and a ratio is formed of two quantities of one basis only.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from .statistics import Floats, floats, student


class Basis(StrEnum):
    """Whose deeds, and which money."""

    INSIDE = "inside"  # people of the market, and the part of the money that reaches them
    WHOLE = "whole"  # everybody whom the money reaches, in the market or outside, and all of the money


class MixedBasisError(TypeError):
    """A sum or a ratio of quantities that speak of different people or different money."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of one arm by replicate, paired by position; NaN where a run has none."""

    by_run: Floats
    unit: str
    basis: Basis

    @classmethod
    def of(cls, values: ArrayLike, unit: str, basis: Basis) -> "Quantity":
        """Make one of any numbers; None is not known."""
        return cls(floats(values), unit, basis)

    @property
    def mean(self) -> float:
        """The mean over the runs that have it; NaN without any."""
        known = self.by_run[~np.isnan(self.by_run)]
        return float(known.mean()) if len(known) else float("nan")

    def __sub__(self, other: "Quantity") -> "Quantity":
        """Return the difference, run by run.

        Raises
        ------
        MixedBasisError
            If the two differ in unit or basis.
        """
        if self.unit != other.unit:
            raise MixedBasisError(f"{self.unit} less {other.unit} is nothing")
        self._refuse_mixed(other)
        return Quantity(self.by_run - other.by_run, self.unit, self.basis)

    def as_if_alone(self) -> "Quantity":
        """Count what is seen inside as all there is: the least that the whole can be, if outside nobody loses."""
        return Quantity(self.by_run, self.unit, Basis.WHOLE)

    def is_surely_positive(self, level: float) -> bool:
        """Whether the mean is above nothing beyond chance; of a single run, whether it is above."""
        found = student(self.by_run[~np.isnan(self.by_run)], level)
        return bool(self.mean > 0) and (found.low is None or found.low > 0)

    def per(self, other: "Quantity") -> "Quantity":
        """Return the ratio of the two means, as a figure by run: its mean is the ratio, its spread the ratio's.

        Run by run it is ``(a - R (b - mean b)) / mean b`` with ``R = mean a / mean b``: a ratio of means and not a mean
        of ratios, in which a run of little money would count as much as one of much; what more money in a run
        explains is no chance (delta method). Only runs that have both count.

        Raises
        ------
        MixedBasisError
            If the two are not of one basis.
        """
        self._refuse_mixed(other)
        known = ~(np.isnan(self.by_run) | np.isnan(other.by_run))
        top, below = np.where(known, self.by_run, np.nan), np.where(known, other.by_run, np.nan)
        mean = float(np.nanmean(below)) if known.any() else float("nan")
        ratio = float(np.nanmean(top)) / mean if known.any() and mean != 0 else float("nan")
        spread = (top - ratio * (below - mean)) / mean if mean != 0 else np.full(len(top), np.nan)
        return Quantity(spread, f"{self.unit} per {other.unit}", self.basis)

    def _refuse_mixed(self, other: "Quantity") -> None:
        if self.basis is not other.basis:
            raise MixedBasisError(f"{self.unit} is {self.basis}, {other.unit} is {other.basis}: not of the same people")
