"""Ladder: what happens to creators and brands who are charged again and again.

A *charge* is a strike of a creator or some points of a brand, and counts for ``memory_days``. Where the sum first
reaches a rung the penalty of that rung begins; every charge at or above the last rung brings that one anew. What stands
against somebody is nothing but the list of charges: one that is taken back leaves what there would be without it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ...config.schema import BrandLadderConfig, CreatorLadderConfig

MEASURES = ("notice", "limit_recent", "limit", "mute", "ban")
NOTICE, RECENT, LIMIT, MUTE, BAN = MEASURES
SIDES = ("note", "creator", "brand")  # against whom


class Charge(NamedTuple):
    """What somebody did, and what it weighs."""

    day: int
    weight: int  # strikes, or points
    cause: int  # key of the note


class Rung(NamedTuple):
    """A rung of a ladder."""

    at: int  # sum of charges from which on
    measure: str
    days: int
    past_days: int = 0  # notes so many days old are meant too, where it is not all


class Ladder(NamedTuple):
    """Rungs, the lowest first, and how long charges count."""

    rungs: tuple[Rung, ...]
    memory_days: int
    check_days: int = 0  # after the last rung's days, until one is let in again


class Penalty(NamedTuple):
    """A rung that was reached."""

    rung: Rung
    first_day: int
    end_day: int  # the first day without it
    total: int  # of charges, when it began

    def runs(self, day: int) -> bool:
        """Whether it holds on a day."""
        return self.first_day <= day < self.end_day


def creators_ladder(config: CreatorLadderConfig) -> Ladder:
    """Return the creators' ladder, in strikes."""
    return Ladder(tuple(Rung(rung.at, rung.measure, rung.days) for rung in config.rungs), config.memory_days)


def brands_ladder(config: BrandLadderConfig) -> Ladder:
    """Return the brands' ladder, in points."""
    rungs = tuple(Rung(rung.at, rung.measure, rung.days, rung.past_days) for rung in config.rungs)
    return Ladder(rungs, config.memory_days, config.rectification_days)


def total_on(day: int, charges: Sequence[Charge], ladder: Ladder) -> int:
    """Return what charges sum up to on a day."""
    return sum(charge.weight for charge in charges if charge.day <= day < charge.day + ladder.memory_days)


def penalties_of(charges: Sequence[Charge], ladder: Ladder) -> list[Penalty]:
    """Return all penalties that charges, in the order of their days, brought or would have brought."""
    found = []
    for n, charge in enumerate(charges):
        before = total_on(charge.day, charges[:n], ladder)
        total = before + charge.weight
        reached = [rung for rung in ladder.rungs if rung.at <= total]
        if reached and charge.weight > 0 and (before < reached[-1].at or reached[-1] == ladder.rungs[-1]):
            rung = reached[-1]
            more = ladder.check_days if rung.measure == BAN else 0
            found.append(Penalty(rung, charge.day, charge.day + rung.days + more, total))
    return found


def without(charges: Sequence[Charge], cause: int) -> list[Charge]:
    """Return charges less those for a note, whose measure was taken back."""
    return [charge for charge in charges if charge.cause != cause]


def holds(measure: str, day: int, penalties: Sequence[Penalty]) -> bool:
    """Whether a measure is in force on a day."""
    return any(penalty.rung.measure == measure and penalty.runs(day) for penalty in penalties)


def last_day(measure: str, day: int, penalties: Sequence[Penalty]) -> int | None:
    """Return the last day on which a measure that is in force on a day will be; None: it is not."""
    ends = [each.end_day for each in penalties if each.rung.measure == measure and each.runs(day)]
    return max(ends) - 1 if ends else None


def first_note_day(penalties: Sequence[Penalty], day: int) -> int | None:
    """Return the first day whose notes the limits on recent ones mean that are in force on a day; None: no limit is."""
    days = [
        each.first_day - each.rung.past_days for each in penalties if each.rung.measure == RECENT and each.runs(day)
    ]
    return min(days, default=None)


def is_held_back(published_day: int, day: int, penalties: Sequence[Penalty], *, on_brand_search: bool) -> bool:
    """Whether a brand's note gets no organic impressions on a day.

    Ads that show it are no organic impressions; they stop with the ban.
    """
    for penalty in penalties:
        if not penalty.runs(day):
            continue
        measure = penalty.rung.measure
        if measure == BAN or (measure == LIMIT and not on_brand_search):
            return True
        if measure == RECENT and published_day >= penalty.first_day - penalty.rung.past_days:
            return True
    return False
