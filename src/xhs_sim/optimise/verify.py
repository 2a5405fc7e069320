"""What is true of the best: on seeds that the search never saw, for of many noisy points the best looks too good."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

import numpy as np

from ..verdict.statistics import Floats, Interval, joint_level, student
from .choice import Choice, Point
from .search import SEEDS_SOUGHT, Batch, Search

SATURATED: Final = 0.5  # of the average return: a pot whose next money surely brings less is told to be full
Tell = Callable[[Floats], Interval]
UNKNOWN: Final = Interval(None, None, None)
CUT: Final = 0.8  # of the money: what the best costs if it is cut so far


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What a little more money in one pot brings, and what all that is in it does; gains by share of the whole money.

    Attributes
    ----------
    more : Interval
        By each further share of the money, over the next step.
    is_full : bool
        Whether that is surely less than half of what all money brings on average.
    """

    pot: str
    more: Interval
    more_by_run: Floats
    is_full: bool
    step: Point
    step_gain: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The best point and what stands beside it, all on the same fresh seeds.

    Attributes
    ----------
    gain : Interval
        Of the best, over the baseline.
    arms : mapping
        By arm as it is written: its gain, and what the best gains more.
    next : tuple of Next
        By pot.
    cut, cut_gain, cut_cost : optional
        The best with a fifth less of the money, its gain, and what the best gains more.
    """

    best: Point
    gain: Interval
    runs: int
    arms: dict[str, tuple[Interval, Interval]]
    next: tuple[Next, ...] = ()
    cut: Point | None = None
    cut_gain: Interval = UNKNOWN
    cut_cost: Interval = UNKNOWN


class Front(NamedTuple):
    """Points with their gains in each aim on fresh seeds, and which of them no other surely beats."""

    points: list[Point]
    stays: list[bool]
    gains: list[list[Interval]]  # by point, then aim


def fresh(n: int) -> range:
    """Return the replicates whose seeds the search never saw."""
    return range(SEEDS_SOUGHT, SEEDS_SOUGHT + n)


def n_runs_of(choice: Choice, n_arms: int, n_seeds: int) -> int:
    """Return how many runs verifying takes: the best, the arms, and the pots around the best."""
    pots = len(choice.pots) if len(choice.pots) > 1 else 0
    return n_seeds * (1 + n_arms + pots + (1 if pots else 0))


def verified(search: Search, best: Point, arms: Sequence[str], *, n_seeds: int, step: float, level: float) -> Verified:
    """Ask about the best, the arms, and money around the best, on fresh seeds.

    Parameters
    ----------
    step : float
        Share of the money: the next step of each pot.
    """
    seeds, choice = fresh(n_seeds), search.choice
    pots = range(len(choice.pots)) if len(choice.pots) > 1 else range(0)
    steps = [moved(best, i, best[i] + step) for i in pots]
    cut = [search.best_with(CUT)] if pots else []
    found = search.take(Batch([best, *steps, *cut], seeds, False))[0]
    written = search.gains.of_arms(arms, seeds)[0]
    own, whole = found[0], float(best[: len(choice.pots)].sum())
    tell = partial(search.gains.interval, level=level)
    following = tuple(
        _next(choice.pots[i].name, steps[i], found[1 + i], own, step=step, whole=whole, tell=tell) for i in pots
    )
    return Verified(
        best=best, gain=tell(own), runs=int(np.isfinite(own).sum()),
        arms={arm: (tell(row), tell(own - row)) for arm, row in zip(arms, written, strict=True)},
        next=following,
        cut=cut[0] if cut else None,
        cut_gain=tell(found[-1]) if cut else UNKNOWN,
        cut_cost=tell(own - found[-1]) if cut else UNKNOWN,
    )  # fmt: skip


def moved(point: Point, pot: int, share: float) -> Point:
    """Return a point with other money in one pot, and all else as it is: the whole changes."""
    there = point.copy()
    there[pot] = round(share, 6)
    return there


def _next(name: str, at: Point, gains: Floats, own: Floats, *, step: float, whole: float, tell: Tell) -> Next:
    more = (gains - own) / step
    spare = tell(more - SATURATED * own / whole)
    return Next(
        pot=name, more=tell(more), more_by_run=more, is_full=spare.sign < 0, step=at,
        step_gain=tell(gains),
    )  # fmt: skip


def behind(following: Sequence[Next], tell: Tell) -> dict[str, Interval]:
    """Return by how much each pot's next money brings less than that of the first; the first itself is not in it."""
    if not following:
        return {}
    first = max(following, key=lambda each: -np.inf if each.more.mean is None else each.more.mean)
    return {each.pot: tell(first.more_by_run - each.more_by_run) for each in following if each.pot != first.pot}


def verified_front(search: Search, points: Sequence[Point], *, n_seeds: int, level: float) -> Front:
    """Ask about points on fresh seeds; one stays unless another is surely better in an aim and worse in none."""
    found = search.take(Batch(list(points), fresh(n_seeds), False))
    places = range(len(points))
    stays = [not any(_beats(found[:, j], found[:, i], level) for j in places if j != i) for i in places]
    return Front(list(points), stays, [[student(row, level) for row in found[:, i]] for i in places])


def _beats(one: Floats, other: Floats, level: float) -> bool:
    """Whether a point is at least as good on average in each aim, and surely better in one."""
    leads = [student(a - b, joint_level(level, len(one))) for a, b in zip(one, other, strict=True)]
    return all((lead.mean or 0.0) >= 0.0 for lead in leads) and any(lead.sign > 0 for lead in leads)
