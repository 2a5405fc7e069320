"""Dates that contradict each other: phases, and what happens in them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from ..config.messages import message
from .days import Span, span_of
from .form import AgreedBrief, Brief

LONGEST = 400  # days of a run
EARLIEST = 90  # days before the launch


def day_problems(brief: Brief) -> Iterator[str]:
    """Say which days of a brief cannot be."""
    phases = brief.phases
    launch, last = phases.launch.first_day, phases.launch.last_day
    if last < launch:
        yield message("brief.last_before_first", last=last, first=launch)
        return
    if phases.tail is not None and phases.tail.last_day < last:
        yield message("brief.watched_too_short", watched=phases.tail.last_day, last=last)
        return
    yield from _warm_up(brief)
    span = span_of(brief)
    if span.n_days > LONGEST:
        yield message("brief.too_many_days", start=span.start, end=span.end, days=span.n_days, most=LONGEST)
        return
    if span.burst_days > 365:
        yield message("brief.long_launch", days=span.burst_days)
    yield from _activities(brief)
    for agreed in brief.agreed:
        if not launch <= agreed.day <= last:
            yield message("brief.agreed_outside", creator=agreed.creator, day=agreed.day, first=launch, last=last)
    yield from _exclusives(brief.agreed)


def _warm_up(brief: Brief) -> Iterator[str]:
    warm_up, launch = brief.phases.warm_up, brief.phases.launch.first_day
    if warm_up is None:
        return
    if warm_up.first_day >= launch:
        yield message("brief.warm_up_late", first=warm_up.first_day, launch=launch)
    elif (launch - warm_up.first_day).days > EARLIEST:
        yield message("brief.warm_up_early", days=(launch - warm_up.first_day).days, most=EARLIEST)
    day_before = launch - timedelta(days=1)
    if warm_up.last_day not in (None, day_before):
        yield message("brief.warm_up_ends", last=warm_up.last_day, day_before=day_before)


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
            yield message("brief.after_the_end", place=place, day=day, end=span.end)
        elif day == span.launch and place.endswith("in_flight.day"):
            yield message("brief.at_launch", place=place, day=day)
    if brief.event is not None and brief.survey is not None and brief.event.day == span.end:
        yield message("brief.survey_too_late", end=span.end)


def _stretch(name: str, first: date, last: date, span: Span) -> Iterator[str]:
    """Say why something cannot go on from one day to another."""
    if last < first:
        yield message("brief.part_last_before_first", name=name, last=last, first=first)
    elif last > span.end:
        yield message("brief.part_after_the_end", name=name, last=last, end=span.end)
    if name != "media" and first < span.launch:
        yield _too_early(name, first, span.launch)
    elif (span.launch - first).days > EARLIEST:
        yield message("brief.part_too_early", name=name, first=first, most=EARLIEST, launch=span.launch)


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
    return message("brief.before_launch", place=place, day=day, launch=launch)


def _exclusives(agreed: Sequence[AgreedBrief]) -> Iterator[str]:
    for each in agreed:
        if (each.exclusive_from is None) != (each.exclusive_until is None):
            yield message("brief.exclusive_half", creator=each.creator)
        elif each.exclusive_from and each.exclusive_until and each.exclusive_until < each.exclusive_from:
            yield (
                message(
                    "brief.exclusive_reversed",
                    creator=each.creator,
                    until=each.exclusive_until,
                    begin=each.exclusive_from,
                )
            )
    terms = [
        (each.creator, each.exclusive_from, each.exclusive_until)
        for each in agreed if each.exclusive_from is not None and each.exclusive_until is not None
    ]  # fmt: skip
    for (creator, begins, ends), (other, others_begin, others_end) in combinations(terms, 2):
        first, last = max(begins, others_begin), min(ends, others_end)
        if creator == other and first <= last:
            yield message("brief.exclusive_overlap", creator=creator, first=first, last=last)
