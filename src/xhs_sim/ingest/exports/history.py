"""Lives of notes: what was seen of a note more than once, one row a capture, kept beside the newest.

A table of notes holds each as it was seen last. What it had when it was seen before tells how fast notes grow, and
stands in a table of its own, without anything but counts and times.
"""

from collections.abc import Sequence
from typing import Final

import polars as pl

from .merge import CAPTURED
from .nameless import KEY, SOURCE

HISTORY: Final = "note_history"
COUNTS: Final = ("impressions", "views", "reads", "likes", "saves", "comments", "shares")
_KEPT = (SOURCE, KEY, CAPTURED, "account_id", "note_type", "published_at", *COUNTS)
_THING = (SOURCE, KEY)


def joined_history(
    before: pl.DataFrame | None, older: pl.DataFrame | None, newer: Sequence[pl.DataFrame], seen: Sequence[pl.DataFrame]
) -> pl.DataFrame | None:
    """Return all captures of notes that were seen more than once; None if there are none.

    Parameters
    ----------
    before : frame, optional
        The captures that were kept already.
    older : frame, optional
        The notes as they stood before this import.
    newer : sequence of frame
        The notes of this import, by source.
    seen : sequence of frame
        All rows of those that this import saw more than once.
    """
    frames = [before] if before is not None else []
    for frame in newer if older is not None else ():
        assert older is not None
        frames += [older.join(frame, on=_THING, how="semi"), frame.join(older, on=_THING, how="semi")]
    frames = [_kept(frame) for frame in (*frames, *seen) if frame.height]
    if not frames:
        return None
    whole = pl.concat(frames, how="diagonal_relaxed").drop_nulls([KEY, CAPTURED])
    whole = whole.unique([*_THING, CAPTURED], keep="last", maintain_order=True)
    repeated = whole.filter(pl.len().over(_THING) > 1).sort(*_THING, CAPTURED)
    return repeated if repeated.height else None


def _kept(frame: pl.DataFrame) -> pl.DataFrame:
    """Return what a life is made of; a count of which only a floor is known (``1万+``) is none."""
    floors = [
        pl.when(pl.col(f"{name}_quality").cast(pl.String) != "at least").then(pl.col(name)).alias(name)
        for name in COUNTS
        if f"{name}_quality" in frame.columns and name in frame.columns
    ]
    return frame.with_columns(floors).select([name for name in _KEPT if name in frame.columns])
