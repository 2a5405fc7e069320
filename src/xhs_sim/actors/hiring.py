"""Whom a campaign signs, and when: what its plan makes of the marketplace of a day."""

import numpy as np
from numpy.typing import NDArray

from ..config.schema import Config, ProductConfig
from ..rng import Streams
from ..strategies.campaign.contract import waits_of
from ..strategies.campaign.launch import NO_ROWS, Contracts, launch, sign_more, sign_next
from ..strategies.campaign.money import TEASERS, creator_money
from ..strategies.kol.marketplace import Marketplace
from ..world.population import draw_uniforms
from ..world.world import World
from .tactics.cocreation import sign_cocreation
from .tactics.trial import send_trials


def sign_contracts(
    market: Marketplace, config: Config, streams: Streams, hired: NDArray[np.int64], left_fen: int
) -> Contracts:
    """Sign what the campaign's budget buys for the burst.

    Parameters
    ----------
    market : Marketplace
        Of the campaign's first day.
    hired : int array
        User rows of creators under contract already, for teasers.
    left_fen : int
        What teasers pass on.
    """
    return launch(config.campaign, market, _day_lots(market, streams), _waits(market, config, streams), hired, left_fen)


def sign_teasers(market: Marketplace, config: Config, streams: Streams, day: int) -> Contracts:
    """Sign KOCs whose notes appear between ``day`` and the campaign's first day."""
    plan = config.campaign
    days = day + _spread(market, streams, max(plan.start_day - day, 0))
    return sign_more(plan, market, creator_money(plan).teaser, TEASERS, days, NO_ROWS, "teaser")


def sign_developed(market: Marketplace, config: Config, streams: Streams, hired: NDArray[np.int64]) -> Contracts:
    """Sign the burst's notes that creators develop with the brand, which takes further talks."""
    plan = config.campaign
    terms = plan.tactics["cocreation"]
    waits = _waits(market, config, streams, terms.talk_days)
    days = plan.start_day + _spread(market, streams, plan.burst_days) + waits
    return sign_cocreation(plan, terms, market, creator_money(plan).cocreation, days, hired)


def sign_trials(market: Marketplace, config: Config, streams: Streams, hired: NDArray[np.int64]) -> Contracts:
    """Send products to creators, whose notes the brand hopes for during the burst."""
    plan = config.campaign
    days = plan.start_day + _spread(market, streams, plan.burst_days)
    product = promoted(config)
    assert product is not None  # the config saw to it
    return send_trials(plan, plan.tactics["trial"], market, product, creator_money(plan).trial, days, hired)


def promoted(config: Config) -> ProductConfig | None:
    """Return the product that the campaign is for; None of one for the brand itself."""
    plan = config.campaign
    if plan.brand is None or plan.product is None:
        return None
    return config.brands[plan.brand].products[plan.product]


def sign_in_flight(
    market: Marketplace,
    config: Config,
    streams: Streams,
    day: int,
    cash_fen: int,
    tier_shares: dict[str, float],
    hired: NDArray[np.int64],
) -> Contracts:
    """Sign what some money buys on a day of the campaign, spread over as many days as the burst had."""
    plan = config.campaign
    days = day + _spread(market, streams, plan.burst_days) + _waits(market, config, streams)
    return sign_more(plan, market, cash_fen, tier_shares, days, hired, "held")


def sign_replacement(
    market: Marketplace,
    config: Config,
    streams: Streams,
    day: int,
    cash_fen: int,
    tier: int,
    hired: NDArray[np.int64],
    line: str,
) -> Contracts:
    """Sign the next creator of a tier, if the money is enough, who publishes tomorrow or when talks are over."""
    days = day + 1 + _waits(market, config, streams)
    return sign_next(config.campaign, market, cash_fen, tier, days, hired, line)


def _day_lots(market: Marketplace, streams: Streams) -> NDArray[np.float64]:
    return draw_uniforms(market.key, streams.key("publish day"), 0)


def _spread(market: Marketplace, streams: Streams, n_days: int) -> NDArray[np.int64]:
    """Return on which of some days, from 0, each creator of the market would publish."""
    return np.floor(_day_lots(market, streams) * n_days).astype(np.int64)


def _waits(market: Marketplace, config: Config, streams: Streams, more_days: float = 0.0) -> NDArray[np.int64]:
    """Return the days of negotiation with each creator of the market; ``more_days`` are added to their mean."""
    lots = draw_uniforms(market.key, streams.key("contract talk"), 0)
    return np.floor(waits_of(lots, config.campaign.contract.talk_days + more_days)).astype(np.int64)


def topics_of(contracts: Contracts, world: World, config: Config) -> NDArray[np.int8]:
    """Return what each sponsored note is about: the creator's topic if it is the campaign's, else the brand's."""
    assert config.campaign.brand is not None
    brand_topic = list(config.content.topics).index(config.brands[config.campaign.brand].topic)
    return np.where(contracts.is_on_topic, world.creators.topic[contracts.row], brand_topic).astype(np.int8)
