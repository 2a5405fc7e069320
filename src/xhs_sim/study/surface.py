"""How figures move with parameters: a plane through the trials of a calibration, and where it leads.

Around the best trial every figure is taken to be linear in the parameters (its logarithm, if its target is above 0).
All trials teach the slopes, near ones most; each *ground* (a size of market with its seeds and its code) has a level of
its own. So cheap runs say how a figure moves, and dear ones where it lies. The slopes are those of a Bayesian
regression [1]_ that believes in none until it is shown: what the trials leave open is known, and a batch of trials
tries several beliefs at once (Thompson sampling [2]_).

References
----------
.. [1] Bishop (2006), Pattern Recognition and Machine Learning, section 3.3.
.. [2] Russo, Van Roy, Kazerouni, Osband, Wen (2018), A Tutorial on Thompson Sampling, doi:10.1561/2200000070.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from .loss import Aims
from .trials import Trial

PRIOR_SLOPE = 10.0  # half ranges of the target from one end of a parameter's bounds to the other
LEAST_NOISE = 0.05  # half ranges: a run has its luck, whatever a handful of trials says
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
    trials: Sequence[Trial], aims: Aims, names: Sequence[str], ground: str, centre: Array, radius: float
) -> Surface:
    """Fit the plane to all trials, near ones most.

    Parameters
    ----------
    names : sequence of str
        The parameters; a trial says where it lies by them.
    ground : str
        Whose level is asked for; without a trial on it, that of the last ground with any.
    """
    grounds = list(dict.fromkeys(trial.ground for trial in trials))
    here = ground if ground in grounds else grounds[-1]
    at = np.array([[trial.point[name] for name in names] for trial in trials]) - centre
    near = np.exp(-0.5 * (np.sqrt((at**2).mean(axis=1)) / (REACH * radius)) ** 2)
    on = np.array([[float(trial.ground == each) for each in grounds] for trial in trials])
    seen = np.array([aims.to_unit(aims.values_of(trial.figures)) for trial in trials])
    level, slopes, spread = [], [], []
    which = [grounds.index(here), *range(len(grounds), len(grounds) + len(names))]
    for values in seen.T:
        mean, root = _regress(np.hstack([on, at]), values, near, len(grounds))
        level.append(mean[which[0]])
        slopes.append(mean[len(grounds) :])
        spread.append(root[np.ix_(which, which)])
    return Surface(aims, centre, np.array(level), np.array(slopes), _roots(np.array(spread)))


def _regress(columns: Array, values: Array, near: Array, n_levels: int) -> tuple[Array, Array]:
    """Return mean and covariance of levels and slopes; the noise is what the first fit leaves."""
    known = np.isfinite(values)
    columns, values, weight = columns[known], values[known], near[known]
    belief = np.full(columns.shape[1], PRIOR_SLOPE**-2.0)
    belief[:n_levels] = 1e-4
    noise = 1.0
    mean: Array = np.zeros(columns.shape[1])
    root: Array = np.diag(1.0 / belief)
    for _ in range(3):
        certain = (columns * (weight / noise**2)[:, None]).T @ columns + np.diag(belief)
        root = np.asarray(np.linalg.inv(certain), np.float64)
        mean = root @ (columns.T @ (weight * values)) / noise**2
        left = weight @ (values - columns @ mean) ** 2 / max(weight.sum(), 1e-9)
        noise = max(float(np.sqrt(left)), LEAST_NOISE)
    return mean, root


def _roots(covariance: Array) -> Array:
    """Return a root of each covariance; what rounding made negative is nothing."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0))[:, None, :])


def sensitivities(surface: Surface, names: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
    """Return by how many half ranges each figure moves over each parameter's whole bounds: figure, parameter."""
    rows = zip(surface.aims.names, surface.slopes.tolist(), strict=True)
    return {figure: dict(zip(names, slopes, strict=True)) for figure, slopes in rows}
