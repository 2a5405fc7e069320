"""Which older notes search still finds: the best of each topic and sense, for a long while."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...config.schema import ArchiveConfig
from ...world.columns import NoteLog
from .index import sense_of
from .law import MatchLaw

GROWTH = 1.1  # the archive is put in order when it has grown so much since


@njit
def senses_of_notes(note_key: NDArray[np.int64], n_senses: int) -> NDArray[np.int64]:
    """Return each note's sense."""
    out = np.empty(note_key.shape[0], np.int64)
    for n in range(note_key.shape[0]):
        out[n] = sense_of(note_key[n], n_senses)
    return out


def kept(notes: NoteLog, plan: ArchiveConfig, n_senses: int, law: MatchLaw, day: int) -> NDArray[np.bool_]:
    """Return which notes of an archive stay: of each topic and sense the best, by what all queries rank them by."""
    age = np.maximum(day - notes.day.astype(np.float64), 1.0)
    worth = law.engagement * (notes.quality_hat + notes.engage_hat) + law.popularity * notes.log_likes
    worth = worth + law.freshness * np.exp(-age / law.fresh_days)
    worth -= law.age_cost * np.log2(np.maximum(age / law.window_days, 1.0))
    cell = notes.topic.astype(np.int64) * n_senses + senses_of_notes(notes.key, n_senses)
    order = np.lexsort((notes.key, -worth, cell))
    first = np.searchsorted(cell[order], cell[order])
    stays = np.zeros(len(age), np.bool_)
    stays[order] = np.arange(len(age)) - first < plan.depth
    return stays & (age <= plan.days)


def room_of(plan: ArchiveConfig, n_topics: int, n_senses: int) -> int:
    """Return how many notes an archive holds at most."""
    return plan.depth * n_topics * n_senses
