"""The platform's ad business, day by day: opens lines, puts slots up for sale, settles."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config.schema import AdPlanConfig, RivalAdsConfig
from ..diary.ads import PAID_FOR, by_flight, by_placement, record_ads
from ..diary.consent import record_targeting
from ..phases.ads.aim import misusing
from ..phases.ads.lines import Buyer, Usual, audience_of, background_lines, bid_of, boost_lines, boosted, brand_lines
from ..phases.ads.market import AdMarket, MarketLaw, closed_market, open_market, usual_click
from ..phases.ads.settle import Delivered, add_up, delivered, paced, with_crowd
from ..phases.ads.show import AdTally
from ..phases.engagement.law import EngageLaw
from ..phases.engagement.state import Moment
from ..phases.publish import tick_shares
from ..phases.search.law import topics_of_brands
from ..records.money import FEN_PER_CNY
from ..records.terms import ENGAGEMENTS
from ..scene import Scene
from ..strategies.campaign.amplify import NoteResults, best_notes
from ..strategies.campaign.money import budget_fen
from ..strategies.campaign.targeting import lawful, lawful_rule
from ..world.ads import FEED_PLACE, FEN, FLIGHTS, PLACEMENTS, SEARCH_PLACE, AdLines, flights_of, is_of_brand
from ..world.columns import COUNTS, NoteLog
from ..world.population import draw_uniforms
from ..world.safety import REMOVED, without
from ..world.world import World
from .brand import CAMPAIGN, HABIT

FOLLOWS = COUNTS.index("follows")


class Charged(NamedTuple):
    """What a day of ads came to."""

    cny: NDArray[np.float64]  # (B,) by brand
    shown: NDArray[np.int64]  # (2, 8) counters in the feed and on search; no rows without ads
    own: int  # impressions of ads that are no creator's note


class AdBusiness:
    """What the platform sells to whom.

    Parameters
    ----------
    scene : Scene
        Its world's ``ads`` holds the lines.
    own : int array
        Users whose account a team plans: one, or none.
    laws : tuple of EngageLaw
        Of the feed and of search: the platform's click model, by place.
    """

    def __init__(self, scene: Scene, own: NDArray[np.int64], laws: tuple[EngageLaw, EngageLaw]) -> None:
        self.config, self.world = config, world = scene.config, scene.world
        self.scene, self.own, self.laws = scene, own, laws
        hours = tick_shares(config.population.hour_profile, config.feed.ticks)
        self.shares = np.diff(hours, prepend=0.0)
        self.topics = topics_of_brands(config.brands, list(config.content.topics))
        self.more_fen = dict.fromkeys(PLACEMENTS, 0)  # decided in flight
        self.is_open = config.ads.slots.load > 0 or config.ads.slots.search_most > 0
        self.usual_click = float(usual_click(laws[FEED_PLACE], 0.0)) * config.ads.auction.prior_ratio
        if self.is_open:
            demand = config.population.people * config.engage.requests
            world.ads.open(background_lines(config.ads, config.content, demand, self.usual_click, scene.streams))

    def begin_day(self, day: int) -> None:
        """End what is over, and open what creators and the campaign buy today; rivals come next."""
        if not self.is_open:
            return
        book, notes = self.world.ads, self.world.content.log
        book.begin_day()
        book.keep(still_runs(book.lines, without(self.world.safety, notes, day, REMOVED), day))
        self._boost(day)
        self._plan_campaign(day)

    def _boost(self, day: int) -> None:
        """Let creators and the account of one's own boost notes of yesterday."""
        notes, ads, streams = self.world.content.log, self.config.ads, self.scene.streams
        slots = boosted(notes, ads.boost, self.own, streams, day)
        self.world.ads.open(boost_lines(notes, slots, ads, streams, day))

    def _plan_campaign(self, day: int) -> None:
        """Share what is left of the campaign's money out over the days that are left to its ads."""
        config, plan, book = self.config, self.config.campaign, self.world.ads
        first = plan.start_day + plan.ads.after_days
        if plan.brand is None or not first <= day < first + plan.ads.days:
            return
        brand = list(config.brands).index(plan.brand)
        audience = audience_of(lawful(plan.ads, config.security.consent, config.population), config.population)
        paid, since = paid_notes(self.world, brand), config.account.start_day
        for flight, name in enumerate(FLIGHTS):
            budget = FEN * (budget_fen(plan, name) + self.more_fen.get(name, 0))
            if budget > 0:
                left = budget - int(book.brand_spent[brand, flight])
                today = left // (first + plan.ads.days - day)
                notes = own_notes(self.world, self.own, since) if name == "own_notes" else paid
                self.buy(Buyer(brand, audience, first + plan.ads.days - 1), flight, plan.ads, today, notes)

    def buy(
        self, buyer: Buyer, flight: int, plan: AdPlanConfig | RivalAdsConfig, today: int, notes: NDArray[np.intp]
    ) -> None:
        """Choose those of a brand's notes that it amplifies today, and give each an equal part of today's money.

        Parameters
        ----------
        buyer : Buyer
        flight : int
            Place in ``FLIGHTS``.
        plan : AdPlanConfig or RivalAdsConfig
            With today's bids.
        today : int
            Money, in parts of a fen.
        notes : int array
            Slots of the notes to choose from.
        """
        config, book, log, brand = self.config, self.world.ads, self.world.content.log, buyer.brand
        usual = Usual(self.usual_click, config.commerce.visit_rate, config.ads.auction.first_pace)
        slots = best_of(self.world, notes, plan.notes)
        new = slots[~np.isin(log.key[slots], book.lines.note_key[_lines_of(book.lines, brand, flight)])]
        place, label = (flight, None) if flight < len(PLACEMENTS) else (FEED_PLACE, config.ads.boost.label)
        shown = plan.model_copy(update={"targeting": lawful_rule(plan.targeting, config.security.consent)})
        book.open(brand_lines(log, new, place, buyer, shown, usual, label))
        mine = _lines_of(book.lines, brand, flight)
        book.bid(mine, bid_of(plan, place, usual))
        is_on = np.isin(book.lines.note[mine], slots)
        book.allow(mine, np.where(is_on, today // max(int(is_on.sum()), 1), 0))

    def add_budget(self, placement: str, fen: int) -> None:
        """Give the campaign's ads in ``feed`` or on ``search`` more money, for the days that are left to them."""
        self.more_fen[placement] += fen

    def market(self, place: int, day: int, tick: int) -> AdMarket:
        """Return what is for sale in a tick."""
        n_topics, n_brands = len(self.config.content.topics), len(self.config.brands)
        if not self.is_open:
            return closed_market(n_topics + (n_brands if place == SEARCH_PLACE else 0))
        lines, content, leads = (
            self.world.ads.lines,
            self.world.content,
            (self.config.ads.background.lead_rate, self.config.commerce.visit_rate),
        )
        law = MarketLaw(self.config.ads, self.laws[place], n_topics, self.topics, leads)
        if self.world.safety is not None:  # a note may be removed within the day
            is_there = has_note(lines, without(self.world.safety, content.log, day, REMOVED))
            is_there &= (lines.brand < 0) | ~self.world.safety.is_barred(day)[lines.brand]
            lines = lines._replace(bid_cny=np.where(is_there, lines.bid_cny, 0.0))
        return open_market(lines, place, content.log, self.world.felt, law, self.scene.streams, Moment(day, tick))

    def settle(self, tally: AdTally, place: int, now: Moment) -> None:
        """Charge a tick and count it at the notes that were shown; decide how fast lines go on."""
        if not self.is_open:
            return
        lines, auction, what = self.world.ads.lines, self.config.ads.auction, self._delivered(tally, place, now)
        pace = lines.pace
        if auction.pacing != "none":
            past, ahead = self.shares[now.tick], float(self.shares[now.tick + 1 :].sum())
            ahead = ahead if now.tick + 1 < len(self.shares) else 1.0
            here, weight = lines.placement == place, self.world.sample.weight
            pace = paced(lines, here, what.due, past, ahead, auction.pace_step, weight)
        else:
            pace = np.ones_like(pace)
        result = add_up(what, lines, pace, self.world.sample.weight)
        self.world.ads.settle(result)
        self.world.count_ads(lines, result.counts)

    def _delivered(self, tally: AdTally, place: int, now: Moment) -> Delivered:
        """Return what a tick's ads came to, with those whom readers stand for."""
        readers, sample, lines = delivered(tally), self.world.sample, self.world.ads.lines
        if sample.is_whole:
            return readers
        lead = np.where(lines.brand >= 0, self.config.commerce.visit_rate, lines.lead_rate)
        stream = self.scene.streams.key("crowd of ads", now.day, now.tick + 32 * place)
        what = with_crowd(readers, tally, lines, lead, sample.weight - 1, stream)
        at, follows = lines.note >= 0, (what.counts - readers.counts)[:, FOLLOWS]
        self.world.follow_by_crowd(self.world.content.log.creator[lines.note[at]], follows[at])
        return what

    def close_day(self, day: int) -> Charged:
        """Charge the day's ads; brands pay."""
        scene, lines = self.scene, self.world.ads.lines
        if not self.is_open:
            return Charged(np.zeros(len(scene.brands)), np.zeros((0, len(COUNTS)), np.int64), 0)
        fen = self.world.ads.charge()
        record_ads(scene.recorder, lines, fen, scene.names.topics, scene.names.brands, day)
        record_targeting(scene.recorder, lines, self.config.security.consent, self.config.population, day)
        owed = by_flight(lines, fen, len(scene.brands))
        for brand, due in zip(scene.brands, owed, strict=True):
            if due.any():
                purpose = CAMPAIGN if brand.name == self.config.campaign.brand else HABIT
                brand.pay(day, purpose, [PAID_FOR[f] for f in np.flatnonzero(due)], due[due > 0] / FEN_PER_CNY)
        own = int(lines.today[lines.note < 0, 0].sum())
        return Charged(owed.sum(axis=1) / FEN_PER_CNY, by_placement(lines), own)

    def found_out(self, day: int) -> list[tuple[int, int, int]]:
        """Return which brands are found out today to aim ads without consent: each with slot and key of such an ad."""
        consent, lines = self.config.security.consent, self.world.ads.lines
        if consent.found_rate == 0:
            return []
        rows = misusing(lines, consent, self.config.population)
        lots = draw_uniforms(lines.advertiser[rows].astype(np.int64), self.scene.streams.key("misuse", day), 0)
        rows = rows[lots < consent.found_rate]
        columns = (lines.advertiser[rows], lines.note[rows], lines.note_key[rows])
        return list(zip(*(column.tolist() for column in columns), strict=True))


def _lines_of(lines: AdLines, brand: int, flight: int) -> NDArray[np.intp]:
    return np.flatnonzero(is_of_brand(lines) & (flights_of(lines) == flight) & (lines.advertiser == brand))


def still_runs(lines: AdLines, notes: NoteLog, day: int) -> NDArray[np.bool_]:
    """Say which lines go on: in time, not spent, and with a note that is still there."""
    return np.asarray((lines.last_day >= day) & (lines.spent < lines.whole) & has_note(lines, notes))


def has_note(lines: AdLines, notes: NoteLog) -> NDArray[np.bool_]:
    """Say which lines show a note that is still there, or none."""
    return np.asarray((lines.note < 0) | (notes.key[np.maximum(lines.note, 0)] == lines.note_key))


def paid_notes(world: World, brand: int) -> NDArray[np.intp]:
    """Return the slots of the notes that a brand paid creators for."""
    log = world.content.log
    return np.flatnonzero((log.key >= 0) & (log.brand == brand) & (log.is_sponsored > 0))


def own_notes(world: World, own: NDArray[np.int64], since: int) -> NDArray[np.intp]:
    """Return the slots of what an account published itself since a team plans it."""
    log = world.content.log
    return np.flatnonzero((log.key >= 0) & np.isin(log.creator, own) & (log.is_sponsored == 0) & (log.day >= since))


def best_of(world: World, slots: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """Return the slots of those notes that did best."""
    log = world.content.log
    counts = world.content.counts.over_surfaces(slots)
    engaged = sum(counts[:, COUNTS.index(act)] for act in ENGAGEMENTS)
    results = NoteResults(log.key[slots], counts[:, 0], counts[:, 1], np.asarray(engaged, np.int64))
    return slots[best_notes(results, most)]
