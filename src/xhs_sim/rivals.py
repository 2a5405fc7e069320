"""Rivals: what brands that are not the campaign's publish, day after day. What they bid is in ``advertising``.

The bridge between the world, the marketplace and the brands' standing plans.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .agents.brand import Brand
from .config.schema import Config, RivalConfig
from .diary.platform import record_contracts
from .phases.publish import FIRST_RIVAL, NUMBERS_OF_A_RIVAL, NoteLaw, publish_sponsored
from .phases.search.words import words_of
from .planning import Listing, open_marketplace
from .records.store import Recorder
from .rng import Streams
from .strategies.campaign.launch import Contracts, contracts_with
from .strategies.content.rhythm import even
from .strategies.kol.standing import standing_writers
from .world.columns import TIERS
from .world.population import draw_uniforms
from .world.world import World


class Rivals:
    """The brands that publish and bid besides the campaign's.

    A rival has no budget but a habit: its purse gets what its ads may cost in the whole run, and what its
    creators cost when they publish.

    Parameters
    ----------
    config : Config
    world : World
    brands : list of Brand
        In the order of the config.
    listing : Listing
    recorder : Recorder
    streams : Streams
    """

    def __init__(
        self,
        config: Config,
        world: World,
        brands: Sequence[Brand],
        listing: Listing,
        recorder: Recorder,
        streams: Streams,
    ) -> None:
        self.config, self.world, self.listing = config, world, listing
        self.recorder, self.streams = recorder, streams
        names = list(config.brands)
        self.plans = [(brands[names.index(name)], plan) for name, plan in config.rivals.items()]
        self.published = [0] * len(self.plans)
        for brand, plan in self.plans:
            brand.budget_cny += config.n_days * (plan.ads.feed_cny_per_day + plan.ads.search_cny_per_day)

    def publish(self, day: int, law: NoteLaw) -> int:
        """Let the rivals' paid notes of the day appear, and be paid for; return how many."""
        if day < 0:
            return 0  # what they published before the run nobody has seen
        return sum(self._publish(nth, day, law) for nth in range(len(self.plans)))

    def _publish(self, nth: int, day: int, law: NoteLaw) -> int:
        brand, plan = self.plans[nth]
        k = even(plan.notes_per_week, day)
        if k == 0:
            return 0
        first = self.published[nth]
        self.published[nth] += k
        contracts, config, world = self._sign(brand, plan, first + np.arange(k), day), self.config, self.world
        m = len(contracts.row)
        if m == 0:
            return 0
        topics = np.full(m, list(config.content.topics).index(config.brands[brand.name].topic), np.int8)
        numbers = FIRST_RIVAL + brand.column * NUMBERS_OF_A_RIVAL + first + np.arange(m)
        notes = publish_sponsored(
            contracts.row,
            topics,
            brand.column,
            plan.quality_effect,
            world.users.key,
            world.truth.taste,
            world.creators,
            config.content,
            law,
            config.feed.ticks,
            self.streams,
            day,
            numbers,
        )
        world.add_notes(notes, words_of(notes.key, config.search.words, self.streams))
        cost = float(contracts.fee_cny.sum() + contracts.service_fee_cny.sum())
        brand.budget_cny += cost
        brand.pay(cost)
        record_contracts(self.recorder, config.name, brand.name, contracts, notes.key, day, TIERS)
        return m

    def _sign(self, brand: Brand, plan: RivalConfig, notes: NDArray[np.int64], day: int) -> Contracts:
        """Give each note of the day, by its number among the brand's, to a creator on the topic."""
        campaign = self.config.campaign.model_copy(update={"topics": [self.config.brands[brand.name].topic]})
        config = self.config.model_copy(update={"campaign": campaign})
        market = open_marketplace(self.world, config, self.listing, self.streams)
        stream = self.streams.key(f"paid notes of {brand.name}")
        lots = np.stack([draw_uniforms(market.key, stream, int(number)) for number in notes])
        at = standing_writers(market, plan.tier_shares, lots)
        return contracts_with(campaign, market, at, np.full(len(at), day))
