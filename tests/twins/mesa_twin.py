"""The platform's day as a good Mesa user would write it: object agents, NumPy inside ``step``.

The slow and obvious twin of ``PlatformModel``: the same people, notes, follower graph and laws, but
its random numbers are ``model.rng``'s, so distributions agree and single events do not. It is what
``make bench`` measures the platform against.
"""

from functools import partial
from typing import NamedTuple

import mesa
import numpy as np

from xhs_sim.model import PlatformModel
from xhs_sim.phases.engagement.law import ACTS
from xhs_sim.phases.engagement.panel import CHANNELS
from xhs_sim.phases.publish import tick_shares
from xhs_sim.phases.serve.law import FOLLOWED
from xhs_sim.world.columns import COUNTS
from xhs_sim.world.population import draw_uniforms

from .mesa_twin_agents import Creator, User
from .mesa_twin_notes import Notes
from .mesa_twin_records import brand_table, cohort_table, creator_table, note_table
from .mesa_twin_search import Index
from .mesa_twin_shop import Order, products_of


def total(model: "MesaTwin", kind: int) -> int:
    """Return how often a kind of event happened so far, to all notes."""
    return int(model.notes.counts[: model.notes.n, :, kind].sum())


class Look(NamedTuple):
    """The numbers in which looking at the feed and at search results differ."""

    click_intercept: float
    click_slot: float
    rates: np.ndarray  # (5,) per click
    visit_rate: float


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
        self.hours = tick_shares(config.population.hour_profile, config.feed.ticks)
        self.publish_hours = tick_shares(config.content.publish_hours, config.feed.ticks)
        self.slope = config.ranker.predicted_click * config.feed.prediction_slope
        self.oracle_slope = config.ranker.oracle * config.engage.click_taste
        quota = config.feed.quota
        self.channels = [c for c, channel in enumerate(CHANNELS[:FOLLOWED]) for _ in range(getattr(quota, channel))]
        visit = config.commerce.visit_rate
        visits = (config.engage, visit), (config.search.look, min(visit * config.search.look.visit_ratio, 1.0))
        self.feed_look, self.search_look = (
            Look(law.click_intercept, law.click_slot, np.array([law.rates[act] for act in ACTS]), rate)
            for law, rate in visits
        )
        self.usual_followees = float(np.log1p(config.graph.mean_followees))
        self.segments = np.zeros((2, len(config.population.age_bands), 3), np.int64)
        self.events: list[tuple] = []
        self.keep_events, self.tables, self.product_visits = keep_events, [], 0
        self.products = products_of(source)
        intent = source.search_law.intent
        self.topic_of_brand = intent.brand_topic.tolist()
        self.topic_shares, self.word_shares = intent.topics, intent.words
        trait = draw_uniforms(source.world.users.key, source.streams.key("searcher"), 0)
        self.is_searcher = trait < intent.searcher_share
        brands = range(len(config.brands))
        self.products_by_brand = [[p for p in self.products if p.brand == brand] for brand in brands]
        self.notes = Notes(config)
        self._settle(source)
        reporters = {name: partial(total, kind=k) for k, name in enumerate(COUNTS[:7])}
        self.datacollector = mesa.DataCollector({"active_users": lambda model: len(model.visitors), **reporters})

    def _settle(self, source: PlatformModel):
        """Make an agent of every row, and give each the inbox and the followees it has there."""
        world = source.world
        row_of = self.notes.copy_from(source)
        self.notes.open_day(0)
        self.counted = self.notes.counts[: self.notes.n].sum(axis=1)
        is_creator = world.creators.rate > 0
        self.people = [(Creator if is_creator[row] else User)(self, row, source) for row in range(len(is_creator))]
        self.followers: list[list[User]] = []
        for creator in range(len(self.people)):
            rows = world.graph.followers[world.graph.indptr[creator] : world.graph.indptr[creator + 1]]
            self.followers.append([self.people[row] for row in rows])
            for follower in self.followers[-1]:
                follower.followees.add(creator)
        for person, inbox in zip(self.people, world.users.inbox, strict=True):
            person.inbox.extend(row_of[inbox[inbox >= 0]].tolist())

    def step(self):
        """Let one day pass."""
        self.orders: list[Order] = []
        self.searches: list[tuple[int, int]] = []
        self.visitors = self.agents.select(lambda person: person.is_active)
        self.publish()
        self.visitors.do("plan_day")
        for tick in range(self.config.feed.ticks):
            self.tick = tick
            self.notes.learn()
            self.pools = self.notes.pools(self.day, tick, self.rng)
            self.visitors.do("step")
        self.index = Index(self.notes, self.config, self.day)
        self.visitors.do("search")
        self.visitors.do("shop")
        self.record()
        profile = self.config.population.weekday_profile
        self.weekday = profile[(self.day + 1) % 7] * 7 / sum(profile)
        self.agents.do("end_day")
        self.day += 1

    def publish(self):
        """Let creators publish, and push each note to the creator's followers, the latest on top."""
        self.new_notes: list[tuple[int, int, int]] = []
        self.visitors.select(agent_type=Creator).do("publish")
        for _, note, creator in sorted(self.new_notes):
            for follower in self.followers[creator]:
                follower.inbox.appendleft(note)
        self.notes.open_day(self.day)

    def record(self):
        """Keep the day's tables."""
        table = note_table(self.notes, self.counted)
        n_followers = np.array([len(followers) for followers in self.followers])
        creators = creator_table(self.notes, self.day, table, n_followers)
        brands = brand_table(self.people, self.orders, table, len(self.products_by_brand))
        self.tables.append((table, creators, brands, cohort_table(self.people), self.searches, self.orders))
        self.counted = self.notes.counts[: self.notes.n].sum(axis=1)
        self.datacollector.collect(self)

    def rerank(self, rows, score, depth: int):
        """Fill slots in turn: a topic or a creator shown lately costs, once for each time."""
        window, penalty = self.config.feed.rerank_window, self.config.feed.rerank_penalty
        if not (window and penalty):
            return np.arange(depth)
        topic, creator = self.notes.topic[rows], self.notes.creator[rows]
        cost = penalty * ((topic[:, None] == topic).astype(np.float32) + (creator[:, None] == creator))
        score, slate = score.copy(), []
        for _ in range(depth):
            best = int(score.argmax())
            score -= cost[best]
            if len(slate) >= window:
                score += cost[slate[-window]]
            score[best] = -np.inf
            slate.append(best)
        return slate
