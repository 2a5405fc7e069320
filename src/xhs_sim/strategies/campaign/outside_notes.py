"""The book of paid notes that came about outside the marketplace: whose they are, and which of them were caught."""

import numpy as np
from numpy.typing import NDArray

from .disclosure import Seen

NOT_CAUGHT = -1


class OutsideNotes:
    """Notes without the label, in the order in which they appeared; M of them.

    Attributes
    ----------
    key, creator, day : int64 arrays of shape (M,)
    brand : int64 array of shape (M,)
        Column of who paid.
    cost_cny : float array of shape (M,)
        What the brand paid for each.
    caught_day : int64 array of shape (M,)
        On which somebody acted against it first, ``NOT_CAUGHT`` = none.
    """

    def __init__(self) -> None:
        none = np.zeros(0, np.int64)
        self.key, self.brand, self.creator, self.day, self.caught_day = none, none, none, none, none
        self.cost_cny = np.zeros(0)

    def add(
        self, key: NDArray[np.int64], brand: int, creator: NDArray[np.int64], cost_cny: NDArray[np.float64], day: int
    ) -> None:
        """Take in notes of a day."""
        m = len(key)
        self.key, self.creator = np.concatenate([self.key, key]), np.concatenate([self.creator, creator])
        self.brand, self.day = np.append(self.brand, np.full(m, brand)), np.append(self.day, np.full(m, day))
        self.caught_day = np.append(self.caught_day, np.full(m, NOT_CAUGHT))
        self.cost_cny = np.concatenate([self.cost_cny, cost_cny])

    @property
    def open(self) -> NDArray[np.intp]:
        """Places of the notes that nobody has acted against."""
        return np.flatnonzero(self.caught_day == NOT_CAUGHT)

    def catch(self, places: NDArray[np.intp], day: int) -> None:
        """Note down that some were caught."""
        self.caught_day[places] = day

    def seen_of_brand(self, brand: int, day: int, days: int) -> Seen:
        """Return what a brand knows by a day; a note is known to be safe after so many ``days``."""
        is_known, is_caught = self._known(day, days)
        own = self.brand == brand
        counts = (is_known & own, is_caught & own, is_known, is_caught)
        return Seen(*(int(which.sum()) for which in counts))

    def seen_of_creators(self, creator: NDArray[np.int64], day: int, days: int) -> Seen:
        """Return what each of some creators knows by a day, of its own notes and of all."""
        is_known, is_caught = self._known(day, days)
        own, own_caught = (_count_at(self.creator[which], creator) for which in (is_known, is_caught))
        return Seen(own, own_caught, int(is_known.sum()), int(is_caught.sum()))

    def _known(self, day: int, days: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        is_caught = self.caught_day != NOT_CAUGHT
        return is_caught | (self.day + days <= day), is_caught


def _count_at(values: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how often each wanted value is there."""
    there, n = np.unique(values, return_counts=True)
    at = np.searchsorted(there, wanted)
    found = np.append(there, -1)[at] == wanted
    return np.where(found, np.append(n, 0)[at], 0)
