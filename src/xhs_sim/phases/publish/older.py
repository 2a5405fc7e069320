"""Older notes: what was written before the feed's window, and is still liked enough to be found by search.

Of all notes of the time only those with the most likes are written: as many as the archive may hold, and some more.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.special import ndtri

from ...config.schema import Config
from ...kernels.memory import aligned_zeros
from ...kernels.random import poisson, uniform
from ...world.archive import OldNotes
from ...world.columns import NoteTruth
from ...world.content import AS_WRITTEN, NewNotes, empty_notes
from ...world.population import draw_uniforms
from .draft import Drafts, no_lean, uniforms_of
from .note import KINDS
from .writers import Writers

OLDER = 7 << 40  # where the numbers of older notes begin
SPARE = 1.25  # so many more than there is room for
WHEN, LIKED, HOW_MANY = range(3)  # draws of an older note, and of its creator
MOST = 500  # of one creator
STEPS = 16.0  # of what the platform learned


def older_and_all(config: Config, room: int) -> tuple[int, float]:
    """Return how many older notes are written, and of how many they are the best."""
    people, content = config.population, config.content
    days = max(config.search.archive.days - content.window_days, 0)
    written = people.people * people.visit_rate * content.notes_per_active_day * days
    return int(min(SPARE * room, written)), written


@njit(cache=True)
def _counts(creator_key: NDArray[np.int64], mean: NDArray[np.float64], key: np.uint64) -> NDArray[np.int64]:
    out = np.empty(creator_key.shape[0], np.int64)
    for i in range(creator_key.shape[0]):
        out[i] = poisson(mean[i], uniform(key, creator_key[i], HOW_MANY), MOST)
    return out


def draft_older(writers: Writers, was_there: NDArray[np.bool_], count: int) -> Drafts:
    """Say who wrote about so many older notes: creators as often as they publish, none who signs up later."""
    rate = np.where(was_there, np.maximum(writers.creators.rate, 0.0), 0.0).astype(np.float64)
    rows, key = np.flatnonzero(rate), writers.streams.key("archive")
    n = _counts(writers.key[rows], count * rate[rows] / max(rate.sum(), 1e-12), key)
    who = np.repeat(rows, n)
    nth = OLDER + np.arange(len(who)) - np.repeat(np.cumsum(n) - n, n)
    tick = (uniforms_of(writers.key[who], nth, key) * writers.ticks).astype(np.int8)
    return Drafts(who.astype(np.int32), nth, tick, no_lean(len(who)))


def older_notes(
    writers: Writers, notes: NewNotes, words: NDArray[np.uint32], config: Config, count: int, written: float
) -> OldNotes:
    """Return older notes as the archive keeps them: each with its day and its likes.

    Parameters
    ----------
    count : int
        How many were asked for.
    written : float
        Notes of the time, of which these are those with the most likes.
    """
    m, plan, window = len(notes.key), config.search.archive, config.content.window_days
    key = writers.streams.key("archive")
    ages = window + 1 + draw_uniforms(notes.key, key, WHEN) * (plan.days - window - 1)
    above = min(count / max(written, 1.0), 1.0) * (1.0 - draw_uniforms(notes.key, key, LIKED))
    deviation = ndtri(1.0 - above)
    likes = np.expm1(plan.likes_ln_mean + plan.likes_ln_sd * deviation).clip(0.0, 1e6)
    _, log = empty_notes(m)
    for name in AS_WRITTEN:
        getattr(log, name)[:] = getattr(notes, name)
    log.day[:], log.words[:] = -ages.astype(np.int16), words
    better = deviation[:, None] * what_likes_say(config)
    usual = notes.quality.mean(dtype=np.float64) if m else 0.0
    log.quality_hat[:] = np.round((notes.quality + better[:, 0] - usual) * STEPS) / STEPS
    kinds = aligned_zeros(notes.kinds.shape, np.float32)
    kinds[:] = notes.kinds * np.exp(better[:, 1:])
    quality = (notes.quality + better[:, 0]).astype(np.float32)
    return OldNotes(NoteTruth(quality, kinds, notes.harm), log, likes.astype(np.int64))


def what_likes_say(config: Config) -> NDArray[np.float64]:
    """Return how much better quality and proneness to acts are per standard deviation of ln likes, (5,).

    Each is a part of what makes likes, so it is as much as its variance over the spread of ln likes.
    """
    content, spread = config.content, max(config.search.archive.likes_ln_sd, 1e-9)
    quality = content.quality_note_sd**2 + content.quality_creator_sd**2
    load = np.array([content.resonance_load[kind] for kind in KINDS])
    acts = content.resonance_log_sd**2 * load[0] * load + content.resonance_tail**2
    acts[0] += content.kind_log_sd["like"] ** 2 + content.creator_kind_log_sd["like"] ** 2
    return np.minimum(np.concatenate([[quality], acts]) / spread, spread)
