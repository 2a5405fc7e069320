"""Likeness by embedding, for the two re-ranking rules that ask for it.

*MMR* [1]_: the greatest likeness to a note in the look-back costs. *SSD* [2]_, sliding spectrum
decomposition: what a note does not add to the space that the look-back spans costs; what it adds is the
growth of the volume.

References
----------
.. [1] Carbonell and Goldstein (1998), The use of MMR.
.. [2] Huang et al. (2021), Sliding spectrum decomposition for diversified recommendation, KDD.
"""

import math

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...world.columns import N_DIMS
from .desk import LOOK_BACK, Desk
from .law import MMR, SSD, FeedLaw

_TINY = 1e-6  # a residual shorter than this spans nothing


@lean
def forget_likeness(desk: Desk) -> None:
    """Begin a slate."""
    for k in range(LOOK_BACK):
        for d in range(N_DIMS):
            desk.basis[k, d] = np.float32(0.0)


@lean
def greatest_likeness(desk: Desk, vec: NDArray[np.float32], note: int, law: FeedLaw) -> float:
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
def likeness(desk: Desk, vec: NDArray[np.float32], note: int, law: FeedLaw) -> float:
    """Return how like a note is to the look-back by the law's rule; never negative."""
    if law.rerank_rule == MMR:
        return greatest_likeness(desk, vec, note, law)
    return max(1.0 - novelty(desk, vec, note, law), 0.0)


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
def remember_likeness(desk: Desk, at: int, vec: NDArray[np.float32], note: int, law: FeedLaw) -> None:
    """Put a note at a place of the look-back."""
    for d in range(N_DIMS):
        desk.shown[at, d] = vec[note, d]
    if law.rerank_rule == SSD:
        span_look_back(desk, law)
