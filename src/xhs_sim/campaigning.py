"""The campaign, day by day: signs creators and lets their notes appear.

The bridge between the world, the marketplace and what the brand plans.
"""

from .advertising import Advertising
from .agents.brand import Brand
from .config.schema import Config
from .ingest.quotes import Quotes
from .phases import record
from .phases.publish import NoteLaw, publish_sponsored
from .phases.search.words import words_of
from .planning import sign_contracts, topics_of
from .records.store import Recorder
from .rng import Streams
from .strategies.campaign.launch import Contracts, due
from .world.columns import TIERS
from .world.world import World


class Campaigning:
    """What the brand of the campaign does; nothing without one.

    Parameters
    ----------
    config : Config
    world : World
    brands : list of Brand
        In the order of the config.
    advertising : Advertising
    quotes : Quotes, optional
    recorder : Recorder
    streams : Streams
    """

    def __init__(
        self, config: Config, world: World, brands: list[Brand], advertising: Advertising,
        quotes: Quotes | None, recorder: Recorder, streams: Streams,
    ) -> None:
        self.config, self.world, self.recorder, self.streams = config, world, recorder, streams
        self.advertising, self.quotes = advertising, quotes
        name, budget = config.campaign.brand, config.campaign.budget_cny
        self.brand = brands[list(config.brands).index(name)] if name is not None and budget > 0 else None
        self.contracts: Contracts | None = None

    def plan(self, day: int) -> None:
        """Decide what the campaign does on ``day``."""
        if self.brand is not None and day == self.config.campaign.start_day:
            self.contracts = sign_contracts(self.world, self.config, self.quotes, self.streams)

    def publish(self, day: int, law: NoteLaw) -> int:
        """Let the notes appear that are due; return how many."""
        if self.brand is None or self.contracts is None:
            return 0
        config, world, contracts = self.config, self.world, due(self.contracts, day)
        notes = publish_sponsored(
            contracts.row, topics_of(contracts, world, config), self.brand.column, config.campaign.quality_effect,
            world.users.key, world.truth.taste, world.creators, config.content, law, config.feed.ticks, self.streams,
            day,
        )
        words = words_of(notes.key, config.search.words, self.streams, config.campaign.keyword_coverage)
        world.add_notes(notes, words)
        self.brand.pay(float(contracts.fee_cny.sum() + contracts.service_fee_cny.sum()))
        record.record_contracts(self.recorder, config.name, self.brand.name, contracts, notes.key, day, TIERS)
        return len(notes.key)
