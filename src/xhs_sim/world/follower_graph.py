"""Who follows whom: one array of followers per creator, and the changes that a day brings.

Only creator -> followers is kept (4 bytes an edge): the simulation asks "who follows those that
published today?" far more often than anything else. "Does this user follow that creator?" is a
binary search in the creator's row. A graph never changes; a day's follows give a new one.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ..kernels import graph as kernels
from ..kernels.graph_turn import count_columns, starts_of, transposed_columns


@dataclass(frozen=True, slots=True, eq=False)
class FollowerGraph:
    """Directed graph user -> creator, stored by creator.

    Parameters
    ----------
    indptr : int64 array of shape (N + 1,)
        Where each creator's followers begin.
    followers : int32 array of shape (E,)
        Users who follow, ascending within a creator; nobody twice, nobody follows oneself.
    """

    indptr: NDArray[np.int64]
    followers: NDArray[np.int32]

    @property
    def n_users(self) -> int:
        """Return the number of users, followed or not."""
        return len(self.indptr) - 1

    @property
    def n_edges(self) -> int:
        """Return the number of follows."""
        return len(self.followers)

    def n_followers(self) -> NDArray[np.int64]:
        """Return the followers of each user, shape (N,)."""
        return np.diff(self.indptr)

    def followees_count(self) -> NDArray[np.int64]:
        """Return how many accounts each user follows, shape (N,)."""
        return count_columns(self.followers, self.n_users)

    def followers_of(self, creator: int) -> NDArray[np.int32]:
        """Return the creator's followers, ascending; a window on the stored array."""
        self._check_rows(np.array([creator]))
        return self.followers[self.indptr[creator] : self.indptr[creator + 1]]

    def is_following(self, user: int, creator: int) -> bool:
        """Return whether ``user`` follows ``creator`` (kernels call ``kernels.graph.is_following``)."""
        self._check_rows(np.array([user, creator]))
        return bool(kernels.is_following(self.indptr, self.followers, user, creator))

    def by_user(self) -> Self:
        """Return the graph turned round: row u holds the creators whom user u follows, ascending."""
        starts = starts_of(self.followees_count())
        return type(self)(starts, transposed_columns(self.indptr, self.followers, starts))

    def first_rows(self, n_users: int) -> Self:
        """Return the first users' rows alone."""
        return type(self)(self.indptr[: n_users + 1].copy(), self.followers[: self.indptr[n_users]])

    def pairs(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return all edges as (creators, users), each of shape (E,)."""
        creators = np.repeat(np.arange(self.n_users, dtype=np.int32), self.n_followers())
        return creators, self.followers

    def _check_rows(self, rows: NDArray[np.integer]) -> None:
        if rows.size and not (rows.min() >= 0 and rows.max() < self.n_users):
            raise IndexError(f"user rows must lie in [0, {self.n_users}), got {rows.min()}..{rows.max()}")


def from_pairs(creators: NDArray[np.integer], users: NDArray[np.integer], n_users: int) -> FollowerGraph:
    """Build a graph from edges in any order; self loops and repeats are dropped.

    Parameters
    ----------
    creators, users : int arrays of shape (M,)
        ``users[m]`` follows ``creators[m]``; rows in [0, n_users).
    n_users : int
        Rows of the graph.

    Returns
    -------
    FollowerGraph
        Compare ``n_edges`` with M to see how many were dropped.
    """
    graph = FollowerGraph(np.zeros(n_users + 1, np.int64), np.empty(0, np.int32))
    creators, users = np.asarray(creators), np.asarray(users)
    if creators.shape != users.shape or creators.ndim != 1:
        raise ValueError(f"creators {creators.shape} and users {users.shape} must be equally long lists")
    graph._check_rows(creators)
    graph._check_rows(users)
    others = creators != users
    return _sorted_rows(creators[others].astype(np.int32), users[others].astype(np.int32), n_users)


Edges = tuple[NDArray[np.integer], NDArray[np.integer]]  # creators, users
Asked = tuple[NDArray[np.int64], NDArray[np.int64]]  # creators, users, in any order


def with_changes(graph: FollowerGraph, begun: Edges | None = None, ended: Edges | None = None) -> FollowerGraph:
    """Return the graph with some follows more and others less.

    Parameters
    ----------
    begun, ended : (creators, users) of shapes (M,), optional
        Follows to add and to take away; what is begun and ended at once is not there afterwards. Adding an edge that
        is there already or a self loop changes nothing, nor does taking away one that is not.
    """
    none = (np.zeros(0, np.int32), np.zeros(0, np.int32))
    news, gone = (_proper_edges(graph, *edges) for edges in (begun or none, ended or none))
    if not len(news) and not len(gone):
        return graph
    rows = np.union1d(news // graph.n_users, gone // graph.n_users)
    changes = kernels.Changes(rows, *(_on_these(rows, edges, graph.n_users) for edges in (news, gone)))
    return FollowerGraph(*kernels.changed(kernels.Rows(graph.indptr, graph.followers), changes))


def _proper_edges(graph: FollowerGraph, creators: NDArray[np.integer], users: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return each edge once as one number, N creator + user, ascending; those to oneself are left out."""
    creators, users = np.asarray(creators, np.int64), np.asarray(users, np.int64)
    graph._check_rows(creators)
    graph._check_rows(users)
    return np.unique((creators * graph.n_users + users)[creators != users])


def _on_these(rows: NDArray[np.int64], edges: NDArray[np.int64], n_users: int) -> kernels.Rows:
    """Return a graph of some rows alone."""
    starts = np.searchsorted(edges, rows * n_users)
    return kernels.Rows(np.append(starts, len(edges)), (edges % n_users).astype(np.int32))


def asked_follows(pending: NDArray[np.int32]) -> tuple[NDArray[np.int64], Asked, Asked]:
    """Return what users asked for in a day: the rows of those who did, and the follows to begin and to end.

    Parameters
    ----------
    pending : int array of shape (N, K)
        Creators to follow; -2 - c: creator c to follow no longer; -1 = nothing.
    """
    rows = np.flatnonzero(pending[:, 0] != -1)
    users = np.repeat(rows, pending.shape[1])
    creators = pending[rows].ravel()
    given, ended = creators >= 0, creators < -1
    begun = creators[given].astype(np.int64), users[given]
    return rows, begun, (-2 - creators[ended].astype(np.int64), users[ended])


def on_rows(graph: FollowerGraph, rows: NDArray[np.int64], n_users: int) -> FollowerGraph:
    """Return the graph with its users on some of more rows; on the others are newcomers, who follow nobody yet.

    Parameters
    ----------
    rows : int array of shape (M,)
        Where each user of the graph goes, ascending.
    """
    if len(rows) != graph.n_users or n_users < graph.n_users:
        raise ValueError(f"{len(rows)} of {n_users} rows are no places for the graph's {graph.n_users} users")
    degree = np.zeros(n_users, np.int64)
    degree[rows] = graph.n_followers()
    is_in_place = not len(rows) or rows[-1] == len(rows) - 1
    return FollowerGraph(starts_of(degree), graph.followers if is_in_place else rows.astype(np.int32)[graph.followers])


def _sorted_rows(creators: NDArray[np.int32], users: NDArray[np.int32], n_users: int) -> FollowerGraph:
    """Two counting sorts, by user and then by creator, leave every row ascending."""
    by_edge = np.arange(creators.shape[0] + 1, dtype=np.int64)
    user_starts = starts_of(count_columns(users, n_users))
    edges = transposed_columns(by_edge, users, user_starts)
    by_user = creators[edges]
    starts = starts_of(count_columns(by_user, n_users))
    followers = transposed_columns(user_starts, by_user, starts)
    return FollowerGraph(*kernels.drop_repeats(starts, followers))
