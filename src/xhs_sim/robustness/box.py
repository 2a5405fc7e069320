"""A box: limits on a few parameters that cut a region out of all draws.

Bounds are the roundest numbers between a draw inside and the next one outside, so that a box can be said in a sentence
and still holds exactly the draws that are counted in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

import numpy as np
import polars as pl
from numpy.typing import NDArray

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Between:
    """Numbers from ``low`` on that are below ``high``; None: no such bound."""

    low: float | None = None
    high: float | None = None

    def holds(self, values: pl.Series) -> Flags:
        """Which of these values lie within."""
        numbers = values.cast(pl.Float64).to_numpy()
        within: Flags = np.ones(len(numbers), dtype=np.bool_)
        if self.low is not None:
            within &= numbers >= self.low
        if self.high is not None:
            within &= numbers < self.high
        return within


@dataclass(frozen=True, slots=True)
class Among:
    """Some of the choices."""

    choices: tuple[str, ...]

    def holds(self, values: pl.Series) -> Flags:
        """Which of these values are among them."""
        within: Flags = values.cast(pl.String).is_in(list(self.choices)).to_numpy()
        return within


Limit = Between | Among


@dataclass(frozen=True, slots=True)
class Box:
    """Limits by parameter; parameters without a limit are free."""

    limits: Mapping[str, Limit]

    def holds(self, draws: pl.DataFrame) -> Flags:
        """Which draws lie within all limits.

        Parameters
        ----------
        draws : frame of shape (n, parameters)
            One row a draw, one column a parameter.
        """
        within: Flags = np.ones(draws.height, dtype=np.bool_)
        for name, limit in self.limits.items():
            within &= limit.holds(draws[name])
        return within

    def without(self, name: str) -> "Box":
        """The box that lets a parameter go."""
        return Box({other: limit for other, limit in self.limits.items() if other != name})


def roundest(above: float, most: float) -> float:
    """Return the number with the fewest digits that is larger than ``above`` and at most ``most``."""
    if above < 0 <= most:
        return 0.0
    exact, floor = Decimal(repr(float(most))), Decimal(repr(float(above)))
    place = max(exact.adjusted(), floor.adjusted()) + 1
    while True:
        found = (exact.scaleb(-place)).to_integral_value(ROUND_FLOOR).scaleb(place)
        if found > floor:
            return float(found)
        place -= 1
