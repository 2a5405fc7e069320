"""Cards: what serving needs of a note, packed into one cache line for the length of a tick.

Note state is frozen within a tick, so a copy is safe; one line instead of ten columns is what
makes showing a note cheap. The truth on a card is for ``engage`` only.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.memory import aligned_zeros
from ...kernels.random import mix
from ...world.columns import NoteLog, NoteTruth

CARD = np.dtype(
    [
        ("key", np.int64),
        ("creator", np.int32),
        ("log_likes", np.float32),
        ("quality_hat", np.float32),
        ("quality", np.float32),  # truth
        ("like", np.float32),  # truth, as the next three
        ("save", np.float32),
        ("comment", np.float32),
        ("share", np.float32),
        ("mark", np.uint16),  # place in the seen filters
        ("topic", np.int8),
        ("brand", np.int8),
        ("is_sponsored", np.uint8),
        ("is_video", np.uint8),
        ("day", np.int16),
        ("tick", np.int8),
        ("spare", np.uint8, (15,)),
    ]
)
assert CARD.itemsize == 64

_MARK = np.uint64(511)


@njit(forceinline=True)
def mark_of(key: int) -> int:
    """Return a note's place (0..511) in the seen filters."""
    return int(mix(np.uint64(key)) & _MARK)


@njit(cache=True)
def _pack(notes: NoteLog, truth: NoteTruth, cards: NDArray[Any]) -> None:
    for n in range(cards.shape[0]):
        card = cards[n]
        card.key, card.creator = notes.key[n], notes.creator[n]
        card.log_likes, card.quality_hat = notes.log_likes[n], notes.quality_hat[n]
        card.quality = truth.quality[n]
        card.like, card.save = truth.kinds[n, 0], truth.kinds[n, 1]
        card.comment, card.share = truth.kinds[n, 2], truth.kinds[n, 3]
        card.mark = mark_of(notes.key[n])
        card.topic, card.brand = notes.topic[n], notes.brand[n]
        card.is_sponsored, card.is_video = notes.is_sponsored[n], notes.is_video[n]
        card.day, card.tick = notes.day[n], notes.tick[n]


def pack_cards(notes: NoteLog, truth: NoteTruth) -> NDArray[Any]:
    """Return one card per note slot, shape (C,), dtype ``CARD``."""
    cards = aligned_zeros((len(notes.key),), CARD)
    _pack(notes, truth, cards)
    return cards
