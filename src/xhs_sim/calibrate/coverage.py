"""Whether intervals hold what they say: simulation-based calibration on trials, each a truth that is known.

Each trial's figures are taken for an observation, and answered by a fit that has not seen the trial. Ranks of the
truths among the draws are even if the posterior is right [1]_. If intervals are too narrow, left-overs are stretched
until they hold the truths of one half of the trials as often as they say, by a margin for the luck of that half; how
often they then do is counted on the other half.

References
----------
.. [1] Talts, Betancourt, Simpson, Vehtari, Gelman (2018), Validating Bayesian inference algorithms with
   simulation-based calibration, arXiv:1804.06788.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from .posterior import Fit, folds_of

Array = NDArray[np.float64]
DRAWS = 199  # of each posterior: ranks 0 to 199
SURE = 0.95  # that intervals cover at least as often as they say, by what the first half shows
_WIDER = np.arange(1.0, 2.501, 0.02)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What came of the truths.

    Attributes
    ----------
    level : float
        That intervals have.
    ranks : int array of shape (trials, P)
        Of the truths, among ``DRAWS`` draws, as left-overs are.
    is_check : bool array of shape (trials,)
        Trials that were not used to stretch.
    is_covered : bool array of shape (trials, P)
        By the stretched intervals.
    widen : float array of shape (P,)
        By how much left-overs are stretched.
    """

    level: float
    ranks: NDArray[np.int64]
    is_check: NDArray[np.bool_]
    is_covered: NDArray[np.bool_]
    widen: Array

    @property
    def n(self) -> int:
        """How many truths are counted."""
        return int(self.is_check.sum())

    @property
    def share(self) -> Array:
        """How often the intervals of each parameter hold the truth; (P,)."""
        return np.asarray(self.is_covered[self.is_check].mean(axis=0))


def cover(fit: Fit, scale: Array, scores: Array, trial: NDArray[np.intp], level: float) -> Coverage:
    """Answer each trial's first set of accounts, and see where the truth lies.

    Parameters
    ----------
    fit : Fit
    scale : float array of shape (rows, P)
        Of what is left over at each row; see ``posterior.fit``.
    scores : float array of shape (rows, P)
    trial : int array of shape (rows,)
    level : float
        Of the intervals.
    """
    folds = folds_of(trial)
    rows = np.unique(trial, return_index=True)[1]
    n, p = len(rows), scores.shape[1]
    ranks, off = np.zeros((n, p), np.int64), np.zeros((n, p))
    for i, row in enumerate(rows):
        rng = np.random.default_rng([int(row), DRAWS])
        drawn = fit.around(fit.summary[row], scale[row], folds != folds[row], DRAWS, rng)
        ranks[i] = (drawn < scores[row]).sum(axis=0)
        off[i] = _stretch_needed(drawn, fit.summary[row], scores[row], level)
    is_check = np.arange(n) % 2 == 1
    widen = np.array([_least(off[~is_check, j], level) for j in range(p)])
    return Coverage(level, ranks, is_check, off <= widen, widen)


def _stretch_needed(drawn: Array, middle: Array, truth: Array, level: float) -> Array:
    """Return by how much the interval around a summary must be stretched to hold the truth; (P,)."""
    low, high = np.quantile(drawn, (0.5 - level / 2, 0.5 + level / 2), axis=0)
    reach = np.where(truth >= middle, np.maximum(high - middle, 1e-9), np.maximum(middle - low, 1e-9))
    return np.asarray(np.abs(truth - middle) / reach)


def _least(needed: Array, level: float) -> float:
    """Return the least stretch, 1 or more, that surely covers as often as the level says (Clopper and Pearson)."""
    n = len(needed)
    for by in _WIDER:
        held = int((needed <= by).sum())
        if held and float(beta.ppf(1 - SURE, held, n - held + 1)) >= level:
            return float(by)
    return float(_WIDER[-1])
