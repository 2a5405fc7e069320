"""Re-rank: take the best candidate again and again, while repeats of topic and creator cost."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from .law import FeedLaw
from .retrieve import Desk
from .shortlist import note_at, topic_at


@lean
def start_slate(desk: Desk) -> None:
    """Forget what the last slate showed."""
    for k in range(16):
        desk.topics[k], desk.creators[k], desk.repeats[k] = -1, -1, 0.0


@lean
def creator_cost(desk: Desk, creator: int, law: FeedLaw) -> float:
    """Return what a candidate loses for its creator being in the look-back."""
    repeats = 0
    for k in range(law.rerank_window):
        repeats += desk.creators[k] == creator
    return law.rerank_penalty * repeats


@lean
def take_best(desk: Desk, head: int, n: int, cards: NDArray[Any], law: FeedLaw) -> None:
    """Bring the next note to show to ``head`` of the shortlist.

    The list is sorted by score and costs are not negative, so the search ends at the first score
    that is no better than the best found. The creator, which lies elsewhere in memory, is asked
    for only if the topic leaves a candidate in the race.
    """
    best, at = np.float32(-np.inf), head
    for i in range(head, n):
        if desk.value[i] <= best:
            break
        score = desk.value[i] - desk.repeats[topic_at(desk, i)]
        if score > best:
            score -= np.float32(creator_cost(desk, cards[note_at(desk, i)].creator, law))
            if score > best:
                best, at = score, i
    value, entry = desk.value[at], desk.entry[at]
    for i in range(at, head, -1):
        desk.value[i], desk.entry[i] = desk.value[i - 1], desk.entry[i - 1]
    desk.value[head], desk.entry[head] = value, entry


@lean
def remember_slot(desk: Desk, topic: int, creator: int, slot: int, law: FeedLaw) -> None:
    """Slide the look-back window by one slot."""
    if law.rerank_window > 0:
        at = slot % law.rerank_window
        if desk.topics[at] >= 0:
            desk.repeats[desk.topics[at]] -= np.float32(law.rerank_penalty)
        desk.topics[at], desk.creators[at] = topic, creator
        desk.repeats[topic] += np.float32(law.rerank_penalty)
