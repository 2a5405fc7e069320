"""What engagement reads and writes: the world's arrays, and the counters of what happened."""

from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import njit_part
from ...kernels.memory import aligned_zeros
from ...kernels.threads import share_out
from ...world.columns import COUNTS, REACTIONS, BrandStates, UserLog, UserTruth
from ...world.world import World
from .cards import pack_cards
from .crowd import N_SUMS, NOBODY_ELSE, Crowd
from .law import EngageLaw

PANEL_COLUMNS = (
    "user",
    "session",
    "slot",
    "note",
    "creator",
    "surface",
    "channel",
    "clicked",
    "dwell_ms",
    "liked",
    "saved",
    "commented",
    "shared",
    "followed",
    "predicted_ppm",
    "hidden",
)


class Moment(NamedTuple):
    """When: notes are frozen within a tick."""

    day: int
    tick: int


class Visit(NamedTuple):
    """Whose session it is, and where its draws and its rows go."""

    user: int  # row
    name: int  # the user's key, in every draw
    session: int  # of the day
    surface: int  # of the counters of notes
    thread: int
    event: int  # first row of the panel's events, -1 = not in the panel


class Mood(NamedTuple):
    """What a user brings to a session."""

    norm: float  # length of the estimate of taste, over topics
    slope: float  # of the platform's logit P(click), per unit of estimated affinity
    ready: float  # logit, see ``readiness``


class Look(NamedTuple):
    """One note before one user."""

    note: int
    slot: int
    slope: float  # as of the mood
    ready: float  # what the user brings to the slot, less what repetition wears off (logit)
    warmth: float  # acts are so many times as likely for a tie between user and creator; 1 without one
    is_new: bool  # the user decides now; not: by the draws of a look earlier today


class State(NamedTuple):
    """All that the serving kernel touches."""

    truth: UserTruth
    users: UserLog
    brands: BrandStates
    cards: NDArray[Any]  # (C,) dtype CARD
    vec: NDArray[np.float32]  # (C, 16)
    indptr: NDArray[np.int64]  # (N + 1,) follower graph, by creator
    followers: NDArray[np.int32]  # (E,) sorted within a creator
    crowd: Crowd  # whom readers stand for


class Tally(NamedTuple):
    """What sessions add up, one copy per thread; integers only, so order does not matter."""

    notes: NDArray[np.int32]  # (threads, C, surfaces, 8) see COUNTS
    reactions: NDArray[np.int32]  # (threads, C, surfaces, 5) see REACTIONS; rare, so memory that is never asked for
    segments: NDArray[np.int64]  # (threads, 2, A, 3) impressions, clicks, engagements
    sessions: NDArray[np.int64]  # (threads, 16) first cell counts, the rest pads a cache line
    panel: NDArray[np.int64]  # (E, 16) events of panel users, user column -1 = unused
    crowd: NDArray[np.int64]  # (threads, C, surfaces, 6) see ``crowd``; no notes where everybody is a reader


def state_of(world: World, law: EngageLaw, day: int, tick: int, crowd: Crowd = NOBODY_ELSE) -> State:
    """Gather the arrays that the kernels read and write."""
    cards, parts = pack_cards(world.content.log, world.felt, law, day, tick), world.content.parts
    cards["part"][list(parts)] = list(parts.values())
    vec, graph = world.content.log.vec, world.graph
    return State(world.truth, world.users, world.brands, cards, vec, graph.indptr, graph.followers, crowd)


def empty_tally(world: World, n_ages: int, n_surfaces: int, n_events: int = 0) -> Tally:
    """Make zeroed counters, one copy per thread."""
    threads, slots = numba.get_num_threads(), len(world.content.log.key)
    return Tally(
        aligned_zeros((threads, slots, n_surfaces, len(COUNTS)), np.int32),
        np.zeros((threads, slots, n_surfaces, len(REACTIONS)), np.int32),
        np.zeros((threads, 2, n_ages, 3), np.int64),
        np.zeros((threads, 16), np.int64),
        empty_panel(n_events),
        empty_sums(slots if world.sample.weight > 1 else 0, n_surfaces),
    )


def empty_panel(n_events: int) -> NDArray[np.int64]:
    """Make room for panel events."""
    return np.full((n_events, len(PANEL_COLUMNS)), -1, np.int64)


def empty_sums(n_notes: int, n_surfaces: int) -> NDArray[np.int64]:
    """Make zeroed sums of the crowd's probabilities, one copy per thread."""
    return np.zeros((numba.get_num_threads(), n_notes, n_surfaces, N_SUMS), np.int64)


def take_out(by_thread: NDArray[np.int32], total: NDArray[np.int32]) -> None:
    """Move the threads' counters, (threads, C, S, 8), into ``total``, (C, S, 8), and leave zeros."""
    share_out(_take_out_part, by_thread, total)


@njit_part
def _take_out_part(thread: int, n_threads: int, by_thread: NDArray[np.int32], total: NDArray[np.int32]) -> None:
    n_notes = total.shape[0]
    for note in range(thread * n_notes // n_threads, (thread + 1) * n_notes // n_threads):
        for surface in range(total.shape[1]):
            for k in range(total.shape[2]):
                added = np.int32(0)
                for other in range(by_thread.shape[0]):
                    added += by_thread[other, note, surface, k]
                    by_thread[other, note, surface, k] = 0
                total[note, surface, k] = added
