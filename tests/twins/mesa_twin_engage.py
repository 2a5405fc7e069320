"""The twin's people as readers: what they open, do, hide, and whom they follow or leave."""

import math
from typing import Any, NamedTuple

import mesa
import numpy as np

from xhs_sim.phases.engagement.engage import JOY_OF_QUALITY
from xhs_sim.phases.engagement.law import ACTS, MOST_RARE
from xhs_sim.phases.engagement.react import USUAL_AFFINITY
from xhs_sim.phases.spread import MOST_FRIENDS
from xhs_sim.world.columns import EXPECTED_UNIT, N_TOPICS, NEUTRAL, NEW_FOLLOWS, SEARCH


class Look(NamedTuple):
    """The numbers in which looking at the feed and at search results differ."""

    click_intercept: float
    click_slot: float
    rates: np.ndarray  # (5,) per click
    visit_rate: float


class Slate(NamedTuple):
    """What a user looks at in one go, from the top: n notes, or ads."""

    rows: np.ndarray
    slots: np.ndarray
    channel: np.ndarray
    surface: int
    pull: Any  # logit that a user brings to a slot, or to each
    tied: Any  # of each note, whether the user has a tie to it
    label: Any = 0.0  # what being marked as an ad adds to quality


def looks_of(config) -> tuple[Look, Look]:
    """Return the numbers of the feed and of search."""
    visit = config.commerce.visit_rate
    visits = (config.engage, visit), (config.search.look, min(visit * config.search.look.visit_ratio, 1.0))
    feed, search = (
        Look(law.click_intercept, law.click_slot, np.array([law.rates[act] for act in ACTS]), rate)
        for law, rate in visits
    )
    return feed, search


def times_usual(log_factor: float) -> float:
    """Return how many times as likely as usual a rare act is."""
    return min(math.exp(min(log_factor, 30.0)), MOST_RARE)


class Reader(mesa.Agent):
    """Someone who looks at notes and reacts."""

    def readiness(self) -> float:
        """Return what a user brings to a session (logit)."""
        law = self.model.config.engage
        return self.click - law.day_fatigue / 100 * self.shown - law.choosiness * (self.satisfaction - NEUTRAL)

    def look(self, slate: Slate, own: Look, norm: float):
        """Look at a slate; returns what happened to each note, (n, 8) as ``COUNTS``, and the places of hidden ones."""
        model, notes, law, rows = self.model, self.model.notes, self.model.config.engage, slate.rows
        vec = notes.vec[rows]
        affinity, quality = vec @ self.taste, notes.felt[rows] + slate.label
        x = own.click_intercept + law.click_taste * affinity + quality + notes.cover[rows]
        x += slate.pull - own.click_slot * slate.slots
        for k in np.flatnonzero(notes.brand[rows] >= 0):
            x[k] += law.sponsored_effect * notes.is_sponsored[rows[k]] - self.see_brand(notes.brand[rows[k]])
        luck = self.luck_of_search(rows) if slate.surface == SEARCH else model.rng.random(len(rows))
        clicked = luck * (1.0 + np.exp(-x)) < 1.0
        feed, happened = model.config.feed, np.zeros((len(rows), 8), np.int64)
        hat = feed.prediction_intercept + feed.prediction_slope / norm * (vec @ self.taste_hat)
        happened[:, 0], happened[:, 1] = 1, clicked
        happened[:, 7] = EXPECTED_UNIT / (1.0 + np.exp(-hat)) + 0.5
        for k in np.flatnonzero(clicked):
            happened[k, 2:7] = self.act(int(rows[k]), slate.surface, affinity[k], quality[k], bool(slate.tied[k]), own)
        far = np.flatnonzero((luck >= model.hide_floor) & ~clicked)
        hidden = [k for k in far if self.hide(int(rows[k]), slate.surface, affinity[k], luck[k])]
        notes.counts[rows, slate.surface] += happened
        self.shown += len(rows)
        model.segments[self.gender, self.age_band] += len(rows), happened[:, 1].sum(), happened[:, 2:5].sum()
        if self.in_panel or model.keep_events:
            model.events.append((self.row, model.day, slate, clicked, hidden))
        return happened, hidden

    def act(self, note: int, surface: int, affinity: float, quality: float, tied: bool, own: Look):
        """Read a clicked note: maybe like, save, comment, share, follow, and what is rarer."""
        model, notes, law, rng = self.model, self.model.notes, self.model.config.engage, self.model.rng
        spoiled = law.act_choosiness * (self.satisfaction - NEUTRAL)
        fit = affinity - USUAL_AFFINITY
        lift = self.engage * math.exp(law.affinity_effect * fit + law.tie_acts * tied - spoiled)
        chance, u, creator = own.rates * lift, rng.random(5), int(notes.creator[note])
        crowd = 1.0 + np.expm1(notes.log_likes[note]) / model.crowding_likes
        chance[:4] *= notes.kinds[note] * crowd**-model.crowding
        done = u < np.minimum(chance, 0.9)
        done[4] = done[4] and self.follow(creator)
        rate = model.config.react.unfollow_rate * times_usual(-model.config.react.hide_affinity * fit)
        leaves = u[4] >= 1.0 - min(rate, 0.5) and self.unfollow(creator)
        self.react(note, surface, quality, lift, done)
        notes.reactions[note, surface, 4] += leaves
        self.joy += max(affinity + JOY_OF_QUALITY * quality, 0.0)
        if notes.brand[note] >= 0:
            self.touch_brand(int(notes.brand[note]), bool(done[:3].any()), own.visit_rate)
            if notes.is_sponsored[note]:
                self.touch_day[notes.brand[note]] = model.day
        self.taste_hat += model.config.feed.learning_rate * (notes.vec[note] - self.taste_hat)
        return done

    # ---- rare acts ---------------------------------------------------------------------------

    def react(self, note: int, surface: int, quality: float, lift: float, done):
        """After a click: maybe report the note, write to its creator, be answered, pass it on."""
        law, rng, creator = self.model.config.react, self.model.rng, int(self.model.notes.creator[note])
        reports = rng.random() < law.report_rate * times_usual(-law.report_quality * quality)
        writes = rng.random() < min(law.message_rate * lift, 0.9)
        answered = bool(done[2]) and creator not in (-1, self.row)
        answered = answered and rng.random() < self.model.people[creator].reply_habit
        if answered:
            self.warmth += 1.0
            if rng.random() < law.reply_follow and self.follow(creator):
                done[4] = True
        if done[3] and creator >= 0 and not self.model.notes.is_old[note]:
            self.shared = note
        self.model.notes.reactions[note, surface, 1:4] += reports, writes, answered

    def hide(self, note: int, surface: int, affinity: float, luck: float) -> bool:
        """Maybe say "not interested" to a note that was not opened; ``luck`` is the click's own draw."""
        law, notes = self.model.config.react, self.model.notes
        rate = law.hide_rate * times_usual(-law.hide_affinity * (affinity - USUAL_AFFINITY))
        if notes.is_sponsored[note]:
            rate = min(rate * law.hide_sponsored, MOST_RARE * law.hide_rate)
        if luck < 1.0 - min(rate, 0.5):
            return False
        self.joy -= law.hide_cost
        self.taste_hat -= law.hide_learning * notes.vec[note]
        self.taste_hat[:N_TOPICS] = np.maximum(self.taste_hat[:N_TOPICS], 0.0)
        leaves = self.model.rng.random() < law.hide_unfollow and self.unfollow(int(notes.creator[note]))
        notes.reactions[note, surface, [0, 4]] += 1, leaves
        return True

    # ---- whom one follows, and what friends get ----------------------------------------------

    def follow(self, creator: int) -> bool:
        """Follow a creator from tonight on, unless that is nobody, oneself, or followed already."""
        known = creator in self.followees or creator in self.begun_follows
        if creator in (-1, self.row) or known or len(self.begun_follows) + len(self.ended_follows) == NEW_FOLLOWS:
            return False
        self.begun_follows.append(creator)
        return True

    def unfollow(self, creator: int) -> bool:
        """Follow a creator no longer from tonight on."""
        there = creator in self.followees and creator not in self.ended_follows
        if not there or len(self.begun_follows) + len(self.ended_follows) == NEW_FOLLOWS:
            return False
        self.ended_follows.append(creator)
        return True

    def settle_follows(self):
        """Let the day's follows count; notes of those who were left leave the inbox."""
        followers, notes = self.model.followers, self.model.notes
        for creator in self.begun_follows:
            self.followees.add(creator)
            followers[creator].append(self)
        for creator in self.ended_follows:
            self.followees.discard(creator)
            followers[creator].remove(self)
            kept = [note for note in self.inbox if notes.creator[note] != creator]
            self.inbox.clear()
            self.inbox.extend(kept)
        self.begun_follows, self.ended_follows = [], []

    def spread(self):
        """Send the last note shared today to friends, and to people elsewhere."""
        if self.shared < 0:
            return
        law, rng = self.model.config.react, self.model.rng
        for _ in range(min(rng.poisson(law.share_reach), MOST_FRIENDS)):
            if rng.random() >= law.share_on_platform or not self.friends:
                self.model.shares_elsewhere += 1
                continue
            friend = self.friends[rng.integers(len(self.friends))]
            self.model.shares_to_friends += 1
            friend.is_nudged = True
            if self.shared not in friend.inbox:
                friend.inbox.appendleft(self.shared)
        self.shared = -1

    # ---- brands ------------------------------------------------------------------------------

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
