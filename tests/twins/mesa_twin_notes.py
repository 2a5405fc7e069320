"""The twin's notes: NumPy columns, what the platform learns of them, and the pools of one tick.

An advertiser's own ad is a row too, without a creator (-1) and too old for any pool or list.
"""

from collections import defaultdict

import numpy as np

from xhs_sim.config import Config
from xhs_sim.phases.ads.market import AGED
from xhs_sim.phases.search.archive import senses_of_notes
from xhs_sim.phases.search.index import senses_of
from xhs_sim.phases.serve.circles import circles_of, hot_circles
from xhs_sim.phases.serve.law import FRESH, HOT, MAIN, N_POOLS, RISING
from xhs_sim.phases.serve.pools import LUCK, ladder_law, lifetime_days
from xhs_sim.phases.serve.sizes import LOAD, STEP
from xhs_sim.world.columns import ADS, COUNTED, EXPECTED_UNIT, N_DIMS, N_KINDS, REACTIONS, SEARCH
from xhs_sim.world.population import draw_normals, draw_uniforms

ROOM = 16  # notes of one window
COLUMNS = {
    np.bool_: ("is_video", "is_sponsored", "is_watched", "is_old"),
    np.int64: ("old_likes",),
    np.int32: ("creator", "day", "tick", "topic", "brand", "bit", "circle", "sense"),
    np.uint32: ("words",),
    np.float64: (
        "quality",
        "felt",
        "cover",
        "life",
        "quality_hat",
        "engage_hat",
        "log_likes",
        "common",
        "luck",
        "heat",
        "old_hat",
    ),
}
TABLES = {
    "vec": (np.float32, (N_DIMS,)), "kinds": (np.float64, (N_KINDS,)), "counts": (np.int64, (len(COUNTED), 8)),
    "reactions": (np.int64, (len(COUNTED), len(REACTIONS))),
}  # fmt: skip
SHAPES = {name: (kind, ()) for kind, names in COLUMNS.items() for name in names} | TABLES


def stepped(x, steps=16.0):
    """Round to 1/steps."""
    return np.round(x * steps) / steps


class Notes:
    """Notes by row, in the order of publication; rows are never used twice.

    ``felt`` is quality and what the calendar adds today, ``cover`` what likes and freshness add to a click's logit,
    ``common`` the part of the ranker's score that is the same for all users.
    """

    def __init__(self, config: Config, rng):
        self.config, self.rng, self.n = config, rng, 0
        self.n_topics, n_users = len(config.content.topics), config.population.n_users
        self.n_circles = circles_of(n_users, config.feed.users_per_circle)
        self.n_hot = hot_circles(self.n_circles, config.feed.hot_crossing)
        self.n_senses = senses_of(n_users, config.search.words.users_per_sense)
        self.pool_sizes: dict[int, np.ndarray] = {}
        for name, (kind, shape) in SHAPES.items():
            setattr(self, name, np.zeros((1024, *shape), kind))

    def add(self, count: int, **columns):
        """Append rows; columns not named are 0, what chance decides is drawn. Returns their numbers."""
        if self.n + count > len(self.day):
            for name in SHAPES:
                column = getattr(self, name)
                setattr(self, name, np.concatenate([column, np.zeros_like(column)]))
            return self.add(count, **columns)
        rows = np.arange(self.n, self.n + count)
        for name, most in (("bit", 512), ("circle", self.n_circles), ("sense", self.n_senses)):
            getattr(self, name)[rows] = self.rng.integers(most, size=count)
        self.luck[rows] = self.rng.normal(size=count)
        for name, values in columns.items():
            getattr(self, name)[rows] = values
        self.n += count
        return rows

    def copy_from(self, source):
        """Take over the live notes of a PlatformModel; returns slot -> row."""
        content = source.world.content
        slots, log = content.alive, content.log
        named = ("creator", "day", "tick", "topic", "is_video", "brand", "is_sponsored", "vec", "words")
        law = ladder_law(self.config.feed.ladder)
        u = draw_uniforms(log.key[slots], source.streams.key("lifetime"), 0)
        rows = self.add(
            len(slots), **{name: getattr(log, name)[slots] for name in named},
            counts=content.counts.of(slots), quality=content.truth.quality[slots], kinds=content.truth.kinds[slots],
            life=[lifetime_days(x, law) for x in u],
            luck=draw_normals(log.key[slots], source.streams.key("lifetime"), LUCK),
        )  # fmt: skip
        row_of = np.full(len(log.key), -1)
        row_of[slots] = rows
        self.copy_archive(source.world.archive)
        return row_of

    def copy_archive(self, archive):
        """Take over the older notes, which only search finds."""
        log, named = (
            archive.log,
            ("creator", "day", "tick", "topic", "is_video", "brand", "is_sponsored", "vec", "words"),
        )
        self.add(
            len(log.key), **{name: getattr(log, name) for name in named}, quality=archive.truth.quality,
            kinds=archive.truth.kinds, is_old=True, old_likes=archive.likes, old_hat=log.quality_hat,
            sense=senses_of_notes(log.key, self.n_senses),
        )  # fmt: skip

    def add_ad(self, topic: int, vec, quality: float) -> int:
        """Add an advertiser's own ad; returns its row."""
        row = self.add(
            1, creator=-1, day=AGED, topic=topic, brand=-1, is_sponsored=True, vec=vec, kinds=1.0, quality=quality
        )
        return int(row[0])

    def open_day(self, day: int, interest):
        """Let the oldest notes leave the feed, and be felt what is in the air; ``interest`` is by topic, logit."""
        live = slice(0, self.n)
        self.in_window = day - self.day[live] < self.config.content.window_days
        self.felt[live] = self.quality[live] + interest[self.topic[live]] * (self.creator[live] >= 0)
        self.pass_on_heat()

    def pass_on_heat(self):
        """Let notes that beat their creator's notes before them lift those after them."""
        earlier, memory = defaultdict(list), self.config.feed.ladder.momentum_days
        lived = np.flatnonzero(self.in_window & (self.day[: self.n] >= 0) & (self.creator[: self.n] >= 0))
        for n in lived[np.lexsort((lived, self.tick[lived], self.day[lived]))].tolist():
            before = earlier[self.creator[n]]
            likes = [one for one, _, _ in before]
            self.heat[n] = max((hit * np.exp((day - self.day[n]) / memory) for _, hit, day in before), default=0.0)
            hit = max(self.log_likes[n] - np.mean(likes), 0.0) if likes else 0.0
            before.append((self.log_likes[n], hit, self.day[n]))

    def learn(self):
        """Let the platform estimate each note from its counters."""
        live = slice(0, self.n)
        cell, prior = self.counts[live, :SEARCH].sum(axis=1), self.config.feed.quality_prior
        window = self.in_window
        clicks, expected = cell[:, 1], cell[:, 7] / EXPECTED_UNIT
        acts = cell[:, 2:5].sum(axis=1)
        known = 100 + clicks[window].sum()
        level = np.exp(stepped(np.log(known / (100 + expected[window].sum())), 4.0))
        rate = np.exp(stepped(np.log((10 + acts[window].sum()) / known), 4.0))
        self.quality_hat[live] = stepped(np.log((clicks + prior) / (level * expected + prior)))
        self.engage_hat[live] = stepped(np.log((acts + 2) / (rate * clicks + 2)))
        old = np.flatnonzero(self.is_old[live])
        self.quality_hat[old], self.engage_hat[old] = self.old_hat[old], 0.0  # the feed learns of them no more
        likes = self.old_likes[live] + cell[:, 2] + self.counts[live, SEARCH, 2] + self.counts[live, ADS, 2]
        self.log_likes[live] = stepped(np.log1p(likes)) * (self.creator[live] >= 0)  # own ads show none

    def pools(self, day: int, tick: int, followers):
        """Score what is common to all users; return lists of windows of notes by pool, topic and circle."""
        weight = defaultdict(float, self.config.ranker.weights)
        ladder, ticks = self.config.feed.ladder, self.config.feed.ticks
        engage, live = self.config.engage, slice(0, self.n)
        age = day - self.day[live] + (tick - self.tick[live]) / ticks
        shown = self.counts[live, :SEARCH, 0].sum(axis=1)
        fresh = (shown < ladder.guarantee) & (age * 24 < ladder.guarantee_hours)
        bar = ladder.bar + ladder.bar_step * np.log10(np.maximum(shown, 1) / max(ladder.guarantee, 1))
        bar = bar + ladder.age_step * np.log1p(np.maximum(age, 0))
        standing = stepped(np.log((1.0 + followers[self.creator[live]]) / 1001.0), 4.0)
        merit = self.quality_hat[live] + self.engage_hat[live] + ladder.standing * standing
        merit = merit + ladder.luck * self.luck[live] + stepped(ladder.momentum * self.heat[live], 4.0)
        above = np.where(shown > 0, merit - bar, -np.inf)
        pool = np.where(fresh, FRESH, np.where(above >= ladder.hot_step, HOT, np.where(above >= 0, RISING, MAIN)))
        here = self.in_window & (age >= 0) & (fresh | (age <= self.life[live]))
        boost = ladder.boost * (1 - shown / max(ladder.guarantee, 1)) * (1 - age * 24 / ladder.guarantee_hours)
        self.common[live] = (
            weight["predicted_quality"] * self.quality_hat[live] + weight["predicted_engage"] * self.engage_hat[live]
            + weight["recency"] * np.exp(-age / ladder.life_days) + weight["popularity"] * self.log_likes[live]
            + weight["boost"] * boost * fresh + weight["oracle"] * self.felt[live]
        )  # fmt: skip
        news = engage.freshness * np.exp(-np.maximum(age, 0) / engage.fresh_days)
        self.cover[live] = engage.social_proof * self.log_likes[live] + news
        self.stage = np.where(here, pool, -1)
        return self.fill(np.flatnonzero(here), pool, tick)

    def shelf(self, pool, topic, circle):
        """Return the place of a pool among ``pools``."""
        circle = np.where(pool == HOT, circle % self.n_hot, circle)
        return (pool * self.n_topics + topic) * self.n_circles + circle

    def fill(self, rows, pool, tick: int):
        """Deal notes to the windows of their pools, as many as the organic notes of yesterday at this hour need."""
        shelf = self.shelf(pool[rows], self.topic[rows], self.circle[rows])
        n_shelves = N_POOLS * self.n_topics * self.n_circles
        now = np.bincount(shelf[~self.is_sponsored[rows]], minlength=n_shelves)
        yesterday, self.pool_sizes[tick] = self.pool_sizes.get(tick, now), now
        order = np.argsort(shelf, kind="stable")
        members = np.split(rows[order], np.searchsorted(shelf[order], np.arange(1, n_shelves)))
        return [self.windows(mine, organic) for mine, organic in zip(members, yesterday.tolist(), strict=True)]

    def windows(self, rows, organic: int):
        """Deal notes at random to windows of at most 16."""
        if not len(rows):
            return []
        n = max(round(STEP ** np.ceil(np.log(max(organic / LOAD, 1.0)) / np.log(STEP) - 1e-9)), 1)
        place = self.rng.integers(n, size=len(rows))
        self.rng.shuffle(rows)
        return [rows[place == w][:ROOM] for w in range(n)]
