"""What is fake: bots among followers, people taken for bots, and creators who are not for hire because of it.

``Creators.followers`` are people. What everybody sees is ``public``: bots are in it, people taken for bots are not.
"""

import numpy as np
from numpy.typing import NDArray

from .columns import NEVER, Creators


class Fakes:
    """Fakes by creator; N rows, or none at all while nothing is fake."""

    def __init__(self) -> None:
        none = np.zeros(0, np.int32)
        self.bots = none  # (N,) among followers
        self.hidden = none  # (N,) people among followers who are not counted
        self.delisted_until = np.zeros(0, np.int16)  # (N,) the day from which on they are for hire again

    @property
    def is_any(self) -> bool:
        """Whether anything can be fake."""
        return len(self.bots) > 0

    def begin(self, bots: NDArray[np.int32]) -> None:
        """Let creators have bots among their followers."""
        self.bots, self.hidden = bots, np.zeros(len(bots), np.int32)
        self.delisted_until = np.full(len(bots), NEVER, np.int16)

    def buy(self, rows: NDArray[np.int64], bots: NDArray[np.int64]) -> None:
        """Let some creators, each once, have more bots."""
        self.bots[rows] += bots.astype(np.int32)

    def sweep(self, found: NDArray[np.int64], hidden: NDArray[np.int64]) -> None:
        """Take away bots that were found, and count people no more who were taken for bots; both of all creators."""
        self.bots -= found.astype(np.int32)
        self.hidden[:] = hidden

    def delist(self, rows: NDArray[np.int64], until: int) -> None:
        """Let some creators not be for hire before a day."""
        self.delisted_until[rows] = until

    def public(self, creators: Creators, rows: NDArray[np.integer] | slice = slice(None)) -> NDArray[np.float64]:
        """Return the numbers of followers that everybody sees, of some users; left out, of all."""
        people = creators.followers[rows]
        return (people + self.bots[rows] - self.hidden[rows] if self.is_any else people).astype(np.float64)

    def people_share(self, creators: Creators, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return which share of the followers that everybody sees are people; 1 of who has none."""
        public = self.public(creators, rows)
        bots = self.bots[rows] if self.is_any else np.zeros(len(rows))
        return 1.0 - bots / np.maximum(public, 1.0)

    def delisted(self, day: int) -> NDArray[np.int64]:
        """Return who is not for hire on a day."""
        return np.flatnonzero(self.delisted_until > day)
