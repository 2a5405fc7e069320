"""What a posterior foretells of notes: trials at its draws, and where the observed figures lie among theirs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .trials import Trials

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Foretold:
    """Figures of a panel beside the intervals that were foretold.

    Attributes
    ----------
    fitted : str
        The panel whose posterior foretells.
    panel : str
        That is foretold.
    names : tuple of str
        Of S figures.
    observed, low, middle, high : float arrays of shape (S,)
    n : int
        Trials.
    """

    fitted: str
    panel: str
    names: tuple[str, ...]
    observed: Array
    low: Array
    middle: Array
    high: Array
    n: int

    @property
    def is_within(self) -> NDArray[np.bool_]:
        """Which intervals hold the figure; (S,)."""
        return np.asarray((self.observed >= self.low) & (self.observed <= self.high))


def foretell(fitted: str, panel: str, trials: Trials, observed: Array, level: float) -> Foretold:
    """Return the intervals that trials at a posterior's draws foretell; figures that nobody has are left out."""
    rows, _ = trials.rows(panel)
    known = np.isfinite(observed) & np.isfinite(rows).any(axis=0)
    ends = (0.5 - level / 2, 0.5, 0.5 + level / 2)
    low, middle, high = np.nanquantile(rows[:, known], ends, axis=0) if known.any() else np.zeros((3, 0))
    names = tuple(name for name, is_known in zip(trials.names, known, strict=True) if is_known)
    return Foretold(fitted, panel, names, observed[known], low, middle, high, trials.n)
