"""The supply side: what is in the air and what was published on it, and creators at the end."""

import numpy as np
from numpy.typing import NDArray

from ..config.schema import Config
from ..kernels.choice import cumulative_shares
from ..records.store import Recorder
from ..rng import Streams
from ..world.calendar import Season
from ..world.columns import LEANING_UNIT, N_TOPICS, TIERS, VIDEO
from ..world.population import draw_uniforms
from ..world.world import World
from .platform import words


def record_topics(
    recorder: Recorder, world: World, by_note: NDArray[np.int64], season: Season, config: Config, day: int
) -> None:
    """Write each topic's day: its popularity, the event that lifts it, what was published, shown and opened.

    ``by_note`` holds the day's counters of each note: (C, 8).
    """
    log, topics = world.content.log, config.content.topics
    alive = np.flatnonzero(log.key >= 0)
    counts = by_note[alive]

    def total(values: NDArray[np.int64] | NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(log.topic[alive], weights=values, minlength=len(topics)).astype(np.int64)

    popularity = np.array(config.content.popularity) * np.exp(season.on(day))
    recorder.add(
        "topic_daily",
        {
            "day": np.full(len(topics), day),
            "topic": list(topics),
            "popularity": popularity,
            "event": words(season.events_on(day), list(config.calendar.events)),
            "notes_published": total(log.day[alive] == day),
            "impressions": total(counts[:, 0]),
            "clicks": total(counts[:, 1]),
        },
    )


def record_creators(
    recorder: Recorder, world: World, config: Config, tiers: NDArray[np.int8], streams: Streams
) -> None:
    """Write everybody who publishes or has published, with what they came to prefer."""
    creators, total = world.creators, world.total_followers()
    who = np.flatnonzero((creators.rate > 0) | (creators.n_notes > 0))
    goals = config.creators.learning.goals
    shares = cumulative_shares([goal.share for goal in goals.values()])
    goal = np.searchsorted(shares, draw_uniforms(world.users.key[who], streams.key("goal"), 0), side="right")
    topic_share, video_share = preferred_shares(creators.leanings[who], creators.topic[who], config)
    recorder.add(
        "creators",
        {
            "creator": who,
            "followers": total[who].astype(np.int64),
            "followers_inside": world.graph.n_followers()[who],
            "tier": words(tiers[who], TIERS),
            "n_notes": creators.n_notes[who],
            "publishes": creators.rate[who] > 0,
            "topic": words(creators.topic[who], list(config.content.topics)),
            "true_goal": words(np.minimum(goal, len(goals) - 1), list(goals)),
            "true_zeal": np.exp(creators.zeal[who].astype(np.float64)),
            "true_topic_share": topic_share,
            "true_video_share": video_share,
        },
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
