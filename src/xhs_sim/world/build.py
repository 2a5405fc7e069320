"""Day 0: from numbers to a world."""

import math

import numpy as np

from ..config.schema import Config
from ..rng import Streams
from .brand_states import build_states
from .creators import build_creators, draw_followings
from .follower_graph import FollowerGraph, with_more_users
from .graph_exchange import read_edge_list
from .graph_generator import GraphDials, Nodes, generate_followers
from .places import draw_cities
from .population import People, build_people
from .sample import draw_sample
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
    main_topic = people.truth.taste[:, : len(config.content.topics)].argmax(axis=1).astype(np.int8)
    given, ids = _graph(config, people, main_topic, followings.inside, streams)
    graph = with_more_users(given, len(keys))
    inside = graph.n_followers()
    creators = build_creators(keys, main_topic, followings.total, inside, config.content, streams)
    brands = build_states(keys, config.brands, streams)
    world = World(
        people.truth, people.log, creators, graph, brands, n_initial=n_initial, capacity=_note_slots(config),
        given_ids=ids,
    )  # fmt: skip
    world.sample = draw_sample(people.log, people.truth, n_initial, config.population.weight, streams)
    return world


def _graph(
    config: Config, people: People, main_topic: np.ndarray, inside: np.ndarray, streams: Streams
) -> tuple[FollowerGraph, tuple[str, ...]]:
    """Return the graph, and the ids of its rows where they came from a file and were no rows."""
    plan, n = config.graph, config.population.people
    if plan.source == "file":
        found = read_edge_list(str(plan.edge_list), n)
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
    nodes = Nodes(main_topic[:n], people.log.key[:n], inside[:n])
    return generate_followers(streams.key("follower graph"), nodes, dials), ()


def _note_slots(config: Config) -> int:
    """Guess the notes alive at once, with room to spare; the arrays grow if it is not enough."""
    per_day = config.population.people * config.population.visit_rate * config.content.notes_per_active_day
    days = min(config.content.window_days, config.content.history_days + config.n_days)
    return 1024 + math.ceil(1.2 * per_day * days)
