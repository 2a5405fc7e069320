"""Watch: what becomes of some notes, tick by tick, by surface and pool.

Watched are the sponsored notes, all of an account that a team plans, and those organic ones whose own hash
falls below a share: the same notes in every arm, whatever else is published. A note from before day 0 is
scenery and not watched.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..world.columns import NoteLog
from ..world.content import counters_of
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
    shown: tuple[NDArray[np.int64], NDArray[np.int32]],
    watch: Watch,
    tick: int,
    *,
    first: int = 0,
    stage: NDArray[np.int8] | None = None,
) -> NDArray[np.int64]:
    """Return what the watched notes got in a tick: a row a note and surface, if there is anything to tell.

    Parameters
    ----------
    shown : int arrays of shapes (M,) and (M, S, 8)
        Slots of the notes that were shown, ascending, and the tick's counters of the S surfaces from ``first`` on.
    stage : int8 array of shape (C,), optional
        The pool that each note was in (-1 = none); a note in a pool has a row on its first surface even
        if nobody saw it.

    Returns
    -------
    int array of shape (R, 11)
        Tick, note key, surface, stage, and seven counts.
    """
    slots, n_surfaces = watched_slots(notes, watch), shown[1].shape[1]
    pool = np.full(len(slots), -1) if stage is None else stage[slots].astype(np.int64)
    surface = np.tile(np.arange(n_surfaces), len(slots))
    pool, key = np.repeat(pool, n_surfaces), np.repeat(notes.key[slots], n_surfaces)
    got = counters_of(slots, *shown).reshape(len(key), shown[1].shape[2])[:, :-1].astype(np.int64)
    told = (got[:, 0] > 0) | ((surface == 0) & (pool >= 0))
    return np.column_stack([np.full(len(key), tick), key, first + surface, pool, got])[told]
