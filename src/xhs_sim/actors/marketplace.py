"""The platform's marketplace of creators: who is for hire today, at what price.

What is told is public, counters and declared topics, so that no strategy ever holds the world. Whoever signs a creator
for money says so (``signed``): it is what makes others of the tier dearer, and the creator readier to refuse.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config.schema import Choice, Config
from ..ingest.quotes import Quotes, read_quotes, resolve_file
from ..records.money import whole
from ..records.terms import ENGAGEMENTS
from ..scene import Scene
from ..strategies.campaign.launch import NO_ROWS, TRIAL, Contracts
from ..strategies.kol.acceptance import Answers, refusal_chance, worth_of
from ..strategies.kol.audience import active_shares, price_factors
from ..strategies.kol.demand import Demand
from ..strategies.kol.marketplace import TIER_NAMES, Audience, Marketplace, law_price, prices_of, tiers_of
from ..world.columns import COUNTS
from ..world.population import draw_normals, draw_uniforms
from ..world.world import World
from .disclosure import Disclosure


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
    path = resolve_file(name, "campaign.prices.quotes_file").resolve()
    about = path.stat()
    return _quotes_of(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=8)
def _quotes_of(path: Path, _mtime_ns: int, _size: int) -> Quotes:
    """Read a file of quotes, once for all runs of a process while it stays as it is."""
    quotes = read_quotes(path)
    for column in (quotes.followers, quotes.price_cny, quotes.is_verified):
        column.flags.writeable = False
    return quotes


class Buyer(NamedTuple):
    """Who looks for creators, when, and for which topics, the first one most of all."""

    brand: str
    day: int
    topics: Sequence[str]
    disclosure: Choice = "marketplace"  # how its paid notes come about


class Deals:
    """Who has signed paid notes, whoever for, in the order of days."""

    def __init__(self) -> None:
        self.days: list[int] = []
        self.rows: list[NDArray[np.int64]] = []  # a user row for each note

    def add(self, contracts: Contracts, day: int) -> None:
        """Note down contracts; not of products on trial, for which nobody promised anything."""
        self.days.append(day)
        self.rows.append(contracts.row[contracts.kind != TRIAL])

    def since(self, day: int) -> NDArray[np.int64]:
        """Return the user row of each paid note that was signed on ``day`` or later."""
        return np.concatenate([NO_ROWS, *(rows for at, rows in zip(self.days, self.rows, strict=True) if at >= day)])


class Listings:
    """Creators for hire: all at or above the lowest paid tier who are listed.

    Parameters
    ----------
    scene : Scene
    quotes : Quotes, optional
        What creators ask for, where a brand knows it.
    unlisted : int array
        User rows of those who are not for hire.
    disclosure : Disclosure
        Who publishes for whom outside the marketplace.
    """

    def __init__(
        self, scene: Scene, quotes: Quotes | None, unlisted: NDArray[np.int64], disclosure: Disclosure
    ) -> None:
        self.scene, self.quotes, self.unlisted, self.deals = scene, quotes, unlisted, Deals()
        self.disclosure = disclosure

    def open(self, buyer: Buyer) -> Marketplace:
        """Return the marketplace of today as a buyer finds it."""
        world, streams, config = self.scene.world, self.scene.streams, self.scene.config
        total = world.fakes.public(world.creators)
        tier = tiers_of(total, config.graph.tiers)
        row = np.flatnonzero((tier > 0) & (world.users.is_gone == 0))
        row = row[~np.isin(row, np.concatenate([self.unlisted, world.fakes.delisted(buyer.day)]))]
        if world.safety is not None:
            row = row[world.safety.may_publish(row, buyer.day)]
            row = row[: 0 if world.safety.is_barred(buyer.day)[self.scene.brand(buyer.brand).column] else None]
        keys, declared = world.users.key[row], world.creators.topic[row]
        fit = np.zeros(len(row))
        for place, name in reversed(list(enumerate(buyer.topics))):
            fit[declared == self.scene.topic(name)] = 1.0 / (1 + place)
        price, quoted = prices_of(
            total[row],
            tier[row],
            draw_normals(keys, streams.key("price"), 0),
            config.campaign.prices,
            self.quotes,
            config.graph.tiers,
        )
        quality = self._audience_quality(row, keys, tier[row])
        price = whole(price * price_factors(quality, tier[row], config.fakes.vendor.priced_in))
        lot = draw_uniforms(keys, streams.key("lot"), 0)
        reads, engagement_rate = (column[row] for column in _track_record(world))
        audience = Audience(world.graph.indptr, world.graph.followers)
        demand = self._demand(row, tier[row], buyer.day)
        worth = worth_of(price, law_price(total[row], config.campaign.prices), tier[row], demand.factor(tier[row], 0))
        answers = self._answers(buyer, row, fit, worth)
        ways = self.disclosure.ways(buyer.brand, buyer.disclosure, buyer.day, row, price)
        return Marketplace(
            row, keys, tier[row], total[row], fit, price, quoted, lot, reads, engagement_rate, quality, audience,
            demand, answers, ways,
        )  # fmt: skip

    def signed(self, contracts: Contracts, day: int) -> None:
        """Hear of contracts that a brand signed."""
        self.deals.add(contracts, day)

    def asked_anew(self, market: Marketplace, day: int) -> Marketplace:
        """Return a marketplace that was opened today, at the prices after what was signed since."""
        return market._replace(demand=self._demand(market.row, market.tier, day))

    def _audience_quality(
        self, row: NDArray[np.int64], keys: NDArray[np.int64], tier: NDArray[np.int8]
    ) -> NDArray[np.float64]:
        """Return what a vendor tells of the followers of creators."""
        world, config, key = self.scene.world, self.scene.config, self.scene.streams.key("active followers")
        drawn = draw_normals(keys, key, 0), draw_uniforms(keys, key, 1)
        active = active_shares(tier, *drawn, config.fakes.vendor, self.quotes, config.graph.tiers)
        return active * world.fakes.people_share(world.creators, row)

    def _demand(self, row: NDArray[np.int64], tier: NDArray[np.int8], day: int) -> Demand:
        terms, n = self.scene.config.campaign.prices.demand, len(TIER_NAMES)
        is_taken = np.isin(row, self.deals.since(day - terms.days + 1))
        return Demand(terms.strength, np.bincount(tier[is_taken], minlength=n), np.bincount(tier, minlength=n))

    def _answers(
        self, buyer: Buyer, row: NDArray[np.int64], fit: NDArray[np.float64], worth: NDArray[np.float64]
    ) -> Answers:
        """Return who accepts an offer of a buyer today."""
        world, terms = self.scene.world, self.scene.config.creators.offers
        signed = self.deals.since(buyer.day - terms.load_days + 1)
        load = np.bincount(np.searchsorted(row, signed[np.isin(signed, row)]), minlength=len(row))
        stream = self.scene.streams.key(f"answers to {buyer.brand}", buyer.day)
        lots = draw_uniforms(world.users.key[row], stream, 0)
        return Answers(lots >= refusal_chance(fit, load, worth, terms))


def _track_record(world: World) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return, by user, clicks of a live organic note and engagements per click of these notes; 0 without any."""
    log, n_users = world.content.log, len(world.users.key)
    mine = np.flatnonzero((log.key >= 0) & (log.is_sponsored == 0))
    counts = world.content.counts.over_surfaces(mine)
    engaged = sum(counts[:, COUNTS.index(act)] for act in ENGAGEMENTS)
    notes, clicks, acts = (
        np.bincount(log.creator[mine], weights=values, minlength=n_users)
        for values in (np.ones(len(mine)), counts[:, COUNTS.index("reads")], engaged)
    )
    return clicks / np.maximum(notes, 1.0), acts / np.maximum(clicks, 1.0)
