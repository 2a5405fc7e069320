"""A small market for the graph tests: users sorted by topic, heavy-tailed followers, usual dials."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xhs_sim.world.follower_graph import FollowerGraph
from xhs_sim.world.graph_generator import GraphDials, Nodes, Ties, generate_ties

Market = tuple[NDArray[np.int8], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]

DIALS: dict[str, Any] = {
    "followees_log_sd": 1.0,
    "homophily": 0.55,
    "copy_share": 0.4,
    "friends_mean": 12.0,
    "friends_log_sd": 0.5,
    "closeness": 0.5,
    "n_topics": 8,
}


def market(n_users: int, seed: int = 0, readers: float = 1.0) -> Market:
    """Return topics, keys, followers (mean about 30, CCDF exponent 1.2) and who reads, of ``n_users``."""
    rng = np.random.default_rng(seed)
    topics = np.sort(rng.integers(0, 8, n_users)).astype(np.int8)
    is_reader = rng.random(n_users) < readers
    is_reader[0] = True
    followers = np.minimum(6 * rng.pareto(1.2, n_users), is_reader.sum() - is_reader).astype(np.int64)
    return topics, np.arange(n_users) * 7 + 1000, followers, is_reader


def ties(people: Market, key: int = 1, **changes: Any) -> Ties:
    """Generate the market's ties with some dials changed."""
    return generate_ties(np.uint64(key), Nodes(*people), GraphDials(**(DIALS | changes)))


def generate(people: Market, key: int = 1, **changes: Any) -> FollowerGraph:
    """Generate the market's follower graph with some dials changed."""
    return ties(people, key, **changes).follows
