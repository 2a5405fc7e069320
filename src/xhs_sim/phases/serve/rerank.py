"""Re-rank: take the best candidate again and again, while repeats of topic and creator cost."""

import numpy as np
from numba import njit

from ...world.columns import NoteLog
from .law import FeedLaw
from .retrieve import Desk


@njit(cache=True)
def start_slate(desk: Desk) -> None:
    """Forget what the last slate showed."""
    desk.recent[:] = -1
    desk.repeats[:] = 0.0


@njit(cache=True)
def take_best(desk: Desk, n_short: int, notes: NoteLog, n_shown: int, law: FeedLaw) -> int:
    """Return the position in the shortlist of the next note to show; -1 if none is left.

    A note whose creator is in the look-back is put off once, by the same penalty.
    """
    while True:
        best, at = np.float32(-np.inf), -1
        for i in range(n_short):
            c = desk.short[i]
            score = desk.score[c] - desk.repeats[notes.topic[desk.note[c]]]
            if score > best or (score == best and desk.key[c] < desk.key[desk.short[at]]):
                best, at = score, i
        if at < 0 or not _put_off(desk, desk.short[at], notes, law):
            return at


@njit(inline="always")
def _put_off(desk: Desk, c: int, notes: NoteLog, law: FeedLaw) -> bool:
    """Charge a candidate whose creator was shown a moment ago (marked by its channel + 16)."""
    if desk.channel[c] >= 16 or law.rerank_penalty == 0.0:
        return False
    creator = notes.creator[desk.note[c]]
    for k in range(law.rerank_window):
        if desk.recent[1, k] == creator:
            desk.score[c] -= np.float32(law.rerank_penalty)
            desk.channel[c] += 16
            return True
    return False


@njit(cache=True)
def remember_slot(desk: Desk, note: int, notes: NoteLog, n_shown: int, law: FeedLaw) -> None:
    """Slide the look-back window by one slot."""
    if law.rerank_window == 0:
        return
    at = n_shown % law.rerank_window
    old = desk.recent[0, at]
    if old >= 0:
        desk.repeats[old] -= np.float32(law.rerank_penalty)
    desk.recent[0, at], desk.recent[1, at] = notes.topic[note], notes.creator[note]
    desk.repeats[notes.topic[note]] += np.float32(law.rerank_penalty)
