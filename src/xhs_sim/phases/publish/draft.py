"""Draft: who publishes today, how many notes, at which tick, and what each creator leans towards."""

from typing import NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from ...config.schema import ContentConfig, CreatorsConfig
from ...kernels.choice import cumulative_shares, pick
from ...kernels.random import uniform
from ...rng import Streams
from ...world.columns import DAYPARTS, FIRST_DAYPART, LEANING_UNIT, MAX_NOTES, N_LEANINGS, Creators
from .rhythm import publish_chance

SPONSORED = 1 << 40  # where the numbers of sponsored notes begin


class Drafts(NamedTuple):
    """Notes that creators decide to write; M rows."""

    creator: NDArray[np.int32]  # (M,)
    nth: NDArray[np.int64]  # (M,) how many the creator published before; campaigns use their own range
    tick: NDArray[np.int8]  # (M,)
    lean: NDArray[np.int8]  # (M, 17) learned preferences that the note heeds, as Creators.leanings


def tick_shares(hours: list[float], ticks: int) -> NDArray[np.float64]:
    """Return the cumulative share of each tick from a 24-hour profile."""
    edges = np.arange(24) * ticks // 24
    weights = np.bincount(edges, weights=np.asarray(hours), minlength=ticks).astype(np.float64)
    return cumulative_shares(weights)


@njit(parallel=True, cache=True)
def count_notes(
    user_key: NDArray[np.int64],  # (U,) of users who visit
    chance: NDArray[np.float32],  # (U,) of a first note
    burst: float,
    key: np.uint64,
) -> NDArray[np.int8]:
    """Draw how many notes each visiting user publishes today: none, or one and its burst."""
    counts = np.zeros(user_key.shape[0], np.int8)
    for i in prange(user_key.shape[0]):
        if chance[i] > 0.0 and uniform(key, user_key[i], 0) < chance[i]:
            counts[i] = 1
            while counts[i] < MAX_NOTES and uniform(key, user_key[i], counts[i]) < burst:
                counts[i] += 1
    return counts


def draft_notes(
    active: NDArray[np.int64],
    begin: NDArray[np.int64],
    user_key: NDArray[np.int64],
    creators: Creators,
    content: ContentConfig,
    plan: CreatorsConfig,
    ticks: int,
    streams: Streams,
    day: int,
) -> Drafts:
    """Decide who publishes on ``day``, how often and at which tick.

    Parameters
    ----------
    active, begin : arrays of rows
        Who visits; who of them publishes a first note for sure.
    """
    chance = publish_chance(active, user_key, creators, plan, streams, day)
    chance[np.isin(active, begin)] = 1.0
    counts = count_notes(user_key[active], chance, content.burst, streams.key("post", day))
    who = np.repeat(active, counts)
    first = np.concatenate([[0], np.cumsum(counts[counts > 0], dtype=np.int64)[:-1]]) if len(who) else who
    within = np.arange(len(who)) - np.repeat(first, counts[counts > 0])
    nth = creators.n_notes[who].astype(np.int64) + within
    lean = creators.leanings[who]
    lean[_uniforms(user_key[who], nth, streams.key("explore")) < plan.learning.explore_share] = 0
    shares = tick_shares(content.publish_hours, ticks)
    tick = draw_ticks(user_key[who], nth, shares, lean, streams.key("publish hour"))
    return Drafts(who.astype(np.int32), nth, tick, lean)


@njit(cache=True)
def draw_ticks(
    creator_key: NDArray[np.int64],  # (M,)
    nth: NDArray[np.int64],  # (M,)
    shares: NDArray[np.float64],  # (ticks,) cumulative
    lean: NDArray[np.int8],  # (M, 17)
    key: np.uint64,
) -> NDArray[np.int8]:
    """Draw each note's tick by the usual hours, tilted towards the dayparts that its creator prefers."""
    out, ticks = np.empty(creator_key.shape[0], np.int8), shares.shape[0]
    tilted = np.empty(ticks)
    for i in range(creator_key.shape[0]):
        u = uniform(key, creator_key[i], nth[i])
        if not lean[i, FIRST_DAYPART:].any():
            out[i] = pick(shares, u)
            continue
        total = 0.0
        for t in range(ticks):
            share = shares[t] - (shares[t - 1] if t > 0 else 0.0)
            total += share * np.exp(lean[i, FIRST_DAYPART + daypart_of(t, ticks)] / LEANING_UNIT)
            tilted[t] = total
        out[i] = pick(tilted, u * total)
    return out


@njit(forceinline=True)
def daypart_of(tick: int, ticks: int) -> int:
    """Return the quarter of the day that a tick begins in."""
    return tick * DAYPARTS // ticks


@njit(cache=True)
def _uniforms(who: NDArray[np.int64], what: NDArray[np.int64], key: np.uint64) -> NDArray[np.float64]:
    out = np.empty(who.shape[0])
    for i in range(who.shape[0]):
        out[i] = uniform(key, who[i], what[i])
    return out


def no_lean(m: int) -> NDArray[np.int8]:
    """Return preferences of notes that heed none, (M, 17)."""
    return np.zeros((m, N_LEANINGS), np.int8)
