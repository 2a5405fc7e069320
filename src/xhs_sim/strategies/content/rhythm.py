"""Rhythm: on which days the notes of a plan appear. ``RHYTHMS`` names all rhythms."""

import math
from collections.abc import Callable
from typing import Final

from ...config.registry import Registry

DAYS_PER_WEEK = 7
Rhythm = Callable[[float, int], int]  # notes a week, days since the plan began -> notes today


def even(notes_per_week: float, day: int) -> int:
    """Spread a week's notes over its days; fractions are carried, so that none is lost."""
    return _whole(notes_per_week, day + 1) - _whole(notes_per_week, day)


def bursts(notes_per_week: float, day: int) -> int:
    """Bring all notes of a week on its first day."""
    if day % DAYS_PER_WEEK:
        return 0
    return _whole(notes_per_week, day + DAYS_PER_WEEK) - _whole(notes_per_week, day)


def _whole(notes_per_week: float, days: int) -> int:
    """Return the notes due in so many days; a note is due when its part of the week begins."""
    return math.ceil(notes_per_week * days / DAYS_PER_WEEK - 1e-9)


RHYTHMS: Final[Registry[Rhythm]] = Registry("rhythm", {"even": even, "bursts": bursts})
