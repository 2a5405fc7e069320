"""The platform's ad business, day by day: opens lines, puts slots up for sale, settles.

The bridge between the world's book of lines, the auction of the phases and what brands plan.
"""

import numpy as np
from numpy.typing import NDArray

from .config.schema import Config
from .phases.ads.lines import audience_of, background_lines, boost_lines, campaign_lines, whole_fen
from .phases.ads.market import AdMarket, closed_market, open_market, usual_click
from .phases.ads.settle import add_up, paced
from .phases.ads.show import AdTally
from .phases.engagement.law import EngageLaw
from .phases.search.law import topics_of_brands
from .records.tables import ENGAGEMENTS
from .rng import Streams
from .strategies.campaign.amplify import NoteResults, best_notes
from .strategies.campaign.launch import budget_of
from .world.ads import BRAND, FEED_PLACE, PLACEMENTS, SEARCH_PLACE, AdLines, budget_left
from .world.columns import COUNTS, NoteLog
from .world.world import World


class Advertising:
    """What the platform sells to whom.

    Parameters
    ----------
    config : Config
    world : World
        Its ``ads`` holds the lines.
    laws : (EngageLaw of the feed, of search)
        With the platform's click model.
    hours : float array of shape (ticks,)
        Cumulative shares of a day's sessions.
    streams : Streams
    """

    def __init__(
        self, config: Config, world: World, laws: tuple[EngageLaw, EngageLaw], hours: NDArray[np.float64],
        streams: Streams,
    ) -> None:
        self.config, self.world, self.laws, self.streams = config, world, laws, streams
        self.shares = np.diff(hours, prepend=0.0)
        self.topics = topics_of_brands(config.brands, list(config.content.topics))
        self.more_fen = dict.fromkeys(PLACEMENTS, 0)  # decided in flight
        self.is_open = config.ads.slots.load > 0 or config.ads.slots.search_most > 0
        self.usual_click = float(usual_click(laws[0], 0.0)) * config.ads.auction.prior_ratio
        if self.is_open:
            world.ads.open(
                background_lines(config.ads, config.content, config.population.n_users, self.usual_click, streams)
            )

    def begin_day(self, day: int) -> None:
        """End what is over, and open what creators and the campaign buy today."""
        if not self.is_open:
            return
        book, notes = self.world.ads, self.world.content.log
        book.begin_day()
        book.keep(still_runs(book.lines, notes, day))
        book.open(boost_lines(notes, self.config.ads, self.config.engage.sponsored_effect, self.streams, day))
        self._plan_campaign(day)

    def _plan_campaign(self, day: int) -> None:
        """Choose the notes to amplify today, and share the day's money out among them."""
        config, plan, book = self.config, self.config.campaign, self.world.ads
        first = plan.start_day + plan.ads.after_days
        if plan.brand is None or not first <= day < first + plan.ads.days:
            return
        brand = list(config.brands).index(plan.brand)
        audience = audience_of(plan.ads, list(config.population.age_bands), list(config.population.city_tiers))
        usual = self.usual_click, config.commerce.visit_rate
        for place, name in enumerate(PLACEMENTS):
            budget = int(whole_fen(budget_of(plan, name))) + self.more_fen[name]
            if budget <= 0:
                continue
            slots = chosen_notes(self.world, brand, plan.ads.notes)
            mine = (book.lines.source == BRAND) & (book.lines.placement == place)
            new = slots[~np.isin(self.world.content.log.key[slots], book.lines.note_key[mine])]
            pace, last = config.ads.auction.first_pace, first + plan.ads.days - 1
            notes = self.world.content.log
            book.open(campaign_lines(notes, new, place, brand, plan.ads, audience, usual, pace, last))
            left = budget - int(book.brand_spent[brand, place])
            self._share_out(place, slots, left // (first + plan.ads.days - day))

    def _share_out(self, place: int, slots: NDArray[np.intp], today: int) -> None:
        """Give each chosen note's line an equal part of today's money, all others none."""
        lines = self.world.ads.lines
        mine = np.flatnonzero((lines.source == BRAND) & (lines.placement == place))
        is_on = np.isin(lines.note[mine], slots)
        self.world.ads.allow(mine, np.where(is_on, today // max(int(is_on.sum()), 1), 0))

    def add_budget(self, placement: str, amount_cny: float) -> None:
        """Give the campaign's ads in ``feed`` or on ``search`` more money, for the days that are left to them."""
        self.more_fen[placement] += int(whole_fen(amount_cny))

    def market(self, place: int, day: int, tick: int) -> AdMarket:
        """Return what is for sale in a tick."""
        n_topics, n_brands = len(self.config.content.topics), len(self.config.brands)
        if not self.is_open:
            return closed_market(n_topics + (n_brands if place == SEARCH_PLACE else 0))
        content, leads = self.world.content, (self.config.ads.background.lead_rate, self.config.commerce.visit_rate)
        return open_market(
            self.world.ads.lines, place, content.log, self.world.felt, self.config.ads, self.laws[place], n_topics,
            self.topics, leads, self.streams, day, tick,
        )

    def settle(self, tally: AdTally, place: int, tick: int) -> None:
        """Charge a tick and count it at the notes that were shown; decide how fast lines go on."""
        if not self.is_open:
            return
        lines, auction = self.world.ads.lines, self.config.ads.auction
        pace = lines.pace
        if auction.pacing != "none":
            past, ahead = 1.0, 1.0
            if place == FEED_PLACE:
                past, ahead = self.shares[tick], float(self.shares[tick + 1 :].sum())
                ahead = ahead if tick + 1 < len(self.shares) else 1.0
            due = tally.money[:, :, 0].sum(axis=0)
            pace = paced(lines, lines.placement == place, due, past, ahead, auction.pace_step)
        else:
            pace = np.ones_like(pace)
        result = add_up(tally, budget_left(lines), pace)
        self.world.ads.settle(result)
        self.world.count_ads(lines, result.counts)


def still_runs(lines: AdLines, notes: NoteLog, day: int) -> NDArray[np.bool_]:
    """Say which lines go on: in time, not spent, and with a note that is still there."""
    there = (lines.note < 0) | (notes.key[np.maximum(lines.note, 0)] == lines.note_key)
    return np.asarray((lines.last_day >= day) & (lines.spent < lines.whole) & there)


def chosen_notes(world: World, brand: int, most: int) -> NDArray[np.intp]:
    """Return the slots of the brand's sponsored notes that did best."""
    log = world.content.log
    slots = np.flatnonzero((log.key >= 0) & (log.brand == brand) & (log.is_sponsored > 0))
    counts = log.counts[slots].sum(axis=1, dtype=np.int64)
    engaged = sum(counts[:, COUNTS.index(act)] for act in ENGAGEMENTS)
    results = NoteResults(log.key[slots], counts[:, 0], counts[:, 1], np.asarray(engaged, np.int64))
    return slots[best_notes(results, most)]
