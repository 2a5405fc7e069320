"""Structure: how far notes of one creator are alike, and how far each is luck. ln(1 + likes) throughout.

Marginals say nothing of it: the same likes may come to the same few creators, or to anybody's note. Hiring by past
results gains by the first only. Of the notes that are old enough (``content.grown_notes``), not sponsored. A run sees a
month of each creator; so what it is held against are months of creators, too (``experiments/02_calibration``).
"""

from collections.abc import Iterable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .asked import answer, once
from .content import grown_notes
from .frames import single
from .metric import Tables, metric
from .small_accounts import SMALL_ACCOUNT, in_small_accounts

NEXT, APART = (1,), (3, 4, 5)  # notes from one to the other
FEWEST_PAIRS = 50


def variance_parts(creator: NDArray[np.int64], values: NDArray[np.float64]) -> tuple[float, float] | None:
    """Return the variance between creators and the one between notes of a creator.

    Of the one-way analysis of variance with unequal groups [1]_: within ``MSW``, between ``(MSB - MSW) / n0``, which
    luck may push below 0. None without two creators and one with two notes.

    References
    ----------
    .. [1] Searle, Casella, McCulloch (1992), Variance components, section 3.6.
    """
    _, group, size = np.unique(creator, return_inverse=True, return_counts=True)
    n, k = len(values), len(size)
    if k < 2 or n == k:
        return None
    mean = np.bincount(group, weights=values) / size
    within = float(((values - mean[group]) ** 2).sum() / (n - k))
    between = float((size * (mean - values.mean()) ** 2).sum() / (k - 1))
    usual_size = (n - float((size**2).sum()) / n) / (k - 1)
    return (between - within) / usual_size, within


def half_squared_step(creator: NDArray[np.int64], values: NDArray[np.float64], steps: Iterable[int]) -> float | None:
    """Return half the mean squared difference of notes of a creator so many notes apart; None of few pairs.

    Rows are by creator, in the order of publication.
    """
    total, pairs = 0.0, 0
    for step in steps:
        is_pair = creator[step:] == creator[:-step]
        total += float(((values[step:] - values[:-step])[is_pair] ** 2).sum())
        pairs += int(is_pair.sum())
    return total / (2 * pairs) if pairs >= FEWEST_PAIRS else None


def momentum_share(creator: NDArray[np.int64], values: NDArray[np.float64]) -> float | None:
    """Return how much more alike notes next to each other are than notes three to five apart; 0 = not at all."""
    near, far = half_squared_step(creator, values, NEXT), half_squared_step(creator, values, APART)
    return 1.0 - near / far if near is not None and far else None


def next_correlation(creator: NDArray[np.int64], values: NDArray[np.float64]) -> float | None:
    """Return the correlation of a note with its creator's next one; None of few pairs."""
    is_pair = creator[1:] == creator[:-1]
    before, after = values[:-1][is_pair], values[1:][is_pair]
    if len(before) < FEWEST_PAIRS or not (before.var() > 0 and after.var() > 0):
        return None
    return float(np.corrcoef(before, after)[0, 1])


@in_small_accounts("ln(likes + 1)^2", en="Variance of likes between creators", zh="点赞的博主间方差")
def likes_variance_between(records: Tables) -> pl.DataFrame:
    """Variance of ln(1 + likes) between creators, what chance alone would make taken out."""
    parts = variance_parts(*_likes(records))
    return single(max(parts[0], 0.0) if parts else None)


@in_small_accounts("ln(likes + 1)^2", en="Variance of likes within creators", zh="点赞的博主内方差")
def likes_variance_within(records: Tables) -> pl.DataFrame:
    """Variance of ln(1 + likes) between notes of one creator."""
    parts = variance_parts(*_likes(records))
    return single(parts[1] if parts else None)


@in_small_accounts("share", en="Creators' share of the variance of likes", zh="点赞方差中博主所占份额")
def likes_creator_share(records: Tables) -> pl.DataFrame:
    """Variance of ln(1 + likes) between creators, over that of all: how far past results tell later ones."""
    between, within = variance_parts(*_likes(records)) or (0.0, 0.0)
    between = max(between, 0.0)
    return single(between / (between + within) if between + within > 0 else None)


@metric("correlation", better="none", signed=True, en="Likes of a note and the next", zh="相邻笔记点赞相关")
def likes_next_note_correlation(records: Tables) -> pl.DataFrame:
    """Correlation of ln(1 + likes) of notes of small accounts with their creators' next ones."""
    return single(next_correlation(*_likes(_small(records))))


@metric("share", better="none", signed=True, en="Momentum of likes", zh="点赞的势头")
def likes_momentum(records: Tables) -> pl.DataFrame:
    """1 - half the mean squared step of ln(1 + likes) to the next note, over that to the third to fifth next.

    Of small accounts; 0 where notes next to each other are no more alike than others of their creator.
    """
    return single(momentum_share(*_likes(_small(records))))


@once
def _small(records: Tables) -> Tables:
    small = records["creators"].lazy().filter(pl.col("followers").is_between(*SMALL_ACCOUNT)).select("creator")
    return {**records, "notes": records["notes"].lazy().join(small, on="creator", how="semi")}


def _likes(records: Tables) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return creator and ln(1 + likes) of each note, by creator and in the order of publication."""
    notes = grown_notes(records).filter(~pl.col("is_sponsored")).sort("creator", "published_day", "note")
    columns = answer(notes.select("creator", pl.col("likes").log1p()))
    return columns["creator"].to_numpy(), columns["likes"].to_numpy()
