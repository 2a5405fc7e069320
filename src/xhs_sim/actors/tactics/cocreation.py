"""Notes that creators develop with the brand: ``fee_factor`` times the fee, longer talks, and a better note.

The creator's own hand adds ``quality`` to the note's, and it is briefed with at least ``keyword_coverage``.
"""

import numpy as np
from numpy.typing import NDArray

from ...config.param import param
from ...config.schema import CampaignConfig, TacticConfig
from ...records.money import whole
from ...strategies.campaign.launch import COCREATION, Contracts, sign_more
from ...strategies.campaign.money import creator_money
from ...strategies.kol.marketplace import Marketplace
from ..hiring import spread, waits
from .tactic import HiringTactic


class CocreationConfig(TacticConfig):
    """Notes that creator and brand develop together, against usual paid notes."""

    fee_factor: float = param("ratio", 1.0, 10.0, "fee against that of a paid note", source="design", confidence="low")
    talk_days: float = param("days", 0.0, 60.0, "further mean time of talks", source="design", confidence="low")
    quality: float = param(
        "logit",
        0.0,
        3.0,
        "quality that the creator's own hand adds",
        source="design, leung_2022: the sign, of originality",
        confidence="low",
    )
    keyword_coverage: float = param(
        "share of words",
        0.0,
        1.0,
        "as campaign.keyword_coverage, where that is less",
        source="design",
        confidence="low",
    )


def sign_cocreation(
    plan: CampaignConfig,
    terms: CocreationConfig,
    market: Marketplace,
    cash_fen: int,
    days: NDArray[np.int64],
    hired: NDArray[np.int64],
) -> Contracts:
    """Sign notes that creators develop with the brand, at a factor of their fee."""
    dear = market._replace(price_cny=whole(market.price_cny * terms.fee_factor))
    signed = sign_more(plan, dear, cash_fen, plan.tier_shares, days, hired, "cocreation")
    return signed._replace(kind=np.full(len(signed.row), COCREATION, np.int8))


class Cocreation(HiringTactic):
    """Hires creators to develop notes with, when the campaign begins."""

    name, plan_type = "cocreation", CocreationConfig
    terms: CocreationConfig

    def fen(self, plan: CampaignConfig) -> int:
        """Return the part of the creators' money that is for it."""
        return creator_money(plan).cocreation

    def hire(self, plan: CampaignConfig, market: Marketplace, hired: NDArray[np.int64]) -> Contracts:
        """Sign the burst's notes that creators develop with the brand, which takes further talks."""
        talks = waits(market, plan.contract, self.scene.streams, self.terms.talk_days)
        days = plan.start_day + spread(market, self.scene.streams, plan.burst_days) + talks
        return sign_cocreation(plan, self.terms, market, self.fen(plan), days, hired)
