"""Products on trial: sent to creators who get no fee and owe no note.

A parcel costs the brand ``price * (1 - margin) + handling`` whoever gets it, and they are hired as for paid notes. Who
got one writes with ``logit p = logit write_even + write_worth ln(price / fee)``: who asks more for a note, which is who
has more followers, seldom writes for a gift. The note says what the product is like: its quality gains ``tone`` times
the product's appeal, and nothing of a briefing.
"""

from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ...config.messages import message
from ...config.param import SomeWeight, Weight, param
from ...config.schema import CampaignConfig, Config, ProductConfig, TacticConfig
from ...config.schema.names import Tier
from ...strategies.campaign.disclosure import all_inside
from ...strategies.campaign.launch import TRIAL, Contracts, sign_more
from ...strategies.campaign.money import creator_money
from ...strategies.kol.acceptance import Answers
from ...strategies.kol.demand import NO_DEMAND
from ...strategies.kol.marketplace import LEAST_CNY, Marketplace
from ..hiring import promoted, spread
from .tactic import HiringTactic


class TrialConfig(TacticConfig):
    """Products sent to creators who get no fee, and owe no note."""

    tiers: Annotated[dict[Tier, Weight], SomeWeight] = Field(description="weights of the trials' money by tier")
    handling_cny: float = param(
        "CNY per parcel",
        0.0,
        10_000.0,
        "packing, courier and correspondence, on top of the goods",
        source="design",
        confidence="low",
    )
    write_even: float = param(
        "probability",
        0.0,
        1.0,
        "a creator writes who got a product worth just the fee of a note",
        source="design",
        confidence="low",
    )
    write_worth: float = param(
        "logit per ln worth",
        0.0,
        5.0,
        "readiness to write by the product's price over the creator's fee",
        source="design",
        confidence="low",
    )
    wait_days: float = param(
        "days",
        0.0,
        60.0,
        "mean time of trying the product, by which a note is later than hoped",
        source="design",
        confidence="low",
    )
    tone: float = param(
        "logit per logit",
        0.0,
        3.0,
        "quality of a trial's note by the product's appeal, which it says as it is",
        source="design",
        confidence="low",
    )

    def problems(self, place: str, config: Config) -> list[str]:  # noqa: ARG002
        """Refuse trials of nothing."""
        plan = config.campaign
        if plan.product is not None or plan.contract.kinds.get("trial", 0.0) <= 0:
            return []
        return [message("config.nothing_to_try")]


def parcel_cny(product: ProductConfig, terms: TrialConfig) -> float:
    """Return what one product on trial costs the brand: the goods at cost, and handling; whole fen."""
    return max(round(product.price_cny * (1.0 - product.margin_share) + terms.handling_cny, 2), LEAST_CNY)


def chance_to_write(worth_cny: float, fee_cny: NDArray[np.float64], terms: TrialConfig) -> NDArray[np.float64]:
    """Return P(a creator who got a product writes), by what it is worth against the fee of a note.

    ``logit p = logit write_even + write_worth ln(worth / fee)``: who asks more for a note, which is who has more
    followers, seldom writes for a gift.
    """
    lift = (worth_cny / np.maximum(fee_cny, LEAST_CNY)) ** terms.write_worth
    chance = terms.write_even * lift / (terms.write_even * lift + 1.0 - terms.write_even)
    return np.minimum(chance, 1.0)  # rounding may have left a little more


def send_trials(
    plan: CampaignConfig,
    terms: TrialConfig,
    market: Marketplace,
    product: ProductConfig,
    cash_fen: int,
    days: NDArray[np.int64],
    hired: NDArray[np.int64],
) -> Contracts:
    """Send products to creators who have no contract, as many as the money buys: no fee, no marketplace, no promise.

    Parameters
    ----------
    days : int array of shape (M,)
        On which the brand hopes for each creator's note.
    hired : int array
        User rows of creators under contract already.
    """
    parcel, chance = parcel_cny(product, terms), chance_to_write(product.price_cny, market.price_cny, terms)
    gift = plan.model_copy(
        update={
            "contract": plan.contract.model_copy(update={"notes_each": 1}),
            "prices": plan.prices.model_copy(update={"service_fee_share": 0.0}),
        }
    )
    # A parcel costs what it costs, and nobody promises anything.
    all_take_it = Answers(np.ones(len(market.row), np.bool_))
    priced = market._replace(
        price_cny=np.full(len(market.row), parcel),
        demand=NO_DEMAND,
        answers=all_take_it,
        ways=all_inside(len(market.row)),
    )
    tiers: dict[str, float] = {str(tier): weight for tier, weight in terms.tiers.items()}
    sent = sign_more(gift, priced, cash_fen, tiers, days, hired, "trial")
    at = np.argsort(market.row, kind="stable")
    at = at[np.searchsorted(market.row[at], sent.row)]
    return sent._replace(
        kind=np.full(len(sent.row), TRIAL, np.int8), goods_cny=sent.fee_cny, fee_cny=np.zeros(len(sent.row)),
        chance=chance[at],
    )  # fmt: skip


class Trial(HiringTactic):
    """Sends products on trial, when the campaign begins."""

    name, plan_type = "trial", TrialConfig
    terms: TrialConfig

    def fen(self, plan: CampaignConfig) -> int:
        """Return the part of the creators' money that is for it."""
        return creator_money(plan).trial

    def hire(self, plan: CampaignConfig, market: Marketplace, hired: NDArray[np.int64]) -> Contracts:
        """Send products to creators, whose notes the brand hopes for during the burst."""
        days = plan.start_day + spread(market, self.scene.streams, plan.burst_days)
        product = promoted(self.scene.config)
        assert product is not None  # the config saw to it
        return send_trials(plan, self.terms, market, product, self.fen(plan), days, hired)
