"""The ladder of staged distribution: how many notes stand on each rung, and the way of some of them.

A rung is a pool of the feed. New notes are *fresh* while their guarantee lasts, then *main*, or above it *rising* or
*hot* if readers made more of them than was expected; past their time they are on
no rung, and the feed shows them no more.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..phases.serve.law import POOLS
from ..phases.serve.momentum import momentum_of
from ..phases.serve.pools import Authors, sort_notes
from ..phases.serve.score import signals_of
from ..phases.serve.standing import recommended

if TYPE_CHECKING:
    from ..model import PlatformModel

RUNGS: Final = ("fresh", "main", "rising", "hot")  # from below
OUT: Final = -1  # on no rung
_RUNG_OF_POOL: Final = np.array([*(RUNGS.index(pool) for pool in POOLS), OUT], np.int8)  # pool -1 is the last


class About(NamedTuple):
    """Notes that were published since day 0 and stand on a rung; K rows, by key."""

    key: NDArray[np.int64]
    rung: NDArray[np.int8]
    published: NDArray[np.int16]
    creator: NDArray[np.int32]
    topic: NDArray[np.int8]
    is_video: NDArray[np.uint8]
    is_sponsored: NDArray[np.uint8]


class Standing(NamedTuple):
    """Where notes stand when a day is over."""

    day: int  # that is over
    counts: tuple[int, ...]  # of all notes, those from before day 0 among them, by rung
    notes: About


class Moves(NamedTuple):
    """What became of notes from one day to the next."""

    new: int  # published since
    promoted: int  # went up, to rising or to hot
    lowered: int  # went down from there
    settled: int  # their guarantee ended without a promotion
    left: int  # are shown no more


class Path(NamedTuple):
    """A note's way: where it stood in the evening, each time that was another rung; ``OUT`` among them."""

    key: int
    published: int  # day; it begins on the lowest rung
    creator: int
    topic: int
    is_video: bool
    is_sponsored: bool
    steps: tuple[tuple[int, int], ...]  # day at whose end it stood there first, rung
    last: int  # day up to which its way is known

    @property
    def until(self) -> int:
        """The last day that is told: on which it came off the ladder, or else the last of all."""
        return self.steps[-1][0] if self.steps[-1][1] == OUT else self.last

    @property
    def top(self) -> int:
        """The highest rung."""
        return max(rung for _, rung in self.steps)


def stand(model: "PlatformModel") -> Standing:
    """Return where the notes of a model stand in the morning after its last finished day; it changes nothing."""
    world, config = model.world, model.config
    log, ticks = world.content.log, config.feed.ticks
    followers = world.followers_of(log.creator)
    signals = signals_of(log, world.content.counts, config.feed.ladder, followers, (model.day, 0, ticks))
    authors = Authors(None, momentum_of(log, config.feed.ladder))
    if world.safety is not None:
        signals, authors = recommended(signals, authors, world.safety.measures(log, model.day), config.rules.demotion)
    pool = sort_notes(signals, model.streams.key("lifetime"), authors.momentum)
    rung = _RUNG_OF_POOL[pool]
    counts = tuple(int(n) for n in np.bincount(rung[rung >= 0], minlength=len(RUNGS)))
    told = np.flatnonzero((rung >= 0) & (log.day >= 0))
    told = told[np.argsort(log.key[told], kind="stable")]
    columns: tuple[Any, ...] = (log.key, rung, log.day, log.creator, log.topic, log.is_video, log.is_sponsored)
    return Standing(model.day - 1, counts, About(*(column[told].copy() for column in columns)))


def moves(before: Standing, after: Standing) -> Moves:
    """Return how notes moved between two days."""
    old, new = before.notes, after.notes
    stayed, was, now = np.intersect1d(old.key, new.key, assume_unique=True, return_indices=True)
    from_, to = old.rung[was], new.rung[now]
    main = RUNGS.index("main")
    up = (to > main) & (to > from_)
    return Moves(
        new=len(new.key) - len(stayed),
        promoted=int(up.sum()),
        lowered=int(((from_ > main) & (to < from_)).sum()),
        settled=int(((from_ < main) & (to == main)).sum()),
        left=len(old.key) - len(stayed),
    )


def path_of(key: int, standings: Sequence[Standing]) -> Path:
    """Return the way of a note that stood on a rung on at least one of some days."""
    steps: list[tuple[int, int]] = []
    about: tuple[int, ...] = ()
    for standing in standings:
        notes = standing.notes
        at = int(np.searchsorted(notes.key, key))
        is_there = at < len(notes.key) and int(notes.key[at]) == key
        if is_there:
            about = tuple(int(column[at]) for column in notes[2:])
        elif not about:
            continue  # not yet published
        rung = int(notes.rung[at]) if is_there else OUT
        if not steps or steps[-1][1] != rung:
            steps.append((standing.day, rung))
    published, creator, topic, is_video, is_sponsored = about
    return Path(
        int(key), published, creator, topic, bool(is_video), bool(is_sponsored), tuple(steps), standings[-1].day
    )


def choose_paths(standings: Sequence[Standing], n: int = 5) -> tuple[Path, ...]:
    """Return the ways of a few notes: two of campaigns, and others, each time those that came highest.

    Of those that came equally high, those are taken that moved most often, then those of the lowest keys; one that
    fell from a high rung or out of the feed is always among them, if there is one.
    """
    if not standings:
        return ()
    keys = np.concatenate([standing.notes.key for standing in standings])
    rungs = np.concatenate([standing.notes.rung for standing in standings])
    paid = np.concatenate([standing.notes.is_sponsored for standing in standings])
    each, where, days = np.unique(keys, return_inverse=True, return_counts=True)
    top = np.full(len(each), OUT, np.int8)
    np.maximum.at(top, where, rungs)
    is_paid = np.zeros(len(each), np.bool_)
    is_paid[where[paid > 0]] = True
    # Long on the ladder first: a way of several days is worth a picture.
    order = np.lexsort((each, -days, -top))
    ways = [path_of(int(each[at]), standings) for at in _some(order, is_paid, n)]
    ways = sorted(ways, key=lambda way: (-way.top, -len(way.steps), way.key))
    organic = [way for way in ways if not way.is_sponsored]
    campaign = [way for way in ways if way.is_sponsored][:2]
    fallen = [way for way in organic if _fell(way)][:1]
    others = [way for way in organic if way not in fallen]
    return tuple([*campaign, *fallen, *others][:n])


def _some(order: NDArray[np.intp], is_paid: NDArray[np.bool_], n: int) -> list[int]:
    """Return enough candidates of either kind to choose from."""
    return [*order[is_paid[order]][: 8 * n].tolist(), *order[~is_paid[order]][: 8 * n].tolist()]


def _fell(way: Path) -> bool:
    rungs = [rung for _, rung in way.steps]
    return way.top > RUNGS.index("main") and rungs[-1] < way.top
