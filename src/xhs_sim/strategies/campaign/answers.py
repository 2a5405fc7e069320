"""What people answer who are asked about a brand: fewer than all, and not always what is true."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Answers(NamedTuple):
    """A survey of one group: what those who were asked said of their interest, and what is true of them."""

    asked: int
    said_interested: int
    true_interested: int


class MarketAnswers(NamedTuple):
    """What those who were asked said, and what is true of them."""

    asked: int
    said_aware: int
    true_aware: int
    said_interested: int
    true_interested: int


def who_is_asked(lots: NDArray[np.float64], n_asked: int) -> NDArray[np.intp]:
    """Return the places of the lowest draws: a larger survey asks the same people and more."""
    return np.argsort(lots, kind="stable")[:n_asked]


def said_and_true(truth: NDArray[np.bool_], lots: NDArray[np.float64], error: float) -> tuple[int, int]:
    """Return how many of those asked say yes, and of how many it is true; a draw below ``error`` is a wrong answer."""
    return int((truth ^ (lots < error)).sum()), int(truth.sum())
