"""The index: for each word, the notes that match it best, by what the platform has logged.

A list per topic (broad), per word of a topic (narrow) and per brand, ``list_depth`` notes each. A
note is in the lists of its own words only, so a new note changes no other list. Ties go by key.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...world.columns import NoteLog
from .law import MatchLaw
from .words import TITLE


class Index(NamedTuple):
    """L lists of at most D notes, best first."""

    note: NDArray[np.int32]  # (L, D) slots
    score: NDArray[np.float32]  # (L, D)
    size: NDArray[np.int64]  # (L,)


@njit(inline="always")
def topic_list(topic: int, n_words: int) -> int:
    """Return the list of a broad query."""
    return topic * (n_words + 1)


@njit(inline="always")
def word_list(topic: int, word: int, n_words: int) -> int:
    """Return the list of a narrow query."""
    return topic * (n_words + 1) + 1 + word


@njit(inline="always")
def brand_list(brand: int, n_topics: int, n_words: int) -> int:
    """Return the list of a brand's name."""
    return n_topics * (n_words + 1) + brand


@njit(cache=True)
def common_score(notes: NoteLog, n: int, day: int, law: MatchLaw) -> float:
    """Return the part of a note's score that does not depend on the query."""
    score = law.engagement * (notes.quality_hat[n] + notes.engage_hat[n]) + law.popularity * notes.log_likes[n]
    return score + law.freshness * math.exp(-(day - notes.day[n]) / law.fresh_days)


@njit(cache=True)
def enter(index: Index, row: int, note: int, score: float, keys: NDArray[np.int64]) -> None:
    """Put a note into a list at its place, unless the list is full of better ones."""
    most, exact = index.note.shape[1], np.float32(score)
    at = index.size[row]
    while at > 0:
        other = index.score[row, at - 1]
        if other > exact or (other == exact and keys[index.note[row, at - 1]] < keys[note]):
            break
        at -= 1
    if at >= most:
        return
    last = min(index.size[row], most - 1)
    for k in range(last, at, -1):
        index.note[row, k], index.score[row, k] = index.note[row, k - 1], index.score[row, k - 1]
    index.note[row, at], index.score[row, at] = note, exact
    index.size[row] = last + 1


@njit(cache=True)
def build_index(
    notes: NoteLog, n_topics: int, n_words: int, n_brands: int, depth: int, day: int, law: MatchLaw
) -> Index:
    """Return the lists of all words, as of ``day``."""
    n_lists = n_topics * (n_words + 1) + n_brands
    index = Index(
        np.full((n_lists, depth), -1, np.int32), np.zeros((n_lists, depth), np.float32), np.zeros(n_lists, np.int64)
    )
    for n in range(notes.key.shape[0]):
        if notes.key[n] < 0:
            continue
        common, words, covered = common_score(notes, n, day, law), notes.words[n], 0
        for word in range(n_words):
            if (words >> np.uint32(word)) & np.uint32(1):
                covered += 1
                in_title = (words >> np.uint32(word + TITLE)) & np.uint32(1)
                match = 1.0 if in_title else law.body_match
                row = word_list(notes.topic[n], word, n_words)
                enter(index, row, n, common + law.relevance * match, notes.key)
        broad = common + law.relevance * covered / n_words
        enter(index, topic_list(notes.topic[n], n_words), n, broad, notes.key)
        if notes.brand[n] >= 0:
            match = law.relevance * (0.5 + 0.5 * covered / n_words)
            enter(index, brand_list(notes.brand[n], n_topics, n_words), n, common + match, notes.key)
    return index
