"""Pools: the notes that retrieval may find in this tick, laid out for scoring.

Each topic has three pools: *fresh* (under its guarantee), *rising* (promoted by the ladder) and
*main*. A pool is a row of windows of 16 slots; a note's window follows from its key alone, so one
more note changes only the window that it falls into. Windows hold embeddings lane by lane, which
lets one vector instruction score all 16. The window count moves in coarse steps of the number of
*organic* notes, so that a campaign does not reshuffle everybody.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...config.schema import LadderConfig, RankerConfig
from ...kernels.random import bits, uniform
from ...world.columns import N_DIMS, NoteLog, NoteTruth
from .cards import mark_of
from .law import LANES, N_POOLS

HOLE = np.float32(-1e9)
LOAD = 11.0  # notes per window aimed at; more than 16 of Poisson(11) is rare
VEC_UNIT = 100.0  # a quarter of the memory of floats: at 1M users, windows then stay in cache
STEP = 1.25  # window counts move by this factor
_HIGH = np.uint64(32)


class Pools(NamedTuple):
    """Windows of all pools; W windows in all, pool ``p`` of topic ``t`` at row ``p * T + t``."""

    start: NDArray[np.int32]  # (P * T,) first window
    size: NDArray[np.int32]  # (P * T,) windows; 0 = empty pool
    note: NDArray[np.int32]  # (W, 16) slot in content, -1 = hole
    key: NDArray[np.int64]  # (W, 16)
    mark: NDArray[np.uint16]  # (W, 16) place in the seen filters
    vec: NDArray[np.int8]  # (W, 16 dimensions, 16 lanes) embeddings in 1/100
    score: NDArray[np.float32]  # (W, 16) the part of the score that is the same for all users


class LadderLaw(NamedTuple):
    """The ladder's numbers for kernels."""

    guarantee: float
    guarantee_hours: float
    boost: float
    bar: float
    bar_step: float
    life_days: float
    slow_life_days: float
    slow_share: float


def ladder_law(ladder: LadderConfig) -> LadderLaw:
    """Return the ladder's numbers in the form that kernels read."""
    return LadderLaw(**{name: float(getattr(ladder, name)) for name in LadderLaw._fields})


@njit(forceinline=True)
def lifetime_days(u: float, law: LadderLaw) -> float:
    """Return how long the feed keeps a note: mostly a day or two, sometimes months."""
    if u < law.slow_share:
        return -law.slow_life_days * math.log(1.0 - u / law.slow_share + 1e-12)
    return -law.life_days * math.log((1.0 - u) / (1.0 - law.slow_share) + 1e-12)


@njit(cache=True)
def classify(
    notes: NoteLog, law: LadderLaw, day: int, tick: int, ticks: int, key: np.uint64
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Say which pool each note is in now (-1 = none) and how old it is in days."""
    n_slots = notes.key.shape[0]
    pool, age = np.full(n_slots, -1, np.int8), np.zeros(n_slots, np.float32)
    for n in range(n_slots):
        age[n] = day - notes.day[n] + (tick - notes.tick[n]) / ticks
        if notes.key[n] < 0 or age[n] < 0:
            continue
        shown = notes.counts[n, 0, 0] + notes.counts[n, 1, 0]
        if shown < law.guarantee and age[n] * 24.0 < law.guarantee_hours:
            pool[n] = 0
        elif age[n] <= lifetime_days(uniform(key, notes.key[n], 0), law):
            bar = law.bar + law.bar_step * np.log10(max(shown, 1.0) / max(law.guarantee, 1.0))
            pool[n] = 1 if notes.quality_hat[n] + notes.engage_hat[n] >= bar and shown > 0 else 2
    return pool, age


@njit(cache=True)
def common_score(
    notes: NoteLog, pool: NDArray[np.int8], age: NDArray[np.float32], law: LadderLaw, weights: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Return the part of each note's score that does not depend on the user: (C,)."""
    score = np.zeros(notes.key.shape[0], np.float32)
    for n in range(notes.key.shape[0]):
        if pool[n] < 0:
            continue
        score[n] = weights[0] * notes.quality_hat[n] + weights[1] * notes.engage_hat[n]
        score[n] += weights[2] * np.exp(-age[n] / law.life_days) + weights[3] * notes.log_likes[n]
        if pool[n] == 0:
            shown = notes.counts[n, 0, 0] + notes.counts[n, 1, 0]
            delivered = shown / max(law.guarantee, 1.0)
            score[n] += weights[4] * law.boost * (1.0 - delivered) * (1.0 - age[n] * 24.0 / law.guarantee_hours)
    return score


def score_weights(ranker: RankerConfig) -> NDArray[np.float64]:
    """Return the ranker's weights of what is common to all users."""
    return np.array(
        [ranker.predicted_quality, ranker.predicted_engage, ranker.recency, ranker.popularity, ranker.boost]
    )


def window_counts(organic: NDArray[np.int64], total: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return windows per pool: organic notes over the load, rounded up to a power of ``STEP``."""
    wanted = np.maximum(organic / LOAD, 1.0)
    steps = np.ceil(np.log(wanted) / np.log(STEP) - 1e-9)
    return np.where(total > 0, np.maximum(np.round(STEP**steps), 1), 0).astype(np.int32)


@njit(cache=True)
def count_pools(
    notes: NoteLog, pool: NDArray[np.int8], n_topics: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count organic and all notes of each pool and topic: two arrays of (P * T,)."""
    organic, total = np.zeros(N_POOLS * n_topics, np.int64), np.zeros(N_POOLS * n_topics, np.int64)
    for n in range(pool.shape[0]):
        if pool[n] >= 0:
            row = pool[n] * n_topics + notes.topic[n]
            total[row] += 1
            organic[row] += 1 - notes.is_sponsored[n]
    return organic, total


@njit(cache=True)
def fill_windows(
    notes: NoteLog, pool: NDArray[np.int8], score: NDArray[np.float32],
    start: NDArray[np.int32], size: NDArray[np.int32], n_topics: int, key: np.uint64,
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.uint16], NDArray[np.int8], NDArray[np.float32]]:
    """Put each note into the window that its key names; a full window keeps the lowest hashes.

    The hash changes with the tick, so a note that found no room in one tick finds it in the next.
    """
    n_windows = start[-1] + size[-1]
    note, rank = np.full((n_windows, LANES), -1, np.int32), np.zeros((n_windows, LANES), np.uint64)
    for n in range(pool.shape[0]):
        if pool[n] < 0:
            continue
        row = pool[n] * n_topics + notes.topic[n]
        draw = bits(key, notes.key[n], 0)
        window = start[row] + np.int64(((draw >> _HIGH) * np.uint64(size[row])) >> _HIGH)
        _insert(note[window], rank[window], n, bits(key, notes.key[n], 1))
    names, mark = np.full((n_windows, LANES), -1, np.int64), np.zeros((n_windows, LANES), np.uint16)
    vec, common = np.zeros((n_windows, N_DIMS, LANES), np.int8), np.full((n_windows, LANES), HOLE, np.float32)
    for w in range(n_windows):
        for lane in range(LANES):
            n = note[w, lane]
            if n >= 0:
                names[w, lane], mark[w, lane], common[w, lane] = notes.key[n], mark_of(notes.key[n]), score[n]
                for d in range(N_DIMS):
                    vec[w, d, lane] = np.int8(max(min(round(notes.vec[n, d] * VEC_UNIT), 127), -127))
    return note, names, mark, vec, common


@njit(forceinline=True)
def _insert(row: NDArray[np.int32], ranks: NDArray[np.uint64], n: int, rank: np.uint64) -> None:
    """Insert into a window sorted by hash; the highest falls out of a full one."""
    at = LANES
    while at > 0 and (row[at - 1] < 0 or rank < ranks[at - 1]):
        at -= 1
    if at == LANES:
        return
    for lane in range(LANES - 1, at, -1):
        row[lane], ranks[lane] = row[lane - 1], ranks[lane - 1]
    row[at], ranks[at] = n, rank


def add_oracle(score: NDArray[np.float32], truth: NoteTruth, weight: float) -> NDArray[np.float32]:
    """Add true quality to the common score: for the oracle ranker only, the upper bound."""
    return score if weight == 0 else (score + weight * truth.quality).astype(np.float32)


def build_pools(
    notes: NoteLog, truth: NoteTruth, ladder: LadderLaw, ranker: RankerConfig,
    n_topics: int, now: tuple[int, int, int], keys: tuple[np.uint64, np.uint64],
) -> Pools:
    """Build this tick's pools.

    Parameters
    ----------
    now : (day, tick, ticks per day)
    keys : (stream of lifetimes, stream of window places)
    """
    day, tick, ticks = now
    pool, age = classify(notes, ladder, day, tick, ticks, keys[0])
    score = add_oracle(common_score(notes, pool, age, ladder, score_weights(ranker)), truth, ranker.oracle)
    organic, total = count_pools(notes, pool, n_topics)
    size = window_counts(organic, total)
    start = (np.cumsum(size) - size).astype(np.int32)
    return Pools(start, size, *fill_windows(notes, pool, score, start, size, n_topics, keys[1]))
