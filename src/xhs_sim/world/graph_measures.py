"""What a follower graph looks like, in the figures by which it is compared with real ones."""

import numpy as np
from numpy.typing import NDArray

from ..kernels import graph_measures as kernels
from .follower_graph import FollowerGraph


def reciprocity(graph: FollowerGraph) -> float | None:
    """Return the share of follows that are followed back; None without follows."""
    if not graph.n_edges:
        return None
    return float(kernels.mutual_edges(graph.indptr, graph.followers)) / graph.n_edges


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
            pairs = kernels.acquainted_pairs(around, graph.indptr, graph.followers)
            result[k] = 2 * pairs / (around.size * (around.size - 1))
    return result


def same_topic_share(graph: FollowerGraph, topic_of_user: NDArray[np.int8]) -> float | None:
    """Return the share of follows within one main topic; None without follows."""
    if not graph.n_edges:
        return None
    topic_of_creator = np.repeat(topic_of_user, graph.n_followers())
    return float((topic_of_creator == topic_of_user[graph.followers]).mean())
