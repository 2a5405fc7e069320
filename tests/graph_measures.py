"""What a follower graph looks like, in the figures by which tests compare it with real ones."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from xhs_sim.kernels.graph import contains
from xhs_sim.world.follower_graph import FollowerGraph


def reciprocity(graph: FollowerGraph) -> float | None:
    """Return the share of follows that are followed back; None without follows."""
    if not graph.n_edges:
        return None
    return float(mutual_edges(graph.indptr, graph.followers)) / graph.n_edges


def local_clustering(graph: FollowerGraph, rows: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return the clustering coefficient of some users, direction ignored.

    The share of the pairs of a user's neighbours (followers and followees) of whom one follows the
    other; nan for users with fewer than two neighbours. Costs the square of the neighbours.
    """
    turned = graph.by_user()
    result = np.full(len(rows), np.nan)
    for k, row in enumerate(np.asarray(rows).tolist()):
        around = np.union1d(graph.followers_of(row), turned.followers_of(row))
        if around.size > 1:
            pairs = acquainted_pairs(around, graph.indptr, graph.followers)
            result[k] = 2 * pairs / (around.size * (around.size - 1))
    return result


def same_topic_share(graph: FollowerGraph, topic_of_user: NDArray[np.int8]) -> float | None:
    """Return the share of follows within one main topic; None without follows."""
    if not graph.n_edges:
        return None
    topic_of_creator = np.repeat(topic_of_user, graph.n_followers())
    return float((topic_of_creator == topic_of_user[graph.followers]).mean())


@njit
def mutual_edges(indptr: NDArray[np.int64], followers: NDArray[np.int32]) -> int:
    """Return how many edges have the opposite edge too."""
    mutual = 0
    for creator in range(indptr.shape[0] - 1):
        for e in range(indptr[creator], indptr[creator + 1]):
            user = followers[e]
            mutual += contains(followers[indptr[user] : indptr[user + 1]], creator)
    return mutual


@njit
def acquainted_pairs(
    rows: NDArray[np.int32],  # ascending
    indptr: NDArray[np.int64],
    followers: NDArray[np.int32],
) -> int:
    """Return how many pairs among ``rows`` follow each other in at least one direction."""
    pairs = 0
    for i in range(rows.shape[0]):
        mine = followers[indptr[rows[i]] : indptr[rows[i] + 1]]
        for j in range(i + 1, rows.shape[0]):
            theirs = followers[indptr[rows[j]] : indptr[rows[j] + 1]]
            pairs += contains(mine, rows[j]) or contains(theirs, rows[i])
    return pairs
