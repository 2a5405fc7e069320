"""Influence in the follower graph: whose word is passed on, beyond the number of followers."""

import numpy as np
from numpy.typing import NDArray

from .marketplace import Audience

DAMPING = 0.85  # Brin and Page (1998)
ROUNDS, CLOSE_ENOUGH = 50, 1e-6  # of the power iteration; summed change that ends it


def page_rank(audience: Audience) -> NDArray[np.float64]:
    """Return every user's PageRank, adding up to 1: (N,).

    A follower passes its own rank on in equal parts to all whom it follows, so being followed by few
    who are followed themselves may count for more than by many who follow everybody.

    References
    ----------
    .. [1] Brin and Page (1998), The anatomy of a large-scale hypertextual web search engine.
    """
    from scipy.sparse import csr_array

    n = len(audience.indptr) - 1
    passed = csr_array((np.ones(len(audience.users), np.float32), audience.users, audience.indptr), shape=(n, n))
    followees = np.bincount(audience.users, minlength=n)
    share = np.divide(1.0, followees, out=np.zeros(n), where=followees > 0)
    rank = np.full(n, 1.0 / n)
    for _ in range(ROUNDS):
        stuck = rank[followees == 0].sum()  # who follows nobody passes on to all
        new = (1.0 - DAMPING + DAMPING * stuck) / n + DAMPING * (passed @ (rank * share))
        change, rank = np.abs(new - rank).sum(), new
        if change < CLOSE_ENOUGH:
            break
    return np.asarray(rank)
