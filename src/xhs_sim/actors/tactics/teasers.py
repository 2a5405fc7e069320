"""Teasers: notes of KOCs before the campaign's first day, for a share of the creators' money.

Each of those hired publishes on a day drawn evenly between the first teaser and the launch.
"""

import numpy as np
from numpy.typing import NDArray

from ...config.param import param
from ...config.schema import CampaignConfig, TacticConfig
from ...strategies.campaign.launch import Contracts, sign_more
from ...strategies.campaign.money import TEASERS, creator_money
from ...strategies.kol.marketplace import Marketplace
from ..hiring import spread
from .tactic import HiringTactic


class TeasersConfig(TacticConfig):
    """Notes before the burst. What else may come before it is media outside."""

    strength = "share"

    share: float = param(
        "share",
        0.0,
        1.0,
        "of the creators' money that hires KOCs for teaser notes",
        source="brief",
        confidence="choice",
    )
    days: int = param(
        "days", 1, 90, "before the campaign's first day on which teasers appear", source="brief", confidence="choice"
    )


class Teasers(HiringTactic):
    """Hires KOCs for notes before the burst."""

    name, plan_type, is_first = "teasers", TeasersConfig, True
    terms: TeasersConfig

    @classmethod
    def first_day(cls, plan: CampaignConfig, terms: TeasersConfig) -> int:
        """Return the day on which they are hired, and the first of them publishes."""
        return max(plan.start_day - terms.days, 0)

    @property
    def day(self) -> int:
        """On which they are hired, and the first of them publishes."""
        return self.first_day(self.scene.config.campaign, self.terms)

    def fen(self, plan: CampaignConfig) -> int:
        """Return the part of the creators' money that is for it."""
        return creator_money(plan).teaser

    def hire(self, plan: CampaignConfig, market: Marketplace, hired: NDArray[np.int64]) -> Contracts:
        """Sign KOCs whose notes appear between the day and the campaign's first."""
        days = self.day + spread(market, self.scene.streams, max(self.start_day - self.day, 0))
        return sign_more(plan, market, self.fen(plan), TEASERS, days, hired, "teaser")
