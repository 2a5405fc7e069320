"""Draft: how many notes, at which tick, and what each creator leans towards."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.choice import cumulative_shares, pick
from ...kernels.random import uniform
from ...world.columns import DAYPARTS, FIRST_DAYPART, LEANING_UNIT, MAX_NOTES, N_LEANINGS

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


@njit(cache=True)
def count_notes(
    user_key: NDArray[np.int64],  # (U,) of users who visit
    chance: NDArray[np.float32],  # (U,) of a first note
    burst: float,
    key: np.uint64,
) -> NDArray[np.int8]:
    """Draw how many notes each visiting user publishes today: none, or one and its burst."""
    counts = np.zeros(user_key.shape[0], np.int8)
    for i in range(user_key.shape[0]):
        if chance[i] > 0.0 and uniform(key, user_key[i], 0) < chance[i]:
            counts[i] = 1
            while counts[i] < MAX_NOTES and uniform(key, user_key[i], counts[i]) < burst:
                counts[i] += 1
    return counts


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
def uniforms_of(who: NDArray[np.int64], what: NDArray[np.int64], key: np.uint64) -> NDArray[np.float64]:
    """Draw a uniform for each pair."""
    out = np.empty(who.shape[0])
    for i in range(who.shape[0]):
        out[i] = uniform(key, who[i], what[i])
    return out


def no_lean(m: int) -> NDArray[np.int8]:
    """Return preferences of notes that heed none, (M, 17)."""
    return np.zeros((m, N_LEANINGS), np.int8)
