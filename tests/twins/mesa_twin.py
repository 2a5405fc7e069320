"""The platform's day as a good Mesa user would write it: object agents, NumPy inside ``step``.

The slow and obvious twin of ``PlatformModel``: the same people, notes, follower graph and laws, but
its random numbers are ``model.rng``'s, so distributions agree and single events do not. It is what
``make bench`` measures the platform against.

It lives the platform's usual day. What is off by default it does not know: campaigns and contracts, an account of
one's own, promotions, reviews, live rooms and alliances, the nearby surface and channels by city or recent click,
re-ranking by likeness, CES and features of the user's own, oracle rankers excepted.
"""

from collections import defaultdict
from functools import partial

import mesa
import numpy as np

from xhs_sim.model import PlatformModel
from xhs_sim.phases.engagement.law import MOST_RARE
from xhs_sim.phases.engagement.panel import CHANNELS
from xhs_sim.phases.publish import KINDS, tick_shares
from xhs_sim.phases.serve.law import FOLLOWED
from xhs_sim.world.ads import FEED_PLACE, SEARCH_PLACE
from xhs_sim.world.columns import COUNTS

from .mesa_twin_ads import Advertising
from .mesa_twin_agents import User, people_of
from .mesa_twin_engage import looks_of
from .mesa_twin_life import Craft
from .mesa_twin_notes import Notes
from .mesa_twin_records import (
    brand_table,
    cohort_table,
    creator_table,
    life_row,
    note_table,
    reaction_table,
    topic_table,
    watched_table,
)
from .mesa_twin_search import Index
from .mesa_twin_shop import Order, products_of


def total(model: "MesaTwin", kind: int) -> int:
    """Return how often a kind of event happened so far, to all notes and ads."""
    return int(model.notes.counts[: model.notes.n, :, kind].sum())


class MesaTwin(mesa.Model):
    """A copy of a ``PlatformModel`` on its first morning, made of objects.

    Parameters
    ----------
    source : PlatformModel
        A model before its first step; it is only read.
    rng : int
        Seed of ``model.rng``.
    keep_events : bool
        Whether to keep everybody's impressions (``events``), for comparing; else the panel's.
    """

    def __init__(self, source: PlatformModel, rng: int = 0, keep_events: bool = False):
        super().__init__(rng=rng)
        self.config = config = source.config
        self.day, self.tick, self.n_topics = 0, 0, len(config.content.topics)
        self.season, self.first_weekday = source.scene.season, source.cast.visitors.weekday
        self.hours = tick_shares(config.population.hour_profile, config.feed.ticks)
        self.weights = defaultdict(float, config.ranker.weights)
        self.slope = self.weights["predicted_click"] * config.feed.prediction_slope
        self.oracle_slope = self.weights["oracle"] * config.engage.click_taste
        quota = config.feed.quota
        self.channels = [c for c, channel in enumerate(CHANNELS[:FOLLOWED]) for _ in range(getattr(quota, channel))]
        self.feed_look, self.search_look = looks_of(config)
        self.crowding = np.array([config.engage.crowding[kind] for kind in KINDS])
        self.crowding_likes = config.engage.crowding_likes
        self.hide_floor = 1.0 - min(MOST_RARE * config.react.hide_rate, 0.5)  # nobody hides below it
        self.usual_followees = float(np.log1p(source.world.usual_followees))
        self.segments = np.zeros((2, len(config.population.age_bands), 3), np.int64)
        self.events: list[tuple] = []
        self.keep_events, self.tables, self.product_visits = keep_events, [], 0
        self.begun = self.stopped = self.shares_to_friends = self.shares_elsewhere = 0
        self.products, self.craft = products_of(source), Craft(source)
        intent = source.cast.search.law.intent
        self.topic_of_brand = intent.brand_topic.tolist()
        self.searched, self.topic_shares, self.word_shares = intent.searched, intent.topics, intent.words
        brands = range(len(config.brands))
        self.products_by_brand = [[p for p in self.products if p.brand == brand] for brand in brands]
        self.notes = Notes(config, self.rng)
        self._settle(source)
        reporters = {name: partial(total, kind=k) for k, name in enumerate(COUNTS[:7])}
        self.datacollector = mesa.DataCollector({"active_users": lambda model: len(model.visitors), **reporters})

    def _settle(self, source: PlatformModel):
        """Make an agent of every row and every ad line, and give people the inbox and the followees they have there."""
        world = source.world
        row_of = self.notes.copy_from(source)
        self.ads = Advertising(self, source)
        self.counted = self.notes.counts[: self.notes.n].copy()
        self.written: dict[int, list[tuple[int, int, User]]] = {}
        columns = people_of(source)
        self.people = [User(self, row, columns) for row in range(len(world.users.key))]
        self.followers: list[list[User]] = []
        for creator in range(len(self.people)):
            rows = world.graph.followers[world.graph.indptr[creator] : world.graph.indptr[creator + 1]]
            self.followers.append([self.people[row] for row in rows])
            for follower in self.followers[-1]:
                follower.followees.add(creator)
            friends = world.friends.followers_of(creator)
            self.people[creator].friends = [self.people[row] for row in friends]
        for person, inbox in zip(self.people, world.users.inbox, strict=True):
            person.inbox.extend(row_of[inbox[inbox >= 0]].tolist())

    def step(self):
        """Let one day pass."""
        self.orders: list[Order] = []
        self.searches: list[tuple[int, int]] = []
        people = self.agents_by_type[User]
        self.visitors = people.select(lambda person: person.is_active)
        self.publish()
        self.ads.open_day(self.day)
        self.visitors.do("plan_day")
        self.scroll()
        self.visitors.do("settle_follows")
        self.visitors.do("spread")
        self.visitors.do("shop")
        self.adapt()
        self.record()
        profile = self.config.population.weekday_profile
        self.weekday = profile[(self.day + 1 + self.first_weekday) % 7] * 7 / sum(profile)
        people.do("end_day")
        self.day += 1

    def publish(self):
        """Let creators publish, and push each note to the creator's followers, the latest on top."""
        self.heat, self.new_notes = self.season.on(self.day), []
        self.craft.open_day(self.heat, self.config.creators.traits.trend_riding)
        self.visitors.do("publish")
        self.new_notes.sort(key=lambda new: new[:2])
        for _, note, creator in self.new_notes:
            for follower in self.followers[creator.row]:
                follower.inbox.appendleft(note)
        self.written[self.day] = self.new_notes
        self.notes.open_day(self.day, self.config.calendar.click_effect * self.heat)

    def scroll(self):
        """Let the day's sessions pass, tick by tick; some search before they scroll, others after it."""
        shares, self.watched = np.diff(self.hours, prepend=0.0), []
        for tick in range(len(shares)):
            self.tick, before = tick, self.notes.counts[: self.notes.n].copy()
            self.notes.learn()
            self.pools = self.notes.pools(self.day, tick, self.followers_of())
            if tick == 0:  # what comes out later is found tomorrow
                self.index = Index(self.notes, self.config, self.day, tick)
            on_search, in_feed = (self.ads.market(place) for place in (SEARCH_PLACE, FEED_PLACE))
            self.market = on_search
            self.visitors.do("search", first=True)
            self.market = in_feed
            self.visitors.do("step")
            self.market = on_search
            self.visitors.do("search", first=False)
            ahead = 1.0 if tick + 1 == len(shares) else shares[tick + 1 :].sum()
            for place in (SEARCH_PLACE, FEED_PLACE):
                self.ads.settle(place, shares[tick], ahead)
            self.watched.append(watched_table(self.notes, before, tick))

    def followers_of(self):
        """Return the followers of each person."""
        return np.array([len(followers) for followers in self.followers])

    def adapt(self):
        """Let creators look at what their notes of some days ago brought."""
        due: dict[User, list[int]] = {}
        for _, note, creator in self.written.pop(self.day - self.config.creators.learning.review_days, []):
            due.setdefault(creator, []).append(note)
        for creator, notes in due.items():
            creator.review(notes)

    def record(self):
        """Keep the day's tables."""
        table = note_table(self.notes, self.counted.sum(axis=1))
        n_followers = np.array([len(followers) for followers in self.followers])
        self.tables.append(
            {
                "notes": table,
                "creators": creator_table(self.notes, self.day, table, n_followers),
                "brands": brand_table(self.people, self.orders, table, len(self.products_by_brand)),
                "cohorts": cohort_table(self.people),
                "searches": self.searches,
                "orders": self.orders,
                "ads": self.ads.table(),
                "reactions": reaction_table(self.notes),
                "ticks": self.watched,
                "topics": topic_table(self.notes, table, self.day, self.heat),
                "life": life_row(self),
            }
        )
        self.counted = self.notes.counts[: self.notes.n].copy()
        self.datacollector.collect(self)

    def rerank(self, rows, score, depth: int):
        """Fill slots in turn with the best candidate: a topic or a creator shown lately costs, once for each time."""
        window, penalty = self.config.feed.rerank_window, self.config.feed.rerank_penalty
        if not (window and penalty):
            return np.arange(depth)
        topic, creator = self.notes.topic[rows], self.notes.creator[rows]
        cost = penalty * ((topic[:, None] == topic).astype(np.float32) + (creator[:, None] == creator))
        score, slate = score.copy(), []
        for slot in range(depth):
            best = int(score.argmax())
            score -= cost[best]
            if slot >= window:
                score += cost[slate[-window]]
            score[best] = -np.inf
            slate.append(best)
        return slate
