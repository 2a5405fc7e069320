"""Money of a plan that stayed unspent: of which lines of which arms, and what would help these to spend it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .evidence import Evidence
from .plan import TIERS
from .words import Words

_ADS = ("feed_ads", "search_ads", "own_note_ads")
_LISTED = 3  # in a sentence
_TRIFLE = 0.01  # of an arm's money


class Left(NamedTuple):
    """What a line left over, CNY."""

    arm: str
    line: str
    left: float
    planned: float


def tell_unspent(evidence: Evidence, budgets: Mapping[str, float], words: Words) -> str:
    """Say which lines had money left, the most first, and what helps; nothing where no line is known."""
    found = sorted(_left(evidence, budgets), key=lambda each: each.left, reverse=True)
    if not found:
        return ""
    told = [
        words.say(
            "unspent_line", arm=words.arm(each.arm), line=words.line(each.line), left=words.money(each.left),
            planned=words.money(each.planned),
        )
        for each in found[:_LISTED]
    ]  # fmt: skip
    more = words.say("unspent_more", n=len(found) - _LISTED) if len(found) > _LISTED else ""
    said = [words.say("unspent_lines", lines=words.say("semicolon").join(told) + more)]
    said += [words.say("unspent_creators")] if any(each.line in TIERS for each in found) else []
    said += [words.say("unspent_ads")] if any(each.line in _ADS for each in found) else []
    return words.say("gap").join(said)


def _left(evidence: Evidence, budgets: Mapping[str, float]) -> Iterator[Left]:
    arms = {} if evidence.judgement is None else evidence.judgement.main.arms
    for arm in evidence.treated:
        for line in arms[arm].lines if arm in arms else ():
            left = line.planned - line.delivered
            if left > _TRIFLE:
                yield Left(arm, line.line, left * budgets.get(arm, 0.0), line.planned * budgets.get(arm, 0.0))
