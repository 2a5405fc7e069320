"""Which older notes search still finds: the best of each topic and sense, for a long while."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...config.schema import ArchiveConfig
from ...world.columns import NoteLog
from .index import common_score, sense_of
from .law import MatchLaw

GROWTH = 1.1  # the archive is put in order when it has grown so much since


@njit(cache=True)
def senses_of_notes(note_key: NDArray[np.int64], n_senses: int) -> NDArray[np.int64]:
    """Return each note's sense."""
    out = np.empty(note_key.shape[0], np.int64)
    for n in range(note_key.shape[0]):
        out[n] = sense_of(note_key[n], n_senses)
    return out


@njit(cache=True)
def scores_of_notes(notes: NoteLog, day: int, law: MatchLaw) -> NDArray[np.float64]:
    """Return what all queries rank each note by."""
    out = np.empty(notes.key.shape[0], np.float64)
    for n in range(notes.key.shape[0]):
        out[n] = common_score(notes, n, day, law)
    return out


def kept(notes: NoteLog, plan: ArchiveConfig, n_senses: int, law: MatchLaw, day: int) -> NDArray[np.bool_]:
    """Return which notes of an archive stay: of each topic and sense the best, by what all queries rank them by."""
    worth = scores_of_notes(notes, day, law)
    cell = notes.topic.astype(np.int64) * n_senses + senses_of_notes(notes.key, n_senses)
    order = np.lexsort((notes.key, -worth, cell))
    first = np.searchsorted(cell[order], cell[order])
    stays = np.zeros(len(worth), np.bool_)
    stays[order] = np.arange(len(worth)) - first < plan.depth
    return stays & (day - notes.day.astype(np.int64) <= plan.days)


def room_of(plan: ArchiveConfig, n_topics: int, n_senses: int) -> int:
    """Return how many notes an archive holds at most."""
    return plan.depth * n_topics * n_senses
