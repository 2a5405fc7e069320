"""Spread: notes that users sent on reach friends on the platform, and people elsewhere.

A recipient on the platform is the sender's friend with the lowest draw, whatever the number of friends. Friends are
readers, and as many as people really share with: each stands for as many people as the sender does, so that weights
cancel, and who tells whom is the same however many people a reader stands for.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ..config.schema import ReactConfig
from ..kernels.random import poisson, uniform
from ..rng import Streams
from ..world.columns import UserLog
from ..world.follower_graph import FollowerGraph

MOST_FRIENDS = 40  # of one shared note


class SpreadLaw(NamedTuple):
    """Whom shared notes go to."""

    reach: float  # mean recipients
    here: float  # share of them who are the sender's friends on the platform


def spread_law(react: ReactConfig) -> SpreadLaw:
    """Return the numbers of sharing."""
    return SpreadLaw(react.share_reach, react.share_on_platform)


class Passed(NamedTuple):
    """Notes in friends' hands; M rows, in the order in which inboxes get them."""

    friend: NDArray[np.int64]  # (M,) who receives
    note: NDArray[np.int32]  # (M,) slot
    elsewhere: int  # recipients who are not on the platform


@njit(cache=True)
def choose_friends(
    rows: NDArray[np.int64],  # (S,) whose friends are told
    names: NDArray[np.int64],  # (S,) by whom: keys
    user_key: NDArray[np.int64],  # (N,)
    indptr: NDArray[np.int64],
    friends: NDArray[np.int32],
    law: SpreadLaw,
    key: np.uint64,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw the recipients of each sender's note: the sender's place, and a friend or -1 for somebody elsewhere."""
    sender = np.full(rows.shape[0] * MOST_FRIENDS, -1, np.int64)
    friend, n = np.full(rows.shape[0] * MOST_FRIENDS, -1, np.int64), 0
    for i in range(rows.shape[0]):
        user, name = rows[i], names[i]
        for k in range(poisson(law.reach, uniform(key, name, 0), MOST_FRIENDS)):
            other, least = -1, 2.0
            is_here = uniform(key, name, 1 + k) < law.here
            for e in range(indptr[user], indptr[user + 1] if is_here else indptr[user]):
                u = uniform(key, user_key[friends[e]], name * 64 + k)
                if u < least:
                    other, least = friends[e], u
            sender[n], friend[n] = i, other
            n += 1
    return sender[:n], friend[:n]


def spread(
    users: UserLog, friends: FollowerGraph, note_key: NDArray[np.int64], law: SpreadLaw, streams: Streams, day: int
) -> Passed:
    """Say whom the notes reach that were shared today.

    Parameters
    ----------
    friends : FollowerGraph
        Row u holds the friends of user u.
    note_key : int64 array of shape (C,)
        Identity of each note slot: inboxes are filled in its order.
    """
    rows = np.flatnonzero(users.shared >= 0)
    key = streams.key("friends", day)
    at, friend = choose_friends(rows, users.key[rows], users.key, friends.indptr, friends.followers, law, key)
    is_here = friend >= 0
    sender, friend = rows[at[is_here]], friend[is_here]
    note = users.shared[sender]
    order = np.lexsort((users.key[sender], note_key[note], users.key[friend]))
    return Passed(friend[order], note[order], int(len(is_here) - is_here.sum()))
