"""What a brand does with a partner brand: joint notes."""

from pydantic import Field

from ..param import Part, param
from .names import BrandName


class AllianceConfig(Part):
    """Co-branding: notes that name the campaign's brand and a partner; ``partner: null`` means nobody."""

    puts_in = "spend"

    partner: BrandName | None = Field(description="the other brand; none = no alliance")
    label: BrandName | None = Field(description="under which brand joint notes are filed until both get their part")
    share: float = param(
        "share of the creators' money",
        0.0,
        1.0,
        "of the campaign's, put into joint notes; 0 = none",
        source="brief",
        confidence="choice",
    )
    cost_share: float = param(
        "share of cost",
        0.0,
        0.95,
        "of the joint notes' cost that the partner pays",
        source="brief",
        confidence="choice",
    )
    attention: float = param(
        "share of interest",
        0.0,
        1.0,
        "what a joint note wins for the campaign's brand; the rest is the partner's",
        source="design",
        confidence="low",
    )
    blend: float = param(
        "share", 0.0, 0.5, "of a joint note's topic that is the other side's", source="design", confidence="low"
    )
    spill: float = param(
        "ratio",
        0.0,
        5.0,
        "interest added at full fit where the reader knows the other brand",
        source="design, simonin_1998: the sign",
        confidence="low",
    )
