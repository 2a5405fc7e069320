"""What a day brought, as those who write it down get it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..phases.convert import Orders
from ..phases.search.day import Found
from ..world.columns import ADS, COUNTS, EXPLORE, FOLLOWING, REACTIONS, SEARCH, VIDEO_FEED
from ..world.note_counts import NoteCounts, in_cells
from ..world.world import World

READS = COUNTS.index("reads")


class Served(NamedTuple):
    """A day's feed, added up over ticks; ``with_search`` adds what search showed, and ads have fields of their own."""

    notes: NoteCounts  # all of the day
    segments: NDArray[np.int64]  # (2, A, 3)
    sessions: int
    requests: int
    panel: list[NDArray[np.int64]]  # panel events tick by tick, (E, 16) each, in the order of time
    reactions: NoteCounts  # rare acts
    old_reactions: NoteCounts  # those on notes of the archive
    ads: NDArray[np.int64] = np.zeros((0, len(COUNTS)), np.int64)  # (2, 8) in the feed and on search
    own_ads: int = 0  # impressions of ads that are no creator's note
    surfaces: tuple[int, ...] = (EXPLORE, FOLLOWING, SEARCH)  # in use, in rising order; those of ads aside
    old: NDArray[np.int64] = np.zeros((ADS, len(COUNTS)), np.int64)  # (6, 8) of notes past the feed's window


class NoteDays(NamedTuple):
    """What notes did today: M of the feed that are new or were shown, then those of the archive that anybody saw."""

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


class Today(NamedTuple):
    """A day when it is over."""

    day: int
    shown: Served  # on all surfaces
    notes: NoteDays
    found: Found
    orders: Orders


def note_days(world: World, shown: NoteCounts, day: int) -> NoteDays:
    """Return what notes did on a day; ``shown`` are the counters of those in the feed."""
    log, archive = world.content.log, world.archive
    is_told = (log.key >= 0) & (log.day == day)
    is_told[shown.slots] = True
    feed, seen = np.flatnonzero(is_told), archive.today.slots
    old = archive.today.of(seen)
    about = {
        name: np.concatenate([getattr(log, name)[feed], getattr(archive.log, name)[seen]])
        for name in NoteDays._fields[:6]
    }
    counts = np.concatenate([shown.over_surfaces(feed), old.sum(axis=1, dtype=np.int64)])
    is_old = np.arange(len(counts)) >= len(feed)
    on_search = np.concatenate([shown.of(feed, SEARCH)[:, READS], old[:, SEARCH, READS]])
    watched = np.concatenate([shown.of(feed, VIDEO_FEED)[:, 0], old[:, VIDEO_FEED, 0]])
    return NoteDays(**about, counts=counts, watched=watched, search_clicks=on_search, is_old=is_old)


def with_search(served: Served, found: Found) -> Served:
    """Return what was shown on all surfaces."""
    panel = [
        np.concatenate([before, feed, after]) for feed, (before, after) in zip(served.panel, found.panel, strict=True)
    ]
    segments, reactions = served.segments + found.segments, _joined(served.reactions, found.reactions)
    older = _joined(served.old_reactions, found.old_reactions)
    return served._replace(segments=segments, panel=panel, reactions=reactions, old_reactions=older, old=found.old)


def _joined(feed: NoteCounts, search: NoteCounts) -> NoteCounts:
    """Return the feed's rare acts with those on search, which is the last surface."""
    both = NoteCounts(feed.n_slots, SEARCH + 1, len(REACTIONS))
    for counts, first in ((feed, 0), (search, SEARCH)):
        both.add(*in_cells(counts.slots, counts.of(counts.slots), first))
    return both
