"""The loss of a calibration: how far figures lie from their targets, in units of a target's half range."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from .targets import Target, Targets

EASE = 0.8  # of the half range: no loss inside, so that no target is polished at the cost of another
FAR = 3.0  # half ranges beyond ``EASE``: from there on a loss hardly grows, or a hopeless target would drown the rest
WEIGHTS = {"high": 1.0, "medium": 1.0, "low": 0.25}  # by confidence

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Aims:
    """The T targets that a search is for, in columns.

    A figure is compared where it is even: its logarithm, if its target lies above 0.
    """

    names: tuple[str, ...]
    low: Array
    high: Array
    weight: Array
    is_log: NDArray[np.bool_]

    @classmethod
    def of(cls, targets: Targets, leave_out: Sequence[str] = ()) -> Self:
        """Take the targets that are not left out."""
        chosen: list[Target] = [target for target in targets.targets if target.metric not in leave_out]
        low = np.array([target.low for target in chosen])
        return cls(
            tuple(target.metric for target in chosen),
            low,
            np.array([target.high for target in chosen]),
            np.array([WEIGHTS[target.confidence] for target in chosen]),
            low > 0.0,
        )

    def values_of(self, figures: Mapping[str, float | None]) -> Array:
        """Return the figures in columns; NaN where there is none."""
        found = (figures.get(name) for name in self.names)
        return np.array([np.nan if value is None else value for value in found], np.float64)

    def loss_of(self, figures: Mapping[str, float | None]) -> float:
        """Return the loss of a trial's figures."""
        return float(self.losses(self.values_of(figures)).sum())

    def losses(self, values: Array) -> Array:
        """Return each figure's loss: the square beyond ``EASE`` half ranges from the middle, weighted.

        Beyond ``FAR`` it grows as a logarithm: slowly, but a search still knows which way to go. What is missing is
        that far off.
        """
        half = (self.high - self.low) / 2.0
        off = np.abs(values - (self.low + self.high) / 2.0) / half - EASE
        beyond = np.clip(np.where(np.isnan(off), FAR, off), 0.0, None)
        return np.asarray(self.weight * (np.minimum(beyond, FAR) ** 2 + np.log(np.maximum(beyond / FAR, 1.0))))

    def to_unit(self, values: Array) -> Array:
        """Return figures as half ranges from the middle; 1 and -1 are the ends of a target's range."""
        low, high = self._even(self.low), self._even(self.high)
        return np.asarray((self._even(values) - (low + high) / 2.0) / ((high - low) / 2.0))

    def from_unit(self, at: Array) -> Array:
        """Return what ``to_unit`` was given."""
        low, high = self._even(self.low), self._even(self.high)
        even = np.clip((low + high) / 2.0 + at * (high - low) / 2.0, -1e9, np.where(self.is_log, 50.0, 1e9))
        return np.where(self.is_log, np.exp(np.where(self.is_log, even, 0.0)), even)

    def _even(self, values: Array) -> Array:
        return np.where(self.is_log, np.log(np.maximum(np.where(self.is_log, values, 1.0), 1e-9)), values)
