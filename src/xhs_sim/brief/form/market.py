"""``market``: on how many people a plan is tried, how many of them are simulated, and how often."""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from ...config.messages import message
from ...config.param import Part
from ...config.schema.people import nearest_audience
from .values import whole_number

FEWEST, MOST, MOST_READERS = 500, 500_000_000, 10_000_000
AUDIENCE, READERS = 1_000_000, 20_000  # where a brief names neither


class MarketBrief(Part):
    """On how large a market, and how often, the plan is tried."""

    audience: whole_number(FEWEST, MOST) = Field(  # type: ignore[valid-type]
        default=AUDIENCE,
        description="people in the market, a whole multiple of n_users; left out beside n_users, all are simulated",
    )
    n_users: whole_number(FEWEST, MOST_READERS) = Field(  # type: ignore[valid-type]
        default=READERS, description="readers who are simulated; each stands for equally many of the audience"
    )
    replicates: whole_number(2, 200) = 6  # type: ignore[valid-type]
    seed: Annotated[int, Field(ge=0, le=2**62)] = 1

    @property
    def people(self) -> int:
        """People in the market."""
        return int(self.audience)

    @model_validator(mode="before")
    @classmethod
    def _readers_alone_are_all(cls, plain: Any) -> Any:
        """Take a market of which the readers alone are told for whole."""
        if isinstance(plain, dict) and "n_users" in plain and "audience" not in plain:
            return {**plain, "audience": plain["n_users"]}
        return plain

    @model_validator(mode="after")
    def _readers_stand_for_all(self) -> Self:
        if self.people % self.n_users:
            nearest = nearest_audience(self.people, self.n_users)
            raise ValueError(message("brief.no_multiple", people=self.people, readers=self.n_users, nearest=nearest))
        return self
