"""What may be decided: how money is split over pots, and settings beside it, each within limits.

A point is an array: first the money of each pot as a share of the whole (they add up to 1, or to less where a smaller
budget is asked about), then a place between 0 and 1 for each axis. Points lie on a grid of hundredths, so that what is
computed from answers in another order, or on another machine, asks for the same runs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..lab.space import Axis, Values

HUNDREDTHS: Final = 100
_THIN = 0.03  # a split puts no less than this share into a pot, or nothing: hardly anybody can be paid with less

Point = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pot:
    """What money may go into: a tier of creators, a line of the campaign, an input of a function."""

    name: str
    least: float = 0.0  # of the whole money
    most: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What may be decided.

    Attributes
    ----------
    pots : tuple of Pot
        None: no money is split.
    axes : tuple of Axis
        What else is decided.
    write : callable
        Takes the money of each pot, as shares of the whole, and returns what it is in the configuration.
    given : tuple of mapping
        Splits that somebody has thought of, by pot: the search begins with them.
    """

    pots: tuple[Pot, ...] = ()
    axes: tuple[Axis, ...] = ()
    write: Callable[[Mapping[str, float]], Values]
    given: tuple[Mapping[str, float], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Of the coordinates of a point."""
        return (*(pot.name for pot in self.pots), *(axis.name for axis in self.axes))

    def money(self, point: Point) -> dict[str, float]:
        """Return the share of the whole money by pot."""
        return {pot.name: float(share) for pot, share in zip(self.pots, point, strict=False)}

    def values(self, point: Point) -> Values:
        """Return what a point is in the configuration."""
        own = {axis.name: axis.at(float(u)) for axis, u in zip(self.axes, point[len(self.pots) :], strict=True)}
        return {**(self.write(self.money(point)) if self.pots else {}), **own}

    def rounded(self, point: Point, total: float = 1.0) -> Point:
        """Return the nearest point of the grid: money in hundredths that add up, axes in the middle of what they mean.

        Limits of the pots hold, in proportion to ``total``.
        """
        n = len(self.pots)
        money = self._fitted(np.asarray(point[:n], np.float64), total) if n else np.zeros(0)
        axes = [_middle(axis, float(u)) for axis, u in zip(self.axes, point[n:], strict=True)]
        return np.concatenate([money, axes])

    def _fitted(self, wanted: Point, total: float) -> Point:
        least = np.array([round(pot.least * HUNDREDTHS * total) for pot in self.pots])
        most = np.array([round(pot.most * HUNDREDTHS * total) for pot in self.pots])
        whole = round(total * HUNDREDTHS)
        asked = np.clip(np.nan_to_num(wanted), 0.0, None)
        share = asked / asked.sum() if asked.sum() > 0 else np.full(len(asked), 1 / len(asked))
        share = np.where(share < _THIN, 0.0, share)
        share /= share.sum()
        exact = share * whole
        money = np.clip(np.floor(exact + 1e-9).astype(np.int64), least, most)
        while (left := whole - int(money.sum())) != 0:
            room = money < most if left > 0 else money > least
            gap = np.where(room, (exact - money) * np.sign(left), -np.inf)
            money[int(gap.argmax())] += int(np.sign(left))
        return np.asarray(money / HUNDREDTHS)

    def drawn(self, rng: np.random.Generator, n: int, total: float = 1.0) -> list[Point]:
        """Return points all over: money often in few pots, for that is where the best often lies."""
        pots, axes = len(self.pots), len(self.axes)
        money = rng.dirichlet(np.full(pots, 0.5), n) if pots > 1 else np.ones((n, pots))
        return [self.rounded(row, total) for row in np.hstack([money, rng.random((n, axes))])]

    def near(self, rng: np.random.Generator, point: Point, n: int, total: float = 1.0) -> list[Point]:
        """Return points around one: some shifts from pot to pot, some of everything."""
        moved = np.tile(point, (n, 1)) + rng.normal(0.0, 0.07, (n, len(point)))
        pots = len(self.pots)
        if pots > 1:
            rows, by = np.arange(n // 2), rng.choice([0.01, 0.02, 0.04, 0.08, 0.16], n // 2)
            moved[: n // 2, :pots] = point[:pots]
            giver, taker = rng.integers(pots, size=(2, n // 2))
            by = np.minimum(by, point[giver])
            moved[rows, giver] -= by
            moved[rows, taker] += by
        moved[:, pots:] = np.clip(moved[:, pots:], 0.0, 1.0)
        return [self.rounded(row, total) for row in np.maximum(moved, 0.0)]

    def corners(self) -> list[Point]:
        """Return all money in each pot, as far as limits allow, and the same in all; axes in the middle."""
        pots, middle = len(self.pots), np.full(len(self.axes), 0.5)
        if pots < 2:
            return [self.rounded(np.concatenate([np.ones(pots), middle]))]
        splits = [*np.eye(pots), np.full(pots, 1 / pots)]
        return [self.rounded(np.concatenate([split, middle])) for split in splits]

    def thought_of(self) -> list[Point]:
        """Return the splits that somebody has thought of, as far as limits allow."""
        middle = np.full(len(self.axes), 0.5)
        return [
            self.rounded(np.concatenate([[split.get(pot.name, 0.0) for pot in self.pots], middle]))
            for split in self.given
        ]


def _middle(axis: Axis, u: float) -> float:
    """Return the place of an axis's value, in hundredths or in the middle of a whole number or a choice."""
    low, high = axis.low or 0.0, axis.high or 0.0
    n = len(axis.choices) or (int(high) - int(low) + 1 if axis.is_whole else 0)
    if n:
        return (min(int(u * n), n - 1) + 0.5) / n
    return round(u * HUNDREDTHS) / HUNDREDTHS


def distinct(points: Sequence[Point]) -> list[Point]:
    """Return the points, each once, in their order."""
    return list({tuple(np.round(point, 6).tolist()): point for point in reversed(points)}.values())[::-1]
