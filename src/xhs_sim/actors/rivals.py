"""Rivals: what brands that are not the campaign's publish, day after day. What they bid is in ``ad_business``."""

import numpy as np
from numpy.typing import NDArray

from ..config.schema import RivalConfig
from ..diary.campaign import record_contracts
from ..phases.publish import FIRST_RIVAL, NUMBERS_OF_A_RIVAL, Writers, publish_sponsored
from ..scene import Scene, release
from ..strategies.campaign.launch import Contracts, contracts_with
from ..strategies.content.rhythm import even
from ..strategies.kol.standing import standing_writers
from ..world.population import draw_uniforms
from .brand import HABIT, Brand
from .marketplace import Listings


class Rivals:
    """The brands that publish and bid besides the campaign's.

    A rival has no budget but a habit: its purse gets what its ads may cost in the whole run, and what its
    creators cost when they publish.

    Parameters
    ----------
    scene : Scene
    listings : Listings
    """

    def __init__(self, scene: Scene, listings: Listings) -> None:
        self.scene, self.listings = scene, listings
        self.plans = [(scene.brand(name), plan) for name, plan in scene.config.rivals.items()]
        self.published = [0] * len(self.plans)
        for brand, plan in self.plans:
            brand.grant(HABIT, scene.config.n_days * (plan.ads.feed_cny_per_day + plan.ads.search_cny_per_day))

    def publish(self, writers: Writers) -> int:
        """Let the rivals' paid notes of the day appear, and be paid for; return how many."""
        if writers.day < 0:
            return 0  # what they published before the run nobody has seen
        return sum(self._publish(nth, writers) for nth in range(len(self.plans)))

    def _publish(self, nth: int, writers: Writers) -> int:
        (brand, plan), day, scene = self.plans[nth], writers.day, self.scene
        k = even(plan.notes_per_week, day)
        if k == 0:
            return 0
        first = self.published[nth]
        self.published[nth] += k
        contracts = self._sign(brand, plan, first + np.arange(k), day)
        m = len(contracts.row)
        if m == 0:
            return 0
        topics = np.full(m, scene.topic_of(brand), np.int8)
        numbers = FIRST_RIVAL + brand.column * NUMBERS_OF_A_RIVAL + first + np.arange(m)
        notes = publish_sponsored(writers, contracts.row, topics, brand.column, plan.quality_effect, numbers)
        release(scene, notes)
        record_contracts(scene.recorder, scene.config.name, brand.name, contracts, notes.key, day)
        brand.grant(HABIT, float(contracts.fee_cny.sum() + contracts.service_fee_cny.sum()))
        brand.pay_contracts(day, HABIT, contracts)
        return m

    def _sign(self, brand: Brand, plan: RivalConfig, notes: NDArray[np.int64], day: int) -> Contracts:
        """Give each note of the day, by its number among the brand's, to a creator on the topic."""
        config = self.scene.config
        market = self.listings.open([config.brands[brand.name].topic])
        stream = self.scene.streams.key(f"paid notes of {brand.name}")
        lots = np.stack([draw_uniforms(market.key, stream, int(number)) for number in notes])
        at = standing_writers(market, plan.tier_shares, lots)
        return contracts_with(config.campaign, market, at, np.full(len(at), day))
