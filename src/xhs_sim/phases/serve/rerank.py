"""Re-rank: take the best candidate again and again, while likeness to the last slots costs.

Three rules. *Scatter*: each repeat of topic or creator costs the same. *MMR* [1]_: the greatest
likeness to a note in the look-back costs. *SSD* [2]_, sliding spectrum decomposition: what a note
does not add to the space that the look-back spans costs; what it adds is the growth of the volume.

References
----------
.. [1] Carbonell and Goldstein (1998), The use of MMR.
.. [2] Huang et al. (2021), Sliding spectrum decomposition for diversified recommendation, KDD.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...kernels.lanes import count_equal
from ...world.columns import N_DIMS
from .law import MMR, SCATTER, SSD, FeedLaw
from .retrieve import Desk
from .shortlist import note_at, topic_at

LOOK_BACK = 16  # slots, at most
_TINY = 1e-6  # a residual shorter than this spans nothing


@lean
def start_slate(desk: Desk) -> None:
    """Forget what the last slate showed."""
    for k in range(LOOK_BACK):
        desk.topics[k], desk.creators[k], desk.repeats[k] = -1, -1, 0.0
        for d in range(N_DIMS):
            desk.basis[k, d] = np.float32(0.0)


@lean
def likeness(desk: Desk, vec: NDArray[np.float32], note: int, law: FeedLaw) -> float:
    """Return the greatest inner product with a note in the look-back, at least 0."""
    most = np.float32(0.0)
    for k in range(law.rerank_window):
        if desk.topics[k] >= 0:
            total = np.float32(0.0)
            for d in range(N_DIMS):
                total += desk.shown[k, d] * vec[note, d]
            most = max(most, total)
    return float(most)


@lean
def novelty(desk: Desk, vec: NDArray[np.float32], note: int, law: FeedLaw) -> float:
    """Return the length of what a note's embedding adds to the span of the look-back, over its own: 0 to 1."""
    whole = np.float32(0.0)
    for d in range(N_DIMS):
        whole += vec[note, d] * vec[note, d]
    square = whole
    for k in range(law.rerank_window):
        total = np.float32(0.0)
        for d in range(N_DIMS):
            total += desk.basis[k, d] * vec[note, d]
        square -= total * total
    return math.sqrt(max(square, np.float32(0.0)) / max(whole, np.float32(_TINY)))


@lean
def best_by_scatter(desk: Desk, head: int, n: int, cards: NDArray[Any], law: FeedLaw) -> np.uint64:
    """Return the place of the best candidate, less the cost of its topic's and its creator's repeats.

    The creator, which lies elsewhere in memory, is asked for only if the topic leaves the candidate
    in the race.
    """
    best, at = np.float32(-np.inf), np.uint64(head)
    for i in range(np.uint64(head), np.uint64(n)):
        if desk.value[i] <= best:
            break
        score = desk.value[i] - desk.repeats[np.uint64(topic_at(desk, i))]
        if score > best:
            repeats = count_equal(desk.creators, 0, cards[np.uint64(note_at(desk, i))].creator)
            if repeats > 0:  # rare, and the processor need not wait for the count to guess so
                score -= np.float32(law.rerank_penalty) * np.float32(repeats)
            if score > best:
                best, at = score, np.uint64(i)
    return at


@lean
def best_by_likeness(desk: Desk, head: int, n: int, vec: NDArray[np.float32], law: FeedLaw) -> int:
    """Return the place of the best candidate, less the cost of its embedding's likeness to what was shown."""
    best, at = np.float32(-np.inf), head
    for i in range(head, n):
        if desk.value[i] <= best:
            break
        note = note_at(desk, i)
        cost = likeness(desk, vec, note, law) if law.rerank_rule == MMR else 1.0 - novelty(desk, vec, note, law)
        score = desk.value[i] - np.float32(law.rerank_penalty * cost)
        if score > best:
            best, at = score, i
    return at


@lean
def take_best(desk: Desk, head: int, n: int, cards: NDArray[Any], vec: NDArray[np.float32], law: FeedLaw) -> None:
    """Bring the next note to show to ``head`` of the shortlist.

    The list is sorted by score and costs are not negative, so the search ends at the first score
    that is no better than the best found.
    """
    if law.rerank_rule == SCATTER:
        at = best_by_scatter(desk, head, n, cards, law)
    else:
        at = np.uint64(best_by_likeness(desk, head, n, vec, law))
    value, entry = desk.value[at], desk.entry[at]
    while at > np.uint64(head):
        before = at - np.uint64(1)
        desk.value[at], desk.entry[at] = desk.value[before], desk.entry[before]
        at = before
    desk.value[at], desk.entry[at] = value, entry


@lean
def span_look_back(desk: Desk, law: FeedLaw) -> None:
    """Make an orthonormal basis of the notes in the look-back (modified Gram-Schmidt)."""
    for k in range(law.rerank_window):
        for d in range(N_DIMS):
            desk.basis[k, d] = desk.shown[k, d] if desk.topics[k] >= 0 else np.float32(0.0)
        for j in range(k):
            total = np.float32(0.0)
            for d in range(N_DIMS):
                total += desk.basis[j, d] * desk.basis[k, d]
            for d in range(N_DIMS):
                desk.basis[k, d] -= total * desk.basis[j, d]
        square = np.float32(0.0)
        for d in range(N_DIMS):
            square += desk.basis[k, d] * desk.basis[k, d]
        scale = np.float32(1.0 / math.sqrt(square)) if square > _TINY else np.float32(0.0)
        for d in range(N_DIMS):
            desk.basis[k, d] *= scale


@lean
def remember_slot(
    desk: Desk, topic: int, creator: int, slot: int, vec: NDArray[np.float32], note: int, law: FeedLaw
) -> None:
    """Slide the look-back window by one slot."""
    if law.rerank_window == 0:
        return
    at = slot % law.rerank_window
    if desk.topics[at] >= 0:
        desk.repeats[desk.topics[at]] -= np.float32(law.rerank_penalty)
    desk.topics[at], desk.creators[at] = topic, creator
    desk.repeats[topic] += np.float32(law.rerank_penalty)
    if law.rerank_rule != SCATTER:
        for d in range(N_DIMS):
            desk.shown[at, d] = vec[note, d]
        if law.rerank_rule == SSD:
            span_look_back(desk, law)
