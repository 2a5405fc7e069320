"""Partners of an alliance: what the two brands put into joint notes, and whom of both sides it hires."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import AllianceConfig, CampaignConfig
from ...records.ledger import CONTRACT_LINES
from ...records.money import cny_of, fen_of
from ..campaign.launch import Contracts, launch
from ..campaign.money import Lines, budget_fen, by_tier
from ..kol.marketplace import Marketplace


def has_partner(plan: AllianceConfig) -> bool:
    """Whether joint notes are planned."""
    return plan.partner is not None and plan.share > 0


def solo_plan(campaign: CampaignConfig, plan: AllianceConfig) -> CampaignConfig:
    """Return the campaign as it hires for itself: its creators' money, less what goes into joint notes."""
    if not has_partner(plan):
        return campaign
    left = budget_fen(campaign, "creators") - joint_money(campaign, plan).own
    ads = campaign.ads.model_copy(update={"split": {"creators": 1.0}})
    return campaign.model_copy(update={"budget_cny": float(cny_of(left)), "ads": ads})


class JointMoney(NamedTuple):
    """What joint notes may cost, fen."""

    own: int  # of the campaign's money
    partner: int  # on top of it

    @property
    def whole(self) -> int:
        """Of both brands."""
        return self.own + self.partner


def joint_money(campaign: CampaignConfig, plan: AllianceConfig) -> JointMoney:
    """Return what each brand puts into joint notes."""
    if not has_partner(plan):
        return JointMoney(0, 0)
    own = round(budget_fen(campaign, "creators") * plan.share)
    return JointMoney(own, int(own / (1.0 - plan.cost_share)) - own)


def joint_lines(campaign: CampaignConfig, plan: AllianceConfig) -> tuple[Lines, Lines]:
    """Return what is planned for joint notes, of the campaign's money and of the partner's."""
    money = joint_money(campaign, plan)
    own, partner = (by_tier("joint", fen, campaign.tier_shares) if fen else {} for fen in money)
    return own, partner


def side(market: Marketplace, taken: NDArray[np.int64]) -> Marketplace:
    """Return the creators of one brand's side: those on its topics, less who is taken."""
    return market.some(np.flatnonzero((market.fit > 0) & ~np.isin(market.row, taken)))


def hire_side(
    campaign: CampaignConfig, market: Marketplace, money_fen: int, day_lots: NDArray[np.float64]
) -> Contracts:
    """Hire one side's creators by the campaign's own rule, for one joint note each.

    Parameters
    ----------
    market : Marketplace of M creators
        As ``side`` returns it.
    day_lots : float array of shape (M,)
        One keyed uniform per creator: when in the burst it publishes.
    """
    plain = {"bonus_reserve": 0.0, "notes_each": 1, "kinds": {"paid": 1.0}}
    nothing_else: dict[str, Any] = {  # one note each, all of the money, at once
        "agreed": [],
        "ads": campaign.ads.model_copy(update={"split": {"creators": 1.0}}),
        "contract": campaign.contract.model_copy(update=plain),
        "in_flight": campaign.in_flight.model_copy(update={"hold_back": 0.0}),
        "tactics": {},
    }
    money = {"budget_cny": float(cny_of(money_fen))}
    signed = launch(campaign.model_copy(update=money | nothing_else), market, day_lots)
    return signed._replace(line=np.full(len(signed.row), CONTRACT_LINES.index("joint"), np.int8))


def shared_cost(contracts: Contracts, cost_share: float) -> tuple[Contracts, Contracts]:
    """Return the contracts as the brand and as its partner pay for them: the brand whole fen, the partner the rest."""
    fee, service = fen_of(contracts.fee_cny), fen_of(contracts.service_fee_cny)
    own_fee, own_service = (np.asarray(np.floor(cost * (1.0 - cost_share)), np.int64) for cost in (fee, service))
    return (
        contracts._replace(fee_cny=cny_of(own_fee), service_fee_cny=cny_of(own_service)),
        contracts._replace(fee_cny=cny_of(fee - own_fee), service_fee_cny=cny_of(service - own_service)),
    )
