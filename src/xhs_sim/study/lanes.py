"""Which run each worker does next.

Every worker has a lane. Runs that share their days are a family, and keep to one lane, so that one worker alone lives
those days. A lane that runs dry takes the next family that nobody has begun. When there is none left, it takes runs
off the end of the longest lane: to live the days once more costs less than a core that idles.
"""

from collections import deque
from collections.abc import Iterable, Sequence


class Lanes:
    """Runs that are not with a worker yet, by their places in the plan.

    Parameters
    ----------
    families : iterable of sequences of int
        Runs that had better stay together; one that shares with none is a family by itself.
    n_lanes : int
        Workers.
    """

    def __init__(self, families: Iterable[Sequence[int]], n_lanes: int) -> None:
        self._unbegun = deque(deque(family) for family in families)
        self._lanes: list[deque[int]] = [deque() for _ in range(n_lanes)]
        self._robbed = list(range(n_lanes))  # whose runs a lane took last: those days its worker has lived

    @property
    def is_empty(self) -> bool:
        """Whether every run is with a worker, or has ended."""
        return not self._unbegun and not any(self._lanes)

    def take(self, lane: int) -> int | None:
        """Return the run that the worker of this lane does next; None if nothing waits anywhere."""
        if not self._lanes[lane]:
            if not self._unbegun:
                return self._steal(lane)
            self._lanes[lane] = self._unbegun.popleft()
        return self._lanes[lane].popleft()

    def _steal(self, lane: int) -> int | None:
        if not self._lanes[self._robbed[lane]]:
            self._robbed[lane] = max(range(len(self._lanes)), key=lambda other: len(self._lanes[other]))
        longest = self._lanes[self._robbed[lane]]
        return longest.pop() if longest else None

    def put_back(self, lane: int, runs: Sequence[int]) -> None:
        """Let runs that were with the worker of this lane wait again, before all others of the lane."""
        self._lanes[lane].extendleft(reversed(runs))

    def close(self, lane: int) -> None:
        """Leave to the others what waits in a lane whose worker takes no more."""
        if self._lanes[lane]:
            self._unbegun.appendleft(self._lanes[lane])
            self._lanes[lane] = deque()
