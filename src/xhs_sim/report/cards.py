"""Trust, answer and lessons as cards for slides, from what the page says of them."""

from collections.abc import Mapping
from typing import Any

from .figures.card import BAD, CAUTION, GOOD, Block, Card
from .words import Words

_COLOURS = {"good": GOOD, "caution": CAUTION, "bad": BAD}


def cards_of(page: Mapping[str, Any], words: Words) -> list[Card]:
    """Return the cards of a page, given what its template is filled with; lessons only where there are any."""
    found = [_trust(page, words), _answer(page, words)]
    if page["lessons"]:
        found.append(_lessons(page, words))
    return found


def _eyebrow(title: str, page: Mapping[str, Any], words: Words) -> str:
    return words.say("card_eyebrow", title=words.say(title), question=page["question"])


def _trust(page: Mapping[str, Any], words: Words) -> Card:
    blocks = tuple(
        Block(
            words.say(f"check_{check.name}"), words.say(f"status_{check.status}"), check.value,
            "" if check.status == "good" else check.text,  # what is sound needs no reasons on a slide
            _COLOURS[check.status],
        )
        for check in page["checks"]
    )  # fmt: skip
    eyebrow = _eyebrow("page_trust", page, words)
    return Card("card_trust", eyebrow, page["verdict"], blocks=blocks, foot=page["made"])


def _answer(page: Mapping[str, Any], words: Words) -> Card:
    goals = [
        text
        for goal in page["goals"]
        for text in (goal.wanted, *(words.say("card_goal", arm=words.arm(x.arm), text=x.text) for x in goal.lines))
    ]
    points = (*page["further"], *goals)
    eyebrow = _eyebrow("page_answer", page, words)
    return Card("card_answer", eyebrow, page["answer"], points=points, foot=page["made"])


def _lessons(page: Mapping[str, Any], words: Words) -> Card:
    return Card(
        "card_lessons", page["question"], words.say("page_lessons"), points=page["lessons"].findings, foot=page["made"]
    )
