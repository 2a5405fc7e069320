"""Which points of a space are asked: every combination, a Latin hypercube, a Sobol' sequence, or a list from a file.

The points themselves are kept beside the results, not the seed that drew them: the same seed gives other points with
another version of the library.
"""

from collections.abc import Callable, Sequence
from itertools import product
from math import prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..config import ConfigError
from ..config.messages import message
from .space import Axis, Value, Values

MOST_POINTS = 1_000_000
Draw = Callable[[int, int, int], NDArray[np.float64]]  # axes, points, seed -> shares of shape (points, axes)


def grid(axes: Sequence[Axis]) -> list[Values]:
    """Return every combination; the last axis varies fastest.

    Raises
    ------
    ConfigError
        If an axis lists no values, or there are more than a million combinations.
    """
    if open_ones := [axis for axis in axes if not axis.choices]:
        raise ConfigError([message("sweep.grid_of_interval", path=a.name, low=a.low, high=a.high) for a in open_ones])
    if (cells := prod(len(axis.choices) for axis in axes)) > MOST_POINTS:
        raise ConfigError(message("config.grid_too_large", cells=cells, most=MOST_POINTS))
    names = [axis.name for axis in axes]
    return [dict(zip(names, values, strict=True)) for values in product(*(axis.choices for axis in axes))]


def _latin(n_axes: int, n_points: int, seed: int) -> NDArray[np.float64]:
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(n_axes, rng=np.random.default_rng(seed)).random(n_points))


def _sobol(n_axes: int, n_points: int, seed: int) -> NDArray[np.float64]:
    from scipy.stats import qmc

    rounded = 1 << max(n_points - 1, 0).bit_length()  # its points are balanced in powers of two only
    drawn = qmc.Sobol(n_axes, rng=np.random.default_rng(seed)).random_base2(rounded.bit_length() - 1)
    return np.asarray(drawn[:n_points])


DRAWN: Final[dict[str, Draw]] = {"lhs": _latin, "sobol": _sobol}
DESIGNS: Final = ("grid", *DRAWN, "file")


def drawn(design: str, axes: Sequence[Axis], n_points: int, seed: int) -> list[Values]:
    """Return points drawn all over a space."""
    shares = DRAWN[design](len(axes), n_points, seed)
    return [{axis.name: _rounded(axis, float(u)) for axis, u in zip(axes, row, strict=True)} for row in shares]


def _rounded(axis: Axis, share: float) -> Value:
    """Return a value that people can write: four digits of it are kept, within its range."""
    value = axis.at(share)
    if not isinstance(value, float) or axis.choices:
        return value
    assert axis.low is not None
    assert axis.high is not None
    return min(max(float(f"{value:.4g}"), axis.low), axis.high)
