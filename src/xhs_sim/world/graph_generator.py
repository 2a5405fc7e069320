"""Generate day 0's ties: who of the readers follows whom, and who is whose friend.

The order of work: how keen each reader is to follow and how many friends it has; circles of readers alike in topic
and in that; alias tables over the readers; then every creator's draws (``kernels.graph_draws``) and every pair's coin
(``kernels.friends``). A creator is followed by exactly as many readers as are asked for, so what is said of followers
holds of every creator, however large. Every draw is keyed, so relabelling users relabels the graph.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..kernels import friends as pairs
from ..kernels import graph_plan as plan
from ..kernels.alias import fill_alias
from ..kernels.choice import cumulative_shares
from ..kernels.graph_draws import Dials, Followed, Readers, draw_followers
from ..kernels.graph_turn import starts_of
from ..kernels.random import bits
from .follower_graph import FollowerGraph


class GraphKeys(NamedTuple):
    """One key per purpose, all from the generator's key."""

    leaning: np.uint64
    circle: np.uint64
    kind: np.uint64
    pick: np.uint64
    pair: np.uint64


class Nodes(NamedTuple):
    """Who is to be connected: N users, row by row.

    Attributes
    ----------
    topic : int8 array of shape (N,)
        Main topic, in [0, n_topics); at most 128 topics.
    key : int64 array of shape (N,)
        Identity in all draws; no two alike.
    n_followers : int64 array of shape (N,)
        Readers who follow each [readers]; at most all others of them.
    is_reader : bool array of shape (N,)
        Who may follow and have friends.
    """

    topic: NDArray[np.int8]
    key: NDArray[np.int64]
    n_followers: NDArray[np.int64]
    is_reader: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphDials:
    """What shapes the ties; range and source as in ``config.graph``.

    Attributes
    ----------
    followees_log_sd : float
        Standard deviation of the log of how keen readers are to follow.
    homophily : float
        Share of a creator's followers who are drawn from the readers of its topic; the rest come from all.
    copy_share : float
        Share of followers who follow as a mate does.
    friends_mean, friends_log_sd : float
        Friends of a reader [readers], and the standard deviation of their log.
    closeness : float
        Chance that two of one circle are friends; larger where a circle is cut short.
    n_topics : int
        Topics that exist, with or without users.
    """

    followees_log_sd: float
    homophily: float
    copy_share: float
    friends_mean: float
    friends_log_sd: float
    closeness: float
    n_topics: int


class Ties(NamedTuple):
    """What connects people on day 0."""

    follows: FollowerGraph
    friends: FollowerGraph  # row u holds the friends of user u, who have u among theirs


def generate_ties(key: np.uint64, nodes: Nodes, dials: GraphDials) -> Ties:
    """Generate who follows whom, and who is whose friend; ``key`` comes from the seed (``Streams.key``)."""
    nodes = nodes._replace(key=nodes.key.astype(np.int64, copy=False))  # one compiled version for unsigned keys too
    _check(nodes, dials)
    keys = GraphKeys(*(np.uint64(bits(key, purpose, 0)) for purpose in range(len(GraphKeys._fields))))
    row, leanings, starts = _form_circles(keys, nodes, dials)
    readers = _tabulate(nodes, row, leanings.appetite, starts, dials.n_topics)
    place = np.full(len(nodes.key), -1, np.int32)
    place[row] = np.arange(len(row), dtype=np.int32)
    odds = Dials(dials.homophily, dials.copy_share, _keener(readers, dials), keys.kind, keys.pick)
    indptr = starts_of(nodes.n_followers)
    followers = draw_followers(readers, Followed(nodes.key, nodes.topic, place), odds, indptr)
    friends = _befriend(keys.pair, readers, starts, leanings.n_friends, len(place))
    return Ties(FollowerGraph(indptr, followers), friends)


def _check(nodes: Nodes, dials: GraphDials) -> None:
    topics, user_key, n_followers, is_reader = nodes
    n = len(user_key)
    if not topics.shape == n_followers.shape == is_reader.shape == (n,):
        raise ValueError(f"topics {topics.shape}, keys ({n},), followers {n_followers.shape} and readers must agree")
    if not is_reader.any():
        raise ValueError("somebody must read")
    if not ((n_followers >= 0) & (n_followers <= is_reader.sum() - is_reader)).all():
        raise ValueError("a creator has at least no follower, and at most all readers but itself")
    if topics.min() < 0 or topics.max() >= dials.n_topics:
        raise ValueError(f"topics must lie in [0, {dials.n_topics}), got {topics.min()}..{topics.max()}")


def _form_circles(
    keys: GraphKeys, nodes: Nodes, dials: GraphDials
) -> tuple[NDArray[np.int32], plan.Leanings, NDArray[np.int32]]:
    """Return the readers' rows in circle order, how sociable each is, and where each circle starts."""
    rows = np.flatnonzero(nodes.is_reader)
    topics, user_key = nodes.topic[rows], nodes.key[rows]
    leanings = plan.draw_leanings(
        keys.leaning, user_key, dials.followees_log_sd, dials.friends_mean, dials.friends_log_sd
    )
    share = cumulative_shares(np.bincount(topics, minlength=dials.n_topics).astype(np.float64))
    sort_keys = plan.circle_sort_keys(keys.circle, user_key, topics, share, leanings.n_friends, dials.homophily)
    order = np.argsort(sort_keys, kind="stable")
    circle_topic = (sort_keys[order] >> np.uint64(64 - plan.TOPIC_BITS)).astype(np.uint8)
    starts = plan.cut_circles(circle_topic, leanings.n_friends[order], 1 / dials.closeness)
    return rows[order].astype(np.int32), plan.Leanings(leanings.appetite[order], leanings.n_friends[order]), starts


def _tabulate(
    nodes: Nodes, row: NDArray[np.int32], appetite: NDArray[np.float64], starts: NDArray[np.int32], n_topics: int
) -> Readers:
    """Build one alias table per topic and one of all, by how keen readers are to follow."""
    n, topic, size = len(row), nodes.topic[row], np.diff(starts)
    order = np.argsort(topic, kind="stable").astype(np.int32)
    start = np.concatenate([np.searchsorted(topic[order], np.arange(n_topics + 1)), [2 * n]])
    slots = np.empty((2 * n, 3), np.uint32)
    for first, end in pairwise(start[:-1]):
        fill_alias(appetite[order[first:end]], order[first:end], slots[first:end])
    fill_alias(appetite, np.arange(n, dtype=np.int32), slots[n:])
    first_of, end_of = (np.repeat(bounds, size).astype(np.int32) for bounds in (starts[:-1], starts[1:]))
    return Readers(nodes.key[row], row, topic, appetite, first_of, end_of, slots, start.astype(np.int64))


def _keener(readers: Readers, dials: GraphDials) -> NDArray[np.float64]:
    """Return how much likelier readers of each topic are to follow its creators than if topics did not matter."""
    of_topic = np.bincount(readers.topic, readers.appetite, minlength=dials.n_topics)
    return 1 - dials.homophily + dials.homophily * readers.appetite.sum() / np.maximum(of_topic, 1e-12)


def _befriend(
    key: np.uint64, readers: Readers, starts: NDArray[np.int32], n_friends: NDArray[np.int32], n_users: int
) -> FollowerGraph:
    """Draw who of a circle are friends, as many as its people wish for on average."""
    size = np.diff(starts)
    wished = np.add.reduceat(n_friends, starts[:-1]) / size
    chance = np.minimum(wished / np.maximum(size - 1, 1), 1.0)
    counts = np.zeros(n_users, np.int64)
    pairs.count_friends(key, readers.key, readers.row, starts, chance, counts)
    indptr = starts_of(counts)
    friends = np.empty(indptr[-1], np.int32)
    pairs.list_friends(key, readers.key, readers.row, starts, chance, indptr, friends)
    return FollowerGraph(indptr, friends)


def mutual_follows(graph: FollowerGraph) -> FollowerGraph:
    """Return the follows that are followed back: the friends in a graph that somebody brought."""
    is_mutual = np.empty(graph.n_edges, np.bool_)
    pairs.mark_mutual(graph.indptr, graph.followers, is_mutual)
    return kept_follows(graph, is_mutual)


def kept_follows(graph: FollowerGraph, is_kept: NDArray[np.bool_]) -> FollowerGraph:
    """Return a graph of some of the follows of another; ``is_kept`` is of its edges."""
    before = np.concatenate([[0], np.cumsum(is_kept)])
    return FollowerGraph(before[graph.indptr], graph.followers[is_kept])
