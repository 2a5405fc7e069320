"""Publish: who posts today, and what the notes are like.

A note's key is a hash of its creator and of how many notes that creator posted before, never a
running number: one more note anywhere re-randomises nobody.
"""

from typing import NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from ..config.schema import BrandConfig, ContentConfig
from ..kernels.choice import cumulative_shares, pick
from ..kernels.random import bits, normal, uniform
from ..rng import Streams
from ..world.columns import MAX_NOTES, N_DIMS, N_KINDS, N_STYLE, Creators
from ..world.content import NewNotes

KINDS = ("like", "save", "comment", "share")
SPONSORED = 1 << 40  # where the numbers of sponsored notes begin
_POSITIVE = np.uint64(0x7FFFFFFFFFFFFFFF)


class Drafts(NamedTuple):
    """Notes that creators decide to write; M rows."""

    creator: NDArray[np.int32]  # (M,)
    nth: NDArray[np.int64]  # (M,) how many the creator posted before; campaigns use their own range
    tick: NDArray[np.int8]  # (M,)


class NoteLaw(NamedTuple):
    """The numbers that make a note."""

    topic_focus: float
    video_share: float
    quality_sd: float
    style_spread: float
    topics: NDArray[np.float64]  # (T,) cumulative popularity
    resonance_sd: float
    kind_sd: NDArray[np.float64]  # (4,)
    video_effect: NDArray[np.float64]  # (4,) log
    creator_kind_sd: NDArray[np.float64]  # (4,)
    topic_effect: NDArray[np.float64]  # (T, 4) log


def note_law(content: ContentConfig) -> NoteLaw:
    """Return the config's numbers in the form that the kernel reads."""
    return NoteLaw(
        content.topic_focus,
        content.video_share,
        content.quality_note_sd,
        content.style_spread,
        cumulative_shares([topic.popularity for topic in content.topics.values()]),
        content.resonance_log_sd,
        np.array([content.kind_log_sd[kind] for kind in KINDS]),
        np.array([content.video_kind_effect[kind] for kind in KINDS]),
        np.array([content.creator_kind_log_sd[kind] for kind in KINDS]),
        np.array([[0.0, t.save_log, t.comment_log, t.share_log] for t in content.topics.values()]),
    )


def tick_shares(hours: list[float], ticks: int) -> NDArray[np.float64]:
    """Return the cumulative share of each tick from a 24-hour profile."""
    edges = np.arange(24) * ticks // 24
    return cumulative_shares(np.bincount(edges, weights=np.asarray(hours), minlength=ticks))


@njit(parallel=True, cache=True)
def count_notes(
    active: NDArray[np.int64],  # (U,) users who visit
    user_key: NDArray[np.int64],  # (N,)
    rate: NDArray[np.float32],  # (N,)
    burst: float,
    key: np.uint64,
) -> NDArray[np.int8]:
    """Draw how many notes each visiting user posts today: none, or one and its burst."""
    counts = np.zeros(active.shape[0], np.int8)
    for i in prange(active.shape[0]):
        user = active[i]
        if rate[user] > 0.0 and uniform(key, user_key[user], 0) < rate[user]:
            counts[i] = 1
            while counts[i] < MAX_NOTES and uniform(key, user_key[user], counts[i]) < burst:
                counts[i] += 1
    return counts


def draft_notes(
    active: NDArray[np.int64],
    user_key: NDArray[np.int64],
    creators: Creators,
    content: ContentConfig,
    ticks: int,
    streams: Streams,
    day: int,
) -> Drafts:
    """Decide who posts on ``day``, how often and at which tick."""
    counts = count_notes(active, user_key, creators.rate, content.burst, streams.key("post", day))
    who = np.repeat(active, counts)
    first = np.concatenate([[0], np.cumsum(counts[counts > 0], dtype=np.int64)[:-1]]) if len(who) else who
    within = np.arange(len(who)) - np.repeat(first, counts[counts > 0])
    nth = creators.n_notes[who].astype(np.int64) + within
    tick = _draw_ticks(user_key[who], nth, tick_shares(content.publish_hours, ticks), streams.key("publish hour"))
    return Drafts(who.astype(np.int32), nth, tick)


@njit(cache=True)
def _draw_ticks(
    creator_key: NDArray[np.int64], nth: NDArray[np.int64], shares: NDArray[np.float64], key: np.uint64
) -> NDArray[np.int8]:
    out = np.empty(creator_key.shape[0], np.int8)
    for i in range(creator_key.shape[0]):
        out[i] = pick(shares, uniform(key, creator_key[i], nth[i]))
    return out


@njit(parallel=True, cache=True)
def write_notes(
    creator_key: NDArray[np.int64],  # (M,)
    nth: NDArray[np.int64],  # (M,)
    main_topic: NDArray[np.int8],  # (M,)
    skill: NDArray[np.float32],  # (M,)
    style: NDArray[np.float32],  # (M, 4) the creator's own
    law: NoteLaw,
    key: np.uint64,
    habits: np.uint64,
) -> tuple[
    NDArray[np.int64], NDArray[np.int8], NDArray[np.uint8],
    NDArray[np.float32], NDArray[np.float32], NDArray[np.float32],
]:
    """Draw key, topic, format, embedding, quality and kind multipliers of each note."""
    m = creator_key.shape[0]
    note_key, topic, video = np.empty(m, np.int64), np.empty(m, np.int8), np.empty(m, np.uint8)
    vec, quality = np.zeros((m, N_DIMS), np.float32), np.empty(m, np.float32)
    kinds = np.empty((m, N_KINDS), np.float32)
    for i in prange(m):
        name = np.int64(bits(key, creator_key[i], nth[i]) & _POSITIVE)
        note_key[i] = name
        topic[i] = main_topic[i]
        if uniform(key, name, 1) >= law.topic_focus:
            topic[i] = pick(law.topics, uniform(key, name, 2))
        video[i] = uniform(key, name, 3) < law.video_share
        second = pick(law.topics, uniform(key, name, 4))
        vec[i, topic[i]] = 0.95
        vec[i, second] = max(vec[i, second], 0.3)
        for s in range(N_STYLE):
            vec[i, N_DIMS - N_STYLE + s] = 0.7 * style[i, s] + law.style_spread * 0.7 * normal(key, name, 5 + s)
        quality[i] = skill[i] + law.quality_sd * normal(key, name, 10)
        resonance = law.resonance_sd * normal(key, name, 12) - 0.5 * law.resonance_sd**2
        for k in range(N_KINDS):
            sd = law.kind_sd[k]
            own = sd * normal(key, name, 20 + k) - 0.5 * sd * sd
            theirs = law.creator_kind_sd[k]  # the same for all notes of a creator
            own += theirs * normal(habits, creator_key[i], k) - 0.5 * theirs * theirs
            kinds[i, k] = np.exp(resonance + own + law.video_effect[k] * video[i] + law.topic_effect[topic[i], k])
    return note_key, topic, video, vec, quality, kinds


def publish(
    drafts: Drafts,
    user_key: NDArray[np.int64],
    taste: NDArray[np.float32],
    creators: Creators,
    mentions: NDArray[np.float64],
    content: ContentConfig,
    streams: Streams,
    day: int,
) -> NewNotes:
    """Write the notes that creators decided on.

    Parameters
    ----------
    mentions : float array of shape (M, B)
        Probability that each draft names each brand, if the note is on the brand's topic; a row
        of zeros names none.
    """
    notes = _write(drafts, creators.topic[drafts.creator], note_law(content), user_key, taste, creators, streams, day)
    brand = _draw_mentions(notes.key, mentions, streams.key("mention"))
    brand[notes.topic != creators.topic[notes.creator]] = -1  # off-topic notes of on-topic creators name nobody
    return notes._replace(brand=brand)


def _write(
    drafts: Drafts, topic: NDArray[np.int8], law: NoteLaw, user_key: NDArray[np.int64], taste: NDArray[np.float32],
    creators: Creators, streams: Streams, day: int,
) -> NewNotes:
    """Write notes around the given topics, in their creators' own style; they name no brand."""
    who, m = drafts.creator, len(drafts.creator)
    key, topics, video, vec, quality, kinds = write_notes(
        user_key[who], drafts.nth, topic, creators.skill[who], taste[who, N_DIMS - N_STYLE :], law, streams.key("note"),
        streams.key("creator kinds"),
    )
    return NewNotes(
        key, who, np.full(m, day, np.int16), drafts.tick, topics, video, np.full(m, -1, np.int8),
        np.zeros(m, np.uint8), vec, quality, kinds,
    )


@njit(cache=True)
def _draw_mentions(note_key: NDArray[np.int64], mentions: NDArray[np.float64], key: np.uint64) -> NDArray[np.int8]:
    """Pick the brand that a note mentions: each brand has its own draw, the first that hits wins."""
    out = np.full(note_key.shape[0], -1, np.int8)
    for i in range(note_key.shape[0]):
        for b in range(mentions.shape[1]):
            if out[i] < 0 and uniform(key, note_key[i], b) < mentions[i, b]:
                out[i] = b
    return out


def topic_index(content: ContentConfig, name: str) -> int:
    """Return the column of a topic."""
    return list(content.topics).index(name)


def mention_shares(
    drafts: Drafts, creators: Creators, stage: NDArray[np.uint8], brands: list[BrandConfig], boost: float,
    content: ContentConfig, recommending: int,
) -> NDArray[np.float64]:
    """Return how likely each draft names each brand.

    Only creators whose main topic is the brand's do; who recommends the brand does so ``boost``
    times as often.
    """
    shares = np.zeros((len(drafts.creator), len(brands)))
    for b, brand in enumerate(brands):
        on_topic = creators.topic[drafts.creator] == topic_index(content, brand.topic)
        factor = np.where(stage[drafts.creator, b] == recommending, boost, 1.0)
        shares[:, b] = np.clip(on_topic * brand.mention_share * factor, 0.0, 0.9)
    return shares


def publish_sponsored(
    creator: NDArray[np.int64],
    topic: NDArray[np.int8],
    brand: int,
    quality_effect: float,
    user_key: NDArray[np.int64],
    taste: NDArray[np.float32],
    creators: Creators,
    content: ContentConfig,
    ticks: int,
    streams: Streams,
    day: int,
) -> NewNotes:
    """Write the sponsored notes that are due.

    Their keys lie in a range of their own, so the creators' organic notes keep theirs.

    Parameters
    ----------
    creator, topic : arrays of shape (M,)
        Who writes, about what.
    quality_effect : float
        Added to the notes' quality, logit.
    """
    nth, m = np.full(len(creator), SPONSORED, np.int64), len(creator)
    tick = _draw_ticks(user_key[creator], nth, tick_shares(content.publish_hours, ticks), streams.key("publish hour"))
    drafts = Drafts(creator.astype(np.int32), nth, tick)
    law = note_law(content)._replace(topic_focus=1.0)
    notes = _write(drafts, topic, law, user_key, taste, creators, streams, day)
    return notes._replace(
        brand=np.full(m, brand, np.int8), is_sponsored=np.ones(m, np.uint8),
        quality=notes.quality + np.float32(quality_effect),
    )
