"""The feed of one reader: which note stood where on a day, by whom, and what put it there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..strategies.kol.marketplace import tiers_of
from ..world.columns import FORMATS, GENDERS, N_TOPICS, ORGANIC, TIERS

if TYPE_CHECKING:
    from ..model import PlatformModel

SHOWN: Final = 12  # slots that a page shows


class Slot(NamedTuple):
    """A place of a feed."""

    place: int  # from 1, over the whole day
    topic: str
    format: str
    tier: str  # of the author
    followers: int  # of the author
    why: str  # the channel that found the note; see diary.words
    is_paid: bool  # somebody paid for the note, or for its place
    is_opened: bool
    is_liked: bool


class Reader(NamedTuple):
    """Whose feed it is."""

    row: int
    gender: str
    age_band: str
    likes: tuple[str, ...]  # the two topics that they like most, which the platform must guess
    n_followees: int
    n_shown: int  # notes shown on the day


def readers_of(model: "PlatformModel", panel: pl.DataFrame) -> dict[int, Reader]:
    """Return those of the panel who were shown anything, by row."""
    world, config = model.world, model.config
    topics, ages = list(config.content.topics), list(config.population.age_bands)
    found = {}
    for row, n in panel.group_by("user").len().sort("user").iter_rows():
        taste = world.truth.taste[row, : min(len(topics), N_TOPICS)]
        likes = tuple(topics[at] for at in np.argsort(-taste, kind="stable")[:2])
        gender, age = GENDERS[world.users.gender[row]], ages[world.users.age_band[row]]
        found[int(row)] = Reader(int(row), gender, age, likes, int(world.users.n_followees[row]), int(n))
    return found


def last_day(model: "PlatformModel") -> pl.DataFrame:
    """Return what the panel was shown on the last finished day, in the order shown."""
    return model.recorder.frame("panel").filter(pl.col("day") == model.day - 1)


def feeds_of(model: "PlatformModel", panel: pl.DataFrame) -> dict[int, tuple[Slot, ...]]:
    """Return the day's feed of each of the panel, by row; a note that is gone by evening keeps its place.

    Parameters
    ----------
    panel : frame
        Of one day; a row an impression, in the order shown.
    """
    log = model.world.content.notes.all[1]
    found = _places(log.key, panel["note"].to_numpy().astype(np.int64))
    topics = list(model.config.content.topics)
    followers = model.world.creators.followers
    tier = tiers_of(followers.astype(np.float64), model.config.graph.tiers)
    feeds: dict[int, list[Slot]] = {}
    for at, row in zip(found, panel.iter_rows(named=True), strict=True):
        own = feeds.setdefault(int(row["user"]), [])
        creator = row["creator"]
        own.append(Slot(
            place=len(own) + 1,
            topic=topics[int(log.topic[at])] if at >= 0 else "",
            format=FORMATS[int(log.is_video[at])] if at >= 0 else "",
            tier=TIERS[int(tier[creator])] if creator is not None else "",
            followers=int(followers[creator]) if creator is not None else 0,
            why=str(row["channel"]),
            is_paid=str(row["channel"]).endswith("_ad") or (at >= 0 and int(log.is_sponsored[at]) != ORGANIC),
            is_opened=bool(row["clicked"]),
            is_liked=bool(row["liked"]),
        ))  # fmt: skip
    return {user: tuple(slots) for user, slots in feeds.items()}


def reasons(*feeds: tuple[Slot, ...]) -> dict[str, int]:
    """Return how many places each channel has in some feeds, the most first."""
    counts: dict[str, int] = {}
    for slot in (slot for feed in feeds for slot in feed):
        counts[slot.why] = counts.get(slot.why, 0) + 1
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def most_telling(feeds: Mapping[int, tuple[Slot, ...]]) -> int | None:
    """Return the reader whose first notes came by the most channels, of those the lowest row; None if there is none."""
    return min(feeds, key=lambda row: (-len(reasons(feeds[row][:SHOWN])), row), default=None)


def _places(keys: NDArray[np.int64], wanted: NDArray[np.int64]) -> list[int]:
    """Return where each wanted key lies, -1 = nowhere."""
    order = np.argsort(keys, kind="stable")
    at = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    return [int(order[place]) if keys[order[place]] == key else -1 for place, key in zip(at, wanted, strict=True)]
