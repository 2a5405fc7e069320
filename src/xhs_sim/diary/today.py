"""What a day brought, as those who write it down get it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..phases.convert import Orders
from ..phases.search.day import Found
from ..world.columns import COUNTS, EXPLORE, FOLLOWING, SEARCH, VIDEO_FEED
from ..world.content import NoteCounts
from ..world.world import World

READS = COUNTS.index("reads")


class Served(NamedTuple):
    """A day's feed, added up over ticks; ``with_search`` adds what search showed, and ads have fields of their own."""

    notes: NoteCounts  # all of the day
    segments: NDArray[np.int64]  # (2, A, 3)
    sessions: int
    requests: int
    panel: list[NDArray[np.int64]]  # panel events tick by tick, (E, 16) each, in the order of time
    reactions: NDArray[np.int32]  # (C, S, 5)
    ads: NDArray[np.int64] = np.zeros((0, len(COUNTS)), np.int64)  # (2, 8) in the feed and on search
    own_ads: int = 0  # impressions of ads that are no creator's note
    surfaces: tuple[int, ...] = (EXPLORE, FOLLOWING, SEARCH)  # in use, in rising order; those of ads aside
    old: NDArray[np.int64] = np.zeros(len(COUNTS), np.int64)  # (8,) of notes that only search still finds


class Today(NamedTuple):
    """A day when it is over."""

    day: int
    shown: Served  # on all surfaces
    by_note: NDArray[np.int64]  # (C, 8) the day's counters of each note over all surfaces
    found: Found
    orders: Orders


class NoteDays(NamedTuple):
    """What notes did today: M that are in the feed, then those of the archive that anybody saw."""

    key: NDArray[np.int64]
    creator: NDArray[np.int32]
    day: NDArray[np.int16]  # published
    topic: NDArray[np.int8]
    is_sponsored: NDArray[np.uint8]
    brand: NDArray[np.int8]
    counts: NDArray[np.int64]  # (M, 8) over all surfaces
    watched: NDArray[np.int64]  # reads in the video feed, which nobody clicked for
    search_clicks: NDArray[np.int64]
    is_old: NDArray[np.bool_]  # of the archive


def note_days(world: World, today: Today) -> NoteDays:
    """Return what notes did today, all that the feed holds and all others that were shown."""
    log, archive = world.content.log, world.archive
    alive, seen = np.flatnonzero(log.key >= 0), np.flatnonzero(archive.today[:, 0])
    about = {
        name: np.concatenate([getattr(log, name)[alive], getattr(archive.log, name)[seen]])
        for name in NoteDays._fields[:6]
    }
    counts = np.concatenate([today.by_note[alive], archive.today[seen]])
    today_of = world.content.today.of(alive).astype(np.int64)
    is_old = np.arange(len(counts)) >= len(alive)
    on_search = np.concatenate([today_of[:, SEARCH, READS], counts[len(alive) :, READS]])
    watched = np.concatenate([today_of[:, VIDEO_FEED, 0], np.zeros(len(seen), np.int64)])
    return NoteDays(**about, counts=counts, watched=watched, search_clicks=on_search, is_old=is_old)


def with_search(served: Served, found: Found) -> Served:
    """Return what was shown on all surfaces."""
    reactions = _joined(served.reactions, found.reactions)
    panel = [
        np.concatenate([before, feed, after]) for feed, (before, after) in zip(served.panel, found.panel, strict=True)
    ]
    return served._replace(segments=served.segments + found.segments, panel=panel, reactions=reactions, old=found.old)


def _joined(feed: NDArray[np.int32], search: NDArray[np.int32]) -> NDArray[np.int32]:
    """Put search's counters, (C, 1, n), behind the feed's, (C, S, n)."""
    n_notes, n_surfaces, n_counts = feed.shape
    unused = np.zeros((n_notes, SEARCH - n_surfaces, n_counts), feed.dtype)
    return np.concatenate([feed, unused, search], axis=1)
