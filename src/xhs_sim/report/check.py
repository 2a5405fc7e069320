"""A check: one thing to know before believing a result, *sound*, *with care* or *weak*."""

from dataclasses import dataclass
from typing import Literal

from .words import Words

Status = Literal["good", "caution", "bad"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to know before believing the result."""

    name: str
    status: Status
    value: str
    text: str


def graded(value: float, sound: float, weak: float) -> Status:
    """Grade what is the better the more it is: sound from one bound on, weak below the other."""
    return "good" if value >= sound else "caution" if value >= weak else "bad"


def check_of(
    name: str, status: Status, words: Words, *, value_key: str = "", text_key: str = "", **values: object
) -> Check:
    """Return a check with its value and text said, by its name unless told."""
    value = words.say(value_key or f"check_{name}_value", **values)
    return Check(name, status, value, words.say(text_key or f"check_{name}_text", **values))
