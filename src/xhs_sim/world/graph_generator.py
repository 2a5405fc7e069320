"""Generate the follower graph of day 0: heavy-tailed, homophilous, mutual and clustered where small.

The order of work: how many accounts each user follows; circles of users alike in topic and in
that number; what each creator's audience still lacks after the circles; alias tables over it;
then every user's draws (``kernels.graph_draws``); last the turn to creator -> followers.

Followers follow ``weight``: ``max(scale * weight, followers from the circle)`` are expected, with one
``scale`` for all. Every draw is keyed by ``user_key``, so relabelling users relabels the graph.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config import ConfigError
from ..config.messages import message
from ..kernels import graph_plan as plan
from ..kernels.alias import fill_alias
from ..kernels.choice import cumulative_shares
from ..kernels.graph_draws import Creators, Dials, People, draw_followees
from ..kernels.graph_turn import count_columns, starts_of, transposed_columns
from ..kernels.random import bits
from .follower_graph import FollowerGraph

_STEPS = 50  # of a bisection: enough for any float


class GraphKeys(NamedTuple):
    """One key per purpose, all from the generator's key."""

    number: np.uint64
    circle: np.uint64
    kind: np.uint64
    pick: np.uint64
    pair: np.uint64
    solo: np.uint64


class Nodes(NamedTuple):
    """Who is to be connected: N users, row by row.

    Attributes
    ----------
    topic : int8 array of shape (N,)
        Main topic, in [0, n_topics); at most 128 topics.
    key : int64 array of shape (N,)
        Identity in all draws; no two alike.
    weight : float32 array of shape (N,)
        Followers wished for each user as a creator [followers]; proportions count, see above.
    """

    topic: NDArray[np.int8]
    key: NDArray[np.int64]
    weight: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphDials:
    """What shapes the graph; range and source as in ``config.graph``.

    Attributes
    ----------
    mean_followees : float
        Followees per user, met exactly up to rounding [users].
    followees_log_sd : float
        Standard deviation of the log of followees.
    homophily : float
        Share of follows held to the own topic; the rest go to any topic.
    copy_share, circle_share : float
        Shares of follows copied from a circle mate (triangles) and given to mates; their sum at most 1.
    circle_size : int
        Users in the circle of someone with ``mean_followees``; circles grow with followees.
    reciprocation : float
        Chance that two mates decide together (both or neither) rather than each alone.
    max_inside_share : float
        Cap of a creator's expected followers as a share of N; yields where mean_followees is above it.
    n_topics : int
        Topics that exist, with or without users.
    """

    mean_followees: float
    followees_log_sd: float
    homophily: float
    copy_share: float
    circle_share: float
    circle_size: int
    reciprocation: float
    max_inside_share: float
    n_topics: int


def generate_followers(key: np.uint64, nodes: Nodes, dials: GraphDials) -> FollowerGraph:
    """Generate who follows whom on day 0; ``key`` comes from the seed (``Streams.key``)."""
    nodes = nodes._replace(key=nodes.key.astype(np.int64, copy=False))  # one compiled version for unsigned keys too
    _check(dials, nodes)
    keys = GraphKeys(*(np.uint64(bits(key, purpose, 0)) for purpose in range(len(GraphKeys._fields))))
    n_followees = _draw_counts(keys.number, nodes.key, dials)
    followees_start, followees = _draw_edges(keys, nodes, n_followees, dials)
    starts = starts_of(count_columns(followees, nodes.key.shape[0]))
    return FollowerGraph(starts, transposed_columns(followees_start, followees, starts, followees))


def _check(dials: GraphDials, nodes: Nodes) -> None:
    topics, user_key, weight = nodes
    n = user_key.shape[0]
    if not topics.shape == weight.shape == (n,):
        raise ValueError(f"topics {topics.shape}, keys ({n},) and weights {weight.shape} must agree")
    mean, shares = dials.mean_followees, dials.copy_share + dials.circle_share
    if n < 2 or mean > n - 1:
        raise ConfigError(message("graph.too_many_followees", mean=mean, most=n - 1))
    if shares > 1:
        raise ConfigError(message("graph.graph_shares", total=shares))
    if not (np.isfinite(weight).all() and (weight >= 0).all()):
        raise ValueError("weights must be finite and at least 0")
    if topics.min() < 0 or topics.max() >= dials.n_topics:
        raise ValueError(f"topics must lie in [0, {dials.n_topics}), got {topics.min()}..{topics.max()}")


def _draw_counts(key: np.uint64, user_key: NDArray[np.int64], dials: GraphDials) -> NDArray[np.int32]:
    """Scale the lognormal so that the realised mean, after rounding and the cap at N - 1, is as asked."""
    target = dials.mean_followees * user_key.shape[0]
    low, high = 0.0, dials.mean_followees
    appetites = plan.draw_appetites(key, user_key, dials.followees_log_sd)
    while plan.followee_counts(appetites, high).sum() < target and high < 1e12:
        low, high = high, 2 * high
    for _ in range(_STEPS):
        middle = (low + high) / 2
        counts = plan.followee_counts(appetites, middle)
        total = int(counts.sum())
        if abs(total - target) <= 1e-4 * target:
            break
        low, high = (middle, high) if total < target else (low, middle)
    return counts


def _draw_edges(
    keys: GraphKeys, nodes: Nodes, n_followees: NDArray[np.int32], dials: GraphDials
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the followees of every user, with where each user's begin."""
    people, circle_followers = _form_circles(keys.circle, nodes, n_followees, dials)
    left = _audience(nodes.weight[people.row], circle_followers, int(n_followees.sum()), dials)
    to_draw = people.n_followees - circle_followers  # mates expect of each other what they give
    creators = _tabulate(people, left, to_draw, dials)
    drawn_share = 1 - dials.circle_share
    odds = Dials(
        homophily=dials.homophily,
        copy_chance=min(dials.copy_share / drawn_share, 1.0) if drawn_share > 0 else 0.0,
        reciprocation=dials.reciprocation,
        kind_key=keys.kind, pick_key=keys.pick, pair_key=keys.pair, solo_key=keys.solo,
    )  # fmt: skip
    starts = starts_of(n_followees.astype(np.int64))
    return starts, draw_followees(people, creators, odds, starts)


def _form_circles(
    key: np.uint64, nodes: Nodes, n_followees: NDArray[np.int32], dials: GraphDials
) -> tuple[People, NDArray[np.float64]]:
    """Sort users into circles; also return the followers each may expect from the mates."""
    topics, user_key = nodes.topic, nodes.key
    share = cumulative_shares(np.bincount(topics, minlength=dials.n_topics).astype(np.float64))
    sort_keys = plan.circle_sort_keys(key, user_key, topics, share, n_followees, dials.homophily)
    row = np.argsort(sort_keys, kind="stable").astype(np.int32)
    circle_topic = (sort_keys[row] >> np.uint64(64 - plan.TOPIC_BITS)).astype(np.uint8)
    counts = n_followees[row]
    starts = plan.cut_circles(circle_topic, counts, (dials.circle_size - 1) / dials.mean_followees)
    chance, followers = plan.circle_wishes(starts, counts, dials.circle_share)
    return People(user_key[row], row, topics[row], counts, chance, starts), followers


def _audience(
    weight: NDArray[np.float32], circle_followers: NDArray[np.float64], n_edges: int, dials: GraphDials
) -> NDArray[np.float64]:
    """Scale the weights so that circles and draws together make ``n_edges``."""
    target = n_edges - circle_followers.sum()
    cap = dials.max_inside_share * weight.shape[0]
    low, high = 0.0, 1.0
    while plan.audience_left(weight, circle_followers, high, cap).sum() < target and high < 1e9:
        low, high = high, 2 * high
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if plan.audience_left(weight, circle_followers, middle, cap).sum() < target:
            low = middle
        else:
            high = middle
    return plan.audience_left(weight, circle_followers, high, cap)


def _tabulate(people: People, left: NDArray[np.float64], to_draw: NDArray[np.float64], dials: GraphDials) -> Creators:
    """Build one alias table per topic, and the odds of topics for draws that are free to roam.

    Free draws make up for topics whose own users bring too few draws, so that followers go by weight in
    every topic as far as homophily allows.
    """
    order = np.argsort(people.topic, kind="stable")
    start = np.searchsorted(people.topic[order], np.arange(dials.n_topics + 1))
    slots = np.empty((order.size, 3), np.uint32)
    for first, end in pairwise(start):
        fill_alias(left[order[first:end]], people.row[order[first:end]], slots[first:end])
    wished, drawn = (np.bincount(people.topic, part, minlength=dials.n_topics) for part in (left, to_draw))
    lack = np.maximum(wished * drawn.sum() - dials.homophily * drawn * wished.sum(), 0.0)
    if not lack.sum() > 0:  # all held to their own topic, or nothing wished
        lack = np.diff(start).astype(np.float64)
    return Creators(slots, start.astype(np.int64), cumulative_shares(lack))
