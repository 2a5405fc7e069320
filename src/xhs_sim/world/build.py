"""Day 0: from numbers to a world."""

import math

import numpy as np

from ..config.schema import Config
from ..rng import Streams
from .brand_states import build_states
from .creators import build_creators, draw_followings
from .follower_graph import FollowerGraph, on_rows
from .graph_exchange import read_edge_list
from .graph_generator import GraphDials, Nodes, generate_followers
from .places import draw_cities
from .population import build_people
from .world import World


def build_world(config: Config, streams: Streams) -> World:
    """Build users, the follower graph, creators and brand standings; no notes yet.

    Raises
    ------
    ConfigError
        If an edge-list file is asked for and cannot be read.
    """
    people = build_people(config.population, config.content, config.feed, config.n_days, streams)
    log = people.log
    log.city[:] = draw_cities(log.key, log.city_tier, config.population.cities, streams.key("city"))
    keys, n_initial = people.log.key, config.population.people
    followings = draw_followings(keys, n_initial, config.graph, streams)
    of_day_0 = np.flatnonzero(log.signup_day < 0)
    nodes = Nodes(people.main_topic[of_day_0], keys[of_day_0], followings.inside[of_day_0])
    given, ids = _graph(config, nodes, streams)
    graph = on_rows(given, of_day_0, len(keys))
    inside = graph.n_followers()
    creators = build_creators(keys, people.main_topic, followings.total, inside, config.content, streams)
    brands = build_states(keys[: people.sample.n_readers], config.brands, streams)
    return World(
        people.truth, log, creators, graph, brands, sample=people.sample, capacity=_note_slots(config), given_ids=ids
    )


def _graph(config: Config, nodes: Nodes, streams: Streams) -> tuple[FollowerGraph, tuple[str, ...]]:
    """Return the graph of people of day 0, and their ids where they came from a file and were no rows."""
    plan = config.graph
    if plan.source == "file":
        found = read_edge_list(str(plan.edge_list), len(nodes.key))
        return found.graph, found.ids
    dials = GraphDials(
        mean_followees=plan.mean_followees,
        followees_log_sd=plan.followees_log_sd,
        homophily=plan.homophily,
        copy_share=plan.copy_share,
        circle_share=plan.circle_share,
        circle_size=plan.circle_size,
        reciprocation=plan.reciprocation,
        max_inside_share=plan.max_inside_share,
        n_topics=len(config.content.topics),
    )
    return generate_followers(streams.key("follower graph"), nodes, dials), ()


def _note_slots(config: Config) -> int:
    """Guess the notes alive at once, with room to spare; the arrays grow if it is not enough."""
    content, begin_rate = config.content, config.creators.drive.begin_rate
    of_visit = content.notes_per_active_day + (1.0 - content.creator_share) * begin_rate
    per_day = config.population.people * config.population.visit_rate * of_visit
    days = min(content.window_days, content.history_days + config.n_days)
    return 1024 + math.ceil(1.05 * per_day * days)
