"""The twin's people as creators: they begin, write by mood and spell, learn from results, and stop."""

import math

import mesa
import numpy as np

from xhs_sim.kernels.choice import cumulative_shares
from xhs_sim.phases.adapt import MOST_LEANING, MOST_REWARD
from xhs_sim.phases.publish import KINDS, tick_shares
from xhs_sim.phases.publish.note import FORMAT_TALENT, LEVEL, ORIGINALITY, RIDES, STYLE_SHARE, TOPIC_TALENT, note_law
from xhs_sim.phases.search.words import TITLE
from xhs_sim.world.columns import (
    DAYPARTS,
    FIRST_DAYPART,
    LEANING_UNIT,
    MAX_NOTES,
    N_DIMS,
    N_KINDS,
    N_LEANINGS,
    N_STYLE,
    RECOMMENDING,
    UNJUDGED,
    VIDEO,
)
from xhs_sim.world.population import draw_normals, draw_uniforms
from xhs_sim.world.world import MOST_ZEAL

FREE = np.zeros(N_LEANINGS)  # leanings of a note that heeds none


class Craft:
    """What all creators write by: the numbers of the config, ready to draw from, and today's trend."""

    def __init__(self, source):
        config = source.config
        content, self.ticks = config.content, config.feed.ticks
        self.popularity = np.array(content.popularity) / np.sum(content.popularity)
        self.topics = cumulative_shares(self.popularity)
        self.hours = np.diff(tick_shares(content.publish_hours, self.ticks), prepend=0.0)
        self.daypart = np.arange(self.ticks) * DAYPARTS // self.ticks
        self.kind_sd = np.array([content.kind_log_sd[kind] for kind in KINDS])
        self.video_effect = np.array([content.video_kind_effect[kind] for kind in KINDS])
        self.topic_effect = [np.array([0.0, t.save_log, t.comment_log, t.share_log]) for t in content.topics.values()]
        law = note_law(content, config.creators.traits, np.zeros(len(self.popularity)), source.streams)
        self.fashion, self.resonance_sd = law.fashion, law.resonance_sd
        self.kind_level, self.kind_saturation = law.kind_level, law.kind_saturation
        self.brands = [(list(content.topics).index(b.topic), b.mention_share) for b in config.brands.values()]

    def open_day(self, heat, riding: float):
        """Say what is in the air: ``heat`` is ln of each topic's popularity against the usual."""
        excess = self.popularity * np.maximum(np.expm1(heat), 0.0)
        self.riding, self.trend = riding * excess.sum() / (1.0 + excess.sum()), cumulative_shares(excess + 1e-300)


def traits_of(source):
    """Return what creators of a PlatformModel are like, a column each; all people have them."""
    keys, config = source.world.users.key, source.config
    trait, n_topics = source.streams.key("trait"), len(config.content.topics)
    traits, goals = config.creators.traits, list(config.creators.learning.goals.values())
    talents = [traits.topic_log_sd * draw_normals(keys, trait, TOPIC_TALENT + t) for t in range(n_topics)]
    talents += [traits.format_log_sd * draw_normals(keys, trait, FORMAT_TALENT + video) for video in (0, 1)]
    sd = np.array([config.content.creator_kind_log_sd[kind] for kind in KINDS])
    kinds = np.stack([draw_normals(keys, source.streams.key("creator kinds"), k) for k in range(N_KINDS)], axis=1)
    level = math.sqrt(config.content.creator_resonance_share)
    shares = cumulative_shares([goal.share for goal in goals])
    goal = np.searchsorted(shares, draw_uniforms(keys, source.streams.key("goal"), 0), side="right")
    habit = 2.0 * config.react.reply_rate * draw_uniforms(keys, source.streams.key("reply habit"), 0)
    return {
        "rides": draw_uniforms(keys, trait, RIDES), "originality": draw_uniforms(keys, trait, ORIGINALITY),
        "talents": np.stack(talents, axis=1), "invites": sd * kinds,
        "level": level * draw_normals(keys, source.streams.key("creator kinds"), LEVEL),
        "goal": [goals[min(g, len(goals) - 1)] for g in goal], "reply_habit": np.minimum(habit, 1.0),
    }  # fmt: skip


class Writer(mesa.Agent):
    """Someone who publishes (``rate`` > 0), or may begin to (< 0)."""

    def publish(self):
        """Maybe publish today, and a burst of more; followers find it in their inboxes."""
        model, rng, drive = self.model, self.model.rng, self.model.config.creators.drive
        chance = 0.0
        if self.rate > 0:
            chance = min(self.rate * math.exp(self.zeal) * self.spell(), 0.9)
        elif self.rate < 0 and rng.random() < drive.begin_rate * self.engage:
            self.rate, chance = -self.rate, 1.0
            model.begun += 1
        n_notes = 0
        while n_notes < MAX_NOTES and rng.random() < (model.config.content.burst if n_notes else chance):
            n_notes += 1
            self.lesson -= drive.fatigue
            note = self.write()
            model.new_notes.append((int(model.notes.tick[note]), note, self))

    def spell(self) -> float:
        """Return the factor of the spell one is in; spells change on a day of one's own."""
        law, rng = self.model.config.creators.rhythm, self.model.rng
        number = (self.model.day + self.row % law.spell_days) // law.spell_days
        if number != self.spell_number:
            self.spell_number = number
            self.spell_factor = math.exp(law.log_sd * rng.normal() - law.log_sd**2 / 2)
        return self.spell_factor

    # ---- one note ----------------------------------------------------------------------------

    def write(self) -> int:
        """Write a note; returns its row."""
        model, rng, craft, content = self.model, self.model.rng, self.model.craft, self.model.config.content
        creators, ladder = model.config.creators, model.config.feed.ladder
        lean = FREE if rng.random() < creators.learning.explore_share else self.leanings
        topic, odds = self.choose_topic(lean), content.video_share * math.exp(lean[VIDEO])
        is_video = rng.random() < odds / (odds + 1.0 - content.video_share)
        hours = np.cumsum(craft.hours * np.exp(lean[FIRST_DAYPART + craft.daypart]))
        luck = math.sqrt(1.0 - content.creator_resonance_share) * rng.normal() + self.level
        resonance = craft.resonance_sd * luck - craft.resonance_sd**2 / 2
        own = craft.kind_sd * rng.normal(size=N_KINDS) + self.invites
        own += craft.kind_level - np.log1p(craft.kind_saturation * np.exp(own))
        lift = craft.video_effect * is_video + craft.topic_effect[topic]
        quality = self.skill + content.quality_note_sd * rng.normal() + self.talents[topic]
        quality += self.talents[model.n_topics + is_video]
        life = ladder.slow_life_days if rng.random() < ladder.slow_share else ladder.life_days
        row = model.notes.add(
            1, creator=self.row, day=model.day, topic=topic, is_video=is_video, brand=self.mention(topic),
            tick=np.searchsorted(hours, rng.random() * hours[-1], side="right"), life=rng.exponential(life),
            quality=quality + creators.traits.originality_effect * (self.originality - 0.5), vec=self.embed(topic),
            kinds=np.exp(resonance + own + lift), words=self.draw_words(),
            is_watched=rng.random() < model.config.record.note_share,
        )  # fmt: skip
        return int(row[0])

    def choose_topic(self, lean) -> int:
        """Take up what is in the air, or choose among the main topic and others, as preferred by now."""
        rng, craft, focus = self.model.rng, self.model.craft, self.model.config.content.topic_focus
        if rng.random() < 2.0 * craft.riding * self.rides:
            return int(np.searchsorted(craft.trend, rng.random(), side="right"))
        weight = (1.0 - focus) * craft.popularity
        weight[self.topic] += focus
        shares = np.cumsum(weight * np.exp(lean[: len(weight)]))
        return int(np.searchsorted(shares, rng.random() * shares[-1], side="right"))

    def embed(self, topic: int):
        """Return a note's embedding: its topic, a second one, and a style that may be the fashion's."""
        content, craft, rng = self.model.config.content, self.model.craft, self.model.rng
        vec, second = np.zeros(N_DIMS, np.float32), np.searchsorted(craft.topics, rng.random(), side="right")
        vec[topic] = 0.95
        vec[second] = max(vec[second], 0.3)
        copied = self.model.config.creators.traits.imitation * (1.0 - self.originality)
        own = STYLE_SHARE * (self.taste[-N_STYLE:] + content.style_spread * rng.normal(size=N_STYLE))
        vec[-N_STYLE:] = (1.0 - copied) * own + copied * craft.fashion[topic]
        return vec

    def draw_words(self) -> int:
        """Say which words of its topic a note contains, and which of them in its title."""
        law, rng = self.model.config.search.words, self.model.rng
        has = rng.random(law.number) < law.coverage
        bits = 1 << np.arange(law.number)
        return int(bits @ has) | int(bits @ (has & (rng.random(law.number) < law.title_share))) << TITLE

    def mention(self, topic: int) -> int:
        """Say which brand a note on one's main topic mentions: the first whose draw hits, -1 = none."""
        boost = self.model.config.commerce.recommend_mention
        for b, (about, share) in enumerate(self.model.craft.brands):
            if about == topic == self.topic:
                often = share * boost if self.stage[b] == RECOMMENDING else share
                if self.model.rng.random() < min(often, 0.9):
                    return b
        return -1

    # ---- what results teach ------------------------------------------------------------------

    def review(self, rows: list[int]):
        """Look at what some of one's notes brought: prefer what did well, be moved, maybe stop."""
        model, learning, drive = self.model, self.model.config.creators.learning, self.model.config.creators.drive
        followers = len(model.followers[self.row])
        heed = 1.0 / (1.0 + followers / drive.feedback_followers)
        quits = False
        for row in rows:
            counts = model.notes.counts[row].sum(axis=0)
            engagements = int(counts[2:5].sum())
            points = self.goal.clicks * counts[1] + self.goal.engagements * engagements + self.goal.follows * counts[6]
            result = math.log1p(points)
            self.average = result if self.average == UNJUDGED else self.average
            step = learning.rate * min(max(result - self.average, -MOST_REWARD), MOST_REWARD)
            self.average += learning.average_rate * (result - self.average)
            self.lean_towards(int(model.notes.topic[row]), step)
            self.lean_towards(VIDEO, step if model.notes.is_video[row] else -step)
            self.lean_towards(FIRST_DAYPART + model.craft.daypart[model.notes.tick[row]], step)
            self.lesson += drive.feedback * (math.log1p(engagements) - math.log1p(drive.usual_engagements)) * heed
            quits |= engagements == 0 and model.rng.random() < drive.quit_rate * heed
        self.reposition()
        if quits:
            self.rate = -abs(self.rate)
            model.stopped += 1

    def lean_towards(self, which: int, step: float):
        """Move a leaning."""
        most = MOST_LEANING / LEANING_UNIT
        self.leanings[which] = min(max(self.leanings[which] + step, -most), most)

    def reposition(self):
        """Let a topic that one would by now choose more often than the main one become the main one."""
        focus, lean = self.model.config.content.topic_focus, self.leanings[: self.model.n_topics]
        weight = (1.0 - focus) * self.model.craft.popularity
        weight[self.topic] += focus
        best = int((weight * np.exp(lean)).argmax())
        if best != self.topic:
            self.topic = best
            lean[:] = 0.0

    def calm_down(self):
        """Let zeal fade, and what the day taught take its place."""
        keep, most = math.exp(-1.0 / self.model.config.creators.drive.memory_days), float(MOST_ZEAL)
        self.zeal = min(max(self.zeal * keep + self.lesson, -most), most)
        self.lesson = 0.0
