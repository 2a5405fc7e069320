"""The way of a validation: trials as a calibration makes them, then each side that is left out is foretold from them.

All sides share the same trials, for one fit answers any observation: leaving out a further group costs no run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..calibrate.coverage import DRAWS as OF_RANKS
from ..calibrate.coverage import cover
from ..calibrate.figures import FORETOLD
from ..calibrate.inquiry import DRAWS, Inquiry, Posterior, Sizes, box_around
from ..calibrate.posterior import Fit, fit, folds_of, usable
from ..calibrate.prior import Box
from ..calibrate.trials import WHOLE, Asker, Trials
from ..config.messages import message
from ..lab import Lab
from ..study.errors import StudyError
from .emulate import Emulator
from .judge import Places, place, stacked
from .split import TIME, HoldOut

Array = NDArray[np.float64]
LEVEL_ENDS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)  # of the draws: intervals of 90% and 50%, and the median
_KNOWN: Final = 0.9  # of simulated sets: a figure that fewer have is not foretold
_SEED: Final = 20261201  # of draws; trials have seeds of their own


@dataclass(frozen=True, slots=True)
class Foretold:
    """What was left out, beside what was foretold of it.

    Attributes
    ----------
    hold_out : HoldOut
    names : tuple of str
        Of S figures.
    observed : float array of shape (S,)
    ends : float array of shape (5, S)
        Of the draws, at ``LEVEL_ENDS``.
    places : Places
        Of the observed figures; (S,).
    right : Places
        Of models that are right; (models, S), with NaN where a model's sets lack a figure.
    outside : tuple of str
        Figures of the side that was fitted to which no trial came near.
    """

    hold_out: HoldOut
    names: tuple[str, ...]
    observed: Array
    ends: Array
    places: Places
    right: Places
    outside: tuple[str, ...]

    def column(self, figure: str) -> tuple[Places, Places]:
        """Return where one figure lies; (), and (models,)."""
        j = self.names.index(figure)
        return (
            Places(self.places.rank[j], self.places.off[j]),
            Places(self.right.rank[:, j], self.right.off[:, j]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What a validation came to.

    Attributes
    ----------
    first, last : Trials
    box : Box
        That the last ones fill.
    whole : Posterior
        Of all accounts.
    foretold : tuple of Foretold
    asked : int
        Trials, those that failed among them.
    """

    first: Trials
    last: Trials
    box: Box
    whole: Posterior
    foretold: tuple[Foretold, ...]
    asked: int

    @property
    def errors(self) -> tuple[str, ...]:
        """Of the trials that failed."""
        return (*self.first.errors, *self.last.errors)

    def of_kind(self, kind: str) -> list[Foretold]:
        """Return what was left out in one way."""
        return [each for each in self.foretold if each.hold_out.kind == kind]

    def figures(self, kind: str) -> tuple[str, ...]:
        """Return the figures that some side has that was left out in one way."""
        of_kind = self.of_kind(kind)
        return tuple(name for name in FORETOLD if any(name in each.names for each in of_kind))

    def places(self, kind: str, figure: str) -> tuple[Places, Places]:
        """Return where a figure lies in all sides of a kind that have it; (panels,) and (models, panels)."""
        both = [each.column(figure) for each in self.of_kind(kind) if figure in each.names]
        right = stacked([each for _, each in both])
        known = np.isfinite([each.right.off.sum(axis=1) for each in self.foretold]).all(axis=0)
        return stacked([each for each, _ in both]), Places(right.rank[:, known].T, right.off[:, known].T)


class LeavingOut(Inquiry):
    """Asks two labs, of a cheap market and a dear one, and foretells what is left out.

    Parameters
    ----------
    asker : Asker
    observed : mapping of str to float array of shape (S,)
        The figures of each panel, as ``Trials.names`` has them.
    sizes : Sizes
    level : float
        Of the intervals of parameters.
    hold_outs : sequence of HoldOut
    """

    def __init__(
        self, asker: Asker, observed: Mapping[str, Array], sizes: Sizes, level: float, hold_outs: Sequence[HoldOut]
    ) -> None:
        super().__init__(asker, observed, sizes, level)
        self.hold_outs = hold_outs
        self.fitted = [WHOLE, *(each.of_seen for each in hold_outs)]

    def look_around(self, lab: Lab) -> tuple[Trials, Box]:
        """Ask all over the prior; return the trials, and the box that all accounts and the earlier days point to."""
        whole = Box.whole(len(self.asker.parameters))
        trials = self._enough(lab, whole, self.sizes.first, 0)
        pointing = [WHOLE, *(each.of_seen for each in self.hold_outs if each.kind == TIME)]
        return trials, box_around(np.concatenate([self._draw(trials, whole, panel).places for panel in pointing]))

    def leave_out(self, lab: Lab, first: Trials, box: Box) -> Found:
        """Ask inside the box, fit each side, and foretell the other.

        Raises
        ------
        StudyError
            If too few trials ended well.
        """
        last = self._enough(lab, box, self.sizes.last, int(1.5 * self.sizes.first) + 1)
        foretold = tuple(self._foretell(last, box, each) for each in self.hold_outs)
        asked = first.n + len(first.errors) + last.n + len(last.errors)
        return Found(first, last, box, self._draw(last, box, WHOLE), foretold, asked)

    def _foretell(self, trials: Trials, box: Box, hold_out: HoldOut) -> Foretold:
        seen, trial = trials.rows(hold_out.of_seen)
        left, _ = trials.rows(hold_out.of_left)
        observed, wanted = self.observed[hold_out.of_seen], self.observed[hold_out.of_left]
        used = usable(seen, observed)
        asked = usable(left, wanted, _KNOWN) & np.array([name in FORETOLD for name in trials.names])
        if not used.any() or not asked.any():
            raise StudyError(message("calibrate.no_figures"))
        scores = box.scores(trials.places)[trial]
        fitted, scale = fit(seen[:, used], scores, trial)
        fitted = fitted.widened(cover(fitted, scale, scores, trial, self.level).widen)
        whole = np.isfinite(left[:, asked]).all(axis=1)
        emulator = Emulator.of(scores[whole], left[whole][:, asked], folds_of(trial)[whole])
        rng = np.random.default_rng([_SEED, *hold_out.name.encode()])
        drawn = emulator.figures(fitted.draws(observed[used], DRAWS, rng), rng)
        low, high = seen.min(axis=0), seen.max(axis=0)
        is_off = used & ((observed < low) | (observed > high))
        return Foretold(
            hold_out, _named(trials.names, asked), wanted[asked], np.quantile(drawn, LEVEL_ENDS, axis=0),
            place(wanted[asked], drawn), _right(fitted, scale, emulator, left[:, asked], trial),
            _named(trials.names, is_off),
        )  # fmt: skip


def _named(names: Sequence[str], chosen: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(name for name, is_in in zip(names, chosen, strict=True) if is_in)


def _right(fitted: Fit, scale: Array, emulator: Emulator, left: Array, trial: NDArray[np.intp]) -> Places:
    """Foretell the first sets of each trial from trials that have not seen it; (trials, S)."""
    rows, fold = np.unique(trial, return_index=True)[1], folds_of(trial)
    rank, off = np.full((len(rows), left.shape[1]), np.nan), np.full((len(rows), left.shape[1]), np.nan)
    for i, row in enumerate(rows):
        if not np.isfinite(left[row]).all():
            continue
        rng = np.random.default_rng([_SEED, int(row)])
        scores = fitted.around(fitted.summary[row], scale[row], fold != fold[row], OF_RANKS, rng)
        found = place(left[row], emulator.figures(scores, rng, int(fold[row])))
        rank[i], off[i] = found.rank, found.off
    return Places(rank, off)
