"""What is believed of gains over all points, from few and noisy runs: a Gaussian process made for money in pots.

Money in a pot brings something by itself, less and less of it, and nothing where there is none; what pots do to each
other is smaller; and creators come in lumps, so a gain may jump. So the gain is a sum over the pots of smooth curves
through 0 (over the root of the money, in which diminishing returns are nearly straight), of rough ones, and of a
smooth function of all of them together. Axes beside the money shift the whole. Runs with one seed share luck, and it
grows with the gain: what they have in common teaches nothing of the mean, so common seeds compare. Runs of a coarse
screen may be off in level, by a smooth amount. How large each of these is is what explains the runs best [1]_; the
choices are few and fixed, so that equal answers lead to equal questions.

Against optuna's TPE and CMA-ES and scikit-learn's Gaussian process: ``docs/adr/0035-the-best-split.md``.

References
----------
.. [1] Rasmussen, Williams (2006), Gaussian Processes for Machine Learning, sections 2.2 and 5.4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular

Array = NDArray[np.float64]

SMOOTH: Final = 0.8  # length of smooth curves, over the root of the money
ROUGH: Final = 0.08  # of rough ones: a hundredth more is something else
AXIS: Final = 0.5  # of smooth functions of an axis
_EDGE = 1e-6  # of the variance, on the diagonal: keeps matrices invertible


class Sizes(NamedTuple):
    """How large each part of the gain is, against the size of all gains seen; the last by a factor of the first."""

    smooth: float
    rough: float  # of smooth
    together: float
    noise: float  # of one run
    luck: float  # of a seed
    screen: float  # by how much a screen is off


CHOICES: Final = tuple(
    Sizes(*each)
    for each in product(
        (0.5, 1.0, 2.0), (0.0, 0.15, 0.4), (0.0, 0.3, 1.0), (0.03, 0.1, 0.2, 0.4, 0.8), (0.0, 0.3), (0.0, 0.3)
    )
)


@dataclass(frozen=True, slots=True)
class Trials:
    """Runs of points: where, with which seed, how coarse, and what they gained; P coordinates."""

    at: Array  # (n, P)
    seed: NDArray[np.int64]
    is_screen: NDArray[np.bool_]
    gain: Array

    def known(self) -> "Trials":
        """Return those that have a gain."""
        kept = np.isfinite(self.gain)
        return Trials(self.at[kept], self.seed[kept], self.is_screen[kept], self.gain[kept])


class Surrogate:
    """The belief after some trials.

    Parameters
    ----------
    trials : Trials
        Without a gain that is missing.
    n_pots : int
        How many coordinates are money.
    is_name : sequence of bool
        Of each axis, whether its places have no order.
    """

    def __init__(self, trials: Trials, n_pots: int, is_name: Sequence[bool] = ()) -> None:
        self._trials, self._n_pots, self._is_name = trials, n_pots, tuple(is_name)
        self._level = 0.0 if n_pots else float(trials.gain.mean())
        seen = trials.gain - self._level
        self._unit = float(np.sqrt((seen**2).mean())) or 1.0
        self.sizes, self._root = self._most_likely(seen / self._unit)
        self._weights = solve_triangular(self._root.T, solve_triangular(self._root, seen / self._unit, lower=True))

    def _most_likely(self, seen: Array) -> tuple[Sizes, Array]:
        """Return the sizes that explain the trials best, and the root of the covariance with them."""
        pieces = self._pieces(self._trials.at, self._trials.at)
        same = self._trials.seed[:, None] == self._trials.seed[None]
        coarse = self._trials.is_screen[:, None] & self._trials.is_screen[None]
        choices = [each for each in CHOICES if each.screen == 0.0 or coarse.any()]
        if not self._n_pots:
            choices = [each for each in choices if each.rough == each.together == 0.0]
        found: tuple[float, Sizes, Array] | None = None
        for sizes in choices:
            gain = _whole(pieces, sizes)
            shared = _whole(pieces, sizes._replace(rough=0.0))
            whole = gain + (sizes.luck**2 * same + sizes.screen**2 * coarse) * shared
            whole[np.diag_indices_from(whole)] += sizes.noise**2 + _EDGE
            root = np.linalg.cholesky(whole)
            z = solve_triangular(root, seen, lower=True)
            evidence = -0.5 * float(z @ z) - float(np.log(np.diag(root)).sum())
            if found is None or evidence > found[0] + 1e-6:
                found = (evidence, sizes, root)
        assert found is not None
        return found[1], found[2]

    def _pieces(self, one: Array, other: Array) -> "_Pieces":
        n = self._n_pots
        shift = _of_axes(one[:, n:], other[:, n:], self._is_name)
        if n == 0:
            nothing = np.zeros_like(shift)
            return _Pieces(shift, nothing, nothing)
        a, b = np.sqrt(np.maximum(one[:, :n], 0.0)), np.sqrt(np.maximum(other[:, :n], 0.0))
        smooth, rough = (
            np.sum([_through_zero(x, y, np.abs(x[:, None] - y), length) for x, y in zip(a.T, b.T, strict=True)], axis=0)
            for length in (SMOOTH, ROUGH)
        )
        apart = np.sqrt(np.maximum(((a[:, None] - b[None]) ** 2).sum(axis=2), 0.0))
        together = _through_zero(np.sqrt((a**2).sum(axis=1)), np.sqrt((b**2).sum(axis=1)), apart, SMOOTH)
        return _Pieces(smooth * shift, rough * shift, together * shift)

    def mean(self, at: Array) -> Array:
        """Return the gains that are expected at points."""
        like = _whole(self._pieces(at, self._trials.at), self.sizes)
        return np.asarray(self._level + self._unit * (like @ self._weights))

    def belief(self, at: Array) -> tuple[Array, Array]:
        """Return mean and covariance of the true gains at points, without the luck of any run."""
        like = _whole(self._pieces(at, self._trials.at), self.sizes)
        told = solve_triangular(self._root, like.T, lower=True)
        left = _whole(self._pieces(at, at), self.sizes) - told.T @ told
        return self._level + self._unit * (like @ self._weights), self._unit**2 * left

    @property
    def noise(self) -> float:
        """The standard deviation of one run, in units of the gain."""
        return self.sizes.noise * self._unit


class _Pieces(NamedTuple):
    """Covariances of the parts of a gain."""

    smooth: Array
    rough: Array
    together: Array


def _whole(pieces: _Pieces, sizes: Sizes) -> Array:
    smooth = sizes.smooth**2
    return smooth * (pieces.smooth + sizes.rough**2 * pieces.rough) + sizes.together**2 * pieces.together


def _matern(apart: Array, length: float) -> Array:
    """Matern's covariance with smoothness 5/2."""
    r = np.sqrt(5.0) * apart / length
    return np.asarray((1.0 + r + r * r / 3.0) * np.exp(-r))


def _through_zero(one: Array, other: Array, apart: Array, length: float) -> Array:
    """Return the covariance of a function less its value at 0; ``one`` and ``other`` are distances from 0."""
    return _matern(apart, length) - _matern(one, length)[:, None] - _matern(other, length)[None] + 1.0


def _of_axes(one: Array, other: Array, is_name: Sequence[bool]) -> Array:
    """Return the covariance of a function of the axes, around 1; constant where there is none."""
    apart = np.abs(one[:, None] - other[None])
    if any(is_name):
        apart[..., np.array(is_name)] = (apart[..., np.array(is_name)] > 0) * 1.0
    whole: Array = _matern(np.sqrt((apart**2).sum(axis=2)), AXIS) if one.shape[1] else np.ones((len(one), len(other)))
    return whole
