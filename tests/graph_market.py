"""A small market for the graph tests: users sorted by topic, heavy-tailed weights, usual dials."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xhs_sim.world.follower_graph import FollowerGraph
from xhs_sim.world.graph_generator import GraphDials, Nodes, generate_followers

Market = tuple[NDArray[np.int8], NDArray[np.int64], NDArray[np.float32]]

DIALS: dict[str, Any] = {
    "mean_followees": 30.0,
    "followees_log_sd": 1.0,
    "homophily": 0.55,
    "copy_share": 0.4,
    "circle_share": 0.35,
    "circle_size": 12,
    "reciprocation": 0.8,
    "max_inside_share": 0.1,
    "n_topics": 8,
}


def market(n_users: int, seed: int = 0) -> Market:
    """Return topics, keys and weights (mean 30, CCDF exponent 1.2) of ``n_users``."""
    rng = np.random.default_rng(seed)
    topics = np.sort(rng.integers(0, 8, n_users)).astype(np.int8)
    weight = np.minimum(6 * rng.pareto(1.2, n_users), 0.1 * n_users)
    return topics, np.arange(n_users) * 7 + 1000, weight.astype(np.float32)


def generate(people: Market, key: int = 1, **changes: Any) -> FollowerGraph:
    """Generate the market's graph with some dials changed."""
    return generate_followers(np.uint64(key), Nodes(*people), GraphDials(**(DIALS | changes)))
