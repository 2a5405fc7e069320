"""Watch: what becomes of some notes, tick by tick, by surface and pool.

Watched are the sponsored notes, all of an account that a team plans, and those organic ones whose own hash
falls below a share: the same notes in every arm, whatever else is published. A note from before day 0 is
scenery and not watched.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..world.columns import NoteLog
from ..world.population import draw_uniforms


class Watch(NamedTuple):
    """Which notes are watched."""

    share: float  # of organic notes
    key: np.uint64
    accounts: NDArray[np.int64]  # rows of creators all of whose notes are watched


def watched_slots(notes: NoteLog, watch: Watch) -> NDArray[np.intp]:
    """Return the slots of the notes that are watched and alive."""
    alive = np.flatnonzero((notes.key >= 0) & (notes.day >= 0))
    chosen = (notes.is_sponsored[alive] > 0) | np.isin(notes.creator[alive], watch.accounts)
    if watch.share > 0.0:
        chosen |= draw_uniforms(notes.key[alive], watch.key, 0) < watch.share
    return alive[chosen]


def watch_tick(
    notes: NoteLog,
    shown: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]],
    watch: Watch,
    tick: int,
    *,
    first: int = 0,
    stage: NDArray[np.int8] | None = None,
) -> NDArray[np.int64]:
    """Return what the watched notes got in a tick: a row a note and surface, if there is anything to tell.

    Parameters
    ----------
    shown : int arrays of shapes (M,), (M,) and (M, 8)
        Slots and surfaces of notes where they were shown, and the tick's counters.
    first : int
        The first of the surfaces.
    stage : int8 array of shape (C,), optional
        The pool that each note was in (-1 = none); a note in a pool has a row on its first surface even
        if nobody saw it.

    Returns
    -------
    int array of shape (R, 11)
        Tick, note key, surface, stage, and seven counts.
    """
    slots, n_surfaces = watched_slots(notes, watch), int(shown[1].max(initial=first)) + 1 - first
    pool = np.full(len(slots), -1) if stage is None else stage[slots].astype(np.int64)
    surface = np.tile(np.arange(n_surfaces), len(slots))
    pool, key = np.repeat(pool, n_surfaces), np.repeat(notes.key[slots], n_surfaces)
    got = _counters_of(slots, n_surfaces, first, *shown).reshape(len(key), shown[2].shape[1])[:, :-1]
    told = (got[:, 0] > 0) | ((surface == 0) & (pool >= 0))
    return np.column_stack([np.full(len(key), tick), key, first + surface, pool, got])[told]


def _counters_of(
    wanted: NDArray[np.intp],
    n_surfaces: int,
    first: int,
    slots: NDArray[np.int64],
    surfaces: NDArray[np.int64],
    counts: NDArray[np.int32],
) -> NDArray[np.int64]:
    """Return the counters of some notes, ascending, (K, S, 8), zeros where there are none."""
    found = np.zeros((len(wanted), n_surfaces, counts.shape[1]), np.int64)
    if len(wanted):
        at = np.minimum(np.searchsorted(wanted, slots), len(wanted) - 1)
        known = np.flatnonzero(wanted[at] == slots)
        found[at[known], surfaces[known] - first] = counts[known]
    return found
