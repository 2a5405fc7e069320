"""The life of a campaign: its contracts, and what is decided in flight. What else it does: ``tactics``."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from ..param import Part, SomeWeight, Weight, param
from .names import InFlightRule

Cooperation = Literal["paid", "trial", "cocreation"]
COOPERATIONS: tuple[Cooperation, ...] = get_args(Cooperation)


class ContractConfig(Part):
    """Terms with creators, and how reliable they are."""

    kinds: Annotated[dict[Cooperation, Weight], SomeWeight] = Field(
        description="weights of the burst's money by kind of cooperation; trial and cocreation are tactics"
    )
    talk_days: float = param(
        "days",
        0.0,
        60.0,
        "mean time of negotiation, by which a note is later than planned",
        source="design",
        confidence="low",
    )
    late_rate: float = param("probability", 0.0, 1.0, "a note is late", source="design", confidence="low")
    late_days: float = param("days", 1.0, 60.0, "mean lateness of a late note", source="design", confidence="low")
    fail_rate: float = param("probability", 0.0, 1.0, "a note never comes", source="design", confidence="low")
    replacement: Literal["none", "next"] = Field(
        description="whom the money of a failed contract hires: nobody, or the next of the tier by the selector"
    )
    upfront_share: float = param(
        "share of fee", 0.0, 1.0, "paid on signing, the rest on delivery", source="brief", confidence="choice"
    )
    refund_share: float = param(
        "share",
        0.0,
        1.0,
        "of the upfront payment that comes back if no note comes",
        source="brief",
        confidence="choice",
    )
    notes_each: int = param("notes", 1, 8, "paid notes of each hired creator", source="brief", confidence="choice")
    gap_days: int = param(
        "days", 1, 90, "between paid notes of one creator, at least", source="brief", confidence="choice"
    )
    most_notes: int = param(
        "notes",
        0,
        30,
        "paid notes that a creator accepts within most_days; 0 = any number",
        source="design",
        confidence="low",
    )
    most_days: int = param("days", 1, 365, "window of that limit", source="design", confidence="low")
    wear: float = param(
        "logit",
        0.0,
        3.0,
        "quality that each earlier paid note of the creator costs, if fresh",
        source="design",
        confidence="low",
    )
    wear_days: float = param("days", 1.0, 365.0, "memory of earlier paid notes", source="design", confidence="low")
    bonus_cny: float = param(
        "CNY per engagement", 0.0, 1000.0, "bonus above the target", source="brief", confidence="choice"
    )
    bonus_target: float = param(
        "engagements", 0.0, 1e6, "of a note, above which the bonus begins", source="brief", confidence="choice"
    )
    bonus_cap: float = param(
        "share of fee", 0.0, 5.0, "most that one note's bonus can be", source="brief", confidence="choice"
    )
    bonus_days: int = param(
        "days", 1, 60, "age of the note at which the bonus is settled", source="brief", confidence="choice"
    )
    bonus_reserve: float = param(
        "share", 0.0, 1.0, "of the creators' money that is kept for bonuses", source="brief", confidence="choice"
    )
    bonus_effort: float = param(
        "logit", 0.0, 3.0, "quality of notes that may earn a bonus", source="design", confidence="low"
    )


class InFlightConfig(Part):
    """What is decided while the campaign runs, by the brand's own dashboard."""

    rule: InFlightRule = Field(description="what is decided with the money held back")
    hold_back: float = param(
        "share", 0.0, 1.0, "of the creators' money that is kept until the decision", source="brief", confidence="choice"
    )
    after_days: int = param(
        "days", 1, 365, "from the campaign's first day to the decision", source="brief", confidence="choice"
    )
