"""Fake: what is bought of bots, and what a sweep finds of them.

A buyer with f people has ``f times exp(log_sd z)`` bots more. For a note it buys ``likes_per_follower F
exp(s z - s^2/2)`` likes, F its public number of followers, in equal parts over some mornings. Whoever buys likes has
bought followers, if fewer buy likes: both are decided by one draw.

A sweep closes each bot with probability ``recall``, so it finds a binomial share of everything that bots did; and takes
people for bots with probability ``false_share``, who are people still, and read, but are not counted.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config.schema import BoughtActsConfig, BoughtFollowersConfig
from ..world.columns import COUNTS, EXPECTED_UNIT, EXPLORE, PROFILE

WAYS = (EXPLORE, PROFILE)  # by which bots come to a note: as readers of the feed do, or by a link
MOST_BOTS = 500_000_000  # of a creator
LIKES, COMMENTS = 0, 1
_IMPRESSIONS, _READS, _LIKES, _COMMENTS, _EXPECTED = (
    COUNTS.index(name) for name in ("impressions", "reads", "likes", "comments", "expected_clicks")
)


def first_bots(
    people: NDArray[np.int32], lots: NDArray[np.float64], normals: NDArray[np.float32], plan: BoughtFollowersConfig
) -> NDArray[np.int32]:
    """Return how many bots follow each creator on day 0: (N,)."""
    buys = (lots < plan.share) & (people >= plan.from_followers)
    bots = people * plan.times * np.exp(plan.log_sd * normals.astype(np.float64))
    return np.where(buys, np.minimum(np.rint(bots), MOST_BOTS), 0).astype(np.int32)


def ordered_likes(
    public: NDArray[np.float64], normals: NDArray[np.float32], plan: BoughtActsConfig
) -> NDArray[np.float64]:
    """Return how many likes are bought for each note in all; (M,)."""
    spread = np.exp(plan.log_sd * normals.astype(np.float64) - 0.5 * plan.log_sd**2)
    return np.minimum(plan.likes_per_follower * public * spread, MOST_BOTS)


def part_of_day(total: NDArray[np.float64], age: NDArray[np.int64], days: int) -> NDArray[np.int64]:
    """Return what comes in of some amounts at an age of so many days: whole, and as much in the end as is due."""
    return np.floor(total * (age + 1) / days + 0.5).astype(np.int64) - np.floor(total * age / days + 0.5).astype(
        np.int64
    )


def by_ways(likes: NDArray[np.int64], plan: BoughtActsConfig) -> NDArray[np.int64]:
    """Return likes and comments by the way in which bots come: (M, ways, 2)."""
    in_feed = np.floor(likes * plan.in_feed_share + 0.5).astype(np.int64)
    by_way = np.stack([in_feed, likes - in_feed], axis=1)
    return np.stack([by_way, np.floor(by_way * plan.comments_per_like + 0.5).astype(np.int64)], axis=2)


class Cells(NamedTuple):
    """What bots did, as counters: cells of a note and a surface, K of them."""

    note: NDArray[np.int64]  # (K,) place among the notes
    surface: NDArray[np.int64]  # (K,)
    counts: NDArray[np.int32]  # (K, 8)


def counted(acts: NDArray[np.int64], click_rate: float) -> Cells:
    """Return acts of bots as what the platform counts: each was shown the note, opened and liked it, some commented.

    Parameters
    ----------
    acts : int array of shape (M, ways, 2)
        Likes and comments; below 0, of what is taken away.
    click_rate : float
        At which readers of the feed are expected to open a note: what the platform expects of a bot in the feed.
    """
    note, way = np.nonzero(acts[:, :, LIKES])
    likes, comments = acts[note, way].T
    counts = np.zeros((len(note), len(COUNTS)), np.int32)
    for column in (_IMPRESSIONS, _READS, _LIKES):
        counts[:, column] = likes
    counts[:, _COMMENTS] = comments
    in_feed = np.array(WAYS)[way] == EXPLORE
    counts[:, _EXPECTED] = np.where(in_feed, np.rint(likes * click_rate * EXPECTED_UNIT), 0)
    return Cells(note, np.array(WAYS)[way], counts)


def found_acts(acts: NDArray[np.int64], found: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what goes of acts, (M, ways, 2), when so many of the bots that liked, (M, ways), are found."""
    comments = acts[:, :, COMMENTS] * found // np.maximum(acts[:, :, LIKES], 1)
    return np.stack([found, comments], axis=2)
