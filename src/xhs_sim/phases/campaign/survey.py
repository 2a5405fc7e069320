"""A survey of the market: whether people know the brand and are interested, with errors of sampling and answering."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import SurveyConfig
from ...world.market import AWARE, INTERESTED
from .event import ROUNDING


class MarketAnswers(NamedTuple):
    """What those who were asked said, and what is true of them."""

    asked: int
    said_aware: int
    true_aware: int
    said_interested: int
    true_interested: int


def answers_paid(money_cny: float, plan: SurveyConfig) -> int:
    """Return how many answers there are: the planned size, or as many as the money buys."""
    return min(plan.size, int(money_cny / plan.answer_cny * ROUNDING))


def ask_market(
    stage: NDArray[np.uint8], lots: NDArray[np.float64], n_asked: int, plan: SurveyConfig
) -> MarketAnswers:
    """Ask some of the market; some answers are the opposite of the truth.

    Parameters
    ----------
    stage : int array of shape (M,)
        Of everybody who may be asked.
    lots : float array of shape (3, M)
        Keyed uniforms: the lowest are asked, so a larger survey asks the same people and more; then whose
        answer is wrong, on awareness and on interest.
    """
    asked = np.argsort(lots[0], kind="stable")[:n_asked]
    aware, interested = stage[asked] >= AWARE, stage[asked] >= INTERESTED
    says = [truth ^ (lot[asked] < plan.error) for truth, lot in ((aware, lots[1]), (interested, lots[2]))]
    counts = (says[0], aware, says[1], interested)
    return MarketAnswers(len(asked), *(int(each.sum()) for each in counts))
