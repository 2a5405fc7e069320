"""Days as dates: what day of the week day 9 is, and which festivals fall into the run.

A run counts its days from 0; ``calendar.start`` says which date that is. Where a run's settings hold no
calendar (they are older), days keep their numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from ..config.event_days import first_days
from .words import Words


class Festival(NamedTuple):
    """A festival, or a campaign of the whole platform, that falls into the run; days of the run."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The date of day 0, and the events that the calendar plans."""

    start: date
    events: Mapping[str, Mapping[str, Any]]

    def date_of(self, day: int) -> date:
        """Return the date of a day."""
        return self.start + timedelta(days=day)

    def festivals(self, n_days: int, language: str) -> list[Festival]:
        """Return what falls into the first ``n_days`` days, by its first day, cut to them."""
        found = []
        for event in self.events.values():
            for first in first_days(event["first"], self.start, n_days):
                last = first + int(event["n_days"]) - 1
                if last >= 0 and first < n_days:
                    found.append(Festival(str(event[language]), max(first, 0), min(last, n_days - 1)))
        return sorted(found, key=lambda each: (each.first, each.last))


def calendar_of(config: Mapping[str, Any]) -> Calendar | None:
    """Return the calendar of a run's plain settings; None where they hold none."""
    part = config.get("calendar")
    return Calendar(date.fromisoformat(str(part["start"])), part.get("events") or {}) if part else None


def say_day(day: int, calendar: Calendar | None, words: Words) -> str:
    """Return a day as it is said: ``Fri 6 June``, ``6月6日 周五``; without a calendar ``day 9``."""
    if calendar is None:
        return words.say("day_number", day=day)
    return words.say(
        "date_long", weekday=say_weekday(calendar.date_of(day).weekday(), words), **_parts(day, calendar, words)
    )


def say_date(day: int, calendar: Calendar | None, words: Words) -> str:
    """Return a day without its weekday, as on an axis: ``6 June``; without a calendar its number."""
    return str(day) if calendar is None else words.say("date_short", **_parts(day, calendar, words))


def say_days(first: int, last: int, calendar: Calendar | None, words: Words) -> str:
    """Return a span of days: ``6–12 June``, ``30 May – 2 June``; of a single day as ``say_day``."""
    if first == last:
        return say_day(first, calendar, words)
    if calendar is None:
        return words.say("day_numbers", first=first, last=last)
    one, other = calendar.date_of(first), calendar.date_of(last)
    key = "date_span_month" if (one.year, one.month) == (other.year, other.month) else "date_span"
    said = {"first": say_date(first, calendar, words), "last": say_date(last, calendar, words)}
    return words.say(key, **said, first_day=one.day, last_day=other.day, month=_month(one, words))


def say_weekday(weekday: int, words: Words) -> str:
    """Return a weekday's short name; 0 is Monday."""
    return words.table["weekday"][f"weekday_{weekday}"]


def say_year(calendar: Calendar, n_days: int) -> str:
    """Return the year of a run, or its years: ``2025–26``."""
    first, last = calendar.date_of(0).year, calendar.date_of(max(n_days - 1, 0)).year
    return str(first) if first == last else f"{first}–{last % 100:02d}"


def tick_days(calendar: Calendar | None, first: int, n_days: int, most: int) -> list[int]:
    """Return which of ``n_days`` days an axis names, at most so many: Mondays where weeks fit, else every few days."""
    step = next(step for step in (1, 2, 3, 7, 14, 28, 56, 84, 168, 364, 3650) if -(-n_days // step) <= most)
    weekday = calendar.date_of(first).weekday() if calendar and step >= 7 else 0
    return list(range(first + -weekday % 7, first + n_days, step)) or [first]


def _parts(day: int, calendar: Calendar, words: Words) -> dict[str, object]:
    when = calendar.date_of(day)
    return {"day": when.day, "month": _month(when, words)}


def _month(when: date, words: Words) -> str:
    return words.table["month"][f"month_{when.month}"]
