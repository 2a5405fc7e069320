"""Whether what was left out lies where it was foretold, held against what a model does that is right.

Each trial is such a model: its own sets of accounts are left out and foretold in the same way, from trials that have
not seen it. So the allowance for noise is counted, not assumed: how far figures lie off by luck, how often intervals
hold, and how much creators that are left out in turn go together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
LEVELS: Final = (0.5, 0.9)
Grade = Literal["good", "caution", "bad"]
_BAD, _CAUTION = 0.02, 0.05  # share of right models that are as far off
_FAR: Final = 3.0  # standard deviations that a figure is off throughout: bad, however few models there are
_OF_RIGHT: Final = (0.05, 0.95)  # of right models, whose shares are an allowance


@dataclass(frozen=True, slots=True)
class Places:
    """Where figures lie among what was foretold of them.

    Attributes
    ----------
    rank : float array of shape (..., S)
        Share of the draws below the figure.
    off : float array of shape (..., S)
        From the median of the draws, in their standard deviations.
    """

    rank: Array
    off: Array

    def within(self, level: float) -> NDArray[np.bool_]:
        """Say which figures the central interval holds."""
        return np.asarray(np.abs(self.rank - 0.5) <= level / 2)


def place(figures: Array, drawn: Array) -> Places:
    """Return where figures lie; (S,) among (draws, S)."""
    below = (drawn < figures).mean(axis=0) + 0.5 * (drawn == figures).mean(axis=0)
    return Places(below, (figures - np.median(drawn, axis=0)) / (drawn.std(axis=0) + 1e-12))


def stacked(places: Sequence[Places]) -> Places:
    """Return places of several panels as one; (panels, ..., S)."""
    return Places(np.array([each.rank for each in places]), np.array([each.off for each in places]))


@dataclass(frozen=True, slots=True)
class Judged:
    """What is to be thought of how one figure was foretold, over all that was left out in one way.

    Attributes
    ----------
    figure, kind : str
    grade : str
    chance : float
        Share of right models that are as far off.
    within : tuple of int
        Panels whose intervals hold the figure, at 50% and 90%.
    of : int
        Panels.
    off : float
        Mean distance from what was foretold, in standard deviations; above 0 if more was observed.
    """

    figure: str
    kind: str
    grade: Grade
    chance: float
    within: tuple[int, ...]
    of: int
    off: float


def judged(figure: str, kind: str, observed: Places, right: Places) -> Judged:
    """Judge one figure.

    Parameters
    ----------
    figure, kind : str
    observed : Places
        Of shape (panels,).
    right : Places
        Of models that are right; (models, panels).
    """
    amount, of_right = float((observed.off**2).mean()), (right.off**2).mean(axis=1)
    chance = (1 + int((of_right >= amount).sum())) / (1 + len(of_right))
    grade: Grade = "bad" if chance <= _BAD or amount > _FAR**2 else "caution" if chance <= _CAUTION else "good"
    within = tuple(int(observed.within(level).sum()) for level in LEVELS)
    return Judged(figure, kind, grade, chance, within, len(observed.off), float(observed.off.mean()))


def false_alarms(right: Sequence[Places]) -> float:
    """Return the share of right models of which some figure would be called bad; each of (models, panels)."""
    if not right:
        return 0.0
    is_bad = np.zeros(len(right[0].off), np.bool_)
    for each in right:
        amount = (each.off**2).mean(axis=1)
        as_far = (amount[None, :] >= amount[:, None]).sum(axis=1)  # itself among them, as an observation would be
        is_bad |= (as_far / len(amount) <= _BAD) | (amount > _FAR**2)
    return float(is_bad.mean())


@dataclass(frozen=True, slots=True)
class Share:
    """How many figures intervals of a level hold, beside how many they hold of a model that is right.

    Attributes
    ----------
    level : float
    within, of : int
    least, most : int
        That 90% of right models lie between.
    usual : float
        Mean share of right models: near the level, if intervals are as wide as they should be.
    """

    level: float
    within: int
    of: int
    least: int
    most: int
    usual: float

    @property
    def is_short(self) -> bool:
        """Whether fewer figures lie inside than nearly all right models show."""
        return self.within < self.least


def shares(observed: Sequence[Places], right: Sequence[Places]) -> list[Share]:
    """Count figures inside intervals, over all figures and panels; each of (panels,) and (models, panels)."""
    found = []
    for level in LEVELS:
        inside = np.concatenate([each.within(level) for each in observed])
        of_right = np.concatenate([each.within(level) for each in right], axis=1).sum(axis=1)
        least, most = np.quantile(of_right, _OF_RIGHT, method="nearest")
        usual = float(of_right.mean() / len(inside))
        found.append(Share(level, int(inside.sum()), len(inside), int(least), int(most), usual))
    return found
