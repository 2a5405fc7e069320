"""Attribute: which clicks before an order get the credit for it, by four rules.

A *touch* is a click on a note about the brand, or having been in its live room. Touches come from the events of a share
of users (``record.touch_share``), and only their orders are attributed; each stands for ``1 / touch_share`` orders.
Money is in whole fen: what a rule gives to the touches of an order adds up to its value.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..records.terms import ATTRIBUTION_RULES, PAID_CHANNELS
from ..world.ads import PLACEMENTS
from ..world.columns import ADS, NoteLog
from .engagement.panel import CHANNELS as FEED_CHANNELS

CHANNELS = ("creator_notes", "feed_ads", "search_ads", "organic_notes", "brand_words", "live", "none")
CREATOR_NOTES, FEED_ADS, SEARCH_ADS, ORGANIC_NOTES, BRAND_WORDS, LIVE, NONE = range(len(CHANNELS))
PAID = tuple(CHANNELS.index(name) for name in PAID_CHANNELS)
RULES = ATTRIBUTION_RULES
LAST, FIRST, LINEAR, PLATFORM = range(len(RULES))
USER, NOTE, SURFACE, CHANNEL, CLICKED = 0, 3, 5, 6, 7  # columns of a panel event
_BRANDS = 1 << 8  # more than there are
BY_BRAND_WORD = tuple(len(FEED_CHANNELS) + kind for kind in (2, 3))  # a search for the brand, or back to it


class Touches(NamedTuple):
    """Clicks, in the order of time; M rows."""

    user: NDArray[np.int64]
    brand: NDArray[np.int64]
    day: NDArray[np.int64]
    channel: NDArray[np.int64]


class Branded(NamedTuple):
    """Notes by what a click on them says of a brand; K rows."""

    key: NDArray[np.int64]
    brand: NDArray[np.int8]
    is_sponsored: NDArray[np.uint8]


def branded(logs: Iterable[NoteLog]) -> Branded:
    """Return the notes about brands."""
    some = [(log, np.flatnonzero((log.key >= 0) & (log.brand >= 0))) for log in logs]
    return Branded(*(np.concatenate([getattr(log, name)[at] for log, at in some]) for name in Branded._fields))


def no_touches() -> Touches:
    """Return nothing yet."""
    return Touches(*(np.zeros(0, np.int64) for _ in Touches._fields))


def touches_of(panel: list[NDArray[np.int64]], is_kept: NDArray[np.bool_], notes: Branded, day: int) -> Touches:
    """Return a day's clicks on notes about brands.

    Parameters
    ----------
    panel : list of int arrays of shape (E, 16)
        Events in the order of time, user -1 = unused.
    is_kept : bool array of shape (N,)
        Users whose touches count.
    """
    events = np.concatenate([_clicks_of(part, is_kept) for part in panel])
    about = np.argsort(notes.key)
    events = events[np.isin(events[:, NOTE], notes.key[about])]
    slot = about[np.searchsorted(notes.key[about], events[:, NOTE])]
    surface = events[:, SURFACE]
    channel = np.where(np.isin(events[:, CHANNEL], BY_BRAND_WORD), BRAND_WORDS, ORGANIC_NOTES)
    channel = np.where(notes.is_sponsored[slot] > 0, CREATOR_NOTES, channel)
    for place in range(len(PLACEMENTS)):
        channel[surface == ADS + place] = (FEED_ADS, SEARCH_ADS)[place]
    return Touches(events[:, USER], notes.brand[slot].astype(np.int64), np.full(len(slot), day), channel)


def _clicks_of(events: NDArray[np.int64], is_kept: NDArray[np.bool_]) -> NDArray[np.int64]:
    rows = np.flatnonzero((events[:, USER] >= 0) & (events[:, CLICKED] > 0))
    return events[rows[is_kept[events[rows, USER]]]]


def joined(earlier: Touches, later: Touches, since: int) -> Touches:
    """Return touches from day ``since`` on."""
    both = Touches(*(np.concatenate(columns) for columns in zip(earlier, later, strict=True)))
    keep = both.day >= since
    return Touches(*(column[keep] for column in both))


def credit(
    touches: Touches, user: NDArray[np.int64], brand: NDArray[np.int64], fen: NDArray[np.int64], since: int
) -> NDArray[np.int64]:
    """Credit orders to the touches of their buyers: (K, channels, rules), fen.

    Each order's value is given out whole by every rule; what no touch claims goes to the channel ``none``.

    Parameters
    ----------
    user, brand, fen : int arrays of shape (K,)
        Of each order of today.
    since : int
        First day of the window.
    """
    out = np.zeros((len(user), len(CHANNELS), len(RULES)), np.int64)
    of_buyers = np.flatnonzero((touches.day >= since) & np.isin(touches.user, user))
    whose, paths = _path(touches.user[of_buyers], touches.brand[of_buyers]), touches.channel[of_buyers]
    in_time = np.argsort(whose, kind="stable")  # buyer by buyer, each path in the order of time
    whose, paths = whose[in_time], paths[in_time]
    ends = (np.searchsorted(whose, _path(user, brand), side=side) for side in ("left", "right"))
    for k, (start, end) in enumerate(zip(*ends, strict=True)):
        _give(out[k], paths[start:end], int(fen[k]))
    return out


def _path(user: NDArray[np.int64], brand: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return one number for a user and a brand."""
    return user * _BRANDS + brand


def _give(out: NDArray[np.int64], path: NDArray[np.int64], fen: int) -> None:
    """Give one order's value to the channels that led to it; linear's odd fen go to the latest touches."""
    if not len(path):
        out[NONE] = fen
        return
    out[path[-1], LAST] += fen
    out[path[0], FIRST] += fen
    share, rest = divmod(fen, len(path))
    np.add.at(out[:, LINEAR], path, share)
    np.add.at(out[:, LINEAR], path[len(path) - rest :], 1)
    paid = path[np.isin(path, PAID)]
    out[paid[-1] if len(paid) else NONE, PLATFORM] += fen
