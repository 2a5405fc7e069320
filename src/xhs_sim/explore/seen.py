"""What a page tells of a market after a day, taken out of it at once: the market may go on while it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .days import NOTHING, Day
from .feed import Reader, Slot, feeds_of, last_day, readers_of
from .follows import Part, choose_authors, part_of
from .ladder import RUNGS, Moves, Path, choose_paths, moves
from .market import Pair, Place, Plan, SmallMarket


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A market under one plan, in numbers."""

    plan: Plan
    days: tuple[Day, ...]
    counts: tuple[int, ...]  # notes by rung
    moves: Moves | None  # of the last day; None before there are two
    paths: tuple[Path, ...]
    followers: Mapping[int, int]  # of the authors of those notes
    readers: Mapping[int, Reader]
    feeds: Mapping[int, tuple[Slot, ...]]
    part: Part
    topics: tuple[str, ...]

    @property
    def last(self) -> Day:
        """The last day that is over; zeros before the first."""
        return self.days[-1] if self.days else NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """The two plans after the same days."""

    place: Place
    day: int  # days that have passed
    sides: tuple[Seen, Seen]

    @property
    def people(self) -> int:
        """Of the market."""
        return self.place.n_users * self.place.weight

    @property
    def is_one_plan(self) -> bool:
        """Whether both sides do the same."""
        return self.sides[0].plan == self.sides[1].plan


def see(market: SmallMarket, authors: Sequence[int]) -> Seen:
    """Return what is told of a market now; ``authors`` are those of the follower graph."""
    panel = last_day(market)
    paths = choose_paths(market.standings)
    creators = market.world.creators.followers
    last = market.standings[-1] if market.standings else None
    return Seen(
        plan=market.plan,
        days=tuple(market.days),
        counts=last.counts if last else (0,) * len(RUNGS),
        moves=moves(*market.standings[-2:]) if len(market.standings) > 1 else None,
        paths=paths,
        followers={path.creator: int(creators[path.creator]) for path in paths},
        readers=readers_of(market, panel),
        feeds=feeds_of(market, panel),
        part=part_of(market.first_graph, market.world.graph, authors, market.world.creators.topic),
        topics=tuple(market.config.content.topics),
    )


def see_both(pair: Pair) -> Both:
    """Return what is told of both plans now."""
    one, other = pair.markets
    now = (one.world.graph, other.world.graph)
    authors = choose_authors(one.first_graph, now, pair.place.n_users)
    return Both(place=pair.place, day=pair.day, sides=(see(one, authors), see(other, authors)))
