"""Scenario discovery by PRIM: the box of parameters in which something happens more than elsewhere.

Friedman and Fisher (1999) peel a box from outside: of all thin slices at its faces, again and again the one without
which the rest is richest in hits. Among hundreds of parameters many slices hold no hit by luck, so only those are
peeled that a single cut already tells to matter. Of the boxes on the way the one is kept that is best in coverage
(hits in it) and density (draws in it that are hits) together; its faces are moved draw by draw to where it is best
(pasting); limits that chance explains are given up (quasi-p values of Bryant and Lempert 2010). Whoever tries a hundred
parameters finds a box in anything, so the whole search is held against the same search with the hits shuffled.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import bdtrc, xlogy

from .box import Box, Flags
from .faces import Faces, Field

_PEEL = 0.1  # share of a box's draws that a slice takes
_SHUFFLES = 199


@dataclass(frozen=True, slots=True)
class Search:
    """What a box must be."""

    least_draws: int = 5  # in the box
    most_limits: int = 3  # parameters that it restricts: more are no sentence
    most_peeled: int = 8  # parameters that are peeled, those that a single cut tells most of
    most_chance: float = 0.05  # of each limit by itself


@dataclass(frozen=True, slots=True)
class Region:
    """A box with what lies in it.

    Attributes
    ----------
    chance : dict
        By limited parameter: how probable as many hits were, had the draws inside been drawn from the box without
        that limit.
    by_luck : float
        Share of searches among shuffled hits that find as good a box.
    """

    box: Box
    inside: int
    hits_inside: int
    hits: int
    draws: int
    chance: dict[str, float]
    by_luck: float

    def is_sure(self, level: float) -> bool:
        """Whether luck finds as good a box too seldom to be the reason."""
        return self.by_luck <= 1 - level + 1e-9

    @property
    def coverage(self) -> float:
        """Share of the hits that lie in the box."""
        return self.hits_inside / self.hits

    @property
    def density(self) -> float:
        """Share of the draws in the box that are hits."""
        return self.hits_inside / self.inside


def find_region(draws: pl.DataFrame, hits: Flags, search: Search | None = None, *, seed: int = 0) -> Region | None:
    """Find the box in which hits are most at home.

    Parameters
    ----------
    draws : frame of shape (n, parameters)
        One row a draw: numbers, or text for choices; nothing missing.
    hits : bool array of shape (n,)
        Where what is looked for happened.
    search : Search, optional
    seed : int
        Of the shuffles.

    Returns
    -------
    Region, optional
        None where there are fewer hits than a box must hold, only hits, or no limit that chance does not explain.
    """
    search, columns = search or Search(), Field(draws)
    if hits.sum() < search.least_draws or hits.all():
        return None
    found = _search(columns, hits, search)
    if found is None:
        return None
    inside, rng = columns.within(found), np.random.default_rng(seed)
    mark = _mark(inside, hits)
    as_good = sum(mark <= _best_mark(columns, rng.permutation(hits), search) for _ in range(_SHUFFLES))
    return Region(
        columns.told(found), int(inside.sum()), int(hits[inside].sum()), int(hits.sum()), len(hits),
        chance=_chances(columns, found, hits), by_luck=(1 + as_good) / (1 + _SHUFFLES),
    )  # fmt: skip


def _best_mark(columns: Field, hits: Flags, search: Search) -> float:
    """How good a box the same search finds among other hits; 0 where it finds none."""
    found = _search(columns, hits, search)
    return 0.0 if found is None else _mark(columns.within(found), hits)


def _search(columns: Field, hits: Flags, search: Search) -> Faces | None:
    """The best box on the way of peeling, without what chance explains, its faces moved to where it is best."""
    peeled = list(_peel(columns, hits, search))
    if not peeled:
        return None
    faces = max(peeled, key=lambda each: _mark(columns.within(each), hits))
    while faces:
        faces = _paste(columns, faces, hits, search.least_draws)
        chances = _chances(columns, faces, hits)
        worst = max(chances, key=chances.__getitem__)
        if chances[worst] <= search.most_chance and len(chances) <= search.most_limits:
            return faces
        faces = {name: face for name, face in faces.items() if name.partition("=")[0] != worst}
    return None


def _peel(columns: Field, hits: Flags, search: Search) -> Iterator[Faces]:
    """Yield the boxes on the way in, as long as they hold draws enough and anything but hits."""
    faces: Faces = {}
    inside, free = columns.within(faces), _promising(columns, hits, search.most_peeled)
    while not hits[inside].all():
        cut = _best_slice(columns.values[np.ix_(inside, free)], hits[inside], search.least_draws)
        if cut is None:
            return
        column, low, high = cut
        name = columns.names[free[column]]
        before = faces.get(name, (-np.inf, np.inf))
        faces = {**faces, name: (max(before[0], low), min(before[1], high))}
        inside = columns.within(faces)
        yield faces


def _promising(columns: Field, hits: Flags, most: int) -> NDArray[np.int64]:
    """The columns of those parameters whose best single cut tells most of where hits are (likelihood ratio)."""
    below = np.cumsum(hits.astype(np.float64)[columns.order], axis=0)[:-1]
    n_below = np.arange(1, len(hits))[:, None]
    told = _likelihood(below, n_below) + _likelihood(hits.sum() - below, len(hits) - n_below)
    best = np.where(columns.is_step, told, -np.inf).max(axis=0, initial=-np.inf)
    by_parameter: dict[str, float] = {}
    for name, mark in zip(columns.parameter, best, strict=True):
        by_parameter[name] = max(by_parameter.get(name, -np.inf), float(mark))
    kept = set(sorted(by_parameter, key=by_parameter.__getitem__, reverse=True)[:most])
    return np.array([k for k, name in enumerate(columns.parameter) if name in kept])


def _likelihood(seen: NDArray[np.float64], of: NDArray[np.int64]) -> NDArray[np.float64]:
    """The log-likelihood of so many hits among so many draws, at the share that fits best."""
    found: NDArray[np.float64] = xlogy(seen, seen / of) + xlogy(of - seen, 1 - seen / of)
    return found


def _best_slice(values: NDArray[np.float64], hits: Flags, least: int) -> tuple[int, float, float] | None:
    """Which column to cut and what it keeps: most gained in density by draw given up; None where none may go."""
    n, edges = len(values), np.stack([_edges(values, 1), _edges(values, -1)])
    kept = np.stack([values >= edges[0], values <= edges[1]])
    count = kept.sum(axis=1)
    density = (hits.astype(np.float64) @ kept) / np.maximum(count, 1)
    may = (count >= least) & (count < n)
    gain = np.where(may, (density - hits.mean()) / np.maximum(n - count, 1), -np.inf)
    side, column = (int(place) for place in np.unravel_index(gain.argmax(), gain.shape))
    if not may[side, column]:
        return None
    at = float(edges[side, column])
    return (column, at, np.inf) if side == 0 else (column, -np.inf, at)


def _edges(values: NDArray[np.float64], side: int) -> NDArray[np.float64]:
    """By column: the outermost value that is left once a slice is off at one side; infinite where none would be."""
    ordered = side * np.sort(side * values, axis=0)
    edge = ordered[max(1, int(_PEEL * len(values)))]
    beyond = side * np.where(side * (ordered - ordered[0]) > 0, side * ordered, np.inf).min(axis=0)
    left: NDArray[np.float64] = np.where(edge == ordered[0], beyond, edge)
    return left


def _paste(columns: Field, faces: Faces, hits: Flags, least: int) -> Faces:
    """Move faces out or in, draw by draw, while the box gets better: slices were thick."""
    mark = _mark(columns.within(faces), hits)
    while True:
        moved = [(each, columns.within(each)) for each in _one_step(columns, faces)]
        marks = [_mark(held, hits) if held.sum() >= least else 0.0 for _, held in moved]
        if not marks or max(marks) <= mark:
            return faces
        mark = max(marks)
        faces = moved[marks.index(mark)][0]


def _one_step(columns: Field, faces: Faces) -> Iterator[Faces]:
    """Yield the boxes with one face moved so far that a draw comes in, or goes out."""
    for name, (low, high) in faces.items():
        others = columns.within({other: face for other, face in faces.items() if other != name})
        column = columns.values[others, columns.place[name]]
        below, above = column[column < low], column[column > high]
        within = np.unique(column[(column >= low) & (column <= high)])
        if len(below):
            yield {**faces, name: (float(below.max()), high)}
        if len(above):
            yield {**faces, name: (low, float(above.min()))}
        if len(within) > 1:
            yield {**faces, name: (float(within[1]), high)}
            yield {**faces, name: (low, float(within[-2]))}


def _chances(columns: Field, faces: Faces, hits: Flags) -> dict[str, float]:
    """By limited parameter: the probability of as many hits among as many draws, had it not been limited."""
    inside = columns.within(faces)
    n, seen = int(inside.sum()), int(hits[inside].sum())
    found = {}
    for parameter in dict.fromkeys(name.partition("=")[0] for name in faces):
        rest = {name: face for name, face in faces.items() if name.partition("=")[0] != parameter}
        share = float(hits[columns.within(rest)].mean())
        found[parameter] = float(bdtrc(seen - 1, n, share)) if seen > 0 else 1.0
    return found


def _mark(inside: Flags, hits: Flags) -> float:
    """How good a box is: the harmonic mean of coverage and density."""
    return 2 * float(hits[inside].sum()) / float(inside.sum() + hits.sum())
