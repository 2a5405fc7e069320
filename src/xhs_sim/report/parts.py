"""What a page tells beside arms and outcomes, by the kind of question that its study asks.

A kind is declared here and nowhere else: what it holds, and the card that tells it. A study may be of several
kinds; the first leads. One of none is a brand's launch, which table, lessons and figures tell.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from .activity import has_activity, tell_activity
from .evidence import Evidence
from .own_account import has_account, tell_account
from .partner import has_partner, tell_partner
from .sections import Section
from .words import Words


class Kind(NamedTuple):
    """A kind of question."""

    is_asked: Callable[[Evidence], bool]
    tell: Callable[[Evidence, Words], Section | None]


LAUNCH = "launch"
KINDS: Final[Mapping[str, Kind]] = {
    "account": Kind(has_account, tell_account),
    "partner": Kind(has_partner, tell_partner),
    "activity": Kind(has_activity, tell_activity),
}


def kind_of(evidence: Evidence) -> str:
    """The kind that leads."""
    return next((name for name, kind in KINDS.items() if kind.is_asked(evidence)), LAUNCH)


def tell_parts(evidence: Evidence, words: Words) -> list[Section]:
    """The cards of all kinds that the study is of."""
    told = (kind.tell(evidence, words) for kind in KINDS.values() if kind.is_asked(evidence))
    return [section for section in told if section is not None]
