"""How likes are spread over notes: the shape that calibration holds against the platform's.

All of them look at the notes of the run that are old enough (``content.grown_notes``), sponsored or not.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .content import grown_notes
from .distribution import gini, tail_exponent
from .frames import measured, ratio, single
from .metric import Tables


def like_ln_mean(records: Tables) -> pl.DataFrame:
    """Mean over notes of ln(1 + likes)."""
    logs = np.log1p(_likes(records))
    return single(float(logs.mean()) if len(logs) else None)


def like_ln_sd(records: Tables) -> pl.DataFrame:
    """Standard deviation over notes of ln(1 + likes); null for a single note."""
    logs = np.log1p(_likes(records))
    return single(float(logs.std(ddof=1)) if len(logs) > 1 else None)


def like_median(records: Tables) -> pl.DataFrame:
    """Median likes of a note."""
    return measured(grown_notes(records), pl.col("likes").median())


def like_zero_share(records: Tables) -> pl.DataFrame:
    """Notes without a like, over notes."""
    return measured(grown_notes(records), ratio((pl.col("likes") == 0).sum(), pl.len()))


def like_gini(records: Tables) -> pl.DataFrame:
    """Gini coefficient of likes over notes; null if nobody liked anything."""
    return single(gini(_likes(records)))


def like_tail_exponent(records: Tables) -> pl.DataFrame:
    """Exponent of the density's power-law tail; null without 50 notes in the tail."""
    return single(tail_exponent(_likes(records)))


def _likes(records: Tables) -> NDArray[np.int64]:
    return grown_notes(records).select("likes").collect()["likes"].to_numpy()
