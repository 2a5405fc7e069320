"""Older notes in the feed: hits that are past its window, and go on being shown to whoever asks again in a session.

They are, of those that search still finds (``phases.search.archive``), the ones that the ladder would promote first: by
how they did, and by their creators' followers. Their windows are behind those of all other pools, in rows for each
topic and circle. A circle's users draw from one part of them in a tick and from the next part in the next tick, so a
user meets all of them in time, and those who are served together find the part in the processor's cache, however many
there are. What the platform learned of them stands; likes are counted on.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import LadderConfig, RankerConfig
from ...world.columns import NoteLog, NoteTruth
from ...world.note_counts import NoteCounts
from .circles import shelves_of
from .law import OLDER_POOL
from .score import LADDER_RULES, NoteSignals, common_score, lift_by_standing


class Older(NamedTuple):
    """A older notes on a shelf of their own."""

    log: NoteLog  # of all notes: C slots of the feed, with the older ones behind them
    is_shown: NDArray[np.bool_]  # (A,)
    score: NDArray[np.float32]  # (A,) see ``common_score``
    turn: int  # how far parts have moved on from circle to circle


class Placed(NamedTuple):
    """Notes, and where each goes."""

    log: NoteLog
    pool: NDArray[np.int8]  # -1 = into none
    score: NDArray[np.float32]
    shelf: NDArray[np.int16]  # topic * circles + circle


def older_of(
    log: NoteLog,
    archive: tuple[NoteLog, NoteTruth],
    ladder: LadderConfig,
    ranker: RankerConfig,
    followers: NDArray[np.floating],
    now: tuple[int, int, int],
) -> Older:
    """Return the archive's notes as the ranker sees them.

    Parameters
    ----------
    log : NoteLog
        Of the feed's slots, with the archive behind them.
    followers : float array of shape (A,)
        Of the creators of the archive's notes.
    now : (day, tick, ticks per day)
    """
    old, truth = archive
    n, (day, tick, ticks) = len(old.key), now
    age = (day - old.day).astype(np.float32)
    signals = NoteSignals(old, NoteCounts(n, 0), np.zeros(n, np.int64), age, np.zeros(n, np.bool_), ladder, followers)
    merit = LADDER_RULES[ladder.rule](signals) + lift_by_standing(signals)
    is_shown = merit >= np.quantile(merit, 1.0 - ladder.older_share) if n else merit > 0.0
    return Older(log, is_shown, common_score(signals, ranker, truth), day * ticks + tick)


def with_older(placed: Placed, older: Older | None, n_circles: int) -> Placed:
    """Put the older notes behind others, each where its circle's part is in this tick."""
    if older is None or not len(older.score):
        return placed
    n = len(older.score)
    own = older.log._replace(key=older.log.key[-n:], topic=older.log.topic[-n:])
    topic, circle = np.divmod(shelves_of(own, n_circles), np.int16(n_circles))
    shelf = topic * np.int16(n_circles) + (circle + np.int16(older.turn % n_circles)) % np.int16(n_circles)
    return Placed(
        older.log,
        np.concatenate([placed.pool, np.where(older.is_shown, OLDER_POOL, -1).astype(np.int8)]),
        np.concatenate([placed.score, older.score]),
        np.concatenate([placed.shelf, shelf]),
    )
