"""Pools: the notes that retrieval may find in this tick, laid out for scoring.

Each topic has four pools in each circle: *fresh* (under its guarantee), *rising* and *hot* (promoted by the
ladder, once and twice) and *main*; behind them lie hits past the feed's window (``older``).
A pool is a row of windows of 16 slots; a note's window follows
from its key alone, so one more note changes only the window that it falls into. Windows hold
embeddings lane by lane, which lets one vector instruction score all 16. ``sizes`` says how many
windows there are.
"""

import math
from typing import NamedTuple, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...config.schema import LadderConfig, RankerConfig
from ...kernels.jit import njit_part
from ...kernels.lanes import LANES
from ...kernels.random import bits, normal, uniform
from ...kernels.threads import share_out
from ...world.columns import N_DIMS, ORGANIC, NoteLog, NoteTruth
from ..engagement.cards import mark_of
from .circles import shelves_of
from .law import FRESH, HOT, MAIN, N_POOLS, RISING
from .older import Older, Placed, with_older
from .score import LADDER_RULES, NoteSignals, common_score, lift_by_standing
from .sizes import Sizes

HOLE = np.float32(-1e9)
VEC_UNIT = 100.0  # a quarter of the memory of floats: at 1M users, windows then stay in cache
LUCK = 1  # draw of a note's luck, beside that of its lifetime
_HIGH = np.uint64(32)


class Pools(NamedTuple):
    """Windows of all pools, W in all; those of pool ``p``, topic ``t``, circle ``c``: row ``(p * T + t) * C + c``."""

    start: NDArray[np.int32]  # (P * T * C,) first window
    size: NDArray[np.int32]  # (P * T * C,) windows; 0 = empty pool
    note: NDArray[np.int32]  # (W, 16) slot in content, -1 = hole
    key: NDArray[np.int64]  # (W, 16)
    mark: NDArray[np.uint16]  # (W, 16) place in the seen filters
    creator: NDArray[np.int32]  # (W, 16)
    vec: NDArray[np.int8]  # (W, 16 dimensions, 16 lanes) embeddings in 1/100
    score: NDArray[np.float32]  # (W, 16) the part of the score that is the same for all users
    near: NDArray[np.int32]  # (cities, 2) first window and windows of each city, behind all others; (0, 2) if unused
    n_topics: int
    n_circles: int
    n_hot: int  # circles of hot notes; rows of the others are empty


class Shelves(NamedTuple):
    """How pools are divided: one row of windows for each topic and circle."""

    n_topics: int
    n_circles: int
    n_hot: int  # circles of hot notes
    sizes: Sizes  # knows yesterday's pools, and is told today's
    older: Older | None = None  # hits past the feed's window; left out, none is shown


class Places(NamedTuple):
    """Where notes come from."""

    city: NDArray[np.int8]  # (C,) of the note's creator
    n_cities: int
    key: np.uint64  # stream of window places


class Authors(NamedTuple):
    """What counts about those who wrote the notes."""

    places: Places | None = None  # left out, nothing goes by city
    momentum: NDArray[np.floating] | None = None  # (C,) see ``momentum``; left out, no note lifts the next


# What ``fill_windows`` returns: the fields of ``Pools`` from ``note`` to ``score``.
Windows = tuple[
    NDArray[np.int32], NDArray[np.int64], NDArray[np.uint16], NDArray[np.int32], NDArray[np.int8], NDArray[np.float32]
]


class LadderLaw(NamedTuple):
    """The ladder's numbers for kernels."""

    guarantee: float
    guarantee_hours: float
    bar: float
    bar_step: float
    age_step: float
    hot_step: float
    hot_life: float
    luck: float
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


@njit_part
def _classify(
    thread: int,
    n_threads: int,
    keys: NDArray[np.int64],
    shown: NDArray[np.int64],
    age: NDArray[np.float32],
    is_fresh: NDArray[np.bool_],
    merit: NDArray[np.float32],
    law: LadderLaw,
    key: np.uint64,
    pool: NDArray[np.int8],
) -> None:
    """Say which pool each note is in now; ``merit`` is what the ladder promotes by."""
    n_notes = keys.shape[0]
    for n in range(thread * n_notes // n_threads, (thread + 1) * n_notes // n_threads):
        if keys[n] < 0 or age[n] < 0:
            continue
        if is_fresh[n]:
            pool[n] = FRESH
            continue
        life = lifetime_days(uniform(key, keys[n], 0), law)
        if age[n] <= life * law.hot_life:
            bar = law.bar + law.bar_step * np.log10(max(shown[n], 1.0) / max(law.guarantee, 1.0))
            bar += law.age_step * np.log1p(age[n])
            if law.luck > 0.0:
                bar -= law.luck * normal(key, keys[n], LUCK)
            above = merit[n] - bar if shown[n] > 0 else -np.inf
            if above >= law.hot_step:
                pool[n] = HOT
            elif age[n] <= life:
                pool[n] = RISING if above >= 0.0 else MAIN


@njit(cache=True)
def count_pools(
    notes: NoteLog, pool: NDArray[np.int8], shelf: NDArray[np.int16], n_shelves: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count organic and all notes of each pool and shelf: two arrays of (P * shelves,)."""
    organic, total = np.zeros(N_POOLS * n_shelves, np.int64), np.zeros(N_POOLS * n_shelves, np.int64)
    for n in range(pool.shape[0]):
        if pool[n] >= 0:
            row = pool[n] * n_shelves + shelf[n]
            total[row] += 1
            organic[row] += notes.is_sponsored[n] == ORGANIC
    return organic, total


@njit(cache=True)
def fill_windows(
    notes: NoteLog,
    pool: NDArray[np.int8],
    score: NDArray[np.float32],
    shelf: NDArray[np.int16],
    start: NDArray[np.int32],
    size: NDArray[np.int32],
    n_shelves: int,
    key: np.uint64,
) -> Windows:
    """Put each note into the window that its key names; a full window keeps the lowest hashes.

    The hash changes with the tick, so a note that found no room in one tick finds it in the next.
    """
    n_windows = start[-1] + size[-1]
    note, rank = np.full((n_windows, LANES), -1, np.int32), np.zeros((n_windows, LANES), np.uint64)
    for n in range(pool.shape[0]):
        if pool[n] < 0:
            continue
        row = pool[n] * n_shelves + shelf[n]
        draw = bits(key, notes.key[n], 0)
        window = start[row] + np.int64(((draw >> _HIGH) * np.uint64(size[row])) >> _HIGH)
        _insert(note[window], rank[window], n, bits(key, notes.key[n], 1))
    names, mark = np.full((n_windows, LANES), -1, np.int64), np.zeros((n_windows, LANES), np.uint16)
    creator, common = np.full((n_windows, LANES), -1, np.int32), np.full((n_windows, LANES), HOLE, np.float32)
    vec = np.zeros((n_windows, N_DIMS, LANES), np.int8)
    for w in range(n_windows):
        for lane in range(LANES):
            n = note[w, lane]
            if n >= 0:
                names[w, lane], mark[w, lane], common[w, lane] = notes.key[n], mark_of(notes.key[n]), score[n]
                creator[w, lane] = notes.creator[n]
                for d in range(N_DIMS):
                    vec[w, d, lane] = np.int8(max(min(round(notes.vec[n, d] * VEC_UNIT), 127), -127))
    return note, names, mark, creator, vec, common


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


def sort_notes(signals: NoteSignals, key: np.uint64, momentum: NDArray[np.floating] | None = None) -> NDArray[np.int8]:
    """Return the pool that each note is in, -1 = none: (C,). ``key``: the stream of lifetimes and of luck."""
    merit = LADDER_RULES[signals.ladder.rule](signals) + lift_by_standing(signals)
    merit = (merit if momentum is None else merit + momentum).astype(np.float32)
    law = ladder_law(signals.ladder)
    pool = np.full(len(merit), -1, np.int8)
    share_out(_classify, signals.log.key, signals.shown, signals.age_days, signals.is_fresh, merit, law, key, pool)
    return pool


def build_pools(
    signals: NoteSignals,
    truth: NoteTruth,
    ranker: RankerConfig,
    shelves: Shelves,
    tick: int,
    keys: tuple[np.uint64, np.uint64],
    authors: Authors,
) -> tuple[Pools, NDArray[np.int8]]:
    """Build this tick's pools; the second answer is the pool that each note is in, -1 = none: (C,).

    Parameters
    ----------
    keys : (stream of lifetimes, stream of window places)
    """
    notes, (n_topics, n_circles, n_hot, sizes, older) = signals.log, shelves
    pool = sort_notes(signals, keys[0], authors.momentum)
    score = common_score(signals, ranker, truth)
    shelf, n_shelves = shelves_of(notes, n_circles), n_topics * n_circles
    if n_hot < n_circles:
        wide = shelves_of(notes, n_hot)
        shelf = np.where(pool == HOT, wide + notes.topic * np.int16(n_circles - n_hot), shelf)
    placed = with_older(Placed(notes, pool, score, shelf), older, n_circles)
    organic, total = count_pools(placed.log, placed.pool, placed.shelf, n_shelves)
    size = sizes.windows("topics", tick, organic, total)
    start = (np.cumsum(size) - size).astype(np.int32)
    filled, near = fill_windows(*placed, start, size, n_shelves, keys[1]), np.zeros((0, 2), np.int32)
    if authors.places is not None:
        filled, near = with_cities(filled, notes, pool, score, authors.places, sizes, tick)
    return Pools(start, size, *filled, near, n_topics, n_circles, n_hot), pool


def with_cities(
    filled: Windows,
    notes: NoteLog,
    pool: NDArray[np.int8],
    score: NDArray[np.float32],
    places: Places,
    sizes: Sizes,
    tick: int,
) -> tuple[Windows, NDArray[np.int32]]:
    """Append windows of each city's notes, whatever their topic and pool; also returns ``Pools.near``."""
    city, alive = places.city.astype(np.int16), np.where(pool >= 0, 0, -1).astype(np.int8)
    organic, total = count_pools(notes, alive, city, places.n_cities)
    size = sizes.windows("cities", tick, organic[: places.n_cities], total[: places.n_cities])
    start = (np.cumsum(size) - size).astype(np.int32)
    more = fill_windows(notes, alive, score, city, start, size, places.n_cities, places.key)
    near = np.column_stack([start + np.int32(len(filled[0])), size])
    both = tuple(np.concatenate([one, other]) for one, other in zip(filled, more, strict=True))
    return cast(Windows, both), near
