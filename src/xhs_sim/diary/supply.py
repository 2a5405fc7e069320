"""The supply side: creators day by day and at the end, and the account that a team plans."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config.schema import Config
from ..kernels.choice import cumulative_shares
from ..records.store import Recorder
from ..rng import Streams
from ..world.columns import LEANING_UNIT, N_TOPICS, SEARCH, VIDEO, VIDEO_FEED
from ..world.population import draw_uniforms
from ..world.world import World
from .platform import acts_of
from .today import Today

AT_ONCE = 100_000  # creators who are written down together: their preferences take 500 bytes each for a moment


def record_creator_days(recorder: Recorder, world: World, today: Today) -> None:
    """Write the day of each creator with a shown or new note."""
    noted = today.notes
    rows = np.flatnonzero((noted.counts[:, 0] > 0) | (noted.day == today.day))
    counts = noted.counts[rows]
    who, creator = np.unique(noted.creator[rows].astype(np.int64), return_inverse=True)

    def total(values: NDArray[np.int64] | NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(creator, weights=values, minlength=len(who)).astype(np.int64)

    recorder.add(
        "creator_daily",
        day=today.day,
        creator=who,
        followers=world.fakes.public(world.creators, who).astype(np.int64),
        notes_published=total(noted.day[rows] == today.day),
        impressions=total(counts[:, 0]),
        older_impressions=total(counts[:, 0] * noted.is_old[rows]),
        clicks=total(counts[:, 1] - noted.watched[rows]),
        reads=total(counts[:, 1]),
        engagements=total(counts[:, 2] + counts[:, 3] + counts[:, 4]),
        follows=total(counts[:, 6]),
    )


class AccountDay(NamedTuple):
    """The day of an account that a team plans."""

    day: int
    owner: str
    brand: int  # -1 = none
    creator: int
    followers: int
    gained: int  # of them today, those who left taken off
    hours: float  # of work


def record_account(recorder: Recorder, world: World, account: AccountDay) -> None:
    """Write the account's day."""
    log, creator = world.content.log, account.creator
    mine = np.flatnonzero((log.key >= 0) & (log.creator == creator))
    counts = world.content.today.of(mine).sum(axis=0, dtype=np.int64)
    old = world.archive.today.of(world.archive.log.creator == creator).sum(axis=0, dtype=np.int64)
    counts[: len(old)] += old
    acts = {name: int(count) for name, count in acts_of(counts.sum(axis=0), counts[VIDEO_FEED, 0]).items()}
    recorder.add(
        "account_daily",
        day=account.day,
        owner=account.owner,
        brand=account.brand,
        creator=creator,
        followers=account.followers,
        notes_published=int((log.day[mine] == account.day).sum()),
        **acts,
        impressions_search=int(counts[SEARCH, 0]),
        older_impressions=int(old[:, 0].sum()),
        unfollows=acts["follows"] - account.gained,
        hours=account.hours,
    )


def record_creators(
    recorder: Recorder, world: World, config: Config, tiers: NDArray[np.int8], streams: Streams
) -> None:
    """Write everybody who publishes or has published, with what they came to prefer."""
    everybody = np.flatnonzero((world.creators.rate > 0) | (world.creators.n_notes > 0))
    for first in range(0, len(everybody), AT_ONCE):
        _record_some(recorder, world, config, everybody[first : first + AT_ONCE], tiers, streams)


def _record_some(
    recorder: Recorder, world: World, config: Config, who: NDArray[np.int64], tiers: NDArray[np.int8], streams: Streams
) -> None:
    creators = world.creators
    shares = cumulative_shares([goal.share for goal in config.creators.learning.goals.values()])
    goal = np.searchsorted(shares, draw_uniforms(world.users.key[who], streams.key("goal"), 0), side="right")
    topic_share, video_share = preferred_shares(creators.leanings[who], creators.topic[who], config)
    recorder.add(
        "creators",
        creator=who,
        followers=world.fakes.public(world.creators, who).astype(np.int64),
        tier=tiers[who],
        n_notes=creators.n_notes[who],
        publishes=creators.rate[who] > 0,
        topic=creators.topic[who],
        true_goal=np.minimum(goal, len(shares) - 1),
        true_zeal=np.exp(creators.zeal[who].astype(np.float64)),
        true_topic_share=topic_share,
        true_video_share=video_share,
    )


def preferred_shares(
    leanings: NDArray[np.int8], topic: NDArray[np.int8], config: Config
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the share of notes on the main topic and of videos that learned preferences lead to: two of (K,)."""
    content = config.content
    pull = np.exp(leanings.astype(np.float64) / LEANING_UNIT)
    popularity = np.array(content.popularity) / np.sum(content.popularity)
    own = content.topic_focus * pull[np.arange(len(leanings)), topic]
    rest = (1.0 - content.topic_focus) * (pull[:, :N_TOPICS][:, : len(popularity)] * popularity)
    on_topic = (own + rest[np.arange(len(leanings)), topic]) / (own + rest.sum(axis=1))
    odds = content.video_share * pull[:, VIDEO]
    return on_topic, odds / (odds + 1.0 - content.video_share)
