"""From trials to a posterior without a likelihood: regression ABC, amortised over observations.

Scores of parameters are regressed on figures; what the regression gives is a summary of figures, as good as a linear
combination of them and their squares can be [1]_. A posterior is the summary of the observation, and around it what was
left over at trials whose summary is near, scaled by how large left-overs are there (heteroscedastic adjustment [2]_).
Left-overs are those of trials that the regression has not seen (cross-fitting by trial), so that they are no smaller
than they will be at an observation. One fit answers any observation: so calibration can be tried on hundreds of
synthetic truths without a further run.

References
----------
.. [1] Fearnhead and Prangle (2012), Constructing summary statistics for approximate Bayesian computation,
   doi:10.1111/j.1467-9868.2011.01010.x.
.. [2] Blum and François (2010), Non-linear regression models for approximate Bayesian computation,
   doi:10.1007/s11222-009-9116-0.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
FOLDS = 10
NEAR = 0.5  # of all left-overs: those whose summaries are nearest are drawn from
_ALPHAS = tuple(10.0 ** np.arange(-1, 4.5, 0.5))
_SMALLEST = 0.05  # of a scale: an sd of scores


@dataclass(frozen=True, slots=True)
class Fit:
    """What trials say of P scores, given S figures; amortised.

    Attributes
    ----------
    regression : Regression
        Figures -> expected scores.
    scale : Regression
        Figures -> ln of the squares of what is left over.
    summary : float array of shape (rows, P)
        Expected scores of each row, by a regression that has not seen its trial.
    left : float array of shape (rows, P)
        What is left over, in units of its scale.
    widen : float array of shape (P,)
        By how much left-overs are stretched, so that intervals cover; see ``coverage``.
    """

    regression: "Regression"
    scale: "Regression"
    summary: Array
    left: Array
    widen: Array

    def draws(self, figures: Array, n: int, rng: np.random.Generator) -> Array:
        """Return draws of scores, given figures; (n, P)."""
        middle, scale = self.regression(figures[None])[0], _scale(self.scale(figures[None]))[0]
        return self.around(middle, scale, np.ones(len(self.left), np.bool_), n, rng)

    def around(
        self, middle: Array, scale: Array, allowed: NDArray[np.bool_], n: int, rng: np.random.Generator
    ) -> Array:
        """Return draws around a summary, from the left-overs of the rows that are allowed."""
        left = near(self.summary, self.left, middle, allowed)
        wide = np.minimum(self.widen * scale, np.maximum(scale, 1.0))  # never wider than the prior for being stretched
        return np.asarray(middle + wide * left[rng.integers(len(left), size=n)])

    def widened(self, by: Array) -> "Fit":
        """Return it with left-overs stretched."""
        return replace(self, widen=by)


def near(summary: Array, left: Array, middle: Array, allowed: NDArray[np.bool_]) -> Array:
    """Return the left-overs of rows whose summaries are nearest."""
    rows = np.flatnonzero(allowed)
    spread = summary[rows].std(axis=0) + 1e-9
    away = (((summary[rows] - middle) / spread) ** 2).sum(axis=1)
    chosen = rows[np.argsort(away, kind="stable")[: max(int(NEAR * len(rows)), 1)]]
    centred: Array = left[chosen] - left[chosen].mean(axis=0)
    return centred


@dataclass(frozen=True, slots=True)
class Regression:
    """Ridge regression on figures, their squares and products; strength by leave-one-out.

    Figures are taken within the range that trials have shown: a polynomial says nothing of what lies beyond.
    """

    low: Array
    high: Array
    model: Any

    @classmethod
    def of(cls, figures: Array, values: Array, degree: int) -> "Regression":
        """Fit it to rows; (rows, S) and (rows, P)."""
        from sklearn.linear_model import RidgeCV  # late: the command line must answer --help at once
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import PolynomialFeatures, StandardScaler

        model = make_pipeline(
            StandardScaler(), PolynomialFeatures(degree, include_bias=False), StandardScaler(), RidgeCV(_ALPHAS)
        )
        return cls(figures.min(axis=0), figures.max(axis=0), model.fit(figures, values))

    def __call__(self, figures: Array) -> Array:
        """Return what is expected; (rows, P)."""
        expected = np.asarray(self.model.predict(np.clip(figures, self.low, self.high)))
        return expected.reshape(len(figures), -1)


def fit(figures: Array, scores: Array, trial: NDArray[np.intp]) -> tuple[Fit, Array]:
    """Fit to trials; also return the scale of what is left over at each row.

    Parameters
    ----------
    figures : float array of shape (rows, S)
        Of one set of accounts a row.
    scores : float array of shape (rows, P)
        Of the trial's parameters.
    trial : int array of shape (rows,)
        Whose row it is: rows of a trial are never on both sides of a cut.
    """
    folds = folds_of(trial)
    summary = np.zeros_like(scores)
    for k in range(FOLDS):
        seen = folds != k
        summary[~seen] = Regression.of(figures[seen], scores[seen], 2)(figures[~seen])
    left = scores - summary
    squares = np.log(left**2 + 1e-4)
    logs = np.zeros_like(scores)
    for k in range(FOLDS):
        seen = folds != k
        logs[~seen] = Regression.of(figures[seen], squares[seen], 1)(figures[~seen])
    scale = _scale(logs)
    whole = Regression.of(figures, scores, 2), Regression.of(figures, squares, 1)
    return Fit(*whole, summary, left / scale, np.ones(scores.shape[1])), scale


def folds_of(trial: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return in which fold each row is left out; trials in turn."""
    return np.asarray(np.unique(trial, return_inverse=True)[1] % FOLDS, np.intp)


def _scale(logs: Array) -> Array:
    return np.asarray(np.maximum(np.exp(0.5 * logs), _SMALLEST))


def usable(figures: Array, observed: Array, share: float = 1.0) -> NDArray[np.bool_]:
    """Return which figures are known of the observation and of a share of rows, and vary over these; (S,)."""
    known = np.isfinite(observed) & (np.isfinite(figures).mean(axis=0) >= share)
    varies = np.zeros(len(observed), np.bool_)
    for j in np.flatnonzero(known):
        varies[j] = np.nanstd(figures[:, j]) > 1e-9
    both: NDArray[np.bool_] = known & varies
    return both


def quantiles(draws: Array, level: float) -> tuple[Array, Array, Array]:
    """Return both ends of the central interval, and the median, of each column."""
    ends: Sequence[float] = (0.5 - level / 2, 0.5, 0.5 + level / 2)
    low, middle, high = np.quantile(draws, ends, axis=0)
    return low, middle, high
