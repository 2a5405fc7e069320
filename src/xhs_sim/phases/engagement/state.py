"""What engagement reads and writes: the world's arrays, and the counters of what happened."""

from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean, njit_part
from ...kernels.memory import aligned_zeros, prefetch
from ...kernels.threads import share_out
from ...world.columns import COUNTS, REACTIONS, BrandStates, NoteLog, NoteTruth, UserLog, UserTruth
from ...world.note_counts import NoteCounts
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


COUNTS_BYTES, SUMS_BYTES = 4 * len(COUNTS), 8 * N_SUMS  # of a row
MAX_SESSIONS = 12  # of one user on one day
NOT_YET = 1 << 20  # a slot that nobody looks down to


class Moment(NamedTuple):
    """When: notes are frozen within a tick."""

    day: int
    tick: int


class Visit(NamedTuple):
    """Whose session it is, and where its draws and its rows go."""

    user: int  # row
    name: int  # the user's key, in every draw
    session: int  # of the day; requests after the first of a session are numbered behind all sessions
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
    passed: int  # slot of the best earlier look, by whose draws the user decides again; NOT_YET: decides now


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
    siblings: NDArray[np.int32]  # (C,) the next older note of the creator, in a ring; none where nobody visits profiles


class Tally(NamedTuple):
    """What sessions add up, one copy per thread; integers only, so order does not matter.

    A note on a surface, a cell, gets a row (``row_of``) when it is first shown there: within a tick few of all notes
    are, most of them on one surface, and memory of rows that no cell has is never asked for.
    """

    place: NDArray[np.int32]  # (threads, C, surfaces) row of each cell, -1 = none yet
    noted: NDArray[np.int32]  # (threads, rows) cell of each row: slot * surfaces + surface
    used: NDArray[np.int64]  # (threads, 16) first entry: rows that cells have; the rest pads a cache line
    counts: NDArray[np.int32]  # (threads, rows, 8) see COUNTS
    reactions: NDArray[np.int32]  # (threads, rows, 5) see REACTIONS
    crowd: NDArray[np.int64]  # (threads, rows, 6) see ``crowd``; no rows where everybody is a reader
    segments: NDArray[np.int64]  # (threads, 2, A, 3) impressions, clicks, engagements
    sessions: NDArray[np.int64]  # (threads, 16) sessions and requests; the rest pads a cache line
    panel: NDArray[np.int64]  # (E, 16) events of panel users, user column -1 = unused


class Shown(NamedTuple):
    """What notes got on the surfaces where somebody was shown them; M cells."""

    slots: NDArray[np.int64]  # (M,) ascending
    surfaces: NDArray[np.int64]  # (M,) ascending within a note
    counts: NDArray[np.int32]  # (M, 8)
    reactions: NDArray[np.int32]  # (M, 5)
    crowd: NDArray[np.int64]  # (1, M, 6) all threads' together; no cells where everybody is a reader


NO_SIBLINGS: NDArray[np.int32] = np.zeros(0, np.int32)


def state_with(
    world: World,
    notes: tuple[NoteLog, NoteTruth],
    law: EngageLaw,
    now: Moment,
    crowd: Crowd = NOBODY_ELSE,
    siblings: NDArray[np.int32] = NO_SIBLINGS,
    room: NDArray[Any] | None = None,
) -> State:
    """Gather the arrays that the kernels read and write, for notes of which the first are those of the feed.

    ``room`` is where cards were laid out before on the same day; left out, they get room of their own.
    """
    log, truth = notes
    cards, parts = pack_cards(log, truth, law, *now, room), world.content.parts
    cards["part"][list(parts)] = list(parts.values())
    cards["is_older"][len(world.content.log.key) :] = 1
    graph = world.graph
    readers = world.truth, world.users, world.brands
    return State(*readers, cards, log.vec, graph.indptr, graph.followers, crowd, siblings)


def empty_tally(world: World, n_ages: int, n_surfaces: int, n_notes: int = 0) -> Tally:
    """Make zeroed counters, one copy per thread, for so many notes, or for those of the feed (0)."""
    threads, slots = numba.get_num_threads(), n_notes or len(world.content.log.key)
    rows = slots * n_surfaces
    return Tally(
        np.full((threads, slots, n_surfaces), -1, np.int32),
        np.zeros((threads, rows), np.int32),
        np.zeros((threads, 16), np.int64),
        aligned_zeros((threads, rows, len(COUNTS)), np.int32),
        np.zeros((threads, rows, len(REACTIONS)), np.int32),
        empty_sums(rows if world.sample.weight > 1 else 0),
        np.zeros((threads, 2, n_ages, 3), np.int64),
        np.zeros((threads, 16), np.int64),
        empty_panel(0),
    )


@lean
def row_of(tally: Tally, thread: int, note: int, surface: int) -> int:
    """Return the row where a thread counts what becomes of a note on a surface; the first time it gets one."""
    row = int(tally.place[thread, note, surface])
    if row < 0:
        row = int(tally.used[thread, 0])
        tally.used[thread, 0] += 1
        tally.place[thread, note, surface] = row
        tally.noted[thread, row] = note * tally.place.shape[2] + surface
    return row


@lean
def ask_for_counters(tally: Tally, thread: int, note: int) -> None:
    """Fetch where a thread counts what becomes of a note on the first surface."""
    row = int(tally.place[thread, note, 0])
    if row >= 0:
        prefetch(tally.counts, thread, row * COUNTS_BYTES)
        prefetch(tally.crowd, thread, row * SUMS_BYTES)


def empty_panel(n_events: int) -> NDArray[np.int64]:
    """Make room for panel events."""
    return np.full((n_events, len(PANEL_COLUMNS)), -1, np.int64)


def empty_sums(n_rows: int) -> NDArray[np.int64]:
    """Make zeroed sums of the crowd's probabilities, one copy per thread."""
    return np.zeros((numba.get_num_threads(), n_rows, N_SUMS), np.int64)


def take_out(tally: Tally) -> Shown:
    """Return what was counted at notes since this was last asked; nothing of it is left."""
    noted = [tally.noted[thread, :n] for thread, n in enumerate(tally.used[:, 0])]
    slots, surfaces = np.divmod(np.unique(np.concatenate(noted)).astype(np.int64), tally.place.shape[2])
    m = len(slots)
    shown = Shown(
        slots,
        surfaces,
        np.zeros((m, len(COUNTS)), np.int32),
        np.zeros((m, len(REACTIONS)), np.int32),
        np.zeros((1, m if tally.crowd.shape[1] else 0, N_SUMS), np.int64),
    )
    share_out(_take_out_part, tally, shown)
    tally.used[:] = 0
    return shown


@njit_part
def _take_out_part(thread: int, n_threads: int, tally: Tally, shown: Shown) -> None:
    n, has_crowd = shown.slots.shape[0], shown.crowd.shape[1] > 0
    for i in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        note, surface = shown.slots[i], shown.surfaces[i]
        for other in range(tally.place.shape[0]):
            row = tally.place[other, note, surface]
            if row < 0:
                continue
            for k in range(shown.counts.shape[1]):
                shown.counts[i, k] += tally.counts[other, row, k]
            for k in range(shown.reactions.shape[1]):
                shown.reactions[i, k] += tally.reactions[other, row, k]
            tally.counts[other, row], tally.reactions[other, row] = 0, 0
            if has_crowd:
                for k in range(shown.crowd.shape[2]):
                    shown.crowd[0, i, k] += tally.crowd[other, row, k]
                tally.crowd[other, row] = 0
            tally.place[other, note, surface] = -1


def rare_acts_of(tally: Tally) -> NoteCounts:
    """Return room for the rare acts at a tally's notes; of most there are none."""
    _, n_slots, n_surfaces = tally.place.shape
    return NoteCounts(n_slots, n_surfaces, len(REACTIONS))


def add_rare_acts(acts: NoteCounts, shown: Shown) -> None:
    """Add the rare acts at the notes that were shown."""
    some = np.flatnonzero(shown.reactions.any(axis=1))
    acts.add(shown.slots[some], shown.surfaces[some], shown.reactions[some])
