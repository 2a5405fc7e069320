"""The twin's notes: NumPy columns, what the platform learns of them, and the pools of one tick."""

import numpy as np

from xhs_sim.config import Config
from xhs_sim.phases.publish import KINDS
from xhs_sim.phases.search.words import TITLE
from xhs_sim.phases.serve.law import FRESH, HOT, MAIN, N_POOLS, RISING
from xhs_sim.phases.serve.pools import ladder_law, lifetime_days
from xhs_sim.phases.serve.sizes import LOAD, STEP
from xhs_sim.world.columns import ALL_SURFACES, EXPECTED_UNIT, N_DIMS, N_KINDS, N_STYLE, SEARCH
from xhs_sim.world.population import draw_uniforms

ROOM = 16  # notes of one window
COLUMNS = {
    np.bool_: ("is_video", "is_sponsored"),
    np.int32: ("creator", "day", "tick", "topic", "brand", "bit"),
    np.uint32: ("words",),
    np.float64: ("quality", "life", "quality_hat", "engage_hat", "log_likes", "common"),
}
COUNTERS = (len(ALL_SURFACES), 8)
TABLES = {"vec": (np.float32, (N_DIMS,)), "kinds": (np.float64, (N_KINDS,)), "counts": (np.int64, COUNTERS)}
SHAPES = {name: (kind, ()) for kind, names in COLUMNS.items() for name in names} | TABLES


def stepped(x, steps=16.0):
    """Round to 1/steps."""
    return np.round(x * steps) / steps


class Notes:
    """Notes by row, in the order of publication; rows are never used twice."""

    def __init__(self, config: Config):
        self.config, self.n, self.pool_sizes = config, 0, {}
        for name, (kind, shape) in SHAPES.items():
            setattr(self, name, np.zeros((1024, *shape), kind))

    def add(self, count: int, **columns):
        """Append rows; columns not named are 0. Returns their numbers."""
        if self.n + count > len(self.day):
            for name in SHAPES:
                column = getattr(self, name)
                setattr(self, name, np.concatenate([column, np.zeros_like(column)]))
            return self.add(count, **columns)
        rows = np.arange(self.n, self.n + count)
        for name, values in columns.items():
            getattr(self, name)[rows] = values
        self.n += count
        return rows

    def copy_from(self, source):
        """Take over the live notes of a PlatformModel; returns slot -> row."""
        content = source.world.content
        slots, log = content.alive, content.log
        named = ("creator", "day", "tick", "topic", "is_video", "brand", "is_sponsored", "vec", "counts", "words")
        law = ladder_law(self.config.feed.ladder)
        u = draw_uniforms(log.key[slots], source.streams.key("lifetime"), 0)
        rows = self.add(
            len(slots), **{name: getattr(log, name)[slots] for name in named},
            quality=content.truth.quality[slots], kinds=content.truth.kinds[slots],
            life=[lifetime_days(x, law) for x in u], bit=source.rng.integers(512, size=len(slots)),
        )  # fmt: skip
        row_of = np.full(len(log.key), -1)
        row_of[slots] = rows
        return row_of

    def write(self, creator, day: int, tick: int, rng):
        """Write one organic note; returns its row."""
        content, ladder = self.config.content, self.config.feed.ladder
        names = list(content.topics)
        popularity = np.cumsum([topic.popularity for topic in content.topics.values()])
        drawn, second = np.searchsorted(popularity / popularity[-1], rng.random(2), side="right")
        topic = creator.topic if rng.random() < content.topic_focus else drawn
        is_video = rng.random() < content.video_share
        vec = np.zeros(N_DIMS, np.float32)
        vec[topic] = 0.95
        vec[second] = max(vec[second], 0.3)
        vec[-N_STYLE:] = 0.7 * creator.taste[-N_STYLE:] + 0.7 * content.style_spread * rng.normal(size=N_STYLE)
        sd = np.array([content.kind_log_sd[kind] for kind in KINDS])
        lift = np.array([content.video_kind_effect[kind] for kind in KINDS]) * is_video
        invites = list(content.topics.values())[topic]
        lift = lift + np.array([0.0, invites.save_log, invites.comment_log, invites.share_log])
        resonance = content.resonance_log_sd * (rng.normal() - content.resonance_log_sd / 2)
        slow = rng.random() < ladder.slow_share
        brand = self.mention(creator, names[topic], rng) if topic == creator.topic else -1
        return self.add(
            1, creator=creator.row, day=day, tick=tick, topic=topic, is_video=is_video, brand=brand, vec=vec,
            quality=creator.skill + content.quality_note_sd * rng.normal(),
            kinds=np.exp(resonance + sd * rng.normal(size=N_KINDS) - sd * sd / 2 + lift),
            life=rng.exponential(ladder.slow_life_days if slow else ladder.life_days), bit=rng.integers(512),
            words=self.draw_words(rng),
        )[0]  # fmt: skip

    def draw_words(self, rng) -> int:
        """Say which words of its topic a note contains, and which of them in its title."""
        law = self.config.search.words
        has = rng.random(law.number) < law.coverage
        bits = 1 << np.arange(law.number)
        return int(bits @ has) | int(bits @ (has & (rng.random(law.number) < law.title_share))) << TITLE

    def mention(self, creator, topic: str, rng) -> int:
        """Say which brand an on-topic note mentions: the first whose draw hits, -1 = none."""
        for b, brand in enumerate(self.config.brands.values()):
            if brand.topic == topic and rng.random() < brand.mention_share:
                return b
        return -1

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
        self.log_likes[live] = stepped(np.log1p(cell[:, 2] + self.counts[live, SEARCH, 2]))

    def open_day(self, day: int):
        """Let the oldest notes leave the feed."""
        self.in_window = day - self.day[: self.n] < self.config.content.window_days

    def pools(self, day: int, tick: int, rng):
        """Score what is common to all users; return windows of notes by (pool, topic)."""
        ranker, ladder, ticks = self.config.ranker, self.config.feed.ladder, self.config.feed.ticks
        live = slice(0, self.n)
        age = day - self.day[live] + (tick - self.tick[live]) / ticks
        shown = self.counts[live, :SEARCH, 0].sum(axis=1)
        fresh = (shown < ladder.guarantee) & (age * 24 < ladder.guarantee_hours)
        bar = ladder.bar + ladder.bar_step * np.log10(np.maximum(shown, 1) / max(ladder.guarantee, 1))
        bar = bar + ladder.age_step * np.log1p(np.maximum(age, 0))
        above = np.where(shown > 0, self.quality_hat[live] + self.engage_hat[live] - bar, -np.inf)
        pool = np.where(fresh, FRESH, np.where(above >= ladder.hot_step, HOT, np.where(above >= 0, RISING, MAIN)))
        here = self.in_window & (age >= 0) & (fresh | (age <= self.life[live]))
        boost = ladder.boost * (1 - shown / max(ladder.guarantee, 1)) * (1 - age * 24 / ladder.guarantee_hours)
        self.common[live] = (
            ranker.predicted_quality * self.quality_hat[live] + ranker.predicted_engage * self.engage_hat[live]
            + ranker.recency * np.exp(-age / ladder.life_days) + ranker.popularity * self.log_likes[live]
            + ranker.boost * boost * fresh + ranker.oracle * self.quality[live]
        )  # fmt: skip
        topics = range(len(self.config.content.topics))
        members = {(p, t): np.flatnonzero(here & (pool == p) & (self.topic[live] == t))
                   for p in range(N_POOLS) for t in topics}  # fmt: skip
        now = {at: np.count_nonzero(~self.is_sponsored[rows]) for at, rows in members.items()}
        yesterday, self.pool_sizes[tick] = self.pool_sizes.get(tick, now), now
        return [[self.windows(members[p, t], yesterday[p, t], rng) for t in topics] for p in range(N_POOLS)]

    def windows(self, rows, organic: int, rng):
        """Deal notes at random to windows of at most 16; as many windows as the organic notes of yesterday need."""
        if not len(rows):
            return []
        organic = max(organic / LOAD, 1.0)
        n = max(round(STEP ** np.ceil(np.log(organic) / np.log(STEP) - 1e-9)), 1)
        place = rng.integers(n, size=len(rows))
        rng.shuffle(rows)
        return [rows[place == w][:ROOM] for w in range(n)]
