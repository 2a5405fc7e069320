"""``target``: whom the plan is meant to reach; who is of all that is named counts as on target."""

from typing import Annotated

from pydantic import Field

from ...config.param import Part
from .values import Label


class TargetBrief(Part):
    """A segment of the market: of whom reach, cost and orders are told apart. It steers nothing (``audience`` does)."""

    genders: list[Label] = Field(default=[], max_length=2, description="left out, all")
    age_bands: list[Label] = Field(default=[], max_length=8, description="left out, all")
    city_tiers: list[Label] = Field(default=[], max_length=8, description="left out, all")
    education_levels: list[Label] = Field(default=[], max_length=8, description="left out, all")
    topics: Annotated[list[Label], Field(max_length=12)] = Field(
        default=[], description="one of which they like most; left out, any"
    )

    @property
    def is_everybody(self) -> bool:
        """Whether nobody is left out."""
        return not (self.genders or self.age_bands or self.city_tiers or self.education_levels or self.topics)
