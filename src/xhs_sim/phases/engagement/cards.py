"""Cards: what serving needs of a note, packed into one cache line for the length of a tick.

Note state is frozen within a tick, so a copy is safe; one line instead of ten columns is what
makes showing a note cheap. The truth on a card is for ``engage`` only.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.jit import lean, lean_entry, njit_part
from ...kernels.logistic import exp
from ...kernels.memory import aligned_zeros, prefetch
from ...kernels.random import mix
from ...kernels.threads import BLOCK, share_out
from ...world.columns import LABELLED, LIKE_STEPS, NoteLog, NoteTruth
from .law import EngageLaw

CARD = np.dtype(
    [
        ("key", np.int64),
        ("pull", np.float64),  # truth: all that makes anybody click, the note's age and likes included
        ("creator", np.int32),
        ("part", np.int32),  # of a series, 0 = of none
        ("quality_hat", np.float32),
        ("quality", np.float32),  # truth
        ("like", np.float32),  # truth, as the next three: proneness, less what keeps from crowds
        ("save", np.float32),
        ("comment", np.float32),
        ("share", np.float32),
        ("mark", np.uint16),  # place in the seen filters
        ("topic", np.int8),
        ("brand", np.int8),
        ("is_sponsored", np.uint8),  # and says so
        ("is_video", np.uint8),
        ("day", np.int16),
        ("tick", np.int8),
        ("is_older", np.uint8),  # than what the feed holds in its slots
        ("harm", np.uint8),  # truth: of a read, in 1/32 joy
        ("spare", np.uint8, (5,)),
    ]
)
assert CARD.itemsize == 64

_MARK = np.uint64(0xFFFF)


@njit(forceinline=True)
def mark_of(key: int) -> int:
    """Return a note's place (0..65535) in the largest seen filter; smaller ones take its lowest bits."""
    return int(mix(np.uint64(key)) & _MARK)


@njit(forceinline=True)
def pull_of(notes: NoteLog, n: int, quality: float, law: EngageLaw, day: int, tick: int) -> float:
    """Return the part of a click's logit that is the note's: quality, likes shown, freshness."""
    pull = law.click_intercept + quality + law.social_proof * notes.log_likes[n]
    if law.freshness > 0.0:
        age = day - notes.day[n] + (tick - notes.tick[n]) / law.ticks
        pull += law.freshness * exp(-min(max(age, 0.0) / law.fresh_days, 600.0))
    return float(pull)


@lean
def ask_for_note(
    cards: NDArray[Any], vec: NDArray[np.float32], place: NDArray[np.int32], thread: int, note: int
) -> None:
    """Fetch what showing a note will read; ``place`` as in ``Tally``."""
    prefetch(cards, note, 0)
    prefetch(vec, note, 0)
    prefetch(place, thread, note * place.shape[2] * 4)


@lean_entry
def _pack_block(
    first: int, last: int, notes: NoteLog, truth: NoteTruth, cards: NDArray[Any], law: EngageLaw, day: int, tick: int
) -> None:
    for n in range(first, last):
        card = cards[n]
        card.key, card.creator = notes.key[n], notes.creator[n]
        if card.key < 0:
            continue
        card.quality, card.quality_hat = truth.quality[n], notes.quality_hat[n]
        card.pull = pull_of(notes, n, card.quality, law, day, tick)
        likes = int(notes.log_likes[n] * LIKE_STEPS)
        card.like = truth.kinds[n, 0] * law.left[0, likes]
        card.save = truth.kinds[n, 1] * law.left[1, likes]
        card.comment = truth.kinds[n, 2] * law.left[2, likes]
        card.share = truth.kinds[n, 3] * law.left[3, likes]
        card.mark = mark_of(notes.key[n])
        card.topic, card.brand = notes.topic[n], notes.brand[n]
        card.is_sponsored, card.is_video = notes.is_sponsored[n] == LABELLED, notes.is_video[n]
        card.day, card.tick, card.harm = notes.day[n], notes.tick[n], truth.harm[n]


@njit_part
def _pack(
    thread: int,
    n_threads: int,
    notes: NoteLog,
    truth: NoteTruth,
    cards: NDArray[Any],
    law: EngageLaw,
    day: int,
    tick: int,
) -> None:
    for first in range(thread * BLOCK, cards.shape[0], n_threads * BLOCK):
        _pack_block(first, min(first + BLOCK, cards.shape[0]), notes, truth, cards, law, day, tick)


def blank_cards(n: int) -> NDArray[Any]:
    """Return room for cards."""
    return aligned_zeros((n,), CARD)


def pack_cards(
    notes: NoteLog, truth: NoteTruth, law: EngageLaw, day: int, tick: int, room: NDArray[Any] | None = None
) -> NDArray[Any]:
    """Return one card per note slot as it is in a tick, shape (C,), dtype ``CARD``; in ``room``, if there is any."""
    cards = blank_cards(len(notes.key)) if room is None else room[: len(notes.key)]
    share_out(_pack, notes, truth, cards, law, day, tick)
    return cards
