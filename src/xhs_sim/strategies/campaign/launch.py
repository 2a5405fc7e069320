"""A launch through creators: whom the budget hires and on which day each publishes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config import ConfigError
from ...config.schema import CampaignConfig
from ..kol.agreed import stand_ins
from ..kol.marketplace import Marketplace
from ..kol.select import SELECTORS, hire


class Contracts(NamedTuple):
    """One sponsored note each; M rows."""

    row: NDArray[np.int64]  # creator
    tier: NDArray[np.int8]
    followers: NDArray[np.float64]
    inside: NDArray[np.float64]
    fee_cny: NDArray[np.float64]
    service_fee_cny: NDArray[np.float64]
    is_quoted: NDArray[np.bool_]
    publish_day: NDArray[np.int64]
    is_on_topic: NDArray[np.bool_]  # the creator's main topic is one of the campaign's


def budget_of(plan: CampaignConfig, what: str) -> float:
    """Return the part of the campaign's budget for ``creators``, ``feed`` ads or ``search`` ads, CNY."""
    parts: dict[str, float] = {str(name): weight for name, weight in plan.ads.split.items()}
    return plan.budget_cny * (parts.get(what, 0.0) / sum(parts.values()))


def launch(plan: CampaignConfig, market: Marketplace, day_lots: NDArray[np.float64]) -> Contracts:
    """Sign contracts: those agreed already, then hire by tier and spread publishing over the burst.

    Parameters
    ----------
    plan : CampaignConfig
    market : Marketplace of M creators
    day_lots : float array of shape (M,)
        One keyed uniform per creator: when in the burst it publishes.

    Raises
    ------
    ConfigError
        If the plan names a selector that does not exist, or what is agreed costs more than there is.
    """
    if plan.selector not in SELECTORS:
        raise ConfigError(f"campaign.selector = {plan.selector} is unknown (allowed: {', '.join(SELECTORS)})")
    agreed = stand_ins(market, [each.followers for each in plan.agreed])
    terms = plan.agreed[: len(agreed)]
    owed = sum(each.price_cny for each in terms) * (1.0 + plan.prices.service_fee_share)
    budget = budget_of(plan, "creators")
    if owed > budget:
        raise ConfigError(f"campaign.agreed costs {owed:,.0f} CNY with the fee, for creators there are {budget:,.0f}")
    hired = hire(
        market, SELECTORS[plan.selector], budget - owed, plan.tier_shares, plan.prices.service_fee_share,
        plan.max_share_of_tier, agreed,
    )
    at = np.concatenate([agreed, hired.creators])
    fee, days = market.price_cny[at], np.floor(day_lots[at] * plan.burst_days).astype(np.int64)
    is_quoted = market.is_quoted[at]
    fee[: len(terms)], is_quoted[: len(terms)] = [each.price_cny for each in terms], True
    days[: len(terms)] = [each.after_days for each in terms]
    return Contracts(
        market.row[at],
        market.tier[at],
        market.followers[at],
        market.inside[at],
        fee,
        fee * plan.prices.service_fee_share,
        is_quoted,
        plan.start_day + days,
        market.fit[at] > 0,
    )


def due(contracts: Contracts, day: int) -> Contracts:
    """Return the contracts whose note appears on ``day``."""
    today = contracts.publish_day == day
    return Contracts(*(column[today] for column in contracts))
