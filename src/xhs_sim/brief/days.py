"""A brief's days: dates against the launch, and how long the market is watched before and after it."""

from datetime import date, timedelta
from typing import NamedTuple

from .form import Brief

DAYS_BEFORE = 7  # the market is watched at least so long before the launch
TAIL_DAYS = 14  # and so long after it, unless the brief says otherwise


class Span(NamedTuple):
    """From the first day that is simulated to the last."""

    start: date
    launch: date
    last_note: date
    end: date

    @property
    def launch_day(self) -> int:
        """The launch as a day of the run, from 0."""
        return (self.launch - self.start).days

    @property
    def burst_days(self) -> int:
        """Over how many days creators' notes appear."""
        return (self.last_note - self.launch).days + 1

    @property
    def n_days(self) -> int:
        """How many days are simulated."""
        return (self.end - self.start).days + 1

    def after(self, day: date) -> int:
        """Return a date as days after the launch."""
        return (day - self.launch).days

    def of_run(self, day: date) -> int:
        """Return a date as a day of the run, from 0."""
        return (day - self.start).days


def span_of(brief: Brief) -> Span:
    """Return the days of a brief; a warm-up, or media before the launch, may lengthen the time before it."""
    phases = brief.phases
    launch, last = phases.launch.first_day, phases.launch.last_day
    firsts = [launch - timedelta(days=DAYS_BEFORE)]
    if phases.warm_up is not None:
        firsts.append(phases.warm_up.first_day)
    if brief.media is not None:
        firsts.append(brief.media.first_day)
    if phases.tail is not None:
        end = phases.tail.last_day
    else:
        end = last + timedelta(days=TAIL_DAYS if brief.brand is not None else 0)
    return Span(min(firsts), launch, last, end)
