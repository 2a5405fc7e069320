"""Write: what each note is like - topic, format, embedding, quality, proneness to each act. Its law and kernel."""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...config.schema import ContentConfig, TraitsConfig
from ...kernels.choice import cumulative_shares, pick
from ...kernels.random import POSITIVE, bits, normal, uniform
from ...rng import Streams
from ...world.columns import LEANING_UNIT, N_DIMS, N_KINDS, N_STYLE, N_TOPICS, VIDEO

KINDS = ("like", "save", "comment", "share")
STYLE_SHARE = 0.7  # of a note's style that is its creator's, and that is its own (docs/odd/)
RIDES, ORIGINALITY, TOPIC_TALENT, FORMAT_TALENT = 0, 1, 10, 40  # draws of a creator
NODES = 60  # of a mean over the normal law
LEVEL = N_KINDS  # draw of a creator's habits, behind those of the kinds
HIT = 13  # draw of a note, and of a creator's habits: what everybody reacts to
LN_2 = math.log(2.0)


class NoteLaw(NamedTuple):
    """The numbers that make a note."""

    topic_focus: float
    video_share: float
    quality_sd: float
    style_spread: float
    topics: NDArray[np.float64]  # (T,) cumulative popularity
    resonance_sd: NDArray[np.float64]  # (4,) of each act
    own_resonance: float  # of that spread, by which all notes of a creator are alike, and each is by itself
    note_resonance: float
    resonance_tail: float  # log, of what everybody reacts to; 0 = there is no such note
    kind_sd: NDArray[np.float64]  # (4,)
    kind_level: NDArray[np.float64]  # (4,) log, which makes the mean proneness 1
    kind_saturation: NDArray[np.float64]  # (4,) a note is at most 1 + 1 / x times as prone as the usual one; 0 = no end
    video_effect: NDArray[np.float64]  # (4,) log
    creator_kind_sd: NDArray[np.float64]  # (4,)
    topic_effect: NDArray[np.float64]  # (T, 4) log
    riding: float  # mean P(a note takes up what is in the air today)
    trend: NDArray[np.float64]  # (T,) cumulative share of what is in the air
    topic_sd: float  # talents, logit
    format_sd: float
    originality: float  # logit between the least and the most original
    imitation: float
    fashion: NDArray[np.float64]  # (T, 4) style in fashion, by topic
    trait: np.uint64  # stream of what creators are like


def note_law(content: ContentConfig, traits: TraitsConfig, heat: NDArray[np.float64], streams: Streams) -> NoteLaw:
    """Return the config's numbers in the form that the kernel reads.

    Parameters
    ----------
    heat : float array of shape (T,)
        ln of the topics' popularity today against the usual. With ``x = sum_t s_t (exp(heat_t) - 1)`` over
        topics above their usual share ``s_t``, a note takes up one of them with the creator's propensity
        times ``x / (1 + x)``.
    """
    popularity = np.array(content.popularity)
    excess = popularity / popularity.sum() * np.maximum(np.expm1(heat), 0.0)
    air = excess.sum()
    rows, columns = np.meshgrid(np.arange(len(popularity)), np.arange(N_STYLE), indexing="ij")
    fashion = _normals(rows.ravel(), columns.ravel(), streams.key("fashion")).reshape(-1, N_STYLE)
    own, theirs, saturation, load = (
        np.array([each[kind] for kind in KINDS])
        for each in (content.kind_log_sd, content.creator_kind_log_sd, content.kind_saturation, content.resonance_load)
    )
    return NoteLaw(
        content.topic_focus,
        content.video_share,
        content.quality_note_sd,
        content.style_spread,
        cumulative_shares(popularity),
        content.resonance_log_sd * load,
        math.sqrt(content.creator_resonance_share),
        math.sqrt(1.0 - content.creator_resonance_share),
        content.resonance_tail,
        own,
        level_of(np.hypot(own, theirs), saturation),
        saturation,
        np.array([content.video_kind_effect[kind] for kind in KINDS]),
        theirs,
        np.array([[0.0, t.save_log, t.comment_log, t.share_log] for t in content.topics.values()]),
        traits.trend_riding * air / (1.0 + air),
        cumulative_shares(excess if air > 0 else popularity),
        traits.topic_log_sd,
        traits.format_log_sd,
        traits.originality_effect,
        traits.imitation,
        content.style_spread * fashion,
        streams.key("trait"),
    )


def level_of(sd: NDArray[np.float64], saturation: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithm that makes the mean of ``exp(x) / (1 + saturation exp(x))`` 1, for x of these spreads."""
    at, weight = np.polynomial.hermite_e.hermegauss(NODES)
    bare = np.exp(np.multiply.outer(sd, at))
    mean = (bare / (1.0 + saturation[:, None] * bare)) @ (weight / weight.sum())
    return np.asarray(-np.log(mean))


@njit(cache=True)
def _normals(who: NDArray[np.int64], what: NDArray[np.int64], key: np.uint64) -> NDArray[np.float64]:
    out = np.empty(who.shape[0])
    for i in range(who.shape[0]):
        out[i] = normal(key, who[i], what[i])
    return out


@njit
def choose_topic(creator: int, name: int, main: int, lean: NDArray[np.int8], law: NoteLaw, key: np.uint64) -> int:
    """Choose a note's topic: what is in the air, the main one, or another by popularity and preference."""
    if law.riding > 0.0:
        propensity = 2.0 * law.riding * uniform(law.trait, creator, RIDES)
        if uniform(key, name, 31) < propensity:
            return pick(law.trend, uniform(key, name, 32))
    if not lean[:N_TOPICS].any():
        return main if uniform(key, name, 1) < law.topic_focus else pick(law.topics, uniform(key, name, 2))
    stay = law.topic_focus * np.exp(lean[main] / LEANING_UNIT)
    others = 0.0
    for t in range(law.topics.shape[0]):
        others += _share(law.topics, t) * np.exp(lean[t] / LEANING_UNIT)
    if uniform(key, name, 1) * (stay + (1.0 - law.topic_focus) * others) < stay:
        return main
    left = uniform(key, name, 2) * others
    for t in range(law.topics.shape[0] - 1):
        left -= _share(law.topics, t) * np.exp(lean[t] / LEANING_UNIT)
        if left < 0.0:
            return t
    return law.topics.shape[0] - 1


@njit(forceinline=True)
def _share(cumulative: NDArray[np.float64], t: int) -> float:
    return cumulative[t] - (cumulative[t - 1] if t > 0 else 0.0)


@njit
def is_video(name: int, lean: NDArray[np.int8], law: NoteLaw, key: np.uint64) -> bool:
    """Choose the format: the usual share of videos, moved by the creator's preference."""
    share = law.video_share
    if lean[VIDEO] != 0:
        odds = share * np.exp(lean[VIDEO] / LEANING_UNIT)
        share = odds / (odds + 1.0 - share)
    return uniform(key, name, 3) < share


@njit
def talent(creator: int, topic: int, video: int, law: NoteLaw) -> float:
    """Return what a creator's talents and originality add to a note's quality."""
    added = 0.0
    if law.topic_sd > 0.0:
        added += law.topic_sd * normal(law.trait, creator, TOPIC_TALENT + topic)
    if law.format_sd > 0.0:
        added += law.format_sd * normal(law.trait, creator, FORMAT_TALENT + video)
    if law.originality > 0.0:
        added += law.originality * (uniform(law.trait, creator, ORIGINALITY) - 0.5)
    return added


@njit(forceinline=True)
def beyond_median(u: float) -> float:
    """Return how far an exponential draw of mean 1, named by a uniform one, lies above its median."""
    return -np.log1p(-u) - LN_2


@njit(cache=True)
def draw_notes(
    creator_key: NDArray[np.int64],  # (M,)
    nth: NDArray[np.int64],  # (M,)
    main_topic: NDArray[np.int8],  # (M,)
    skill: NDArray[np.float32],  # (M,)
    style: NDArray[np.float32],  # (M, 4) the creator's own
    lean: NDArray[np.int8],  # (M, 17)
    law: NoteLaw,
    key: np.uint64,
    habits: np.uint64,
) -> tuple[
    NDArray[np.int64],
    NDArray[np.int8],
    NDArray[np.uint8],
    NDArray[np.float32],
    NDArray[np.float32],
    NDArray[np.float32],
]:
    """Draw key, topic, format, embedding, quality and kind multipliers of each note."""
    m = creator_key.shape[0]
    note_key, topic, video = np.empty(m, np.int64), np.empty(m, np.int8), np.empty(m, np.uint8)
    vec, quality = np.zeros((m, N_DIMS), np.float32), np.empty(m, np.float32)
    kinds = np.empty((m, N_KINDS), np.float32)
    for i in range(m):
        note_key[i] = np.int64(bits(key, creator_key[i], nth[i]) & POSITIVE)
        name, creator = note_key[i], creator_key[i]
        topic[i] = choose_topic(creator, name, main_topic[i], lean[i], law, key)
        video[i] = is_video(name, lean[i], law, key)
        _embed(vec[i], creator, name, topic[i], style[i], law, key)
        quality[i] = skill[i] + law.quality_sd * normal(key, name, 10) + talent(creator, topic[i], video[i], law)
        luck = law.note_resonance * normal(key, name, 12)
        if law.own_resonance > 0.0:
            luck += law.own_resonance * normal(habits, creator, LEVEL)
        hit = 0.0
        if law.resonance_tail > 0.0:  # the note in the middle stays as it is
            hit = law.note_resonance * beyond_median(uniform(key, name, HIT))
            if law.own_resonance > 0.0:
                hit += law.own_resonance * beyond_median(uniform(habits, creator, HIT))
            hit *= law.resonance_tail
        for k in range(N_KINDS):
            resonance = law.resonance_sd[k] * luck - 0.5 * law.resonance_sd[k] ** 2 + hit
            own = law.kind_sd[k] * normal(key, name, 20 + k)
            own += law.creator_kind_sd[k] * normal(habits, creator, k)  # the same for all notes of a creator
            level = law.kind_level[k] - np.log1p(law.kind_saturation[k] * np.exp(own))
            effect = law.video_effect[k] * video[i] + law.topic_effect[topic[i], k]
            kinds[i, k] = np.exp(resonance + own + level + effect)
    return note_key, topic, video, vec, quality, kinds


@njit
def _embed(
    vec: NDArray[np.float32],
    creator: int,
    name: int,
    topic: int,
    style: NDArray[np.float32],
    law: NoteLaw,
    key: np.uint64,
) -> None:
    """Write a note's embedding: its topic, a second one, and a style that may be the fashion's."""
    second = pick(law.topics, uniform(key, name, 4))
    vec[topic] = 0.95
    vec[second] = max(vec[second], 0.3)
    copied = law.imitation * (1.0 - uniform(law.trait, creator, ORIGINALITY)) if law.imitation > 0.0 else 0.0
    for s in range(N_STYLE):
        own = STYLE_SHARE * style[s] + law.style_spread * STYLE_SHARE * normal(key, name, 5 + s)
        vec[N_DIMS - N_STYLE + s] = (1.0 - copied) * own + copied * law.fashion[topic, s] if copied > 0.0 else own
