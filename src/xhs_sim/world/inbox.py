"""Inboxes: a new note is pushed to those who follow its creator, so that nobody has to look."""

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from .columns import INBOX


@njit(cache=True)
def deliver(
    slots: NDArray[np.int32],  # (M,) notes in delivery order
    creator: NDArray[np.int32],  # (M,)
    indptr: NDArray[np.int64],
    followers: NDArray[np.int32],
    inbox: NDArray[np.int32],  # (N, 8)
) -> None:
    """Put each note on top of its creator's followers' inboxes; the oldest falls out."""
    for m in range(slots.shape[0]):
        for e in range(indptr[creator[m]], indptr[creator[m] + 1]):
            row = inbox[followers[e]]
            for i in range(INBOX - 1, 0, -1):
                row[i] = row[i - 1]
            row[0] = slots[m]


@njit(parallel=True, cache=True)
def forget(inbox: NDArray[np.int32], note_key: NDArray[np.int64]) -> None:
    """Take notes whose slot is free out of all inboxes, before the slots are used again."""
    for i in prange(inbox.shape[0]):
        kept = 0
        for k in range(INBOX):
            slot = inbox[i, k]
            if slot >= 0 and note_key[slot] >= 0:
                inbox[i, kept] = slot
                kept += 1
        for k in range(kept, INBOX):
            inbox[i, k] = -1
