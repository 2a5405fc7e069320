"""The twin's people as readers of the feed: sessions, retrieval, ranking, and slots sold for ads."""

import numpy as np

from xhs_sim.phases.ads.show import FEED_AD
from xhs_sim.phases.serve.law import EXPLORATION, FOLLOWED, MAIN
from xhs_sim.phases.serve.sessions import MAX_SLOTS
from xhs_sim.world.columns import EXPLORE, FOLLOWING, INBOX

from .mesa_twin_ads import Audience
from .mesa_twin_engage import Reader, Slate

YOUNG = 128  # notes of one generation of the seen filter


def times_before(values: list[int]) -> list[int]:
    """Return how often each value stands earlier in the list."""
    seen: dict[int, int] = {}
    before = []
    for value in values:
        before.append(seen.get(value, 0))
        seen[value] = before[-1] + 1
    return before


class Scroller(Reader, Audience):
    """Someone who scrolls through the feed."""

    def scroll(self, session: int):
        """Ask for a slate, look at it from the top until bored, click and act; some slots are sold."""
        model, feed, rng = self.model, self.model.config.feed, self.model.rng
        norm, ready = self.norm(), self.readiness()
        surface, inbox = FOLLOWING if rng.random() < feed.following_share else EXPLORE, self.open_inbox()
        rows, score, channel = inbox, np.arange(INBOX, 0, -1.0)[: len(inbox)], np.full(len(inbox), FOLLOWED)
        fresh = self.unseen(inbox)
        if surface == EXPLORE or not fresh.any():
            surface, (rows, score, channel) = EXPLORE, self.candidates(inbox, norm)
            fresh = self.unseen(rows)
        order = np.argsort(-score)
        depth = min(rng.geometric(1.0 - model.config.engage.continue_rate), MAX_SLOTS)
        order = order[fresh[order]]
        marks = model.notes.bit[rows[order]]  # a note found by two channels is shown once
        order = order[np.sort(np.unique(marks, return_index=True)[1])]
        sales = {}
        if surface == EXPLORE and model.market is not None:
            places = model.market.places(depth)
            sales = self.buy(places, self.topics_of_taste(rng.random(len(places))), len(order), norm, session)
        depth = min(depth - len(sales), len(order))
        if depth:
            slate = order[model.rerank(rows[order], score[order], depth)]
            slots = np.array([slot for slot in range(depth + len(sales)) if slot not in sales])
            self.look_at_notes(rows[slate], slots, channel[slate], surface, norm, ready)
        if sales:
            self.look_at_ads(sales, FEED_AD, model.feed_look, norm, ready)

    def look_at_notes(self, rows, slots, channel, surface: int, norm: float, ready: float):
        """Look at what the feed shows: ties warm, repetition wears."""
        notes, law = self.model.notes, self.model.config.engage
        inbox = set(self.inbox)
        tied = np.array([row in inbox for row in rows.tolist()])
        pull = ready + law.tie_click * tied
        pull -= law.topic_wear * np.array(times_before(notes.topic[rows].tolist()))
        pull -= law.creator_wear * np.array(times_before(notes.creator[rows].tolist()))
        self.look(Slate(rows, slots, channel, surface, pull, tied), self.model.feed_look, norm)
        self.remember(notes.bit[rows])

    def norm(self) -> float:
        """Return the length of the platform's estimate of taste over topics."""
        hat = self.taste_hat[: self.model.n_topics]
        return float(np.sqrt(hat @ hat + 1e-12))

    def open_inbox(self):
        """Return the notes of followed creators and from friends that are out by now, newest first."""
        notes, now = self.model.notes, (self.model.day, self.model.tick)
        out = [n for n in self.inbox if notes.in_window[n] and (notes.day[n], notes.tick[n]) <= now]
        return np.array(out, np.int64)

    def unseen(self, rows):
        """Tell which notes were not shown to this user lately."""
        bit = self.model.notes.bit[rows]
        return ~(self.seen[0, bit] | self.seen[1, bit])

    def remember(self, bits):
        """Mark notes as seen; after 128 the young generation becomes the old one."""
        room = YOUNG - self.n_seen
        self.seen[0, bits[:room]] = True
        self.n_seen += len(bits)
        if len(bits) > room:
            self.seen[1], self.seen[0] = self.seen[0], False
            self.seen[0, bits[room:]] = True
            self.n_seen = len(bits) - room

    def topics_of_taste(self, u) -> list[int]:
        """Return topics by estimated taste, at the quantiles ``u``."""
        shares = np.cumsum(self.taste_hat[: self.model.n_topics] ** 2)
        return np.minimum(np.searchsorted(shares, u * shares[-1], side="right"), self.model.n_topics - 1).tolist()

    def retrieve(self):
        """Draw windows from the pools: topics by estimated taste, one at random to explore."""
        model = self.model
        u, v = model.rng.random((2, len(model.channels)))
        chosen = {}
        for channel, topic, x, y in zip(model.channels, self.topics_of_taste(u), u.tolist(), v.tolist(), strict=True):
            pool, row = (MAIN, int(x * model.n_topics)) if channel == EXPLORATION else (channel, topic)
            shelf = model.notes.shelf(pool, row, self.circle)
            windows = model.pools[shelf]
            if windows:
                w = int(y * len(windows))
                chosen.setdefault((shelf, w), (channel, windows[w]))
        return chosen.values()

    def candidates(self, inbox, norm: float):
        """Score what retrieval finds by estimated taste and what is common to all users."""
        model, notes = self.model, self.model.notes
        found = list(self.retrieve())
        rows = np.concatenate([*(rows for _, rows in found), inbox])
        channel = np.repeat([*(c for c, _ in found), FOLLOWED], [*(len(rows) for _, rows in found), len(inbox)])
        score = notes.vec[rows] @ (model.slope / norm * self.taste_hat + model.oracle_slope * self.taste)
        n = len(rows) - len(inbox)
        score[:n] += notes.common[rows[:n]]
        weight = model.weights
        score[n:] += weight["followed"] + weight["predicted_quality"] * notes.quality_hat[inbox]
        score[n:] += weight["oracle"] * notes.felt[inbox]
        if weight["noise"]:
            score += weight["noise"] * model.rng.random(len(score))
        return rows, score, channel
