"""What the campaign's brand does with a partner, day by day: joint notes.

Joint notes are filed under a brand of their own, the *label*; at the end of a day what users made of
them is shared out between the two brands, and the label is left with nothing but its impressions.
Impressions and acts of joint notes count in the rows of both brands, as their reach does.
"""

import numpy as np
from numpy.typing import NDArray

from ..diary.campaign import record_alliance, record_contracts
from ..diary.ledger import record_budget
from ..phases.publish import Writers, publish_joint
from ..phases.share_out import JointLaw, joint_gains
from ..records.money import cny_of
from ..scene import Scene, release
from ..strategies.alliance.fit import positioning_fit
from ..strategies.alliance.partners import has_partner, hire_side, joint_lines, joint_money, shared_cost, side
from ..strategies.campaign.launch import Contracts, both_contracts, due
from ..world.columns import AWARE
from ..world.population import draw_uniforms
from .brand import CAMPAIGN, JOINT
from .marketplace import Buyer, Listings


class Alliance:
    """The campaign's brand and whom it works with.

    Parameters
    ----------
    scene : Scene
    listings : Listings
    """

    def __init__(self, scene: Scene, listings: Listings) -> None:
        self.scene, self.listings = scene, listings
        self.config, self.world = config, world = scene.config, scene.world
        campaign, plan, names = config.campaign, config.alliance, list(config.brands)
        spends = campaign.brand is not None and campaign.budget_cny > 0
        self.has_partner = spends and has_partner(plan)
        self.contracts: Contracts | None = None
        self.brand = names.index(campaign.brand) if campaign.brand is not None else 0
        if self.has_partner:
            assert plan.partner is not None
            assert plan.label is not None
            self.partner, self.label = names.index(plan.partner), names.index(plan.label)
            self.sides = tuple(list(config.content.topics).index(self._topic(b)) for b in (self.brand, self.partner))
            topics = config.content.topics
            self.fit = positioning_fit(topics[self._topic(self.brand)], topics[self._topic(self.partner)])
            self.seen = world.brands.impressions[:, self.label].copy()

    def _topic(self, brand: int) -> str:
        return list(self.config.brands.values())[brand].topic

    def labels_of(self, brand: int) -> tuple[int, ...]:
        """Return the labels whose notes are a brand's too: that of the alliance, for both its sides."""
        return (self.label,) if self.has_partner and brand in (self.brand, self.partner) else ()

    def publish(self, writers: Writers) -> int:
        """Sign on the campaign's first day and publish what is due; return how many notes came out."""
        if not self.has_partner:
            return 0
        day, brands, recorder = writers.day, self.scene.brands, self.scene.recorder
        if day == self.config.campaign.start_day:
            self.contracts = self._sign(day)
            names = brands[self.brand].name, brands[self.partner].name
            self.knew = self._knows(self.brand, day), self._knows(self.partner, day)
            record_alliance(recorder, day, names, self.fit, self.knew, self.world.sample.weight)
            plans = self.config.campaign, self.config.alliance
            brands[self.partner].grant(JOINT, float(cny_of(joint_money(*plans).whole)))
            record_budget(recorder, self.config.name, brands[self.partner].name, joint_lines(*plans)[1], day)
        return self._publish(due(self.contracts, day), writers) if self.contracts else 0

    def pass_on(self, day: int) -> None:
        """Give both brands what users made of today's joint notes."""
        if self.contracts is None:
            return
        plan, world = self.config.alliance, self.world
        law = JointLaw(plan.attention, plan.spill * self.fit)
        lots = draw_uniforms(world.users.key[: world.sample.n_readers], self.scene.streams.key("joint visit", day), 0)
        gains = joint_gains(world.brands, self.label, self.knew, self.seen, law, lots, day)
        for brand, gain in zip((self.brand, self.partner), gains, strict=True):
            world.credit_brand(brand, gain, self.config.commerce.interest_cap, day)
        world.clear_label(self.label, gains[0].user)
        self.seen = world.brands.impressions[:, self.label].copy()

    def _sign(self, day: int) -> Contracts:
        """Hire creators of both sides, each for half of the joint money."""
        config, campaign = self.config, self.config.campaign
        both = joint_money(campaign, config.alliance).whole
        signed: list[Contracts] = []
        own, theirs = campaign.topics or [self._topic(self.brand)], [self._topic(self.partner)]
        for topics, half in ((own, both - both // 2), (theirs, both // 2)):
            buyer = Buyer(config.campaign.brand or "", day, topics)
            market = side(self.listings.open(buyer), signed[0].row if signed else np.zeros(0, np.int64))
            lots = draw_uniforms(market.key, self.scene.streams.key("joint day"), 0)
            signed.append(hire_side(campaign, market, half, lots))
            self.listings.signed(signed[-1], day)
        self.is_partners = np.repeat([False, True], [len(each.row) for each in signed])
        return both_contracts(*signed)

    def _publish(self, contracts: Contracts, writers: Writers) -> int:
        """Write the notes of today's contracts, and let each brand pay its part."""
        assert self.contracts is not None
        scene, campaign, plan, day = self.scene, self.config.campaign, self.config.alliance, writers.day
        is_partners = self.is_partners[self.contracts.publish_day == day]
        own, theirs = (np.int8(topic) for topic in self.sides)
        topics = np.where(is_partners, theirs, own), np.where(is_partners, own, theirs)
        notes = publish_joint(writers, contracts.row, topics, self.label, campaign.quality_effect, plan.blend)
        release(scene, notes, campaign.keyword_coverage)
        sides, purposes = shared_cost(contracts, plan.cost_share), (CAMPAIGN, JOINT)
        for column, owed, purpose in zip((self.brand, self.partner), sides, purposes, strict=True):
            brand = scene.brands[column]
            record_contracts(scene.recorder, self.config.name, brand.name, owed, notes.key, day)
            brand.pay_contracts(day, purpose, owed)
        return len(notes.key)

    def _knows(self, brand: int, day: int) -> NDArray[np.bool_]:
        here = self.world.residents(day)[: self.world.sample.n_readers]
        return np.asarray((self.world.brands.stage[:, brand] >= AWARE) & here)
