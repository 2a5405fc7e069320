"""What parameters lead to, learnt from trials: figures of a panel at any place of the box, luck and sampling included.

Figures are regressed on scores of parameters; around what the regression gives lies what it left over at trials near
by. So what a posterior foretells needs no run more, for however many creators that are left out; and it goes by way
of parameters: notes that no parameters of the model lead to are not foretold, though half of them would foretell the
other half well.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from ..calibrate.posterior import FOLDS, Regression, near

Array = NDArray[np.float64]
_DEGREE: Final = 2


@dataclass(frozen=True, slots=True)
class Emulator:
    """Figures of one panel, as trials show them.

    Attributes
    ----------
    middle, spread : float arrays of shape (S,)
        Of the figures over all rows.
    whole : Regression
        Scores -> figures in units of their spread.
    without : tuple of Regression
        The same, each without the trials of a fold.
    scores : float array of shape (rows, P)
    left : float array of shape (rows, S)
        What a regression leaves over that has not seen the row's trial.
    fold : int array of shape (rows,)
    """

    middle: Array
    spread: Array
    whole: Regression
    without: tuple[Regression, ...]
    scores: Array
    left: Array
    fold: NDArray[np.intp]

    @classmethod
    def of(cls, scores: Array, figures: Array, fold: NDArray[np.intp]) -> Self:
        """Learn from rows; (rows, P), (rows, S) and in which fold each row is left out, (rows,)."""
        middle, spread = figures.mean(axis=0), figures.std(axis=0) + 1e-12
        values = (figures - middle) / spread
        without = tuple(Regression.of(scores[fold != k], values[fold != k], _DEGREE) for k in range(FOLDS))
        left = np.zeros_like(values)
        for k, each in enumerate(without):
            left[fold == k] = values[fold == k] - each(scores[fold == k])
        return cls(middle, spread, Regression.of(scores, values, _DEGREE), without, scores, left, fold)

    def figures(self, scores: Array, rng: np.random.Generator, fold: int | None = None) -> Array:
        """Return figures at draws of scores, one set of accounts each; (n, S).

        Parameters
        ----------
        scores : float array of shape (n, P)
        rng : Generator
        fold : int, optional
            Of trials that are taken for unknown: nothing is learnt from them.
        """
        regression = self.whole if fold is None else self.without[fold]
        allowed = np.ones(len(self.fold), np.bool_) if fold is None else self.fold != fold
        left = near(self.scores, self.left, scores.mean(axis=0), allowed)
        values = regression(scores) + left[rng.integers(len(left), size=len(scores))]
        return np.asarray(self.middle + self.spread * values)
