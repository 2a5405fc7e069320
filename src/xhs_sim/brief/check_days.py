"""Dates that contradict each other: phases, and what happens in them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from .days import Span, span_of
from .form import AgreedBrief, Brief

LONGEST = 400  # days of a run
EARLIEST = 90  # days before the launch


def day_problems(brief: Brief) -> Iterator[str]:
    """Say which days of a brief cannot be."""
    phases = brief.phases
    launch, last = phases.launch.first_day, phases.launch.last_day
    if last < launch:
        yield f"calendar: last_day {last} is before first_day {launch}: swap the two, or move one of them"
        return
    if phases.tail is not None and phases.tail.last_day < last:
        yield (
            f"calendar: watch_until {phases.tail.last_day} is before last_day {last}: results come after the notes, so "
            "watch at least as long as notes appear (phases.tail.last_day)"
        )
        return
    yield from _warm_up(brief)
    span = span_of(brief)
    if span.n_days > LONGEST:
        yield (
            f"calendar: from {span.start} to {span.end} are {span.n_days:,} days, and the market is simulated day "
            f"by day: {LONGEST} at most"
        )
        return
    if span.burst_days > 365:
        yield f"calendar: the launch takes {span.burst_days} days: 365 at most"
    yield from _activities(brief)
    for agreed in brief.agreed:
        if not launch <= agreed.day <= last:
            yield (
                f"agreed creator {agreed.creator}: publishes on {agreed.day}, outside the campaign ({launch} to {last})"
            )
    yield from _exclusives(brief.agreed)


def _warm_up(brief: Brief) -> Iterator[str]:
    warm_up, launch = brief.phases.warm_up, brief.phases.launch.first_day
    if warm_up is None:
        return
    if warm_up.first_day >= launch:
        yield f"phases.warm_up: first_day {warm_up.first_day} must be before the launch on {launch}"
    elif (launch - warm_up.first_day).days > EARLIEST:
        yield f"phases.warm_up: {(launch - warm_up.first_day).days} days before the launch: {EARLIEST} at most"
    day_before = launch - timedelta(days=1)
    if warm_up.last_day not in (None, day_before):
        yield (
            f"phases.warm_up: last_day {warm_up.last_day}: a warm-up lasts until the day before the launch, "
            f"{day_before}; leave it out"
        )


def _activities(brief: Brief) -> Iterator[str]:
    """Say which activities lie outside what the platform can do: from the launch on, until the last day."""
    span = span_of(brief)
    for name in ("media", "challenge", "check_in", "draw", "promotion", "coupon"):
        part: Any = getattr(brief, name)
        if part is not None:
            yield from _stretch(name, part.first_day, part.last_day, span)
    for place, day in _single_days(brief):
        if day < span.launch:
            yield _too_early(place, day, span.launch)
        elif day > span.end:
            yield f"{place}: {day} is after {span.end}, the last day that is watched (phases.tail.last_day)"
        elif day == span.launch and place.endswith("in_flight.day"):
            yield f"{place}: {day} is the launch itself: decide a day later or more, when there are results"
    if brief.event is not None and brief.survey is not None and brief.event.day == span.end:
        yield f"survey: visitors are asked on the day after the event, and {span.end} is the last that is watched"


def _stretch(name: str, first: date, last: date, span: Span) -> Iterator[str]:
    """Say why something cannot go on from one day to another."""
    if last < first:
        yield f"{name}: last_day {last} is before first_day {first}"
    elif last > span.end:
        yield f"{name}: last_day {last} is after {span.end}, the last day that is watched (phases.tail.last_day)"
    if name != "media" and first < span.launch:
        yield _too_early(name, first, span.launch)
    elif (span.launch - first).days > EARLIEST:
        yield f"{name}: first_day {first} is more than {EARLIEST} days before the launch on {span.launch}"


def _single_days(brief: Brief) -> Iterator[tuple[str, date]]:
    """Yield the days on which something happens, with their place."""
    if brief.event is not None:
        yield "event.day", brief.event.day
    if brief.group is not None:
        yield "group.first_day", brief.group.first_day
    for day in brief.live.days if brief.live is not None else ():
        yield "live.days", day
    for label, tactic in brief.tactics.items():
        if tactic.in_flight is not None:
            yield f"tactics.{label}.in_flight.day", tactic.in_flight.day


def _too_early(place: str, day: date, launch: date) -> str:
    return (
        f"{place}: {day} is before the launch on {launch}, and before it there are media and teasers only: move it to "
        f"{launch} or later, or launch earlier"
    )


def _exclusives(agreed: Sequence[AgreedBrief]) -> Iterator[str]:
    for each in agreed:
        if (each.exclusive_from is None) != (each.exclusive_until is None):
            yield f"agreed creator {each.creator}: an exclusive needs exclusive_from and exclusive_until"
        elif each.exclusive_from and each.exclusive_until and each.exclusive_until < each.exclusive_from:
            yield (
                f"agreed creator {each.creator}: exclusive_until {each.exclusive_until} is before exclusive_from "
                f"{each.exclusive_from}"
            )
    terms = [
        (each.creator, each.exclusive_from, each.exclusive_until)
        for each in agreed if each.exclusive_from is not None and each.exclusive_until is not None
    ]  # fmt: skip
    for (creator, begins, ends), (other, others_begin, others_end) in combinations(terms, 2):
        first, last = max(begins, others_begin), min(ends, others_end)
        if creator == other and first <= last:
            yield (
                f"agreed creator {creator}: two exclusive contracts overlap from {first} to {last}: end the first "
                "before the second begins, or keep one of them"
            )
