"""An account of one's own, and what it publishes."""

from typing import Annotated, Literal

from pydantic import Field

from ...config.param import Part
from .values import Label, Many, Share, whole_number

Hour = Annotated[float, Field(ge=0.0, lt=24.0)]


class ContentBrief(Part):
    """What a team publishes on its own account."""

    notes_per_week: Annotated[float, Field(gt=0.0, le=70.0)] = 5.0
    hours_per_week: Annotated[float, Field(ge=0.5, le=500.0, description="of work, shared by the week's notes")] = 15.0
    rhythm: Label = Field(default="even", description="even, or bursts: a week's notes on one day")
    planner: Label = Field(default="fixed", description="fixed, or iterate: does more of what did well")
    topics: list[Label] = Field(default=[], max_length=12, description="left out, the account's own")
    video_share: Share = 0.0
    hours: Annotated[list[Hour], Field(min_length=1, max_length=24)] = Field(
        default=[12.0], description="of the day at which notes appear"
    )
    trend_riding: Share = Field(default=0.0, description="of notes, on the hottest topic of the day")
    keyword_coverage: Share = Field(default=0.0, description="of the topic's words, into the notes")
    series_length: whole_number(1, 12) = 1  # type: ignore[valid-type]
    covers: whole_number(1, 8) = 1  # type: ignore[valid-type]


class OwnAccountBrief(Part):
    """An account of one's own: of the brand, or of a creator who wants to grow; and what it publishes."""

    owner: Literal["brand", "creator"] = Field(description="brand: its notes name the brand")
    name: Label | None = Field(default=None, description="of the account, where there is no brand", examples=["小厨房"])
    topic: Label | None = Field(default=None, description="left out, the brand's (a creator's: its own)")
    followers: Many = Field(description="at the beginning", examples=[800, "1.2万"])
    content: ContentBrief = ContentBrief()
