"""What is fake, day by day and at the end: known to who made the world, and to nobody in it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..records.store import Recorder
from ..world.world import World


class BotDay(NamedTuple):
    """Bots on a day."""

    day: int
    bought_followers: int  # among followers, in the evening
    rebought_followers: int
    swept_followers: int
    hidden_followers: int
    bought_likes: int
    bought_comments: int
    swept_likes: int
    delisted_creators: int


def record_bots(recorder: Recorder, bots: BotDay) -> None:
    """Write a day of bots."""
    recorder.add("fakes_daily", **bots._asdict())


def record_fake_followers(recorder: Recorder, world: World, first: NDArray[np.int32]) -> None:
    """Write who bought followers.

    Parameters
    ----------
    first : int array of shape (N,)
        Bots on day 0.
    """
    who = np.flatnonzero(first)
    recorder.add(
        "fake_followers",
        creator=who,
        followers=world.fakes.public(world.creators, who).astype(np.int64),
        true_followers=world.creators.followers[who],
        bought_first=first[who],
        bought_followers=world.fakes.bots[who],
        hidden_followers=world.fakes.hidden[who],
    )
