"""Columns set up by hand: everybody is alike, unless a test says otherwise."""

from typing import Any

import numpy as np

from xhs_sim.phases.publish import Writers
from xhs_sim.world.columns import (
    COUNTS,
    N_DIMS,
    N_KINDS,
    N_LEANINGS,
    NO_CLICK,
    UNJUDGED,
    BrandStates,
    Creators,
    UserLog,
    UserTruth,
)
from xhs_sim.world.content import NewNotes
from xhs_sim.world.follower_graph import from_pairs
from xhs_sim.world.note_counts import NoteCounts
from xhs_sim.world.world import World

NEVER = -1000


def altered(usual: Any, changes: dict[str, Any]) -> Any:
    """Return the columns with some of them replaced: a number for all rows, or one value a row."""
    return usual._replace(
        **{
            name: np.array(np.broadcast_to(value, getattr(usual, name).shape), getattr(usual, name).dtype, order="C")
            for name, value in changes.items()
        }
    )


def count_acts(counts: NoteCounts, slot: int, surface: int = 0, **acts: int) -> None:
    """Count acts, by name, at a note on a surface."""
    events = np.zeros((1, len(COUNTS)), np.int32)
    for name, n in acts.items():
        events[0, COUNTS.index(name)] = n
    counts.add(np.array([slot]), np.array([surface]), events)


def truth_of(n: int, **changes: Any) -> UserTruth:
    """Return users without any taste, half satisfied, with mean 1 of what has a mean of 1."""
    one = [np.ones(n, np.float32) for _ in range(2)]
    usual = UserTruth(
        np.zeros((n, N_DIMS), np.float32), one[0], np.zeros(n, np.float32), np.ones(n, np.float32), one[1],
        np.zeros(n, np.float32), np.full(n, 0.5, np.float32), np.zeros(n, np.float32), np.full(n, 0.5, np.float32),
        np.zeros(n, np.float32),
    )  # fmt: skip
    return altered(usual, changes)


def log_of(n: int, **changes: Any) -> UserLog:
    """Return users who were here before day 0 and do not visit today."""
    zeros = {kind: [np.zeros(n, kind) for _ in range(5)] for kind in (np.int8, np.uint8, np.int32)}
    usual = UserLog(
        np.arange(n), *zeros[np.int8][:4], np.full(n, -31, np.int16), *zeros[np.uint8][:2], np.zeros(n, np.uint32),
        zeros[np.int32][0], np.zeros((n, N_DIMS), np.float32), np.zeros((n, 16), np.uint64), np.zeros(n, np.uint16),
        np.full((n, 8), -1, np.int32), zeros[np.int32][1], np.full((n, 4), -1, np.int32),
        np.zeros(n, np.uint32), np.full(n, -1, np.int32), zeros[np.uint8][3], zeros[np.int8][4],
        np.full(n, NO_CLICK, np.uint8), np.zeros(n, np.uint8), np.zeros(n, np.int32),
    )  # fmt: skip
    return altered(usual, changes)


def creators_of(n: int, **changes: Any) -> Creators:
    """Return users who never publish and whom nobody follows."""
    usual = Creators(
        np.zeros(n, np.float32), np.zeros(n, np.float32), np.zeros(n, np.int8), np.zeros(n, np.int32),
        np.zeros(n, np.int32), np.zeros(n, np.float16), np.full(n, UNJUDGED, np.float16),
        np.zeros((n, N_LEANINGS), np.int8),
    )  # fmt: skip
    return altered(usual, changes)


def writers_of(n: int, content: Any, law: Any, streams: Any, day: int, creators: Creators | None = None) -> Writers:
    """Return users as those who write notes on a day of four ticks, without any style of their own."""
    who = creators_of(n) if creators is None else creators
    return Writers(np.arange(n), 0.0, who, content, law, 4, streams, day)


def states_of(n: int, n_brands: int = 1, **changes: Any) -> BrandStates:
    """Return users who know every brand and have done nothing about it."""
    shape = (n, n_brands)
    usual = BrandStates(
        np.zeros(shape, np.uint16), np.zeros(shape, np.float32), np.ones(shape, np.uint8), np.zeros(shape, np.uint8),
        np.zeros((*shape, 2), np.uint8), np.full(shape, NEVER, np.int16), np.full(shape, NEVER, np.int16),
        np.zeros(shape, np.uint8), np.zeros(shape, np.uint8),
    )  # fmt: skip
    return altered(usual, changes)


def notes_of(m: int, **changes: Any) -> NewNotes:
    """Return organic notes of day 0 by user 0, with keys 100, 101, ..., that name no brand."""
    small = [np.zeros(m, np.int8) for _ in range(2)]
    usual = NewNotes(
        np.arange(100, 100 + m), np.zeros(m, np.int32), np.zeros(m, np.int16), *small, np.zeros(m, np.uint8),
        np.full(m, -1, np.int8), np.zeros(m, np.uint8), np.zeros((m, N_DIMS), np.float32), np.zeros(m, np.float32),
        np.ones((m, N_KINDS), np.float32), np.zeros(m, np.uint8),
    )  # fmt: skip
    return altered(usual, changes)


def world_of(n: int, follows: tuple[tuple[int, int], ...] = (), capacity: int = 4, **parts: Any) -> World:
    """Return a world of ``n`` users; ``follows`` holds (creator, follower)."""
    pairs = np.array(follows, np.int64).reshape(-1, 2)
    graph = from_pairs(pairs[:, 0], pairs[:, 1], n)
    creators = creators_of(n, followers=graph.n_followers())
    usual = {"truth": truth_of(n), "log": log_of(n), "creators": creators, "brands": states_of(n)}
    return World(**(usual | parts), graph=graph, capacity=capacity)
