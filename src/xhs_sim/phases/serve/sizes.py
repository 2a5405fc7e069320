"""Sizes: how many windows each pool has.

A note's window follows from its key and the number of windows, so one window more deals all notes of
a pool anew, for all who read from it. A new note must not do that to the day that it appears on:
the number follows the *organic* notes that were in the pool at the same hour of the day before, in
coarse steps; a campaign's notes never count.
"""

import numpy as np
from numpy.typing import NDArray

LOAD = 11.0  # notes per window aimed at; more than 16 of Poisson(11) is rare
STEP = 1.25  # window counts move by this factor


def window_counts(organic: NDArray[np.int64], total: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return windows per pool: organic notes over the load, rounded up to a power of ``STEP``; none without notes."""
    wanted = np.maximum(organic / LOAD, 1.0)
    steps = np.ceil(np.log(wanted) / np.log(STEP) - 1e-9)
    return np.where(total > 0, np.maximum(np.round(STEP**steps), 1), 0).astype(np.int32)


class Sizes:
    """Remembers how many organic notes each pool had at each hour."""

    def __init__(self) -> None:
        self._organic: dict[tuple[str, int], NDArray[np.int64]] = {}

    def windows(self, what: str, tick: int, organic: NDArray[np.int64], total: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the windows of pools now, and remember their notes for tomorrow.

        Parameters
        ----------
        what : str
            Which pools: those of topics or those of cities.
        tick : int
            Hour of the day. On the first day, today's own notes count.
        organic, total : int arrays of shape (pools,)
            Notes without and with the sponsored ones.
        """
        yesterday = self._organic.get((what, tick), organic)
        self._organic[what, tick] = organic
        return window_counts(yesterday, total)
