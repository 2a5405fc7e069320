"""Notes of small accounts, mixed as in the best open sample of real notes (food_creators_2025 in the bibliography).

The sample is of creators with 69 to 8,955 followers, but not all of them alike: half of its notes are of
creators with more than 1,000 followers, whereas on a platform, real or simulated, the smallest write most.
How many likes a note has hangs on who wrote it; so simulated notes are thinned to the sample's mix before
they are held against it.
"""

from collections.abc import Callable
from functools import wraps

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .asked import Asked, answer, once
from .metric import Compute, Tables, metric

SMALL_ACCOUNT = (69, 8955)  # followers, as in the sample
BANDS = (300, 1000, 3000)  # the last followers of each band but the last
# Share of the sample's notes by band: 11,211 notes of 72 creators in its published part (notes_small_creators.csv).
MIX = np.array([0.057, 0.472, 0.379, 0.092])


def in_small_accounts(unit: str, *, en: str, zh: str) -> Callable[[Compute], Compute]:
    """Enter a metric of the notes of creators in the sample's range, mixed by followers as in the sample."""

    def enter(compute: Compute) -> Compute:
        @wraps(compute)
        def restricted(records: Tables) -> pl.DataFrame:
            return compute(_with_sampled(records))

        restricted.__name__ = f"small_account_{compute.__name__}"
        restricted.__doc__ = (
            f"{compute.__doc__} Only notes of creators with 69 to 8,955 followers, "
            "thinned to the sample's mix of followers."
        )
        metric(unit, better="none", en=f"{en}, small accounts", zh=f"{zh}（小账号）")(restricted)
        return compute

    return enter


@once
def _with_sampled(records: Tables) -> Tables:
    tables = {**records, "notes": as_sampled(records).lazy()}
    return Asked(tables) if isinstance(records, Asked) else tables


def as_sampled(records: Tables) -> pl.DataFrame:
    """Return the run's notes of small accounts, thinned to the sample's mix; rows are in the order of notes."""
    small = records["creators"].lazy().filter(pl.col("followers").is_between(*SMALL_ACCOUNT))
    known = small.select("creator", "followers")
    notes = answer(records["notes"].lazy().join(known, on="creator").sort("note"))
    band = np.searchsorted(np.array(BANDS), notes["followers"].to_numpy())
    return notes[np.sort(np.concatenate(thinned(band)))].drop("followers")


def thinned(band: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Return, for each band, which rows stay: evenly spaced ones, as many as keep the mix; an empty band drops out."""
    members = [np.flatnonzero(band == b) for b in range(len(MIX))]
    size = np.array([len(rows) for rows in members])
    most = (size[size > 0] / MIX[size > 0]).min() if size.any() else 0.0  # notes in all, by the scarcest band
    keep = np.minimum(np.maximum(np.round(most * MIX), 1), size).astype(np.int64)
    return [rows[np.arange(k) * len(rows) // max(k, 1)] for rows, k in zip(members, keep, strict=True)]
