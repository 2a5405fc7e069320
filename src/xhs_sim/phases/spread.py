"""Spread: notes that users sent on reach friends inside the market, and people outside it.

A friend is somebody who follows the sender and whom the sender follows. A recipient on
the platform is the follower with the lowest draw, whatever their number; who is no friend stands for somebody outside.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ..config.schema import ReactConfig
from ..kernels.graph import is_following
from ..kernels.random import poisson, uniform
from ..rng import Streams
from ..world.columns import UserLog
from ..world.follower_graph import FollowerGraph

MOST_FRIENDS = 40  # of one shared note


class SpreadLaw(NamedTuple):
    """Whom shared notes go to."""

    reach: float  # mean recipients
    inside: float  # share of them looked for among those who follow the sender


def spread_law(react: ReactConfig) -> SpreadLaw:
    """Return the numbers of sharing."""
    return SpreadLaw(react.share_reach, react.share_inside)


class Passed(NamedTuple):
    """Notes in friends' hands; M rows, in the order in which inboxes get them."""

    friend: NDArray[np.int64]  # (M,) who receives
    note: NDArray[np.int32]  # (M,) slot
    outside: int  # recipients outside the market


@njit(cache=True)
def choose_friends(
    rows: NDArray[np.int64],  # (S,) senders
    user_key: NDArray[np.int64],  # (N,)
    indptr: NDArray[np.int64],
    followers: NDArray[np.int32],
    law: SpreadLaw,
    key: np.uint64,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw the recipients of each sender's note: sender and friend, or -1 for somebody outside."""
    sender = np.full(rows.shape[0] * MOST_FRIENDS, -1, np.int64)
    friend, n = np.full(rows.shape[0] * MOST_FRIENDS, -1, np.int64), 0
    for i in range(rows.shape[0]):
        user, name = rows[i], user_key[rows[i]]
        for k in range(poisson(law.reach, uniform(key, name, 0), MOST_FRIENDS)):
            other, least = -1, 2.0
            is_inside = uniform(key, name, 1 + k) < law.inside
            for e in range(indptr[user], indptr[user + 1] if is_inside else indptr[user]):
                u = uniform(key, user_key[followers[e]], name * 64 + k)
                if u < least:
                    other, least = followers[e], u
            sender[n] = user
            if other >= 0 and is_following(indptr, followers, user, other):
                friend[n] = other
            n += 1
    return sender[:n], friend[:n]


def spread(
    users: UserLog, graph: FollowerGraph, note_key: NDArray[np.int64], law: SpreadLaw, streams: Streams, day: int
) -> Passed:
    """Say whom the notes reach that were shared today.

    Parameters
    ----------
    note_key : int64 array of shape (C,)
        Identity of each note slot: inboxes are filled in its order.
    """
    rows = np.flatnonzero(users.shared >= 0)
    key = streams.key("friends", day)
    sender, friend = choose_friends(rows, users.key, graph.indptr, graph.followers, law, key)
    inside = friend >= 0
    sender, friend = sender[inside], friend[inside]
    note = users.shared[sender]
    order = np.lexsort((users.key[sender], note_key[note], users.key[friend]))
    return Passed(friend[order], note[order], int(len(inside) - inside.sum()))
