"""Queue: in what order reviewers look at cases, and when they are done.

Some reviewers, who are always at work, take the most urgent case that has come, among those the one that has waited
longest, and stay with it until they are done. Where cases come at random and take exponential times that is the M/M/c
queue, with priorities that do not interrupt: ``expected_wait`` says what theory expects of it.
"""

from collections.abc import Mapping
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import numpy as np


class Case(NamedTuple):
    """A note that a reviewer shall look at."""

    note: int  # its key
    slot: int  # where it is, or was
    source: int  # why, by number
    urgency: int  # 0 comes first
    came: float  # hours since day 0
    service: float  # hours that it takes


class Done(NamedTuple):
    """A case that was looked at."""

    case: Case
    began: float  # hours since day 0
    ended: float

    @property
    def waited(self) -> float:
        """Hours in the queue."""
        return self.began - self.case.came


class Desk:
    """Some reviewers and their queue.

    Parameters
    ----------
    reviewers : int
        At work at any hour; 0 = cases wait for ever.
    """

    def __init__(self, reviewers: int) -> None:
        self._free = [0.0] * reviewers  # from when on each is, a heap
        self._coming: list[tuple[float, int, Case]] = []  # by when they come
        self._waiting: list[tuple[int, float, int, Case]] = []  # by urgency, then by when they came
        self._busy: list[tuple[float, int, Done]] = []  # by when they end
        self._number = 0  # of cases so far: those of one moment stay in order

    @property
    def reviewers(self) -> int:
        """How many there are."""
        return len(self._free)

    def length(self, now: float) -> int:
        """Return how many cases wait, those that come later left out."""
        return len(self._waiting) + sum(came <= now for came, _, _ in self._coming)

    def put(self, case: Case) -> None:
        """Let a case come, no earlier than time has passed so far."""
        self._number += 1
        heappush(self._coming, (case.came, self._number, case))

    def hasten(self, urgencies: Mapping[int, int]) -> None:
        """Let cases that wait, by their notes, become as urgent as new reasons ask for."""

        def raised(case: Case) -> Case:
            return case._replace(urgency=min(case.urgency, urgencies.get(case.note, case.urgency)))

        self._coming = [(came, number, raised(case)) for came, number, case in self._coming]
        moved = [(came, number, raised(case)) for _, came, number, case in self._waiting]
        self._waiting = [(case.urgency, came, number, case) for came, number, case in moved]
        heapify(self._waiting)

    def until(self, now: float) -> list[Done]:
        """Let time pass; return what was decided by ``now``, as it was."""
        while self._free and self._begin(now):
            pass
        done = []
        while self._busy and self._busy[0][0] <= now:
            done.append(heappop(self._busy)[2])
        return done

    def _begin(self, now: float) -> bool:
        """Let the reviewer who is free first take a case before ``now``; say whether one was taken."""
        free = self._free[0]
        if not self._waiting:
            if not self._coming:
                return False
            free = max(free, self._coming[0][0])
        if free >= now:
            return False
        while self._coming and self._coming[0][0] <= free:
            came, number, case = heappop(self._coming)
            heappush(self._waiting, (case.urgency, came, number, case))
        _, came, number, case = heappop(self._waiting)
        heappop(self._free)
        began = max(free, came)  # of several that came at once only the first brought this reviewer's clock forward
        done = Done(case, began, began + case.service)
        heappush(self._free, done.ended)
        heappush(self._busy, (done.ended, number, done))
        return True


def busy_probability(load: float, reviewers: int) -> float:
    """Return the probability that a case has to wait: Erlang's C.

    Parameters
    ----------
    load : float
        Cases an hour times hours a case; below ``reviewers``.

    References
    ----------
    .. [1] Erlang (1917), by the recursion of his B formula.
    """
    blocked = 1.0
    for n in range(1, reviewers + 1):
        blocked = load * blocked / (n + load * blocked)
    use = load / reviewers
    return blocked / (1.0 - use * (1.0 - blocked))


def expected_waits(per_hour: list[float], hours: float, reviewers: int) -> list[float]:
    """Return mean hours in the queue of each class of cases, the most urgent first; inf where it never ends.

    Cases of class k come ``per_hour[k]`` times an hour and take ``hours`` each, at random; with one class that is
    ``C(c, a) h / (c - a)``.

    References
    ----------
    .. [1] Cobham (1954), Priority assignment in waiting line problems.
    """
    used = np.cumsum([0.0, *per_hour]) * hours / reviewers  # of the reviewers' time, up to each class
    waits_at_all = busy_probability(float(used[-1]) * reviewers, reviewers) if used[-1] < 1 else 1.0
    left = np.maximum(1.0 - used, 0.0)
    with np.errstate(divide="ignore"):
        return [float(wait) for wait in waits_at_all * hours / reviewers / (left[:-1] * left[1:])]
