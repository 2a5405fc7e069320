"""The way of a calibration: cheap trials all over the prior, dear ones where these lead, then trials of what came out.

Cheap trials only say where to look. The posterior is made of dear ones alone, evenly spread over a box that the cheap
posterior fills with room to spare, so that what a small market shows otherwise leaves no trace in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..config.messages import message
from ..lab import Lab
from ..study.errors import StudyError
from .coverage import Coverage, cover
from .foretold import Foretold, foretell
from .left_out import LeftOut, foretell_left_out
from .posterior import Fit, fit, usable
from .prior import Box
from .probe import Cut
from .trials import EARLIER, FIT, HELD, LATER, WHOLE, Asker, Trials

Array = NDArray[np.float64]
DRAWS: Final = 2000  # that are kept of a posterior
_SPARE: Final = 0.25  # of what the cheap posterior fills, on either side
_NARROWEST: Final = 0.15  # of the prior
_KNOWN: Final = 0.9  # of sets of accounts: a figure that fewer have is not used
_MOST_ASKED: Final = 1.5  # trials for each that is wanted: failed ones are made up for
_SEED: Final = 20261130  # of draws; trials have seeds of their own


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many trials are wanted in the cheap market, the dear one, and of each posterior that foretells."""

    first: int
    last: int
    checks: int


@dataclass(frozen=True, slots=True)
class Posterior:
    """What the dear trials say of one panel's observation.

    Attributes
    ----------
    used : bool array of shape (S,)
        Figures that it goes by.
    outside : tuple of str
        Figures of the observation that no trial came near.
    fit : Fit
    places : float array of shape (draws, P)
    coverage : Coverage
    """

    used: NDArray[np.bool_]
    outside: tuple[str, ...]
    fit: Fit
    places: Array
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Found:
    """What a calibration came to.

    Attributes
    ----------
    first, last : Trials
    box : Box
        That the last ones fill.
    posteriors : mapping of str to Posterior
        By panel: ``whole``, ``fit`` (half of the creators), ``earlier`` (the window before the last).
    foretold : tuple of Foretold
        Of panels that were left out, and of the whole.
    asked : int
        Trials, those that failed among them.
    left_out : tuple of LeftOut
        What halves of the accounts foretell of each other.
    """

    first: Trials
    last: Trials
    box: Box
    posteriors: Mapping[str, Posterior]
    foretold: tuple[Foretold, ...]
    asked: int
    left_out: tuple[LeftOut, ...] = ()

    @property
    def errors(self) -> tuple[str, ...]:
        """Of the trials that failed."""
        return (*self.first.errors, *self.last.errors)


FORETELLS: Final = {WHOLE: WHOLE, FIT: HELD, EARLIER: LATER}  # whose posterior -> what it foretells


class Inquiry:
    """Asks two labs, of a cheap market and a dear one.

    Parameters
    ----------
    asker : Asker
    observed : mapping of str to float array of shape (S,)
        The figures of each panel, as ``Trials.names`` has them.
    sizes : Sizes
    level : float
        Of the intervals.
    cuts : sequence of Cut
        Whose halves foretell each other.
    """

    def __init__(
        self, asker: Asker, observed: Mapping[str, Array], sizes: Sizes, level: float, cuts: Sequence[Cut] = ()
    ) -> None:
        self.asker, self.observed, self.sizes, self.level, self.cuts = asker, observed, sizes, level, cuts
        self.fitted = [panel for panel in FORETELLS if panel in observed]

    def look_around(self, lab: Lab) -> tuple[Trials, Box]:
        """Ask all over the prior; return the trials, and the box that the observations point to."""
        whole = Box.whole(len(self.asker.parameters))
        trials = self._enough(lab, whole, self.sizes.first, 0)
        drawn = [self._draw(trials, whole, panel).places for panel in self.fitted]
        return trials, box_around(np.concatenate(drawn))

    def find(self, lab: Lab, first: Trials, box: Box) -> Found:
        """Ask inside the box, fit, and try what came out.

        Raises
        ------
        StudyError
            If too few trials ended well.
        """
        before = _asked(self.sizes.first)
        last = self._enough(lab, box, self.sizes.last, before)
        posteriors = {panel: self._draw(last, box, panel) for panel in self.fitted}
        before += _asked(self.sizes.last)
        foretold, asked = [], first.n + len(first.errors) + last.n + len(last.errors)
        for k, (panel, other) in enumerate(FORETELLS.items()):
            if panel in posteriors and self.sizes.checks:
                chosen = posteriors[panel].places[: self.sizes.checks]
                tried = self.asker.ask(lab, chosen, before + k * self.sizes.checks)
                asked += len(chosen)
                if tried.n:
                    foretold.append(foretell(panel, other, tried, self.observed[other], self.level))
        left_out = foretell_left_out(self.cuts, last, self.observed, self.level)
        return Found(first, last, box, posteriors, tuple(foretold), asked, tuple(left_out))

    def _enough(self, lab: Lab, box: Box, wanted: int, first: int) -> Trials:
        """Ask until so many trials ended well, or too many did not."""
        places = box.points(_asked(wanted), self.asker.root)
        trials, at = self.asker.ask(lab, places[:wanted], first), wanted
        while self._valid(trials).n < wanted and at < len(places):
            more = places[at : at + max(wanted - self._valid(trials).n, 1)]
            trials = trials.joined(self.asker.ask(lab, more, first + at))
            at += len(more)
        valid = self._valid(trials)
        if valid.n < max(wanted // 2, 2):
            why = trials.why or message("calibrate.no_figures")
            raise StudyError(message("calibrate.too_few_valid", n=valid.n, asked=at, wanted=wanted, why=why))
        return valid

    def _valid(self, trials: Trials) -> Trials:
        """Return the trials that have every figure that is used, of every panel."""
        is_whole = np.ones(trials.n, np.bool_)
        for panel in self.fitted:
            rows, _ = trials.rows(panel)
            used = usable(rows, self.observed[panel], _KNOWN)
            is_whole &= np.isfinite(trials.figures[panel][:, :, used]).all(axis=(1, 2))
        return trials.only(is_whole)

    def _draw(self, trials: Trials, box: Box, panel: str) -> Posterior:
        figures, trial = trials.rows(panel)
        observed = self.observed[panel]
        used = usable(figures, observed)
        if not used.any():
            raise StudyError(message("calibrate.no_figures"))
        scores = box.scores(trials.places)[trial]
        fitted, scale = fit(figures[:, used], scores, trial)
        coverage = cover(fitted, scale, scores, trial, self.level)
        fitted = fitted.widened(coverage.widen)
        drawn = fitted.draws(observed[used], DRAWS, np.random.default_rng([_SEED, len(panel)]))
        low, high = figures.min(axis=0), figures.max(axis=0)
        is_off = used & ((observed < low) | (observed > high))
        outside = tuple(name for name, off in zip(trials.names, is_off, strict=True) if off)
        return Posterior(used, outside, fitted, box.places(drawn), coverage)


def _asked(wanted: int) -> int:
    return int(_MOST_ASKED * wanted)


def box_around(places: Array) -> Box:
    """Return the box that draws fill, with room to spare, within the prior."""
    low, high = np.quantile(places, (0.005, 0.995), axis=0)
    middle, half = (low + high) / 2, np.maximum((high - low) * (0.5 + _SPARE), _NARROWEST / 2)
    return Box(np.clip(middle - half, 0.0, 1.0), np.clip(middle + half, 0.0, 1.0))


def at_edge(places: Array, box: Box, names: Sequence[str]) -> tuple[str, ...]:
    """Return the parameters whose draws press against a side of the box that is not the prior's."""
    width = box.high - box.low
    low = (places < box.low + 0.02 * width).mean(axis=0) * (box.low > 1e-9)
    high = (places > box.high - 0.02 * width).mean(axis=0) * (box.high < 1 - 1e-9)
    return tuple(name for name, share in zip(names, np.maximum(low, high), strict=True) if share > 0.1)
