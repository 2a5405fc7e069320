"""What is true of the best: on seeds that the search never saw, for of many noisy points the best looks too good."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..verdict.statistics import Floats, Interval, joint_level, student
from .choice import Choice, Point
from .gains import Gains
from .search import SEEDS_SOUGHT, Batch, Search

SATURATED: Final = 0.5  # of the average return: a pot whose next money surely brings less is told to be full
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
    other : Point
        Beside the best and the step the third place at which the pot was measured: empty, or further up.
    """

    pot: str
    more: Interval
    more_by_run: Floats
    is_full: bool
    step: Point
    step_gain: Interval
    other: Point
    other_gain: Interval


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
    average: Interval = Interval(None, None, None)
    cut: Point | None = None
    cut_gain: Interval = Interval(None, None, None)
    cut_cost: Interval = Interval(None, None, None)


def fresh(n: int) -> range:
    """Return the replicates whose seeds the search never saw."""
    return range(SEEDS_SOUGHT, SEEDS_SOUGHT + n)


def n_runs_of(choice: Choice, n_arms: int, n_seeds: int) -> int:
    """Return how many runs verifying takes: the best, the baseline and the arms, and the pots around the best."""
    pots = len(choice.pots) if len(choice.pots) > 1 else 0
    return n_seeds * (2 + n_arms + 2 * pots + (1 if pots else 0))


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
    others = [moved(best, i, 0.0 if best[i] > 0 else best[i] + 3 * step) for i in pots]
    cut = [search.best_with(CUT)] if pots else []
    found = search.take(Batch([best, *steps, *others, *cut], seeds, False))[0]
    written = search.gains.of_arms(arms, seeds)[0]
    own, n = found[0], len(pots)
    following = tuple(
        _next(choice.pots[i].name, (steps[i], found[1 + i]), (others[i], found[1 + n + i]), own, step=step, total=float(best[: len(choice.pots)].sum()), level=level)
        for i in pots
    )  # fmt: skip
    return Verified(
        best=best, gain=student(own, level), runs=int(np.isfinite(own).sum()),
        arms={arm: (student(row, level), student(own - row, level)) for arm, row in zip(arms, written, strict=True)},
        next=following, average=student(own, level),
        cut=cut[0] if cut else None,
        cut_gain=student(found[-1], level) if cut else Interval(None, None, None),
        cut_cost=student(own - found[-1], level) if cut else Interval(None, None, None),
    )  # fmt: skip


def moved(point: Point, pot: int, share: float) -> Point:
    """Return a point with other money in one pot, and all else as it is: the whole changes."""
    there = point.copy()
    there[pot] = round(share, 6)
    return there


def _next(
    name: str, step_at: tuple[Point, Floats], other_at: tuple[Point, Floats], own: Floats, *,
    step: float, total: float, level: float,
) -> Next:  # fmt: skip
    more = (step_at[1] - own) / step
    spare = student(more - SATURATED * own / total, joint_level(level, len(step_at[0])))
    return Next(
        pot=name, more=student(more, level), more_by_run=more, is_full=spare.sign < 0, step=step_at[0],
        step_gain=student(step_at[1], level), other=other_at[0], other_gain=student(other_at[1], level),
    )  # fmt: skip


def lead_of_next(following: Sequence[Next], level: float) -> tuple[list[Next], Interval]:
    """Return the pots, the one first whose next money brings most, and by how much it is ahead of the second."""
    order = sorted(following, key=lambda each: -(each.more.mean if each.more.mean is not None else -np.inf))
    if len(order) < 2:
        return order, Interval(None, None, None)
    return order, student(order[0].more_by_run - order[1].more_by_run, level)


def verify_front(search: Search, points: Sequence[Point], gains: Gains, *, n_seeds: int, level: float) -> list[bool]:
    """Return which points stay on the front on fresh seeds: none is surely better in an aim and no worse in any."""
    found = gains.of(points, fresh(n_seeds))
    search.take(Batch(list(points), fresh(n_seeds), False))
    return [not any(_beats(found[:, j], found[:, i], level) for j in range(len(points)) if j != i) for i in range(len(points))]  # fmt: skip


def _beats(one: Floats, other: Floats, level: float) -> bool:
    """Whether a point is at least as good on average in each aim, and surely better in one."""
    leads = [student(a - b, joint_level(level, len(one))) for a, b in zip(one, other, strict=True)]
    return all((lead.mean or 0.0) >= 0.0 for lead in leads) and any(lead.sign > 0 for lead in leads)
