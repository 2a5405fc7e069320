"""Search: answers queries tick by tick, before and after the feed, from the notes of the feed and from an archive."""

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from ..phases.ads.market import AdMarket
from ..phases.ads.show import AdTally, Books, empty_ad_tally
from ..phases.engagement.cards import blank_cards
from ..phases.engagement.state import Moment, Tally, add_rare_acts, empty_panel, empty_tally, rare_acts_of, take_out
from ..phases.publish import tick_shares
from ..phases.search.archive import GROWTH, kept, room_of
from ..phases.search.day import Found, SearchLaw, Seekers, Sitting, index_of, open_library, plan, seekers_of, sit_down
from ..phases.search.index import Index, take_out_of
from ..phases.search.law import QUERY_KINDS
from ..scene import Scene, bring_crowd, count_shown, reactions_of_all, reactions_on_older
from ..world.ads import SEARCH_PLACE
from ..world.archive import OldNotes, leaving
from ..world.columns import SEARCH, NoteLog, NoteTruth
from ..world.content import lifted
from ..world.note_counts import NoteCounts
from ..world.safety import BY_NAME, REMOVED, UNSEARCHABLE, without
from .ad_business import AdBusiness
from .watching import Watching

AFTER_FEED = 32  # sets the ticks of the crowd on search apart from those of the feed


class Search:
    """The surface that shows notes when asked.

    Parameters
    ----------
    scene : Scene
    law : SearchLaw
    ad_business : AdBusiness
        Sells some of the slots.
    watching : Watching
    """

    market: AdMarket  # of the tick
    ads: AdTally  # of the tick
    seekers: Seekers  # of the day, as what follows
    index: Index
    notes: tuple[NoteLog, NoteTruth]  # those of the feed, with the archive behind them
    there: tuple[NoteLog, NoteTruth]  # of the tick, without those that were removed by then
    tally: Tally
    cards: NDArray[Any]  # room for them: the feed's and search's take turns within a tick
    rare: NoteCounts  # rare acts
    queries: NDArray[np.int64]
    sittings: list[dict[bool, Sitting]]  # by tick: before the feed (True), and after it

    def __init__(self, scene: Scene, law: SearchLaw, ad_business: AdBusiness, watching: Watching) -> None:
        self.scene, self.law, self.ad_business, self.watching = scene, law, ad_business, watching
        self.hours = tick_shares(scene.config.population.hour_profile, scene.config.feed.ticks)
        self.room = room_of(scene.config.search.archive, len(law.intent.topics), law.n_senses)
        self.n_ordered = 0  # notes of the archive when it was last put in order

    def file(self, gone: NDArray[np.intp] | OldNotes, day: int) -> None:
        """Put notes that leave the feed, or that were there before, into the archive; the worst are found no more."""
        world, plan_of = self.scene.world, self.scene.config.search.archive
        if not isinstance(gone, OldNotes):
            gone = gone[without(world.safety, world.content.log, day, REMOVED).key[gone] >= 0]
        new = gone if isinstance(gone, OldNotes) else leaving(world.content, gone)
        if self.room == 0 or not len(new.likes):
            return
        world.archive.put(new)
        if len(world.archive.likes) > GROWTH * self.n_ordered:
            world.archive.keep(kept(world.archive.log, plan_of, self.law.n_senses, self.law.match, day))
            self.n_ordered = len(world.archive.likes)

    def open_day(self, day: int) -> None:
        """Learn who comes today, and begin the day's counters."""
        scene, world = self.scene, self.scene.world
        world.archive.begin_day()
        self.seekers, self.sittings = seekers_of(world, self.law, self.hours, scene.streams, day), []
        truth, log = world.content.notes.all
        self.notes = log, lifted(truth, log, world.interest)
        n_notes = len(self.notes[0].key)
        self.tally = empty_tally(world, len(scene.config.population.age_bands), 1, n_notes)
        self.cards = blank_cards(n_notes)
        self.rare = rare_acts_of(self.tally)
        self.queries = np.zeros((numba.get_num_threads(), len(QUERY_KINDS), 8), np.int64)

    def open_tick(self, now: Moment) -> None:
        """Put slots up for sale, and look at what is known of notes now."""
        self.market = self.ad_business.market(SEARCH_PLACE, *now)
        self.sittings.append({})
        self.ads = empty_ad_tally(len(self.market.key))
        if now.tick == 0:  # what comes out later is found tomorrow
            self.index = index_of(self._there(now, REMOVED | UNSEARCHABLE), self.law, now)
        elif self.scene.world.safety is not None:
            take_out_of(self.index, self._there(now, REMOVED | UNSEARCHABLE).key)
        if (by_name := self._there(now, BY_NAME)) is not self.notes[0]:
            take_out_of(self.index, by_name.key, len(self.scene.config.brands))
        self.there = self._there(now, REMOVED), self.notes[1]

    def _there(self, now: Moment, against: int) -> NoteLog:
        """Return the day's notes without those that measures hold against."""
        return without(self.scene.world.safety, self.notes[0], now.day, against)

    def answer(self, now: Moment, *, first: bool) -> None:
        """Let those search whose sitting it is: before they scroll (``first``), or after that."""
        scene, world = self.scene, self.scene.world
        who = self.seekers.at(now.tick, first=first)
        asked = plan(world, self.seekers, who, self.law.intent, scene.streams, now.day)
        if not asked.n_queries.any():
            return
        of_day = self.index, self.seekers.crowd, self.cards
        library = open_library(world, self.there, self.law, of_day, scene.streams, now)
        books, is_logged = Books(self.tally, self.ads, self.queries), self.watching.is_logged
        self.sittings[-1][first] = sit_down(asked, is_logged, world, library, self.market, books, now.day)

    def close_tick(self, now: Moment) -> None:
        """Settle the ads, let the crowd in, and count what was shown."""
        world, (known, _) = self.scene.world, self.notes
        self.ad_business.settle(self.ads, SEARCH_PLACE, now)
        shown = take_out(self.tally)
        add_rare_acts(self.rare, shown)
        bring_crowd(self.scene, shown, Moment(now.day, AFTER_FEED + now.tick), known)
        self.watching.look(count_shown(world, shown, SEARCH), now.tick, SEARCH)

    def close_day(self, day: int) -> Found:
        """Remember who searched; return what came of it, for all people."""
        scene, world = self.scene, self.scene.world
        all_of_them = [each for tick in self.sittings for each in tick.values()]
        none, n_brands = [np.zeros(0, np.int64)], world.brands.stage.shape[1]
        searchers, user, brand = (
            np.concatenate(none + [getattr(each, name) for each in all_of_them])
            for name in ("searchers", "exposed_user", "exposed_brand")
        )
        world.mark_searches(searchers, user, brand)
        found = Found(
            reactions_of_all(scene, self.rare, SEARCH, day),
            reactions_on_older(scene, self.rare, SEARCH, day),
            world.archive.today.by_surface(),
            self.tally.segments.sum(axis=0),
            self.queries.sum(axis=0)[:, :4],
            np.sum([each.brand for each in all_of_them], axis=0, dtype=np.int64) + np.zeros(n_brands, np.int64),
            len(searchers),
            sum(len(tick[True].searchers) for tick in self.sittings if True in tick),
            [(_panel_of(tick, True), _panel_of(tick, False)) for tick in self.sittings],
        )
        del self.index, self.notes, self.there, self.tally, self.cards, self.rare
        del self.queries, self.market, self.ads, self.seekers
        return found.times(world.sample.weight)


def _panel_of(sittings: dict[bool, Sitting], first: bool) -> NDArray[np.int64]:
    return sittings[first].panel if first in sittings else empty_panel(0)
