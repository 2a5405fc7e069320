"""Watched notes, tick by tick."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..phases.serve.law import POOLS
from ..records.store import Recorder
from ..records.terms import EVENTS
from ..world.columns import ALL_SURFACES


def record_watched(recorder: Recorder, watched: list[NDArray[np.int64]], day: int) -> None:
    """Write a day of what ``watch_tick`` returned."""
    rows = np.concatenate(watched)
    tick, note, surface, stage, *acts = np.ascontiguousarray(rows.T)
    places, pools = pl.Series(ALL_SURFACES, dtype=pl.String), pl.Series([*POOLS, None], dtype=pl.String)
    recorder.add(
        "note_ticks",
        {
            "day": np.full(len(rows), day),
            "tick": tick,
            "note": note,
            "surface": places.gather(surface.astype(np.uint32)),
            "stage": pools.gather((stage % len(pools)).astype(np.uint32)),
            **dict(zip(EVENTS, acts, strict=True)),
        },
    )
