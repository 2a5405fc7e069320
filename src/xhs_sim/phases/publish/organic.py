"""Organic notes: what creators publish by themselves."""

import numpy as np
from numpy.typing import NDArray

from ...config.schema import CreatorsConfig
from ...world.content import NewNotes
from .draft import Drafts, count_notes, draw_ticks, tick_shares, uniforms_of
from .mention import draw_mentions
from .rhythm import publish_chance
from .writers import Writers, write_notes


def draft_notes(writers: Writers, active: NDArray[np.int64], begin: NDArray[np.int64], plan: CreatorsConfig) -> Drafts:
    """Decide who publishes today, how often and at which tick.

    Parameters
    ----------
    active, begin : arrays of rows
        Who visits; who of them publishes a first note for sure.
    """
    user_key, creators, content, streams, day = (
        writers.key,
        writers.creators,
        writers.content,
        writers.streams,
        writers.day,
    )
    chance = publish_chance(active, user_key, creators, plan, streams, day)
    chance[np.isin(active, begin)] = 1.0
    counts = count_notes(user_key[active], chance, content.burst, streams.key("post", day))
    who = np.repeat(active, counts)
    first = np.concatenate([[0], np.cumsum(counts[counts > 0], dtype=np.int64)[:-1]]) if len(who) else who
    within = np.arange(len(who)) - np.repeat(first, counts[counts > 0])
    nth = creators.n_notes[who].astype(np.int64) + within
    lean = creators.leanings[who]
    lean[uniforms_of(user_key[who], nth, streams.key("explore")) < plan.learning.explore_share] = 0
    shares = tick_shares(content.publish_hours, writers.ticks)
    tick = draw_ticks(user_key[who], nth, shares, lean, streams.key("publish hour"))
    return Drafts(who.astype(np.int32), nth, tick, lean)


def publish_organic(writers: Writers, drafts: Drafts, mentions: NDArray[np.float64]) -> NewNotes:
    """Write the notes that creators decided on.

    Parameters
    ----------
    mentions : float array of shape (M, B)
        Probability that each draft names each brand, if the note is on the brand's topic; a row
        of zeros names none.
    """
    main = writers.creators.topic
    notes = write_notes(writers, drafts, main[drafts.creator])
    brand = draw_mentions(notes.key, mentions, writers.streams.key("mention"))
    brand[notes.topic != main[notes.creator]] = -1  # off-topic notes of on-topic creators name nobody
    return notes._replace(brand=brand)
