"""Shares of draws with what chance leaves open about them."""

from math import sqrt
from typing import NamedTuple

from scipy.special import ndtri  # scipy.stats takes a second to import


class Share(NamedTuple):
    """So many of so many, with the interval of the share behind them."""

    times: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself."""
        return self.times / self.of


def share(times: int, of: int, level: float) -> Share:
    """Return a share with Wilson's interval, which is never beyond 0 and 1 and has a width even at both.

    Parameters
    ----------
    times, of : int
        ``of`` at least 1.
    level : float
        Of the two-sided interval.
    """
    z = float(ndtri(0.5 + level / 2))
    seen = times / of
    centre, half = seen + z * z / (2 * of), z * sqrt(seen * (1 - seen) / of + z * z / (4 * of * of))
    low, high = ((centre + sign * half) / (1 + z * z / of) for sign in (-1, 1))
    return Share(times, of, low if times > 0 else 0.0, high if times < of else 1.0)


def more_than(one: Share, other: Share) -> tuple[float, float, float]:
    """Return by how much one share is above another of other draws, with Newcombe's interval (1998, method 10)."""
    seen = one.value - other.value
    below = sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    above = sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return seen, seen - below, seen + above
