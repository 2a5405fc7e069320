"""The search: batches of points where a gain may be highest, then rounds in which the best get more seeds and readers.

A batch is chosen one point after the other by the upper end of what is believed (``EAGER`` standard deviations above
the mean), each as if the ones before had come out as expected. With several aims each pick weighs them in another way.
Batches take turns with two pairs of seeds, so that the luck of one world is not mistaken for a good split; the rounds
at the end take further ones. All that is decided follows from the answers, so a search that was killed and is begun
again asks for the same runs, finds them kept, and walks on.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from ..rng import hash_words
from .choice import Choice, Point, distinct
from .gains import Gains
from .surrogate import Array, Surrogate, Trials

EAGER: Final = 1.5
PAIRS: Final = (range(2), range(2, 4))  # of seeds, for the screen
ROUNDS: Final = ((6, range(4)), (3, range(4, 8)))  # how many points, with which seeds
FEW: Final = ((4, range(4)), (2, range(4, 6)))  # the same, where there are few runs
ENOUGH: Final = 80  # runs of the search from which on the rounds are the larger ones
SEEDS_SOUGHT: Final = 8  # whatever is verified takes seeds from here on
_APART: Final = 0.06  # two candidates differ at least by so much money, or so much of an axis
_DRAWN, _NEAR, _CENTRES = 700, 120, 4  # candidates


class Batch(NamedTuple):
    """Points asked together."""

    points: list[Point]
    replicates: range
    is_screen: bool


class Trial(NamedTuple):
    """A run of a point: on which seed, whether coarse, and what it gained in each aim."""

    point: Point
    replicate: int
    is_screen: bool
    gain: Array


@dataclass(slots=True)
class Search:
    """A search and what it has seen."""

    gains: Gains
    is_screened: bool  # whether a screen is coarser than what is verified
    rounds: tuple[tuple[int, range], ...] = ROUNDS
    on_batch: Callable[["Search"], None] | None = None  # told after each batch
    _at: list[Point] = field(default_factory=list)
    _seed: list[int] = field(default_factory=list)
    _screen: list[bool] = field(default_factory=list)
    _gain: list[Array] = field(default_factory=list)  # by aim

    @property
    def n_runs(self) -> int:
        """How many runs of points were made."""
        return len(self._at)

    @property
    def choice(self) -> Choice:
        """What is decided."""
        return self.gains.choice

    def take(self, batch: Batch) -> Array:
        """Ask for a batch, remember what it brought, and return the gains."""
        found = self.gains.of(batch.points, batch.replicates, is_screen=batch.is_screen)
        asked = zip(self._at, self._seed, self._screen, strict=True)
        known = {(*point.tolist(), seed, coarse) for point, seed, coarse in asked}
        for i, point in enumerate(batch.points):
            for j, k in enumerate(batch.replicates):
                if (*point.tolist(), k, batch.is_screen) not in known:
                    self._at.append(point)
                    self._seed.append(k)
                    self._screen.append(batch.is_screen)
                    self._gain.append(found[:, i, j])
        if self.on_batch is not None:
            self.on_batch(self)
        return found

    def trials(self) -> Iterator[Trial]:
        """Yield what was seen, run by run, in the order in which it was asked."""
        yield from map(Trial, self._at, self._seed, self._screen, self._gain)

    def surrogates(self) -> list[Surrogate]:
        """Return what is believed of each aim."""
        at, gain = np.array(self._at), np.array(self._gain)
        is_name = [any(isinstance(each, str) for each in axis.choices) for axis in self.choice.axes]
        trials = (Trials(at, np.array(self._seed), np.array(self._screen), column).known() for column in gain.T)
        return [Surrogate(each, len(self.choice.pots), is_name) for each in trials]

    def asked(self) -> list[Point]:
        """Return the points with a gain, each once."""
        return distinct([p for p, gain in zip(self._at, self._gain, strict=True) if np.isfinite(gain).all()])

    def begin(self, n_runs: int) -> None:
        """Ask for corners, for what somebody has thought of, and for points all over."""
        rng = np.random.default_rng(hash_words("begin", len(self.choice.names)))
        sure = distinct([*self.choice.thought_of(), *self.choice.corners()])
        n = max(2 * len(self.choice.names) + 2, len(sure) + 2)
        points = distinct([*sure, *self.choice.drawn(rng, n)])[: min(n, max(n_runs // 2, 1))]
        self.take(Batch(points, PAIRS[0], self.is_screened))

    def go_on(self, n_runs: int) -> None:
        """Ask for batches until ``n_runs`` runs were made."""
        size, b = max(4, len(self.choice.names)), 0
        while (left := n_runs - len(self._at)) >= 2:
            pair = PAIRS[(b + 1) % 2]
            points = self.picks(min(size, left // 2), pair, b)
            if not points:
                return
            before = len(self._at)
            self.take(Batch(points, pair, self.is_screened))
            b += 1
            if len(self._at) == before:
                return

    def picks(self, n: int, replicates: range, b: int) -> list[Point]:
        """Return the points of the next batch: not those that were asked with these seeds already."""
        rng = np.random.default_rng(hash_words("batch", b))
        beliefs = self.surrogates()
        candidates = self.candidates(rng, beliefs)
        done = {tuple(p.tolist()) for p, seed in zip(self._at, self._seed, strict=True) if seed in replicates}
        fresh = np.array([p for p in candidates if tuple(p.tolist()) not in done])
        if not len(fresh):
            return []
        told = [belief.belief(fresh) for belief in beliefs]
        noise = [belief.noise**2 / len(replicates) for belief in beliefs]
        return [fresh[i] for i in _eager(told, noise, min(n, len(fresh)), rng)]

    def candidates(self, rng: np.random.Generator, beliefs: Sequence[Surrogate], total: float = 1.0) -> list[Point]:
        """Return points to choose from: all over, those asked, and around the best of them."""
        asked = self.asked() if total == 1.0 else []
        drawn = self.choice.drawn(rng, _DRAWN, total)
        pool = [*asked, *drawn]
        heights = np.array([belief.mean(np.array(pool)) for belief in beliefs])
        found = list(pool)
        for _ in range(_CENTRES):
            best = pool[int(weighed(heights, rng).argmax())]
            found += self.choice.near(rng, best, _NEAR, total)
        return distinct(found)

    def end(self) -> list[Point]:
        """Ask for the best again and again, with more seeds and readers each time; return them, the best first."""
        best: list[Point] = []
        for n, replicates in self.rounds:
            best = self.leading(n)
            self.take(Batch(best, replicates, False))
        return self.ranked(best)

    def leading(self, n: int) -> list[Point]:
        """Return the points asked so far, and one that was not, which are expected to gain most; none near another."""
        beliefs, rng = self.surrogates(), np.random.default_rng(hash_words("leading", n))
        pool = self.candidates(rng, beliefs) if len(beliefs) == 1 else self.asked()
        heights = np.array([belief.mean(np.array(pool)) for belief in beliefs])
        if len(beliefs) > 1:
            front = thinned([pool[i] for i in undominated(heights)], len(pool))
            return [front[i] for i in sorted({*np.linspace(0, len(front) - 1, n).round().astype(int).tolist()})]
        best = pool[int(heights[0].argmax())]
        own = self.ranked(self.asked())
        return thinned([best, *own], n)

    def rival(self, arms: Sequence[str]) -> list[str]:
        """Return the best of the arms as they are written, on the first seeds: most of it was asked already."""
        if len(arms) < 2:
            return list(arms)
        with np.errstate(invalid="ignore"):
            gains = np.nan_to_num(self.gains.of_arms(arms, PAIRS[0])[0].mean(axis=1), nan=-np.inf)
        return [arms[int(gains.argmax())]]

    def ranked(self, points: Sequence[Point]) -> list[Point]:
        """Return points, the one expected to gain most in the first aim first."""
        heights = self.surrogates()[0].mean(np.array(points))
        return [points[int(i)] for i in np.argsort(-heights, kind="stable")]

    def best_with(self, total: float) -> Point:
        """Return the point with so much of the money that is expected to gain most in the first aim; not asked for."""
        belief = self.surrogates()[:1]
        pool = self.candidates(np.random.default_rng(hash_words("total", round(total * 100))), belief, total)
        return pool[int(belief[0].mean(np.array(pool)).argmax())]


def _eager(told: Sequence[tuple[Array, Array]], noise: Sequence[float], n: int, rng: np.random.Generator) -> list[int]:
    """Return the places to ask: the highest upper end, then the next when that is known, and so on."""
    left = [covariance.copy() for _, covariance in told]
    chosen: list[int] = []
    for _ in range(n):
        upper = [
            mean + EAGER * np.sqrt(np.maximum(np.diag(c), 0.0)) for (mean, _), c in zip(told, left, strict=True)
        ]  # fmt: skip
        score = weighed(np.array(upper), rng)
        score[chosen] = -np.inf
        best = int(score.argmax())
        chosen.append(best)
        for c, own in zip(left, noise, strict=True):
            column = c[:, best].copy()
            np.subtract(c, np.outer(column, column) / (c[best, best] + own + 1e-12), out=c)
    return chosen


def weighed(heights: Array, rng: np.random.Generator) -> Array:
    """Return one number for each point: with several aims, its worst after weighing them at random (Chebyshev)."""
    if len(heights) == 1:
        return np.array(heights[0])
    low, high = heights.min(axis=1, keepdims=True), heights.max(axis=1, keepdims=True)
    scaled = (heights - low) / np.maximum(high - low, 1e-12)
    weights = np.maximum(rng.dirichlet(np.ones(len(heights))), 1e-3)[:, None]
    worst = ((scaled - 1.0) * weights).min(axis=0)
    return np.asarray(worst + 0.05 * (scaled * weights).sum(axis=0))


def undominated(heights: Array) -> list[int]:
    """Return which points no other beats: as good in all aims, better in one; the best in the first aim first."""
    n = heights.shape[1]
    one, other = heights[:, :, None], heights[:, None, :]
    beats = np.asarray((one >= other).all(axis=0) & (one > other).any(axis=0))
    return sorted((i for i in range(n) if not beats[:, i].any()), key=lambda i: -float(heights[0, i]))


def thinned(points: Sequence[Point], n: int) -> list[Point]:
    """Return the first ``n`` points of which none is near an earlier one."""
    kept: list[Point] = []
    for point in points:
        if all(np.abs(point - other).max() >= _APART / 2 for other in kept):
            kept.append(point)
    return kept[:n]
