"""A survey of the market: whether people know the brand and are interested, with errors of sampling and answering.

It is paid out of what the campaign holds back, before the decision in flight that reads it (rule ``by_survey``). Those
with the lowest keyed draws are asked; an answer is the opposite of the truth with probability ``error``.
"""

import numpy as np
from numpy.typing import NDArray

from ...config.param import param
from ...config.schema import TacticConfig
from ...records.money import units_for
from ...strategies.campaign.answers import MarketAnswers, said_and_true, who_is_asked
from ...world.brand_states import AWARE, INTERESTED
from .tactic import Tactic


class SurveyConfig(TacticConfig):
    """A survey of the market, which the rule ``by_survey`` reads; paid out of what is held back."""

    size: int = param(
        "people",
        0,
        1_000_000,
        "asked; 0 = nobody, and the money held back hires as planned",
        source="brief",
        confidence="choice",
    )
    answer_cny: float = param("CNY per answer", 0.01, 10_000.0, "paid for each", source="design", confidence="low")
    error: float = param(
        "probability",
        0.0,
        0.5,
        "an answer is the opposite of the truth; the brand knows how often",
        source="design",
        confidence="low",
    )
    before_days: int = param("days", 0, 60, "from the survey to the decision", source="brief", confidence="choice")
    enough_aware: float = param(
        "share of the market",
        0.0,
        1.0,
        "aware of the brand, from which money goes into ads instead of reach",
        source="brief",
        confidence="choice",
    )


def answers_paid(money_cny: float, plan: SurveyConfig) -> int:
    """Return how many answers there are: the planned size, or as many as the money buys."""
    return min(plan.size, units_for(money_cny, plan.answer_cny))


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


class Survey(Tactic):
    """Asks users of the market about the brand, before the decision in flight."""

    name, line, plan_type, is_paid = "survey", "survey", SurveyConfig, False
