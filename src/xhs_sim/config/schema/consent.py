"""Consent: what ads may go by, who agreed to that, whom they may not be aimed at, and what misuse costs."""

from typing import Literal, get_args

from pydantic import Field

from ..param import Part, Share, param, several
from .names import AgeBand

Attribute = Literal["gender", "age_band", "city_tier", "education_level", "behaviour"]
ATTRIBUTES: tuple[Attribute, ...] = get_args(Attribute)


class ConsentConfig(Part):
    """What a platform that keeps the law on personal information lets ads go by."""

    needed: list[Attribute] = Field(
        description="attributes that ads may go by with consent alone, behaviour being what a person read, clicked or bought; empty = any"
    )
    given: dict[Attribute, Share] = several(
        "share of people who consented, by attribute; nobody where left out", source="design", confidence="low"
    )
    minors: list[AgeBand] = Field(description="ages that ads which go by anything may not be shown to; empty = none")
    enforced: bool = Field(
        description="whether the platform refuses such targeting; if not it goes on, and may be found out"
    )
    found_rate: float = param(
        "per day", 0.0, 1.0, "misuse of a brand is found out, by users or staff", source="design", confidence="low"
    )
    fine_cny: float = param(
        "CNY per finding",
        0.0,
        1e8,
        "what that costs the brand",
        source="design: the law says up to 1 million, or 50 million in grave cases",
        confidence="low",
    )
