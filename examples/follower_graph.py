"""Who follows whom, in NetworkX: how dense and how mutual a part of the market is, and who stands in its middle."""

import networkx as nx
import numpy as np

from xhs_sim import PlatformModel
from xhs_sim.world.graph_exchange import to_networkx

if __name__ == "__main__":
    model = PlatformModel(rng=1, population__n_users=3000, n_days=1, threads=1)
    graph = to_networkx(model.world.graph, np.arange(1000))
    print(graph, "density", round(nx.density(graph), 4), "reciprocity", round(nx.reciprocity(graph), 3))
    central = sorted(nx.pagerank(graph).items(), key=lambda pair: -pair[1])[:3]
    print({creator: (round(rank, 4), int(model.world.graph.n_followers()[creator])) for creator, rank in central})
