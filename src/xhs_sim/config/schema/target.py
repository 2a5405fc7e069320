"""``target``: the segment of the market that a campaign is for; what of it was reached is told beside the whole."""

from typing import Literal

from pydantic import Field

from ..param import Part
from .names import AgeBand, CityTier, EducationLevel, Topic


class TargetConfig(Part):
    """A segment of the market: people who are of all that is named."""

    genders: list[Literal["male", "female"]] = Field(description="of whom; empty = all")
    age_bands: list[AgeBand] = Field(description="of whom; empty = all")
    city_tiers: list[CityTier] = Field(description="of whom; empty = all")
    education_levels: list[EducationLevel] = Field(description="of whom; empty = all")
    topics: list[Topic] = Field(description="one of which they like most; empty = all")

    @property
    def is_everybody(self) -> bool:
        """Whether nobody is left out."""
        return not (self.genders or self.age_bands or self.city_tiers or self.education_levels or self.topics)
