"""Joint notes: what the two brands put in, and whom of both sides it hires."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...config.schema import AllianceConfig, CampaignConfig
from ..campaign.launch import Contracts, budget_of, launch
from ..kol.marketplace import Marketplace


def has_partner(plan: AllianceConfig) -> bool:
    """Whether joint notes are planned."""
    return plan.partner is not None and plan.share > 0


def solo_plan(campaign: CampaignConfig, plan: AllianceConfig) -> CampaignConfig:
    """Return the campaign as it hires for itself: less what goes into joint notes."""
    kept = 1.0 - (plan.share if has_partner(plan) else 0.0)
    return campaign if kept == 1.0 else campaign.model_copy(update={"budget_cny": campaign.budget_cny * kept})


def joint_cny(campaign: CampaignConfig, plan: AllianceConfig) -> float:
    """Return what both brands together put into joint notes, CNY; the partner's part comes on top of the campaign's."""
    if not has_partner(plan):
        return 0.0
    return budget_of(campaign, "creators") * plan.share / (1.0 - plan.cost_share)


def side(market: Marketplace, taken: NDArray[np.int64]) -> Marketplace:
    """Return the creators of one brand's side: those on its topics, less who is taken."""
    rows = np.flatnonzero((market.fit > 0) & ~np.isin(market.row, taken))
    columns = market._asdict()
    audience = columns.pop("audience")
    return Marketplace(**{name: column[rows] for name, column in columns.items()}, audience=audience)


def hire_side(
    campaign: CampaignConfig, market: Marketplace, money_cny: float, day_lots: NDArray[np.float64]
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
        "agreed": [], "ads": campaign.ads.model_copy(update={"split": {"creators": 1.0}}),
        "contract": campaign.contract.model_copy(update=plain),
        "in_flight": campaign.in_flight.model_copy(update={"hold_back": 0.0}),
        "warm_up": campaign.warm_up.model_copy(update={"teaser_share": 0.0}),
    }
    return launch(campaign.model_copy(update={"budget_cny": money_cny, **nothing_else}), market, day_lots)
