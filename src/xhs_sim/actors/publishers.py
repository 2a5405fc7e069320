"""Creators by themselves: they begin to publish, write, learn from what their notes brought, tire and stop."""

import math

import numpy as np

from ..phases.adapt import adapt, adapt_law, is_adaptive
from ..phases.publish import Writers, beginners, draft_notes, mention_shares, publish_organic
from ..phases.publish.older import draft_older, older_and_all, older_notes
from ..phases.search.words import words_of
from ..scene import Scene, release
from ..world.archive import OldNotes
from ..world.columns import RECOMMENDING


class Publishers:
    """All creators whom nobody asks for notes.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        config = scene.config
        self.scene, self.law = scene, adapt_law(config.creators, config.content, config.feed.ticks)

    def publish(self, writers: Writers) -> dict[str, int]:
        """Let organic notes appear; return how many, by how many creators, and how many of these are new."""
        scene, world, config = self.scene, self.scene.world, self.scene.config
        begin_rate, engage = config.creators.drive.begin_rate, world.truth.engage
        streams, day = scene.streams, writers.day
        who = world.visitors
        if world.safety is not None:
            who = who[world.safety.may_publish(who, day)]
        begin = beginners(who, writers.key, engage, world.creators, begin_rate, streams, day)
        world.begin_publishing(begin)
        drafts = draft_notes(writers, who, begin, config.creators)
        brands, boost = list(config.brands.values()), config.commerce.recommend_mention
        stage = world.brands.stage[world.sample.stand_in[drafts.creator]]
        mentions = mention_shares(drafts, world.creators, stage, brands, boost, config.content, RECOMMENDING)
        notes = publish_organic(writers, drafts, mentions)
        n_publishers = len(np.unique(notes.creator))
        return {
            "notes_published": release(scene, notes), "publishers": n_publishers, "new_publishers": len(begin),
        }  # fmt: skip

    def write_older(self, room: int, writers: Writers) -> OldNotes:
        """Return the most liked notes from before the feed's window, for an archive with so much room."""
        scene, world, config = self.scene, self.scene.world, self.scene.config
        count, written = older_and_all(config, room)
        was_there = world.users.signup_day < 0
        drafts, brands = draft_older(writers, was_there, count), list(config.brands.values())
        nobody = np.zeros((len(drafts.creator), len(brands)), np.uint8)
        mentions = mention_shares(drafts, world.creators, nobody, brands, 1.0, config.content, RECOMMENDING)
        notes = publish_organic(writers, drafts, mentions)
        words = words_of(notes.key, config.search.words, scene.streams)
        return older_notes(writers, notes, words, config, count, written)

    def learn(self, day: int) -> int:
        """Let creators look at what their notes brought; return how many stop."""
        scene, world, plan = self.scene, self.scene.world, self.scene.config.creators
        if not is_adaptive(plan):
            return 0
        followers, key = world.followers_of(), world.users.key
        lessons = adapt(
            world.content.log, world.content.counts, world.creators, key, followers, self.law, scene.streams, day
        )
        world.teach(*lessons, math.exp(-1.0 / plan.drive.memory_days))
        return len(lessons.quits)
