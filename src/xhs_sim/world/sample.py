"""Who is simulated one by one: a sample of readers, each of whom stands for equally many people.

All that is written exists one to one; of those who read only some are followed through the day. The sample is
stratified by main topic and by how often people come, newcomers by the day of their sign-up. Readers have the
first rows, so that what only reading needs has no more rows than there are readers.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

VISIT_BANDS = 2.0  # strata of how often people come, per unit of logit
MOST_BAND = 20  # of these strata, up and down


class Sample(NamedTuple):
    """The readers among the N people of the market: those of the first R rows."""

    weight: int  # people whom a reader stands for, itself among them
    n_readers: int  # R
    stand_in: NDArray[np.int32]  # (N,) row of the reader who stands for each person; a reader's own

    @property
    def is_whole(self) -> bool:
        """Whether everybody is a reader."""
        return self.weight == 1

    def readers_among(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return which of some rows are readers'."""
        return rows if self.is_whole else rows[rows < self.n_readers]

    def somebody_like(self, readers: NDArray[np.int64], lots: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return one by lot of the people whom each of some readers stands for, the reader among them."""
        if self.is_whole:
            return readers
        order = np.argsort(self.stand_in, kind="stable")
        first, end = (np.searchsorted(self.stand_in[order], readers, side) for side in ("left", "right"))
        return order[first + (lots * (end - first)).astype(np.int64)]

    def in_sample(self, people: NDArray[np.int64], lots: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return how many readers some numbers of people are, rounded by lot: what they stand for is as expected."""
        return people if self.is_whole else (people / self.weight + lots).astype(np.int64)


class Strata(NamedTuple):
    """What makes people alike; N rows, those of day 0 first."""

    topic: NDArray[np.int8]  # main topic
    visit_logit: NDArray[np.float32]
    signup_day: NDArray[np.int16]  # negative = before day 0
    lot: NDArray[np.float64]  # in [0, 1), who of those alike is chosen


def everybody(n: int) -> Sample:
    """Return the sample of all."""
    return Sample(1, n, np.arange(n, dtype=np.int32))


def draw_readers(strata: Strata, weight: int) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
    """Choose one reader for every ``weight`` people who are alike: who is one, and who stands for each; (N,) both.

    Parameters
    ----------
    weight : int
        People whom a reader stands for; it divides the number of those of day 0.
    """
    n, n_initial = len(strata.lot), int(np.count_nonzero(strata.signup_day < 0))
    found = np.zeros(n, np.bool_), np.empty(n, np.int32)
    band = np.clip(np.floor(VISIT_BANDS * strata.visit_logit[:n_initial]), -MOST_BAND, MOST_BAND) + MOST_BAND
    kind = strata.topic[:n_initial].astype(np.float64) * (2 * MOST_BAND + 1) + band
    first = float(strata.lot[0])
    _choose(found, np.argsort(kind + strata.lot[:n_initial]), weight, first)
    new = np.argsort(strata.signup_day[n_initial:] + strata.lot[n_initial:])
    _choose(found, n_initial + new, weight, first)
    return found


def _choose(
    found: tuple[NDArray[np.bool_], NDArray[np.int32]], order: NDArray[np.int64], weight: int, lot: float
) -> None:
    """Let one of each ``weight`` neighbours in an order stand for them; a rest at the end for none but its readers."""
    is_reader, stand_in = found
    chosen = order[int(lot * weight) :: weight]
    if not len(chosen):
        chosen = order[:1]
    is_reader[chosen] = True
    stand_in[order] = chosen[np.minimum(np.arange(len(order)) // weight, len(chosen) - 1)]


def readers_first(is_reader: NDArray[np.bool_], rank: NDArray[np.int8]) -> NDArray[np.int64]:
    """Return the order of rows: readers by rank, then all others as they are."""
    readers = np.flatnonzero(is_reader)
    return np.concatenate([readers[np.argsort(rank[readers], kind="stable")], np.flatnonzero(~is_reader)])


def sample_in_order(order: NDArray[np.int64], stand_in: NDArray[np.int32], n_readers: int, weight: int) -> Sample:
    """Return the sample of people who were put into another order."""
    row_of = np.empty(len(order), np.int32)
    row_of[order] = np.arange(len(order), dtype=np.int32)
    return Sample(weight, n_readers, row_of[stand_in[order]])
