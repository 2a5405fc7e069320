"""What a day brought, as those who write it down get it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..phases.convert import Orders
from ..phases.search.day import Found
from ..world.columns import COUNTS, EXPLORE, FOLLOWING, SEARCH
from ..world.content import NoteCounts


class Served(NamedTuple):
    """A day's feed, added up over ticks; ``with_search`` adds what search showed, and ads have fields of their own."""

    notes: NoteCounts  # all of the day
    segments: NDArray[np.int64]  # (2, A, 3)
    sessions: int
    panel: list[NDArray[np.int64]]  # panel events tick by tick, (E, 16) each; the search events of the day last
    reactions: NDArray[np.int32]  # (C, S, 5)
    ads: NDArray[np.int64] = np.zeros((0, len(COUNTS)), np.int64)  # (2, 8) in the feed and on search
    own_ads: int = 0  # impressions of ads that are no creator's note
    surfaces: tuple[int, ...] = (EXPLORE, FOLLOWING, SEARCH)  # in use, in rising order; those of ads aside


class Today(NamedTuple):
    """A day when it is over."""

    day: int
    shown: Served  # on all surfaces
    by_note: NDArray[np.int64]  # (C, 8) the day's counters of each note over all surfaces
    found: Found
    orders: Orders


def with_search(served: Served, found: Found) -> Served:
    """Return what was shown on all surfaces."""
    reactions = _joined(served.reactions, found.reactions)
    return served._replace(
        segments=served.segments + found.segments, panel=[*served.panel, found.panel], reactions=reactions
    )


def _joined(feed: NDArray[np.int32], search: NDArray[np.int32]) -> NDArray[np.int32]:
    """Put search's counters, (C, 1, n), behind the feed's, (C, S, n)."""
    n_notes, n_surfaces, n_counts = feed.shape
    unused = np.zeros((n_notes, SEARCH - n_surfaces, n_counts), feed.dtype)
    return np.concatenate([feed, unused, search], axis=1)
