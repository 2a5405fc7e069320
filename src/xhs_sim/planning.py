"""What brands get to see when they plan, and how their plan becomes notes.

The bridge between the world and the strategies: it draws up the marketplace from public counters
and declared topics, so that no strategy ever holds the world.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .config.schema import Config, ProductConfig
from .ingest.quotes import Quotes, read_quotes, resolve_file
from .records.terms import ENGAGEMENTS
from .rng import Streams
from .strategies.campaign.contract import waits_of
from .strategies.campaign.cooperation import send_trials, sign_cocreation
from .strategies.campaign.launch import NO_ROWS, Contracts, launch, sign_more, sign_next
from .strategies.campaign.money import TEASERS, creator_money
from .strategies.kol.marketplace import Audience, Marketplace, prices_of, tiers_of
from .world.columns import COUNTS
from .world.population import draw_normals, draw_uniforms
from .world.world import World


class Listing(NamedTuple):
    """What the marketplace knows of creators beyond their public counters."""

    quotes: Quotes | None
    unlisted: NDArray[np.int64]  # user rows of those who are not for hire


def load_quotes(config: Config) -> Quotes | None:
    """Read the quotes file that the campaign names, if any.

    Raises
    ------
    ConfigError
        If the file is missing or a row cannot be read.
    """
    name = config.campaign.prices.quotes_file
    if name is None:
        return None
    return read_quotes(resolve_file(name, "campaign.prices.quotes_file"))


def open_marketplace(world: World, config: Config, listing: Listing, streams: Streams) -> Marketplace:
    """List the creators for hire: all at or above the lowest paid tier who are not ``unlisted``."""
    plan, topics = config.campaign, list(config.content.topics)
    total = world.total_followers()
    tier = tiers_of(total, config.graph.tiers)
    row = np.flatnonzero((tier > 0) & (world.users.is_gone == 0))
    row = row[~np.isin(row, listing.unlisted)]
    keys, declared = world.users.key[row], world.creators.topic[row]
    fit = np.zeros(len(row))
    for place, name in reversed(list(enumerate(plan.topics))):
        fit[declared == topics.index(name)] = 1.0 / (1 + place)
    price, quoted = prices_of(
        total[row],
        tier[row],
        draw_normals(keys, streams.key("price"), 0),
        plan.prices,
        listing.quotes,
        config.graph.tiers,
    )
    inside = world.graph.n_followers()[row].astype(np.float64)
    lot = draw_uniforms(keys, streams.key("lot"), 0)
    reads, engagement_rate = (column[row] for column in _track_record(world))
    audience = Audience(world.graph.indptr, world.graph.followers)
    return Marketplace(
        row, keys, tier[row], total[row], inside, fit, price, quoted, lot, reads, engagement_rate, audience
    )


def _track_record(world: World) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return, by user, clicks of a live organic note and engagements per click of these notes; 0 without any."""
    log, n_users = world.content.log, len(world.users.key)
    mine = np.flatnonzero((log.key >= 0) & (log.is_sponsored == 0))
    counts = log.counts[mine].sum(axis=1, dtype=np.int64)
    engaged = sum(counts[:, COUNTS.index(act)] for act in ENGAGEMENTS)
    notes, clicks, acts = (
        np.bincount(log.creator[mine], weights=values, minlength=n_users)
        for values in (np.ones(len(mine)), counts[:, COUNTS.index("clicks")], engaged)
    )
    return clicks / np.maximum(notes, 1.0), acts / np.maximum(clicks, 1.0)


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
    waits = _waits(market, config, streams, plan.contract.cocreation.talk_days)
    days = plan.start_day + _spread(market, streams, plan.burst_days) + waits
    return sign_cocreation(plan, market, creator_money(plan).cocreation, days, hired)


def sign_trials(market: Marketplace, config: Config, streams: Streams, hired: NDArray[np.int64]) -> Contracts:
    """Send products to creators, whose notes the brand hopes for during the burst."""
    plan = config.campaign
    days = plan.start_day + _spread(market, streams, plan.burst_days)
    product = promoted(config)
    assert product is not None  # the config saw to it
    return send_trials(plan, market, product, creator_money(plan).trial, days, hired)


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
