"""``PlatformModel``: one day of the platform on one page.

``step()`` is a day. It reads as the day's list of phases; each phase looks at the world and says
what happens, and the next line lets the world apply it.
"""

import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Self

import mesa
import numba
import numpy as np
from numpy.typing import NDArray

from mesa_rows import ArrayAgents, free_agent_ids

from .actors.ad_business import AdBusiness
from .actors.alliance import Alliance
from .actors.brand import CAMPAIGN, HABIT, Brand
from .actors.marketplace import Listings, load_quotes
from .actors.own_account import OwnAccount
from .actors.rivals import Rivals
from .actors.shops import Shops
from .agents import Creator, User
from .campaigning import Campaigning
from .config import Config, ConfigError, one_config
from .config.seeds import fresh_seed, one_seed
from .diary import audience, notes, platform, supply
from .diary.ads import PAID_FOR, by_flight, by_placement, record_ads
from .diary.brands import BrandBooks, record_brands
from .diary.today import Served, Today, with_search
from .diary.words import words_of
from .phases.adapt import adapt, adapt_law, is_adaptive
from .phases.convert import Orders
from .phases.engagement.law import engage_law
from .phases.engagement.state import Moment, empty_tally, take_out
from .phases.learn import learn
from .phases.publish import beginners, draft_notes, mention_shares, note_law, publish_organic, tick_shares
from .phases.retain import retain, retain_law
from .phases.search.day import Found, search, search_law
from .phases.serve.circles import circles_of
from .phases.serve.law import FeedRules, feed_law, knows_places, n_surfaces
from .phases.serve.pools import Places, Shelves, build_pools
from .phases.serve.sizes import Sizes
from .phases.serve.tick import keys_of, panel_rows, serve
from .phases.spread import spread, spread_law
from .phases.watch import Watch, watch_tick
from .records.money import FEN_PER_CNY
from .records.names import names_of
from .records.store import Recorder
from .rng import Streams
from .scene import Scene, release, writers_of
from .strategies.kol.marketplace import tiers_of
from .world.ads import FEED_PLACE, SEARCH_PLACE
from .world.build import build_world
from .world.calendar import build_season, weekday_of
from .world.columns import ADS, SEARCH
from .world.content import over_surfaces
from .world.market import RECOMMENDING
from .world.population import newcomers_per_day

WATCHED = ("dau", "ctr", "gmv")


def on_last_day(model: "PlatformModel", name: str) -> float | None:
    """Return a figure of the last finished day (None before the first), for Mesa's collector."""
    return model.today.get(name)


class PlatformModel(ArrayAgents, mesa.Model):  # type: ignore[misc]
    """A content platform with users, creators and brands.

    Parameters
    ----------
    config : Config, optional
        What to simulate; the shipped defaults if left out.
    record_to : Path, optional
        Folder for the run's tables; in memory if left out.
    rng, seed : optional
        Replaces ``config.seed``: whatever NumPy takes as a seed (a whole number, a sequence of them, a SeedSequence, a
        generator), or its digits as text. Without it and without a config each model has a seed of its own, as in Mesa;
        ``model.config.seed`` says which.
    scenario : mesa Scenario, optional
        Holds parameters in the form of ``kwargs``; Mesa 3.5 passes one.
    kwargs
        Parameters by dotted path with ``__`` for the dot, as in ``population__n_users=1000`` (the
        name is the one that Mesa's page lets pass).
    """

    def __init__(
        self,
        config: Config | None = None,
        record_to: Path | None = None,
        *,
        rng: Any = None,
        seed: Any = None,
        scenario: Any = None,
        **kwargs: Any,
    ) -> None:
        held = dict(scenario) if scenario is not None else {}
        root = one_seed(rng=rng, seed=seed, scenario=held.pop("rng", None))
        self.config = one_config(config, {path.replace("__", "."): value for path, value in (held | kwargs).items()})
        if root is None:
            root = fresh_seed() if config is None else self.config.seed
        self.config = self.config.model_copy(update={"seed": root})  # what ran
        super().__init__(rng=root)
        most = int(vars(numba.config)["NUMBA_NUM_THREADS"])
        numba.set_num_threads(min(self.config.threads or most, most))
        self.streams = Streams(root)
        self.quotes = load_quotes(self.config)
        self.recorder = Recorder(record_to, words_of(self.config))
        self.world = build_world(self.config, self.streams)
        self.names = names_of(self.config)
        self.scene = Scene(self.config, self.world, self.streams, self.names, self.recorder)
        self._closed = False
        self.day = 0
        self.today: dict[str, Any] = {}
        self._prepare()
        self._introduce()
        self._open()
        self.datacollector = mesa.DataCollector(
            model_reporters={name: partial(on_last_day, name=name) for name in WATCHED}
        )

    def step(self) -> None:
        """Let one day pass.

        Raises
        ------
        ConfigError
            If the run was closed: what happened now would be in no table.
        """
        if self._closed:
            raise ConfigError(f"the run is over after day {self.day} of {self.config.n_days} (make a new model)")
        self.campaigning.plan(self.day)
        self._publish()
        self.ad_business.begin_day(self.day, self.account.rows)
        served, found = self._serve(), self._search()
        self._spread()
        self.alliance.pass_on(self.day)
        orders = self._convert()
        self._adapt()
        self._record(self._with_ads(with_search(served, found)), found, orders)
        self._retain()
        self.day += 1
        self.running = self.day < self.config.n_days
        self.datacollector.collect(self)

    def run(self, on_day: Callable[[int, Self], None] | None = None) -> Self:
        """Let all days of the config pass, then close the records."""
        while self.day < self.config.n_days:
            self.step()
            if on_day is not None:
                on_day(self.day, self)
        self.close()
        return self

    def close(self) -> None:
        """Write what is known at the end, and let go of what Mesa holds on to."""
        if not self._closed:
            self._closed = True
            tiers = tiers_of(self.world.total_followers(), self.config.graph.tiers)
            people = self.config.population
            notes.record_finished_notes(self.recorder, self.world, self.world.content.alive)
            audience.record_users(self.recorder, self.world, self.day)
            audience.record_reach(self.recorder, self.world, self.day)
            audience.record_brand_segments(
                self.recorder, self.world, len(people.age_bands), len(people.city_tiers), self.day
            )
            self.shops.close()
            supply.record_creators(self.recorder, self.world, self.config, tiers, self.streams)
            self.recorder.close()
            free_agent_ids(self)

    def _prepare(self) -> None:
        """Turn numbers into the forms that phases take, once."""
        config = self.config
        engagement = engage_law(config.engage, config.react, config.commerce, config.feed)
        self.laws = feed_law(config.feed, config.ranker, config.engage), engagement
        self.search_law = search_law(config, engagement)
        self.season = build_season(config.calendar, config.content, config.n_days, self.streams)
        self.weekday = weekday_of(config.calendar)
        self.adapt_law = adapt_law(config.creators, config.content, config.feed.ticks)
        self.hours = tick_shares(config.population.hour_profile, config.feed.ticks)
        self.ad_business = AdBusiness(self.scene, (engagement, self.search_law.look), self.hours)
        self.account = OwnAccount(self.scene)
        own = self.account.rows  # an account with a team of its own is not for hire
        self.listings = Listings(self.scene, self.quotes, own)
        self.alliance = Alliance(self.scene, self.listings)
        self.is_panel = panel_rows(self.world.users.key, config.record.panel_share, self.streams)
        self.watch = Watch(config.record.note_share, self.streams.key("watch"), self.account.rows)
        self.watched: list[NDArray[np.int64]] = []
        circles = circles_of(config.population.n_users, config.feed.users_per_circle)
        self.shelves = Shelves(len(config.content.topics), circles, Sizes())
        self.shops = Shops(self.scene)

    def _introduce(self) -> None:
        """Introduce users, creators and brands to Mesa."""
        world = self.world
        columns = world.truth._asdict() | world.users._asdict() | world.creators._asdict()
        self.register_array(User, columns, rows=self._signed_up, gone="is_gone")
        self.register_role(Creator, User, rows=self._publishers_so_far)
        named = enumerate(self.names.brands)
        self.brands = [Brand(self, name, b, self.recorder, self.config.name) for b, name in named]
        self.scene.brands = tuple(self.brands)
        self.campaigning = Campaigning(self.scene, self.ad_business, self.listings)
        self.rivals = Rivals(self.scene, self.listings)

    def _signed_up(self) -> slice:
        return slice(0, self.world.n_initial + newcomers_per_day(self.config.population) * max(self.day, 0))

    def _publishers_so_far(self) -> Any:
        return np.flatnonzero(self.world.creators.rate[self._signed_up()] > 0)

    def _open(self) -> None:
        """Put notes of the days before day 0 on the platform, and decide who visits first."""
        self._published, self._publishers, self._gone, self._begun, self._stopped = 0, 0, 0, 0, 0
        for day in range(-self.config.content.history_days, 0):
            self.day = day
            self._decide_visits(day - 1)
            self._publish()
        self._decide_visits(-1)
        self.world.users.active_days[:] = self.world.users.is_active
        self._gone = int(self.world.users.is_gone.sum())
        self.day = 0

    def _publish(self) -> None:
        config, world, content = self.config, self.world, self.config.content
        gone = world.expiring(self.day, content.window_days)
        notes.record_finished_notes(self.recorder, world, gone)
        world.remove_notes(gone)
        heat = self.season.on(self.day)
        world.set_interest(config.calendar.click_effect * heat)
        self.note_law = note_law(content, config.creators.traits, heat, self.streams)
        writers = writers_of(self.scene, self.note_law, self.day)
        own = self.account.publish(writers, heat)
        begin = beginners(
            world.visitors,
            world.users.key,
            world.truth.engage,
            world.creators,
            config.creators.drive.begin_rate,
            self.streams,
            self.day,
        )
        world.begin_publishing(begin)
        drafts = draft_notes(writers, world.visitors, begin, config.creators)
        mentions = mention_shares(
            drafts,
            world.creators,
            world.brands.stage,
            list(config.brands.values()),
            config.commerce.recommend_mention,
            content,
            RECOMMENDING,
        )
        written = publish_organic(writers, drafts, mentions)
        self._begun = len(begin)
        release(self.scene, written)
        self._published, self._publishers = own + len(written.key), (own > 0) + len(np.unique(written.creator))
        self._published += self.campaigning.publish(writers)
        self._published += self.alliance.publish(writers)
        self._published += self.rivals.publish(writers)

    @property
    def _is_logged(self) -> NDArray[np.bool_]:
        """Whose impressions are written down one by one: the panel's, and those of users traced for attribution."""
        return self.is_panel | self.shops.is_traced

    def _serve(self) -> Served:
        config, world, ticks = self.config, self.world, self.config.feed.ticks
        is_logged = self._is_logged
        tally = empty_tally(world, len(config.population.age_bands), n_surfaces(self.laws[0]))
        shown, panel = np.zeros_like(tally.notes[0]), []
        world.begin_counting()
        for tick in range(ticks):
            world.set_estimates(*learn(world.content.log, config.feed.quality_prior))
            pools, stage = build_pools(
                world.content.log,
                world.felt,
                config.feed.ladder,
                config.ranker,
                self.shelves,
                (self.day, tick, ticks),
                (self.streams.key("lifetime"), self.streams.key("place", self.day, tick)),
                self._places(tick),
            )
            market = self.ad_business.market(FEED_PLACE, self.day, tick)
            now = Moment(self.day, tick)
            rules = FeedRules(*self.laws, keys_of(self.streams, now))
            events, ads = serve(world, pools, market, tally, is_logged, self.hours, rules, now)
            self.ad_business.settle(ads, FEED_PLACE, tick)
            take_out(tally.notes, shown)
            world.count(shown)
            panel.append(events)
            self.watched.append(watch_tick(world.content.log, shown, self.watch, tick, stage=stage))
        return Served(
            world.content.today,
            tally.segments.sum(axis=0),
            int(tally.sessions[:, 0].sum()),
            panel,
            tally.reactions.sum(axis=0, dtype=np.int32),
            n_organic=max(shown.shape[1], SEARCH + 1),
        )

    def _places(self, tick: int) -> Places | None:
        """Say where notes come from, if anything of the feed goes by city."""
        if not knows_places(self.config.feed):
            return None
        city, n_cities = self.world.users.city, sum(map(len, self.config.population.cities.values()))
        return Places(city[self.world.content.log.creator], n_cities, self.streams.key("place nearby", self.day, tick))

    def _search(self) -> Found:
        """Let visitors search, and let the follows of the day become edges."""
        world, n_ages, last = self.world, len(self.config.population.age_bands), self.config.feed.ticks - 1
        market = self.ad_business.market(SEARCH_PLACE, self.day, last)
        found = search(world, self._is_logged, n_ages, self.search_law, market, self.streams, self.day)
        self.ad_business.settle(found.ads, SEARCH_PLACE, last)
        world.count(found.notes, SEARCH)
        world.mark_searches(found.searchers, found.exposed_user, found.exposed_brand)
        self.watched.append(watch_tick(world.content.log, found.notes, self.watch, last, first=SEARCH))
        world.merge_follows()
        return found

    def _spread(self) -> None:
        """Let the notes that were shared today reach friends, who find them tomorrow."""
        world, law = self.world, spread_law(self.config.react)
        passed = spread(world.users, world.graph, world.content.log.key, law, self.streams, self.day)
        world.pass_on(passed.friend, passed.note)
        self._passed = {"shares_to_friends": len(passed.friend), "shares_outside": passed.outside}

    def _convert(self) -> Orders:
        return self.shops.sell(self.day)

    def _adapt(self) -> None:
        """Let creators learn from their notes, tire, or stop."""
        world, plan, self._stopped = self.world, self.config.creators, 0
        if is_adaptive(plan):
            followers = world.total_followers()
            lessons = adapt(
                world.content.log, world.creators, world.users.key, followers, self.adapt_law, self.streams, self.day
            )
            world.teach(*lessons, math.exp(-1.0 / plan.drive.memory_days))
            self._stopped = len(lessons.quits)

    def _with_ads(self, served: Served) -> Served:
        """Charge the day's ads, and add them to what was shown."""
        self.ads_cny = np.zeros(len(self.brands))
        if not self.ad_business.is_open:
            return served
        lines, names = self.world.ads.lines, self.names
        fen = self.world.ads.charge()
        record_ads(self.recorder, lines, fen, names.topics, names.brands, self.day)
        owed = by_flight(lines, fen, len(self.brands))
        self.ads_cny = owed.sum(axis=1) / FEN_PER_CNY
        for brand, fen in zip(self.brands, owed, strict=True):
            if fen.any():
                purpose = CAMPAIGN if brand.name == self.config.campaign.brand else HABIT
                brand.pay(self.day, purpose, [PAID_FOR[f] for f in np.flatnonzero(fen)], fen[fen > 0] / FEN_PER_CNY)
        last, today = self.config.feed.ticks - 1, self.world.content.today[:, ADS : ADS + 1]
        self.watched.append(watch_tick(self.world.content.log, today, self.watch, last, first=ADS))
        return served._replace(ads=by_placement(lines), own_ads=int(lines.today[lines.note < 0, 0].sum()))

    def _record(self, served: Served, found: Found, orders: Orders) -> None:
        world, config = self.world, self.config
        published = {"notes_published": self._published, "publishers": self._publishers}
        published |= {"searches": int(found.queries[:, 0].sum()), "searchers": len(found.searchers)}
        published |= self._passed
        published |= {"new_publishers": self._begun, "stopped_publishers": self._stopped}
        gone = int(world.users.is_gone.sum())
        published["churned_users"], self._gone = gone - self._gone, gone
        small = config.record.small_creator_followers
        today = Today(self.day, served, over_surfaces(world.content.today), found, orders)
        row = platform.record_day(self.recorder, world, today, published, small)
        clicks, impressions = row["clicks"], row["impressions"]
        notes.record_panel(self.recorder, today, self.is_panel)
        notes.record_watched(self.recorder, self.watched, self.day)
        self.watched.clear()
        platform.record_searches(self.recorder, today)
        notes.record_reactions(self.recorder, world, today)
        platform.record_segments(self.recorder, world, today)
        if config.record.note_daily:
            notes.record_note_days(self.recorder, world, today)
        supply.record_creator_days(self.recorder, world, today)
        self.account.record(today.by_note, self.day)
        platform.record_topics(self.recorder, world, today, self.season, np.array(config.content.popularity))
        audience.record_cohorts(self.recorder, world, self.day)
        labels = [self.alliance.labels_of(brand.column) for brand in self.brands]
        reach = np.array([brand.reach for brand in self.brands])
        days = record_brands(self.recorder, world, today, BrandBooks(self.shops.terms, labels, reach, self.ads_cny))
        self.today = {"dau": row["active_users"], "ctr": clicks / impressions if impressions else None, "gmv": 0.0}
        for brand, sold in zip(self.brands, days, strict=True):
            brand.close_day(sold["orders"], sold["gmv_cny"], sold["reach_cumulative"])
            self.today["gmv"] += sold["gmv_cny"]
        self.shops.close_day(served.panel, orders, self.day)

    def _retain(self) -> None:
        self.world.fade_interest(self.config.commerce.interest_days, self.config.commerce.stage_interest)
        self._decide_visits(self.day)

    def _decide_visits(self, day: int) -> None:
        """Decide who visits on ``day + 1``."""
        config, weekday = self.config, day + self.weekday
        law = retain_law(config.retain, config.react, config.population, config.graph.mean_followees, weekday)
        self.world.set_visitors(*retain(self.world.truth, self.world.users, law, self.streams, day))
