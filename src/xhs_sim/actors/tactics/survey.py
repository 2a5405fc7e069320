"""A survey of the market: whether people know the brand and are interested, with errors of sampling and answering.

It is paid out of what the campaign holds back, before the decision in flight that reads it (rule ``by_survey``). Those
with the lowest keyed draws are asked; an answer is the opposite of the truth with probability ``error``.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...config.param import param
from ...config.schema import CampaignConfig, TacticConfig
from ...records.money import cny_of, cost_of, fen_of, units_for
from ...strategies.campaign.answers import MarketAnswers, said_and_true, who_is_asked
from ...strategies.campaign.in_flight import SurveyResult
from ...world.columns import AWARE, INTERESTED
from .tactic import Receiver, Tactic

if TYPE_CHECKING:
    from ...scene import Scene
    from ..brand import Brand


class SurveyConfig(TacticConfig):
    """A survey of the market, which the rule ``by_survey`` reads; paid out of what is held back."""

    strength = "size"

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

    name, plan_type, paid_from = "survey", SurveyConfig, "creators"
    pays: ClassVar[Mapping[str, Receiver]] = {"survey": "participants"}
    terms: SurveyConfig

    @classmethod
    def first_day(cls, plan: CampaignConfig, terms: SurveyConfig) -> int:
        """Return the day on which people are asked."""
        return max(plan.start_day + plan.in_flight.after_days - terms.before_days, 0)

    def __init__(self, scene: "Scene", brand: "Brand", plan: SurveyConfig) -> None:
        super().__init__(scene, brand, plan)
        self.found: SurveyResult | None = None

    @property
    def day(self) -> int:
        """On which people are asked."""
        return self.first_day(self.scene.config.campaign, self.terms)

    def ask(self, day: int, money_fen: int) -> int:
        """Ask users of the market about the brand; return what that costs, fen."""
        people = self.residents(day)
        n_asked = min(answers_paid(float(cny_of(money_fen)), self.terms), len(people))
        if n_asked == 0:
            return 0
        lots = np.stack([self.lots(people, "market survey", 0, column) for column in range(3)])
        answers, cost = (
            ask_market(self.stage(people), lots, n_asked, self.terms),
            cost_of(n_asked, self.terms.answer_cny),
        )
        self.pay(day, "survey", cost)
        self.diary.survey(day, "market", answers)
        self.found = SurveyResult(answers.asked, answers.said_aware, self.terms.error, self.terms.enough_aware)
        return int(fen_of(cost))
