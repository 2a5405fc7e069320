"""Surveys: whether people know the brand and are interested, with errors of sampling and answering."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import SurveyConfig
from ...records.money import units_for
from ...world.market import AWARE, INTERESTED


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


def answers_paid(money_cny: float, plan: SurveyConfig) -> int:
    """Return how many answers there are: the planned size, or as many as the money buys."""
    return min(plan.size, units_for(money_cny, plan.answer_cny))


def who_is_asked(lots: NDArray[np.float64], n_asked: int) -> NDArray[np.intp]:
    """Return the places of the lowest draws: a larger survey asks the same people and more."""
    return np.argsort(lots, kind="stable")[:n_asked]


def said_and_true(truth: NDArray[np.bool_], lots: NDArray[np.float64], error: float) -> tuple[int, int]:
    """Return how many of those asked say yes, and of how many it is true; a draw below ``error`` is a wrong answer."""
    return int((truth ^ (lots < error)).sum()), int(truth.sum())


def ask_market(stage: NDArray[np.uint8], lots: NDArray[np.float64], n_asked: int, plan: SurveyConfig) -> MarketAnswers:
    """Ask some of the market; some answers are the opposite of the truth.

    Parameters
    ----------
    stage : int array of shape (M,)
        Of everybody who may be asked.
    lots : float array of shape (3, M)
        Keyed uniforms: the lowest are asked; then whose answer is wrong, on awareness and on interest.
    """
    asked = who_is_asked(lots[0], n_asked)
    aware, interested = (
        said_and_true(stage[asked] >= least, lot[asked], plan.error)
        for least, lot in ((AWARE, lots[1]), (INTERESTED, lots[2]))
    )
    return MarketAnswers(len(asked), *aware, *interested)
