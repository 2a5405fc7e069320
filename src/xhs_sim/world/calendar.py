"""The calendar: how popular each topic is on each day, and which festival is on.

Popularity is the config's times ``exp(heat)``. Heat is what a slow drift, planned events and hot events
that nobody planned add up to; it follows from the seed and the date alone, so nothing stores it.
"""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config.event_days import first_days
from ..config.schema import CalendarConfig, ContentConfig
from ..kernels.choice import cumulative_shares, pick
from ..rng import Streams
from .population import draw_normals, draw_uniforms

FIRST_DAY = -60  # the longest history that the schema allows; drift and hot events begin here


class Season(NamedTuple):
    """What is in the air; row ``day - FIRST_DAY``, D days by T topics."""

    heat: NDArray[np.float64]  # (D, T) ln of popularity against the usual
    event: NDArray[np.int16]  # (D, T) planned event that lifts the topic, index into calendar.events, -1 = none

    def on(self, day: int) -> NDArray[np.float64]:
        """Return the heat of a day, (T,); days beyond the plan are as its last."""
        return np.asarray(self.heat[min(day - FIRST_DAY, len(self.heat) - 1)])

    def events_on(self, day: int) -> NDArray[np.int16]:
        """Return the event of each topic on a day, (T,), -1 = none."""
        return np.asarray(self.event[min(day - FIRST_DAY, len(self.event) - 1)])


def build_season(calendar: CalendarConfig, content: ContentConfig, n_days: int, streams: Streams) -> Season:
    """Draw the popularity of all topics on all days.

    Parameters
    ----------
    n_days : int
        Days of the run; a longer run begins with the same days.
    """
    topics = list(content.topics)
    planned, event = planned_lift(calendar, topics, n_days)
    heat = drift(calendar, len(topics), n_days, streams)
    heat += hot_lift(calendar, content.popularity, n_days, streams)
    return Season(heat + planned, event)


def drift(calendar: CalendarConfig, n_topics: int, n_days: int, streams: Streams) -> NDArray[np.float64]:
    """Return a random walk that is pulled back to 0, of spread ``drift_log_sd``: (D, T).

    ``x_d = rho x_(d-1) + drift_log_sd sqrt(1 - rho^2) z_d`` with ``rho = exp(-1 / drift_days)``.
    """
    days = np.arange(n_days - FIRST_DAY, dtype=np.int64)
    steps = np.stack([draw_normals(days, streams.key("topic drift"), t) for t in range(n_topics)], axis=1)
    rho = float(np.exp(-1.0 / calendar.drift_days))
    walk = np.zeros((len(days), n_topics))
    walk[0] = calendar.drift_log_sd * steps[0]
    for d in range(1, len(days)):
        walk[d] = rho * walk[d - 1] + calendar.drift_log_sd * np.sqrt(1.0 - rho * rho) * steps[d]
    return walk


def hot_lift(calendar: CalendarConfig, popularity: list[float], n_days: int, streams: Streams) -> NDArray[np.float64]:
    """Return the lift of unplanned events: one begins with ``hot_rate`` a day, on a topic by popularity; (D, T)."""
    days = np.arange(n_days - FIRST_DAY, dtype=np.int64)
    begins = draw_uniforms(days, streams.key("hot event"), 0) < calendar.hot_rate
    which, shares = draw_uniforms(days, streams.key("hot event"), 1), cumulative_shares(popularity)
    lift = np.zeros((len(days), len(popularity)))
    for d in np.flatnonzero(begins):
        fading = np.exp(-(days[d:] - days[d]) / calendar.hot_days)
        lift[d:, pick(shares, which[d])] += calendar.hot_log_lift * fading
    return lift


def planned_lift(
    calendar: CalendarConfig, topics: list[str], n_days: int
) -> tuple[NDArray[np.float64], NDArray[np.int16]]:
    """Return the lift of the calendar's events and which event it is (the later one in the config): two of (D, T)."""
    n = n_days - FIRST_DAY
    lift, event = np.zeros((n, len(topics))), np.full((n, len(topics)), -1, np.int16)
    opening = date.fromisoformat(calendar.start) + timedelta(days=FIRST_DAY)
    for number, planned in enumerate(calendar.events.values()):
        for first in first_days(planned.first, opening, n):
            days = slice(max(first, 0), max(first + planned.n_days, 0))
            for topic, size in planned.lift.items():
                lift[days, topics.index(topic)] += size
                event[days, topics.index(topic)] = number
    return lift, event


def weekday_of(calendar: CalendarConfig) -> int:
    """Return the weekday of day 0: 0 = Monday."""
    return date.fromisoformat(calendar.start).weekday()
