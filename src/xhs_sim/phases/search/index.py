"""The index: for each word, the notes that match it best, by what the platform has logged.

A list per topic (broad), per word of a topic (narrow) and per brand, ``list_depth`` notes each. A
note is in the lists of its own words only, so a new note changes no other list. Ties go by key.
The more people, the finer they ask: topics' and words' lists come once for each *sense*, and a note
is in those of its own sense.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.jit import lean, lean_entry, njit_part
from ...kernels.random import mix
from ...kernels.threads import share_out
from ...world.columns import NoteLog
from ..engagement.state import Moment
from .law import MatchLaw
from .words import TITLE

N_PARTS = 8  # of the work of building


class Index(NamedTuple):
    """S senses of L lists of at most D notes, best first."""

    note: NDArray[np.int32]  # (S * L, D) slots
    score: NDArray[np.float32]  # (S * L, D)
    size: NDArray[np.int64]  # (S * L,)
    n_senses: int
    n_topics: int


def senses_of(n_users: int, users_per_sense: int) -> int:
    """Return how many senses a topic's words have in a market of this size."""
    return max(round(n_users / users_per_sense), 1)


@lean
def sense_of(note_key: int, n_senses: int) -> int:
    """Return a note's sense."""
    return int(mix(np.uint64(note_key)) >> np.uint64(32)) % n_senses


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


@lean
def common_score(notes: NoteLog, n: int, day: int, law: MatchLaw) -> float:
    """Return the part of a note's score that does not depend on the query; ``age_cost`` is lost per doubling."""
    score = law.engagement * (notes.quality_hat[n] + notes.engage_hat[n]) + law.popularity * notes.log_likes[n]
    score += law.freshness * math.exp(-(day - notes.day[n]) / law.fresh_days)
    if day - notes.day[n] > law.window_days:
        score -= law.age_cost * math.log2((day - notes.day[n]) / law.window_days)
    return score


@lean
def has_word(notes: NoteLog, n: int, bit: int) -> bool:
    """Return whether a note has a word (bit ``word``), or has it in its title (bit ``word + TITLE``)."""
    return ((notes.words[n] >> np.uint32(bit)) & np.uint32(1)) > 0


@lean
def covered(notes: NoteLog, n: int, n_words: int) -> float:
    """Return the share of its topic's words that a note has."""
    count = 0
    for word in range(n_words):
        count += has_word(notes, n, word)
    return count / n_words


@lean
def is_worse(index: Index, row: int, at: int, note: int, score: np.float32, keys: NDArray[np.int64]) -> bool:
    """Say whether the note at a place of a list is worse than another."""
    other = index.score[row, at]
    return bool(other < score or (other == score and keys[index.note[row, at]] > keys[note]))


@lean
def put(index: Index, row: int, at: int, note: int, score: np.float32) -> None:
    """Write a note at a place of a list."""
    index.note[row, at], index.score[row, at] = note, score


@lean
def sink(index: Index, row: int, size: int, note: int, score: np.float32, keys: NDArray[np.int64]) -> None:
    """Put a note into a heap of ``size`` whose top is free: from there down to behind all that are worse."""
    at, below = 0, 1
    while below < size:
        if below + 1 < size and is_worse(index, row, below + 1, index.note[row, below], index.score[row, below], keys):
            below += 1
        if not is_worse(index, row, below, note, score, keys):
            break
        put(index, row, at, index.note[row, below], index.score[row, below])
        at, below = below, 2 * below + 1
    put(index, row, at, note, score)


@lean
def enter(index: Index, row: int, note: int, score: float, keys: NDArray[np.int64]) -> None:
    """Put a note into a list, unless the list is full of better ones; it is a heap, the worst on top."""
    at, exact = index.size[row], np.float32(score)
    if at == index.note.shape[1]:
        if is_worse(index, row, 0, note, exact, keys):
            sink(index, row, at, note, exact, keys)
        return
    index.size[row] = at + 1
    while at > 0:
        above = (at - 1) >> 1
        if is_worse(index, row, above, note, exact, keys):
            break
        put(index, row, at, index.note[row, above], index.score[row, above])
        at = above
    put(index, row, at, note, exact)


@lean
def put_in_order(index: Index, row: int, keys: NDArray[np.int64]) -> None:
    """Make a heap a list, best first: the worst goes to its end, and again of what is left."""
    for last in range(index.size[row] - 1, 0, -1):
        note, score = index.note[row, last], index.score[row, last]
        put(index, row, last, index.note[row, 0], index.score[row, 0])
        sink(index, row, last, note, score, keys)


@lean
def enter_topic(index: Index, notes: NoteLog, n: int, n_words: int, day: int, law: MatchLaw) -> None:
    """Put a note into the lists of its topic's words, and of its topic, of its sense."""
    common, topic = common_score(notes, n, day, law), notes.topic[n]
    first = sense_of(notes.key[n], index.n_senses) * (index.size.shape[0] // index.n_senses)
    for word in range(n_words):
        if has_word(notes, n, word):
            match = 1.0 if has_word(notes, n, word + TITLE) else law.body_match
            enter(index, first + word_list(topic, word, n_words), n, common + law.relevance * match, notes.key)
    broad = common + law.relevance * covered(notes, n, n_words)
    enter(index, first + topic_list(topic, n_words), n, broad, notes.key)


@lean_entry
def fill_part(part: int, index: Index, notes: NoteLog, n_topics: int, n_words: int, now: Moment, law: MatchLaw) -> None:
    """Fill the lists of the topics and the brands that are a part's own."""
    for n in range(notes.key.shape[0]):
        if notes.key[n] < 0 or (notes.day[n] == now.day and notes.tick[n] > now.tick):
            continue
        brand = notes.brand[n]
        if notes.topic[n] % N_PARTS == part:
            enter_topic(index, notes, n, n_words, now.day, law)
        if brand >= 0 and brand % N_PARTS == part:
            match = law.relevance * (0.5 + 0.5 * covered(notes, n, n_words))
            row = brand_list(brand, n_topics, n_words)
            enter(index, row, n, common_score(notes, n, now.day, law) + match, notes.key)
    per_sense = index.size.shape[0] // index.n_senses
    first_brand = n_topics * (n_words + 1)
    for row in range(index.size.shape[0]):
        of_sense = row % per_sense
        owner = of_sense // (n_words + 1) if of_sense < first_brand else of_sense - first_brand
        if owner % N_PARTS == part:
            put_in_order(index, row, notes.key)


@njit_part
def fill_lists(
    thread: int, n_threads: int, index: Index, notes: NoteLog, n_topics: int, n_words: int, now: Moment, law: MatchLaw
) -> None:
    """Fill the lists that fall to a thread."""
    for part in range(thread, N_PARTS, n_threads):
        fill_part(part, index, notes, n_topics, n_words, now, law)


def build_index(
    notes: NoteLog,
    n_topics: int,
    n_words: int,
    n_brands: int,
    depth: int,
    now: Moment,
    law: MatchLaw,
    n_senses: int = 1,
) -> Index:
    """Return the lists of all words in a tick; a brand's list is in the first sense only."""
    rows = n_senses * (n_topics * (n_words + 1) + n_brands)
    note, score, size = (
        np.full((rows, depth), -1, np.int32),
        np.zeros((rows, depth), np.float32),
        np.zeros(rows, np.int64),
    )
    index = Index(note, score, size, n_senses, n_topics)
    share_out(fill_lists, index, notes, n_topics, n_words, now, law)
    return index


def take_out_of(index: Index, note_key: NDArray[np.int64], n_brands: int = 0) -> None:
    """Take notes that lost their key, as an empty slot has none, out of all lists; the others move up.

    Parameters
    ----------
    n_brands : int
        Lists of so many brands are left as they are.
    """
    per_sense = len(index.size) // index.n_senses
    of_all = np.arange(len(index.size)) % per_sense < per_sense - n_brands
    in_list = (np.arange(index.note.shape[1]) < index.size[:, None]) & of_all[:, None]
    is_gone = in_list & (note_key[np.where(in_list, index.note, 0)] < 0)
    for row in np.flatnonzero(is_gone.any(axis=1)):
        kept = np.flatnonzero(in_list[row] & ~is_gone[row])
        index.note[row, : len(kept)], index.score[row, : len(kept)] = index.note[row, kept], index.score[row, kept]
        index.size[row] = len(kept)
