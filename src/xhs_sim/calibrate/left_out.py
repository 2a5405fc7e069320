"""Creators left out time and again: what one half of the accounts foretells of the other, without a run more.

Of each simulated set the same accounts are left out as of the observed one. Figures of those left out are regressed on
the figures of the others, over all trials, just as parameters are: trials are spread as the prior is, so what the
regression gives for the observation, with what it leaves over, is what the posterior foretells. Each trial's sets are
crawls of a known world, too: on them it is counted how often such intervals hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .coverage import cover
from .figures import FORETOLD
from .observed import Account, held_out
from .posterior import fit, quantiles, usable
from .probe import Cut
from .trials import WHOLE, Trials

Array = NDArray[np.float64]
CUTS: Final = 5  # each is answered both ways
_DRAWS: Final = 2000
_LEAST_ROWS: Final = 20  # sets of accounts: fewer tell nothing


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Figures of one half of the accounts beside the intervals that the other half foretells.

    Attributes
    ----------
    part : str
        Who is foretold.
    names : tuple of str
        Of S figures.
    observed, low, middle, high : float arrays of shape (S,)
    share : float array of shape (S,)
        Of known worlds whose figure lies in such an interval.
    worlds : int
        How many are counted.
    """

    part: str
    names: tuple[str, ...]
    observed: Array
    low: Array
    middle: Array
    high: Array
    share: Array
    worlds: int

    @property
    def is_within(self) -> NDArray[np.bool_]:
        """Which intervals hold the figure; (S,)."""
        return np.asarray((self.observed >= self.low) & (self.observed <= self.high))


def cuts_of(accounts: Sequence[Account], least: int) -> tuple[Cut, ...]:
    """Return the cuts of accounts that leave at least so many in either part."""
    made = [Cut(WHOLE, f"cut {k}", held_out(accounts, f"cut {k}")) for k in range(CUTS)]
    return tuple(cut for cut in made if least <= sum(cut.is_held) <= len(accounts) - least)


def foretell_left_out(
    cuts: Sequence[Cut], trials: Trials, observed: Mapping[str, Array], level: float
) -> list[LeftOut]:
    """Return what each half of each cut foretells of the other.

    Parameters
    ----------
    cuts : sequence of Cut
    trials : Trials
        Evenly spread over a part of the prior.
    observed : mapping of str to float array
        Figures by part, as ``trials.names`` has them.
    level : float
        Of the intervals.
    """
    found = []
    for cut in cuts:
        for seen, other in (cut.names, cut.names[::-1]):
            one = _foretell(seen, other, trials, observed, level)
            found += [one] if one is not None else []
    return found


def _foretell(seen: str, other: str, trials: Trials, observed: Mapping[str, Array], level: float) -> LeftOut | None:
    figures, trial = trials.rows(seen)
    asked = np.array([name in FORETOLD for name in trials.names]) & np.isfinite(observed[other])
    wanted = trials.rows(other)[0][:, asked]
    used = usable(figures, observed[seen], 0.9)
    rows = np.isfinite(figures[:, used]).all(axis=1) & np.isfinite(wanted).all(axis=1)
    if not used.any() or not asked.any() or len(np.unique(trial[rows])) < _LEAST_ROWS:
        return None
    figures, wanted, trial = figures[rows][:, used], wanted[rows], trial[rows]
    middle, spread = wanted.mean(axis=0), wanted.std(axis=0) + 1e-12
    fitted, scale = fit(figures, (wanted - middle) / spread, trial)
    coverage = cover(fitted, scale, (wanted - middle) / spread, trial, level)
    rng = np.random.default_rng([_DRAWS, len(observed)])
    drawn = middle + spread * fitted.widened(coverage.widen).draws(observed[seen][used], _DRAWS, rng)
    names = tuple(name for name, is_asked in zip(trials.names, asked, strict=True) if is_asked)
    low, half, high = quantiles(drawn, level)
    return LeftOut(other, names, observed[other][asked], low, half, high, coverage.share, coverage.n)
