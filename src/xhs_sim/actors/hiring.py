"""When creators who are hired publish, about what: what a campaign's plan makes of the marketplace of a day."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..config.schema import Config, ContractConfig, ProductConfig
from ..rng import Streams
from ..strategies.campaign.contract import waits_of
from ..strategies.campaign.launch import Contracts
from ..strategies.kol.marketplace import Marketplace

if TYPE_CHECKING:  # to name a tactic must not load compiled code
    from ..world.world import World


def day_lots(market: Marketplace, streams: Streams) -> NDArray[np.float64]:
    """Return a keyed uniform for each creator of the market: when it would publish."""
    return _uniforms(market, streams, "publish day")


def spread(market: Marketplace, streams: Streams, n_days: int) -> NDArray[np.int64]:
    """Return on which of some days, from 0, each creator of the market would publish."""
    return np.floor(day_lots(market, streams) * n_days).astype(np.int64)


def waits(market: Marketplace, terms: ContractConfig, streams: Streams, more_days: float = 0.0) -> NDArray[np.int64]:
    """Return the days of negotiation with each creator of the market; ``more_days`` are added to their mean."""
    lots = _uniforms(market, streams, "contract talk")
    return np.floor(waits_of(lots, terms.talk_days + more_days)).astype(np.int64)


def _uniforms(market: Marketplace, streams: Streams, purpose: str) -> NDArray[np.float64]:
    from ..world.population import draw_uniforms

    return draw_uniforms(market.key, streams.key(purpose), 0)


def promoted(config: Config) -> ProductConfig | None:
    """Return the product that the campaign is for; None of one for the brand itself."""
    plan = config.campaign
    if plan.brand is None or plan.product is None:
        return None
    return config.brands[plan.brand].products[plan.product]


def topics_of(contracts: Contracts, world: "World", brand_topic: int) -> NDArray[np.int8]:
    """Return what each sponsored note is about: the creator's topic if it is the campaign's, else the brand's."""
    return np.where(contracts.is_on_topic, world.creators.topic[contracts.row], brand_topic).astype(np.int8)
