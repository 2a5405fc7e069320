"""Rivals: what brands that are not the campaign's publish and bid, by habit and in answer to a loud campaign."""

import numpy as np
from numpy.typing import NDArray

from ..config.schema import RivalConfig
from ..diary.campaign import record_answer, record_contracts
from ..phases.ads.lines import FOR_EVER, Buyer, whole_fen
from ..phases.publish import FIRST_RIVAL, NUMBERS_OF_A_RIVAL, Writers, publish_sponsored
from ..records.money import cny_of, fen_of, fen_within
from ..scene import Scene, release
from ..strategies.campaign.launch import Contracts, contracts_at, contracts_with
from ..strategies.content.rhythm import DAYS_PER_WEEK, even
from ..strategies.kol.standing import standing_writers
from ..strategies.rivals.answer import Heard, excess_voice, raised_by
from ..world.ads import EVERYBODY, FEN, PLACEMENTS
from ..world.population import draw_uniforms
from .ad_business import AdBusiness, paid_notes
from .brand import HABIT, Brand
from .marketplace import Buyer as Hirer
from .marketplace import Listings

FIRST_ANSWER = NUMBERS_OF_A_RIVAL // 2  # of a rival's notes: those of its habit keep theirs


class Rivals:
    """The brands that publish and bid besides the campaign's.

    Parameters
    ----------
    scene : Scene
    listings : Listings
    ad_business : AdBusiness
    """

    def __init__(self, scene: Scene, listings: Listings, ad_business: AdBusiness) -> None:
        self.scene = scene
        self.all = [Rival(scene, listings, ad_business, name) for name in scene.config.rivals]
        self.listens = any(rival.plan.answer.strength > 0 for rival in self.all)
        self.heard: list[NDArray[np.int64]] = []  # impressions of each brand, up to the morning of each day

    def publish(self, writers: Writers) -> int:
        """Let the rivals' paid notes of the day appear, and be paid for; return how many."""
        if writers.day < 0:
            return 0  # what they published before the run nobody has seen
        if self.listens:
            self.heard.append(self.scene.world.brands.impressions.sum(axis=0, dtype=np.int64))
            for rival in self.all:
                rival.listen(self.heard, writers.day)
        return sum(rival.publish(writers) for rival in self.all)

    def buy_ads(self) -> None:
        """Let rivals buy the day's ads."""
        for rival in self.all:
            rival.buy_ads()


class Rival:
    """One of them. It has no budget but a habit, and a purse for answers.

    Its brand gets what the ads of its habit may cost in the whole run, what its creators cost when they publish, and
    what an answer adds when it is given, out of the purse.

    Parameters
    ----------
    scene : Scene
    listings : Listings
    ad_business : AdBusiness
    name : str
        Of the brand.
    """

    def __init__(self, scene: Scene, listings: Listings, ad_business: AdBusiness, name: str) -> None:
        self.scene, self.listings, self.ad_business = scene, listings, ad_business
        self.brand: Brand = scene.brand(name)
        self.plan: RivalConfig = scene.config.rivals[name]
        ads, names = self.plan.ads, scene.names.brands
        self.daily_fen = [int(whole_fen(cny)) // FEN for cny in (ads.feed_cny_per_day, ads.search_cny_per_day)]
        self.buyer = Buyer(self.brand.column, EVERYBODY, FOR_EVER, sum(1 << names.index(b) for b in set(ads.conquest)))
        self.brand.grant(HABIT, scene.config.n_days * (ads.feed_cny_per_day + ads.search_cny_per_day))
        self.published, self.answered = 0, 0  # notes, by habit and in answer
        self.factor, self.owed = 1.0, 0.0  # of today's activity; notes that answers came to, less those that appeared
        self.purse_fen = fen_within(self.plan.answer.purse_cny)
        self.set_aside = [0] * len(PLACEMENTS)  # fen of the purse, for today's ads
        self.spent = np.zeros(len(PLACEMENTS), np.int64)  # on ads until this morning

    def listen(self, impressions: list[NDArray[np.int64]], day: int) -> None:
        """Hear how loud the campaign is, and decide by how much to do more today."""
        terms, config, topic = self.plan.answer, self.scene.config, self.scene.topic_of
        if terms.strength == 0 or config.campaign.brand is None:
            return
        on_topic = np.array([topic(brand) == topic(self.brand) for brand in self.scene.brands])
        loud = self.scene.brand(config.campaign.brand).column
        excess = excess_voice(Heard(impressions, loud, on_topic, config.campaign.start_day), day, terms)
        self._take_back()
        self.factor = raised_by(excess, terms)
        self.owed += (self.factor - 1.0) * self.plan.notes_per_week / DAYS_PER_WEEK
        row = {"excess_voice": max(excess, 0.0), "factor": self.factor, "purse_fen": self.purse_fen}
        record_answer(self.scene.recorder, self.scene.config.name, self.brand.name, day, row)

    def publish(self, writers: Writers) -> int:
        """Let the notes of the habit appear, then those of an answer as far as the purse pays for them."""
        usual, more = even(self.plan.notes_per_week, writers.day), int(self.owed + 1e-9)
        n = self._publish(self.published + np.arange(usual), writers, None)
        self.published += usual
        self.owed -= more
        n_more = self._publish(FIRST_ANSWER + self.answered + np.arange(more), writers, self.purse_fen)
        self.answered += more
        return n + n_more

    def _publish(self, numbers: NDArray[np.int64], writers: Writers, most_fen: int | None) -> int:
        """Publish and pay for notes, by their numbers among the brand's, for at most some money."""
        brand, scene, day = self.brand, self.scene, writers.day
        if not len(numbers):
            return 0
        contracts = self._sign(numbers, day)
        cost = fen_of(contracts.fee_cny) + fen_of(contracts.service_fee_cny)
        if most_fen is not None:
            contracts = contracts_at(contracts, np.cumsum(cost) <= most_fen)
            self.purse_fen -= int(cost[: len(contracts.row)].sum())
        m = len(contracts.row)
        if m == 0:
            return 0
        self.listings.signed(contracts, day)
        topics, numbers = np.full(m, scene.topic_of(brand), np.int8), numbers[:m]
        numbers = FIRST_RIVAL + brand.column * NUMBERS_OF_A_RIVAL + numbers
        effect, is_outside = self.plan.quality_effect, contracts.is_outside
        notes = publish_sponsored(writers, contracts.row, topics, brand.column, effect, numbers, is_outside)
        release(scene, notes)
        record_contracts(scene.recorder, scene.config.name, brand.name, contracts, notes.key, day)
        brand.grant(HABIT, float(contracts.fee_cny.sum() + contracts.service_fee_cny.sum()))
        brand.pay_contracts(day, HABIT, contracts)
        self.listings.disclosure.published(brand.column, contracts, notes.key, day)
        return m

    def _sign(self, numbers: NDArray[np.int64], day: int) -> Contracts:
        """Give each note of the day to a creator on the topic; where nobody accepts, to nobody."""
        config = self.scene.config
        topics = [config.brands[self.brand.name].topic]
        market = self.listings.open(Hirer(self.brand.name, day, topics, self.plan.disclosure))
        stream = self.scene.streams.key(f"paid notes of {self.brand.name}")
        lots = np.stack([draw_uniforms(market.key, stream, int(number)) for number in numbers])
        at = standing_writers(market, self.plan.tier_shares, lots)
        return contracts_with(config.campaign, market, at, np.full(len(at), day))

    def buy_ads(self) -> None:
        """Spend on ads what is spent every day, and what the answer adds, with bids that rise as much."""
        if not self.ad_business.is_open:
            return
        ads, notes = self.plan.ads, paid_notes(self.scene.world, self.brand.column)
        for place, usual in enumerate(self.daily_fen):
            if usual == 0:
                continue
            more = min(int(usual * (self.factor - 1.0)), self.purse_fen)
            self._set_aside(place, more)
            rise = (usual + more) / usual
            bids = {"value_cpm_cny": ads.value_cpm_cny * rise, "search_cpc_cny": ads.search_cpc_cny * rise}
            self.ad_business.buy(self.buyer, place, ads.model_copy(update=bids), FEN * (usual + more), notes)

    def _set_aside(self, place: int, fen: int) -> None:
        self.purse_fen -= fen
        self.set_aside[place] = fen
        self.brand.grant(HABIT, float(cny_of(fen)))

    def _take_back(self) -> None:
        """Take back what yesterday's ads left of what was set aside for them."""
        spent = self.scene.world.ads.brand_spent[self.brand.column, : len(PLACEMENTS)]
        for place, today in enumerate(spent - self.spent):
            beyond = -(-int(today) // FEN) - self.daily_fen[place]
            left = self.set_aside[place] - min(max(beyond, 0), self.set_aside[place])
            self._set_aside(place, -left)
            self.set_aside[place] = 0
        self.spent = spent.copy()
