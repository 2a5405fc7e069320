"""Day 0: from numbers to a world."""

import math

import numpy as np
from numpy.typing import NDArray

from ..config.schema import Config
from ..rng import Streams
from .brand_states import build_states
from .creators import build_creators, draw_numbers_of_followers
from .follower_graph import FollowerGraph, from_pairs, on_rows
from .graph_exchange import ImportedEdges, read_edge_list
from .graph_generator import GraphDials, Nodes, Ties, generate_ties, kept_follows, mutual_follows
from .places import draw_cities
from .population import build_people, draw_uniforms
from .safety import safety_of
from .sample import Sample
from .world import World


def build_world(config: Config, streams: Streams) -> World:
    """Build users, who follows whom, friends, creators and brand standings; no notes yet.

    Raises
    ------
    ConfigError
        If an edge-list file is asked for and cannot be read.
    """
    people = build_people(config.population, config.content, config.feed, config.n_days, streams)
    log, sample = people.log, people.sample
    log.city[:] = draw_cities(log.key, log.city_tier, config.population.cities, streams.key("city"))
    of_day_0 = np.flatnonzero(log.signup_day < 0)
    given = _graph_of_file(config, len(of_day_0))
    followers = np.zeros(len(log.key), np.int64)
    if given is None:
        followers[of_day_0] = draw_numbers_of_followers(log.key[of_day_0], config.graph, streams)
        ties = _drawn_ties(config, people.main_topic, log.key, followers, sample, of_day_0, streams)
    else:
        followers[of_day_0] = given.graph.n_followers()
        ties = _ties_of_file(given.graph, sample, of_day_0)
    follows, friends = (on_rows(graph, of_day_0, len(log.key)) for graph in ties)
    creators = build_creators(log.key, people.main_topic, followers, config.content, streams)
    brands = build_states(log.key[: sample.n_readers], config.brands, streams)
    world = World(
        people.truth, log, creators, follows, brands, sample=sample, capacity=_note_slots(config),
        friends=friends.first_rows(sample.n_readers),
    )  # fmt: skip
    world.safety = safety_of(config, world.content.notes.n_slots, len(log.key))
    world.given_ids = () if given is None else given.ids
    return world


def _graph_of_file(config: Config, n: int) -> ImportedEdges | None:
    """Return the graph of people of day 0 that was brought; None if it is to be drawn."""
    return read_edge_list(str(config.graph.edge_list), n) if config.graph.source == "file" else None


def _drawn_ties(
    config: Config,
    topic: NDArray[np.int8],
    key: NDArray[np.int64],
    followers: NDArray[np.int64],
    sample: Sample,
    of_day_0: NDArray[np.int64],
    streams: Streams,
) -> Ties:
    """Draw the ties of people of day 0 from how many people follow each."""
    plan = config.graph
    dials = GraphDials(
        followees_log_sd=plan.followees_log_sd,
        homophily=plan.homophily,
        copy_share=plan.copy_share,
        friends_mean=plan.friends_mean,
        friends_log_sd=plan.friends_log_sd,
        closeness=plan.closeness,
        n_topics=len(config.content.topics),
    )
    is_reader = of_day_0 < sample.n_readers
    lots = draw_uniforms(key[of_day_0], streams.key("followers among readers"), 0)
    n_followers = np.minimum(sample.in_sample(followers[of_day_0], lots), is_reader.sum() - is_reader)
    return generate_ties(
        streams.key("follower graph"), Nodes(topic[of_day_0], key[of_day_0], n_followers, is_reader), dials
    )


def _ties_of_file(graph: FollowerGraph, sample: Sample, of_day_0: NDArray[np.int64]) -> Ties:
    """Return who of the readers follows whom in a graph of all people; who follow each other are friends.

    A friend who does not read has somebody who stands for it.
    """
    is_reader = of_day_0 < sample.n_readers
    mine, theirs = mutual_follows(graph).pairs()
    mine, theirs = mine[is_reader[mine]], theirs[is_reader[mine]]
    friends = from_pairs(mine, np.searchsorted(of_day_0, sample.stand_in[of_day_0[theirs]]), len(of_day_0))
    return Ties(kept_follows(graph, is_reader[graph.followers]), friends)


def _note_slots(config: Config) -> int:
    """Guess the notes alive at once, with room to spare; the arrays grow if it is not enough."""
    content, begin_rate = config.content, config.creators.drive.begin_rate
    of_visit = content.notes_per_active_day + (1.0 - content.creator_share) * begin_rate
    per_day = config.population.people * config.population.visit_rate * of_visit
    days = min(content.window_days, content.history_days + config.n_days)
    return 1024 + math.ceil(1.05 * per_day * days)
