"""The recommendation feed: learns of notes, fills its pools and serves every session, tick by tick."""

import numpy as np
from numpy.typing import NDArray

from ..diary.today import Served
from ..phases.engagement.law import EngageLaw
from ..phases.engagement.state import Moment, Tally, add_rare_acts, empty_tally, rare_acts_of, take_out
from ..phases.learn import learn
from ..phases.publish import tick_shares
from ..phases.serve.circles import circles_of, hot_circles
from ..phases.serve.law import FeedRules, feed_law, knows_places, shows_older, surfaces_of
from ..phases.serve.momentum import momentum_of
from ..phases.serve.older import Older, older_of
from ..phases.serve.pools import Authors, Places, Pools, Shelves, build_pools
from ..phases.serve.score import signals_of
from ..phases.serve.sizes import Sizes
from ..phases.serve.standing import favoured, recommended
from ..phases.serve.tick import Comers, comers_of, keys_of, serve
from ..scene import Scene, bring_crowd, count_shown, reactions_of_all, reactions_on_older
from ..world.ads import FEED_PLACE
from ..world.columns import EXPLORE, SEARCH, NoteLog, NoteTruth
from ..world.note_counts import NoteCounts
from ..world.safety import REMOVED, without
from ..world.siblings import siblings_of
from .ad_business import AdBusiness
from .moderation import Moderation
from .search import Search
from .watching import Watching


class Feed:
    """The surfaces that show notes unasked.

    Parameters
    ----------
    scene : Scene
    engage_law : EngageLaw
        Of whoever is shown a note.
    ad_business : AdBusiness
        Sells some of the slots.
    watching : Watching
    search : Search
        Asked by some before they scroll, by others after it.
    moderation : Moderation
        Acts on notes between the ticks of a day.
    """

    def __init__(
        self,
        scene: Scene,
        engage_law: EngageLaw,
        ad_business: AdBusiness,
        watching: Watching,
        search: Search,
        moderation: Moderation,
    ) -> None:
        self.scene, self.ad_business, self.watching, self.search = scene, ad_business, watching, search
        self.moderation = moderation
        config = scene.config
        self.law = feed_law(config.feed, config.ranker, config.engage)
        self.engage_law, self.surfaces = engage_law, surfaces_of(self.law, engage_law)
        self.hours = tick_shares(config.population.hour_profile, config.feed.ticks)
        circles = circles_of(config.population.people, config.feed.users_per_circle)
        hot = hot_circles(circles, config.feed.hot_crossing)
        self.shelves = Shelves(len(config.content.topics), circles, hot, Sizes())
        self.momentum: NDArray[np.float32] | None = None  # today's, of each note
        self.is_with_older = shows_older(config.feed, config.engage) and search.room > 0

    def serve(self, day: int) -> Served:
        """Serve the day's sessions, and let people search; return what the feed showed."""
        world, config = self.scene.world, self.scene.config
        self.search.open_day(day)
        notes = self._notes
        tally = empty_tally(world, len(config.population.age_bands), max(self.surfaces) + 1, len(notes[0].key))
        comers = comers_of(world, notes[0], self.hours, self.watching.is_logged, self.engage_law, self.search.cards)
        rare = rare_acts_of(tally)
        world.begin_counting()
        self.momentum = momentum_of(world.content.log, config.feed.ladder)
        moments = [Moment(day, tick) for tick in range(config.feed.ticks)]
        panel = [self._serve_tick(now, tally, rare, comers) for now in moments]
        weight = world.sample.weight
        return Served(
            world.content.today,
            weight * tally.segments.sum(axis=0),
            weight * int(tally.sessions[:, 0].sum()),
            weight * int(tally.sessions[:, 1].sum()),
            panel,
            reactions_of_all(self.scene, rare, EXPLORE, day),
            reactions_on_older(self.scene, rare, EXPLORE, day),
            surfaces=(*self.surfaces, SEARCH),
        )

    def _serve_tick(self, now: Moment, tally: Tally, rare: NoteCounts, comers: Comers) -> NDArray[np.int64]:
        """Serve the sessions of a tick; return the events of those who are logged; ``rare`` takes rare acts."""
        world, business = self.scene.world, self.ad_business
        self.moderation.open_tick(now)
        world.set_estimates(*learn(world.content.log, world.content.counts, self.scene.config.feed.quality_prior))
        self.search.open_tick(now)
        comers, notes = self._without_removed(comers, now)
        pools, stage = self._pools(now)
        self.search.answer(now, first=True)
        market = business.market(FEED_PLACE, *now)
        rules = FeedRules(self.law, self.engage_law, keys_of(self.scene.streams, now))
        events, ads = serve(world, notes, pools, market, tally, comers, rules, now)
        self.search.answer(now, first=False)
        business.settle(ads, FEED_PLACE, now)
        self._count(tally, rare, stage, now)
        self.search.close_tick(now)
        return events

    def _count(self, tally: Tally, rare: NoteCounts, stage: NDArray[np.int8], now: Moment) -> None:
        """Let the crowd in, and count what was shown."""
        shown = take_out(tally)
        add_rare_acts(rare, shown)
        bring_crowd(self.scene, shown, now, self._notes[0])
        self.watching.look(count_shown(self.scene.world, shown), now.tick, stage=stage)

    def _without_removed(self, comers: Comers, now: Moment) -> tuple[Comers, tuple[NoteLog, NoteTruth]]:
        """Return who comes, and the notes that may be shown them, without those that were removed by now."""
        world, (log, truth) = self.scene.world, self._notes
        there = without(world.safety, log, now.day, REMOVED)
        if there is log:
            return comers, (log, truth)
        world.take_down(there.key)  # of whoever was banned since, too
        if self.engage_law.profile_visit > 0.0:
            comers = comers._replace(siblings=siblings_of(there, len(world.users.key)))
        return comers, (there, truth)

    def _pools(self, now: Moment) -> tuple[Pools, NDArray[np.int8]]:
        """Put the notes into the pools of a tick; say which pool each is in."""
        world, config, streams = self.scene.world, self.scene.config, self.scene.streams
        content, followers = world.content, world.followers_of(world.content.log.creator)
        signals = signals_of(content.log, content.counts, config.feed.ladder, followers, (*now, config.feed.ticks))
        authors = Authors(self._places(now), self.momentum)
        if world.safety is not None:
            authors = favoured(authors, world.safety.notes.is_original, content.lifted_until, config.rights, now.day)
            standing = world.safety.measures(content.log, now.day), config.rules.demotion
            signals, authors = recommended(signals, authors, *standing)
        return build_pools(
            signals,
            world.felt,
            config.ranker,
            self.shelves._replace(older=self._older(now)),
            now.tick,
            (streams.key("lifetime"), streams.key("place", *now)),
            authors,
        )

    @property
    def _notes(self) -> tuple[NoteLog, NoteTruth]:
        """Notes that may be shown today: those of the feed in their slots; behind them the archive, if it is shown."""
        world = self.scene.world
        return self.search.notes if self.is_with_older else (world.content.log, world.felt)

    def _older(self, now: Moment) -> Older | None:
        """Put the archive's notes on their shelf, if the feed shows any."""
        if not self.is_with_older:
            return None
        (log, truth), world, config = self.search.notes, self.scene.world, self.scene.config
        n_feed = len(world.content.log.key)
        archive = world.archive.log, NoteTruth._make(column[n_feed:] for column in truth)
        followers = world.followers_of(world.archive.log.creator)
        return older_of(log, archive, config.feed.ladder, config.ranker, followers, (*now, config.feed.ticks))

    def _places(self, now: Moment) -> Places | None:
        """Say where notes come from, if anything of the feed goes by city."""
        world, config = self.scene.world, self.scene.config
        if not knows_places(config.feed):
            return None
        n_cities = sum(map(len, config.population.cities.values()))
        city = world.users.city[world.content.log.creator]
        return Places(city, n_cities, self.scene.streams.key("place nearby", *now))
