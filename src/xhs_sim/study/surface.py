"""How figures move with parameters: a plane through the trials of a calibration, and where it leads.

Around the best trial every figure is taken to be linear in the parameters (its logarithm, if its target is above 0).
All trials teach the slopes, near ones most; each *ground* (a size of market with its seeds and its code) has a level of
its own. So cheap runs say how a figure moves, and dear ones where it lies. The slopes are those of a Bayesian
regression that believes in none until it is shown; how large slopes and luck are is what explains a figure's trials
best [1]_. What the trials leave open is known, and a batch of trials tries several beliefs at once (Thompson
sampling [2]_).

References
----------
.. [1] Bishop (2006), Pattern Recognition and Machine Learning, sections 3.3 and 3.5.
.. [2] Russo, Van Roy, Kazerouni, Osband, Wen (2018), A Tutorial on Thompson Sampling, doi:10.1561/2200000070.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from .loss import Aims
from .trials import Trial

SLOPES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)  # sd that slopes may have: half ranges of the target over a parameter's bounds
NOISES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)  # half ranges: the luck of a trial
LEVEL = 30.0  # half ranges: what may be believed of a figure on a ground before the first trial
MIDDLING = 0.01  # loss of a figure at the end of its range: of points that all do, the one in the middle
REACH = 2.5  # radii, at which a trial counts for little
STARTS = 4  # of each minimisation

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Surface:
    """What is believed of T figures around ``centre``, in half ranges of their targets; P parameters.

    Parameters
    ----------
    centre : float array of shape (P,)
        In units of the bounds.
    level, slopes : float arrays of shape (T,), (T, P)
        On the ground that is asked about.
    spread : float array of shape (T, P + 1, P + 1)
        Roots of the covariance of (level, slopes).
    """

    aims: Aims
    centre: Array
    level: Array
    slopes: Array
    spread: Array

    def figures(self, at: Array) -> Array:
        """Return the figures that are expected at a point."""
        return self.aims.from_unit(self.level + self.slopes @ (at - self.centre))

    def loss(self, at: Array) -> float:
        """Return the loss that is expected at a point, and a little for what is off the middle."""
        off = np.minimum((self.level + self.slopes @ (at - self.centre)) ** 2, 1.0)
        return float(self.aims.losses(self.figures(at)).sum() + MIDDLING * off.sum())

    def drawn(self, rng: np.random.Generator) -> "Surface":
        """Return a surface that the trials leave possible."""
        moved = np.einsum("tij,tj->ti", self.spread, rng.normal(size=self.spread.shape[:2]))
        return Surface(self.aims, self.centre, self.level + moved[:, 0], self.slopes + moved[:, 1:], self.spread)

    def lowest(self, radius: float, rng: np.random.Generator) -> Array:
        """Return the point of the least loss within ``radius`` of the centre, in units of the bounds."""
        low, high = np.maximum(self.centre - radius, 0.0), np.minimum(self.centre + radius, 1.0)
        bounds = list(zip(low, high, strict=True))
        starts = [self.centre, *rng.uniform(low, high, (STARTS - 1, len(low)))]
        found = [minimize(self.loss, start, method="L-BFGS-B", bounds=bounds) for start in starts]
        best = min(found, key=lambda each: float(each.fun))
        return np.asarray(np.clip(best.x, low, high), np.float64)


def fit_surface(
    trials: Sequence[Trial], points: Array, aims: Aims, ground: str, centre: Array, radius: float
) -> Surface:
    """Fit the plane to all trials, near ones most.

    Parameters
    ----------
    points : float array of shape (trials, P)
        Where each trial lies, in units of the bounds.
    ground : str
        Whose level is asked for; without a trial on it, that of the last ground with any.
    """
    grounds = list(dict.fromkeys(trial.ground for trial in trials))
    here = ground if ground in grounds else grounds[-1]
    at = points - centre
    near = np.maximum(np.exp(-0.5 * (at**2).mean(axis=1) / (REACH * radius) ** 2), 1e-6)
    on = np.array([[float(trial.ground == each) for each in grounds] for trial in trials])
    seen = np.array([aims.to_unit(aims.values_of(trial.figures)) for trial in trials])
    level, slopes, spread = [], [], []
    which = [grounds.index(here), *range(len(grounds), len(grounds) + len(centre))]
    for values in seen.T:
        mean, root = _regress(np.hstack([on, at]), values, near, len(grounds))
        level.append(mean[which[0]])
        slopes.append(mean[len(grounds) :])
        spread.append(root[np.ix_(which, which)])
    return Surface(aims, centre, np.array(level), np.array(slopes), _roots(np.array(spread)))


def _regress(columns: Array, values: Array, near: Array, n_levels: int) -> tuple[Array, Array]:
    """Return mean and covariance of levels and slopes, at the luck and the size of slopes that explain trials best."""
    known = np.isfinite(values)
    columns, values, weight = columns[known], values[known], near[known]
    levels = columns[:, :n_levels] @ columns[:, :n_levels].T * LEVEL**2
    slopes = columns[:, n_levels:] @ columns[:, n_levels:].T
    found: tuple[float, float, float] = (-np.inf, NOISES[-1], SLOPES[0])
    for noise, slope in product(NOISES, SLOPES):
        whole = levels + slope**2 * slopes + np.diag(noise**2 / weight)
        evidence = -0.5 * float(np.linalg.slogdet(whole)[1] + values @ np.linalg.solve(whole, values))
        found = max(found, (evidence, noise, slope))
    _, noise, slope = found
    belief = np.full(columns.shape[1], slope**-2.0)
    belief[:n_levels] = LEVEL**-2.0
    certain = (columns * (weight / noise**2)[:, None]).T @ columns + np.diag(belief)
    covariance = np.asarray(np.linalg.inv(certain), np.float64)
    return covariance @ (columns.T @ (weight * values)) / noise**2, covariance


def _roots(covariance: Array) -> Array:
    """Return a root of each covariance; what rounding made negative is nothing."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0))[:, None, :])


def sensitivities(surface: Surface, names: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
    """Return by how many half ranges each figure moves over each parameter's whole bounds: figure, parameter."""
    rows = zip(surface.aims.names, surface.slopes.tolist(), strict=True)
    return {figure: dict(zip(names, slopes, strict=True)) for figure, slopes in rows}
