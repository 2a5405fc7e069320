"""Reasons: why people look at a note, how urgent that is, and how long it takes them."""

from collections.abc import Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from ...config.schema.moderation import DeskConfig, Source
from ...world.columns import NoteLog
from ...world.population import draw_uniforms

SOURCES: tuple[Source, ...] = get_args(Source)
SURGE, REPORT, MACHINE, APPEAL = range(len(SOURCES))
HOURS = 24.0  # of a day
_TAKES, _COMES, _DOUBTS = range(3)  # columns of the draws


def published_hours(log: NoteLog, slots: NDArray[np.int64], ticks: int) -> NDArray[np.float64]:
    """Return when notes were published, in hours since day 0: at the beginning of their tick."""
    return np.asarray(HOURS * (log.day[slots] + log.tick[slots] / ticks), np.float64)


def reviewers_of(config: DeskConfig, people: int) -> int:
    """Return how many reviewers a market of so many people has."""
    wanted = config.reviewers * people / 1e6
    return 0 if wanted == 0 else max(1, round(wanted))


def urgencies(config: DeskConfig) -> list[int]:
    """Return how urgent cases of each of ``SOURCES`` are, 0 the most; those not named are alike and come last."""
    order = list(config.priority)
    return [order.index(source) if source in order else len(order) for source in SOURCES]


def service_hours(keys: NDArray[np.int64], config: DeskConfig, stream: np.uint64) -> NDArray[np.float64]:
    """Return how long a reviewer takes for each of some cases: exponential."""
    return -np.log1p(-draw_uniforms(keys, stream, _TAKES)) * (config.minutes / 60.0)


def reports_come(keys: NDArray[np.int64], day: int, config: DeskConfig, stream: np.uint64) -> NDArray[np.float64]:
    """Return when the reports of a day on each of some notes reach the reviewers, in hours since day 0."""
    return HOURS * (day + 1) + draw_uniforms(keys, stream, _COMES) * config.report_hours


def within_tick(
    keys: NDArray[np.int64], hours: NDArray[np.float64], ticks: int, stream: np.uint64
) -> NDArray[np.float64]:
    """Return when doubts of the machine reach the reviewers: some time in the tick of which the hours are the first."""
    return hours + draw_uniforms(keys, stream, _DOUBTS) * (HOURS / ticks)


def surged(before: NDArray[np.integer], now: NDArray[np.integer], levels: Sequence[int]) -> NDArray[np.bool_]:
    """Say which notes' impressions passed a level since they were last counted."""
    passed = np.sort(np.array(levels, np.int64))
    return np.asarray(np.searchsorted(passed, now, side="right") > np.searchsorted(passed, before, side="right"))
