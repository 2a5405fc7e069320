"""The twin's people: one ``mesa.Agent`` each, who visit, scroll, click, act and publish."""

import math
from collections import deque

import numpy as np

from xhs_sim.phases.serve.kernel import MAX_SESSIONS, MAX_SLOTS
from xhs_sim.phases.serve.law import EXPLORATION, FOLLOWED, MAIN
from xhs_sim.phases.serve.shortlist import ENOUGH
from xhs_sim.world.columns import EXPECTED_UNIT, INBOX, MAX_NOTES, NEUTRAL, SEARCH

from .mesa_twin_search import Searcher

YOUNG = 128  # notes of one generation of the seen filter


class User(Searcher):
    """Someone who visits, scrolls, searches, reacts and buys."""

    def __init__(self, model, row: int, source):
        super().__init__(model)
        world = source.world
        self.row, self.signup_day = row, int(world.users.signup_day[row])
        self.gender, self.age_band = int(world.users.gender[row]), int(world.users.age_band[row])
        self.taste, self.taste_hat = world.truth.taste[row].copy(), world.users.taste_hat[row].copy()
        for name in ("engage", "click", "visit_logit", "sessions", "purchasing", "satisfaction", "habit"):
            setattr(self, name, float(getattr(world.truth, name)[row]))
        self.is_active, self.is_gone = bool(world.users.is_active[row]), bool(world.users.is_gone[row])
        self.inbox: deque[int] = deque(maxlen=INBOX)
        self.followees: set[int] = set()
        self.stage = world.brands.stage[row].tolist()
        self.impressions, self.interest = [0] * len(self.stage), [0.0] * len(self.stage)
        self.seen, self.n_seen = np.zeros((2, 512), bool), 0
        self.visits, self.touch_day = [0] * len(self.stage), world.brands.touch_day[row].tolist()
        self.order_day = world.brands.order_day[row].tolist()
        self.joy, self.shown, self.in_panel = 0.0, 0, bool(source.is_panel[row])
        self.is_searcher = bool(model.is_searcher[row])

    # ---- the day -----------------------------------------------------------------------------

    def plan_day(self):
        """Decide when today's sessions happen."""
        n = 1 + min(self.model.rng.poisson(self.sessions - 1.0), MAX_SESSIONS - 1)
        self.ticks = np.searchsorted(self.model.hours, self.model.rng.random(n), side="right").tolist()

    def step(self):
        """Have the sessions that fall in this tick."""
        for _ in range(self.ticks.count(self.model.tick)):
            self.scroll()

    def end_day(self):
        """Feel, maybe leave for good, decide on tomorrow."""
        law, rng, tomorrow = self.model.config.retain, self.model.rng, self.model.day + 1
        if self.signup_day > tomorrow or self.is_gone:
            return
        if self.is_active and self.shown:
            felt = 1.0 - 2.0 ** (-self.joy / (law.joy_reference * self.shown))
            self.satisfaction += law.satisfaction_rate * (felt - self.satisfaction)
        self.let_interest_fade()
        self.joy, self.shown = 0.0, 0
        if self.signup_day == tomorrow:
            self.is_active = True
            return
        self.habit += (self.is_active - self.habit) / law.habit_days
        mood = self.satisfaction - NEUTRAL
        self.is_gone = rng.random() < law.churn_rate * math.exp(-law.churn_satisfaction * mood)
        usual = 1.0 / (1.0 + math.exp(-self.visit_logit))
        x = self.visit_logit + law.satisfaction_effect * mood + law.habit_effect * (self.habit - usual)
        x += law.followees_effect * (math.log1p(len(self.followees)) - self.model.usual_followees)
        self.is_active = not self.is_gone and rng.random() < self.model.weekday / (1.0 + math.exp(-x))

    # ---- one session -------------------------------------------------------------------------

    def scroll(self):
        """Ask for a slate, look at it from the top until bored, click and act."""
        model, feed, rng = self.model, self.model.config.feed, self.model.rng
        norm = math.sqrt(self.taste_hat[: model.n_topics] @ self.taste_hat[: model.n_topics])
        surface, inbox = int(rng.random() < feed.following_share), self.open_inbox()
        rows, score, channel = inbox, np.arange(INBOX, 0, -1.0)[: len(inbox)], np.full(len(inbox), FOLLOWED)
        fresh = self.unseen(inbox)
        if not (surface and fresh.any()):
            surface, (rows, score, channel) = 0, self.candidates(inbox, norm)
            fresh = self.unseen(rows)
        order = np.flatnonzero(fresh)
        order = order[np.argsort(-score[order])]
        order = order[np.sort(np.unique(rows[order], return_index=True)[1])]  # found by two channels: once
        depth = min(rng.geometric(1.0 - model.config.engage.continue_rate), MAX_SLOTS, len(order))
        if depth:
            order = order[: depth + ENOUGH]
            slate = order[model.rerank(rows[order], score[order], depth)]
            self.look(rows[slate], channel[slate], surface, norm, model.feed_look)
            self.remember(model.notes.bit[rows[slate]])

    def open_inbox(self):
        """Return the notes of followed creators that are out by now, newest first."""
        notes, now = self.model.notes, (self.model.day, self.model.tick)
        out = [n for n in self.inbox if notes.in_window[n] and (notes.day[n], notes.tick[n]) <= now]
        return np.array(out, np.int64)

    def unseen(self, rows):
        """Tell which notes were not shown to this user lately."""
        bit = self.model.notes.bit[rows]
        return ~(self.seen[0, bit] | self.seen[1, bit])

    def retrieve(self):
        """Draw windows from the pools: topics by estimated taste, one at random to explore."""
        model = self.model
        shares = np.cumsum(self.taste_hat[: model.n_topics] ** 2)
        u, v = model.rng.random((2, len(model.channels)))
        topics = np.minimum(np.searchsorted(shares, u * shares[-1], side="right"), model.n_topics - 1).tolist()
        chosen = {}
        for channel, topic, x, y in zip(model.channels, topics, u.tolist(), v.tolist(), strict=True):
            pool, row = (MAIN, int(x * model.n_topics)) if channel == EXPLORATION else (channel, topic)
            windows = model.pools[pool][row]
            if windows:
                w = int(y * len(windows))
                chosen.setdefault((pool, row, w), (channel, windows[w]))
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
        ranker = model.config.ranker
        score[n:] += ranker.followed + ranker.predicted_quality * notes.quality_hat[inbox]
        score[n:] += ranker.oracle * notes.quality[inbox]
        if ranker.noise:
            score += ranker.noise * model.rng.random(len(score))
        return rows, score, channel

    def look(self, slate, channel, surface: int, norm: float, own):
        """Look at each note of the slate; click some of them: returns which.

        ``own`` are the numbers in which feed and search differ (``mesa_twin.Look``).
        """
        model, notes, law = self.model, self.model.notes, self.model.config.engage
        vec = notes.vec[slate]
        affinity = vec @ self.taste
        x = own.click_intercept + law.click_taste * affinity + notes.quality[slate]
        x += self.click - law.choosiness * (self.satisfaction - NEUTRAL)
        tied = np.isin(slate, list(self.inbox)) & (surface != SEARCH)
        x += law.tie_click * tied
        x += law.social_proof * notes.log_likes[slate] - own.click_slot * np.arange(len(slate))
        for k in np.flatnonzero(notes.brand[slate] >= 0):
            x[k] += law.sponsored_effect * notes.is_sponsored[slate[k]] - self.see_brand(notes.brand[slate[k]])
        luck = self.luck_of_search(slate) if surface == SEARCH else model.rng.random(len(slate))
        clicked = np.flatnonzero(luck * (1.0 + np.exp(-x)) < 1.0)
        feed = model.config.feed
        hat = feed.prediction_intercept + feed.prediction_slope / norm * (vec @ self.taste_hat)
        notes.counts[slate, surface, 0] += 1
        notes.counts[slate, surface, 7] += (EXPECTED_UNIT / (1.0 + np.exp(-hat)) + 0.5).astype(np.int64)
        notes.counts[slate[clicked], surface, 1] += 1
        self.shown += len(slate)
        acts = [self.act(int(slate[k]), surface, float(affinity[k]), bool(tied[k]), own) for k in clicked]
        model.segments[self.gender, self.age_band] += len(slate), len(clicked), sum(acts)
        if self.in_panel or model.keep_events:
            model.events.append((self.row, slate, channel, surface, clicked))
        return clicked

    def remember(self, bits):
        """Mark notes as seen; after 128 the young generation becomes the old one."""
        room = YOUNG - self.n_seen
        self.seen[0, bits[:room]] = True
        self.n_seen += len(bits)
        if len(bits) > room:
            self.seen[1], self.seen[0] = self.seen[0], False
            self.seen[0, bits[room:]] = True
            self.n_seen = len(bits) - room

    def act(self, note: int, surface: int, affinity: float, tied: bool, own) -> int:
        """Read a clicked note: maybe like, save, comment, share, follow. Returns the engagements."""
        model, notes, law = self.model, self.model.notes, self.model.config.engage
        spoiled = law.act_choosiness * (self.satisfaction - NEUTRAL)
        lift = self.engage * math.exp(law.affinity_effect * (affinity - 0.7) + law.tie_acts * tied - spoiled)
        chance = own.rates * lift
        chance[:4] *= notes.kinds[note]
        done = model.rng.random(5) < np.minimum(chance, 0.9)
        done[4] = done[4] and self.follow(int(notes.creator[note]))
        notes.counts[note, surface, 2:7] += done
        engagements = int(np.count_nonzero(done[:3]))
        self.joy += max(affinity + 0.3 * float(notes.quality[note]), 0.0)
        if notes.brand[note] >= 0:
            self.touch_brand(int(notes.brand[note]), engagements > 0, own.visit_rate)
            if notes.is_sponsored[note]:
                self.touch_day[notes.brand[note]] = model.day
        self.taste_hat += model.config.feed.learning_rate * (notes.vec[note] - self.taste_hat)
        return engagements

    def follow(self, creator: int) -> bool:
        """Follow a creator, unless that is oneself or followed already."""
        if creator == self.row or creator in self.followees:
            return False
        self.followees.add(creator)
        self.model.followers[creator].append(self)
        return True

    def see_brand(self, brand: int) -> float:
        """Count an impression of a brand's note; returns how worn out the brand was before."""
        wear = self.model.config.engage.brand_wear * math.log1p(self.impressions[brand])
        self.impressions[brand] += 1
        if self.stage[brand] == 0 and self.model.rng.random() < self.model.config.commerce.awareness_rate:
            self.stage[brand] = 1
        return wear

    def touch_brand(self, brand: int, engaged: bool, visit_rate: float):
        """Let a click on a brand's note raise interest, and maybe open the product."""
        law = self.model.config.commerce
        gain = law.interest_click + law.interest_engage * engaged
        self.interest[brand] += gain * max(1.0 - self.interest[brand] / law.interest_cap, 0.0)
        self.stage[brand] = max(self.stage[brand], 1)
        self.visits[brand] += self.model.rng.random() < visit_rate


class Creator(User):
    """A user who publishes."""

    def __init__(self, model, row: int, source):
        super().__init__(model, row, source)
        creators = source.world.creators
        self.rate, self.skill = float(creators.rate[row]), float(creators.skill[row])
        self.topic = int(creators.topic[row])

    def publish(self):
        """Maybe publish a note today, and its burst; followers find it in their inboxes."""
        model, rng = self.model, self.model.rng
        count = 0
        while count < MAX_NOTES and rng.random() < (model.config.content.burst if count else self.rate):
            count += 1
            tick = int(np.searchsorted(model.publish_hours, rng.random(), side="right"))
            model.new_notes.append((tick, model.notes.write(self, model.day, tick, rng), self.row))
