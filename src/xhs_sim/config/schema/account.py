"""One account whose content a team plans: whose it is, and what its notes are to be."""

from typing import Annotated, Literal

from pydantic import Field

from ..param import Part, Share, Weight, param
from .names import BrandName, Planner, Rhythm, Topic

Hour = Annotated[float, Field(ge=0.0, lt=24.0)]


class IterateConfig(Part):
    """How the planner ``iterate`` learns from the account's own dashboard."""

    rate: float = param(
        "logit per ln result",
        0.0,
        10.0,
        "preference for what did better than the account's average; 0 = learns nothing",
        source="design",
        confidence="choice",
    )
    review_days: int = param(
        "days",
        1,
        14,
        "age at which a note's results count",
        source="food_creators_2025: .62 of likes by then",
        confidence="medium",
    )
    prior_notes: float = param(
        "notes",
        0.0,
        100.0,
        "notes without news that each choice is credited with",
        source="design",
        confidence="choice",
    )
    clicks: Weight = Field(description="what a click counts in a note's result")
    engagements: Weight = Field(description="what a like, save or comment counts")
    follows: Weight = Field(description="what a follow counts")


class ContentPlanConfig(Part):
    """What the team publishes; ``notes_per_week: 0`` leaves the account to its creator."""

    planner: Planner = Field(description="how the next note is chosen")
    notes_per_week: float = param(
        "notes per week", 0.0, 70.0, "how much is published; 0 = no plan", source="design", confidence="choice"
    )
    rhythm: Rhythm = Field(description="on which days of the week notes appear")
    topics: list[Topic] = Field(
        description="what notes are about, drawn evenly (twice named counts twice); none = the account's own"
    )
    video_share: float = param("share", 0.0, 1.0, "notes that are videos", source="design", confidence="choice")
    hours: Annotated[list[Hour], Field(min_length=1)] = Field(
        description="hours of the day at which notes appear, in turn at random"
    )
    hours_per_week: float = param(
        "hours", 0.5, 500.0, "work that all notes of a week share", source="design", confidence="choice"
    )
    trend_riding: float = param(
        "share of notes",
        0.0,
        1.0,
        "taken to the hottest topic of the day, while one is hot",
        source="design",
        confidence="choice",
    )
    trend_heat: float = param(
        "ln popularity", 0.0, 5.0, "heat from which a topic is hot", source="design", confidence="choice"
    )
    keyword_coverage: float = param(
        "share of words",
        0.0,
        1.0,
        "of the words that organic notes would leave out, those that the plan puts in",
        source="design",
        confidence="choice",
    )
    originality: Share | None = Field(
        description="where the notes stand between the least (0) and the most (1) original creator's; none = as the creator's own"
    )
    series_length: int = param(
        "notes",
        1,
        12,
        "notes of a series: one topic, format and style, each the next part; 1 = no series",
        source="design",
        confidence="choice",
    )
    covers: int = param(
        "covers", 1, 8, "drawn per note; the one that a test says is best is used", source="design", confidence="choice"
    )
    cover_testers: int = param(
        "people per cover", 1, 1_000_000, "size of that test", source="design", confidence="choice"
    )
    iterate: IterateConfig


class EffortConfig(Part):
    """What work makes of a note."""

    usual_hours: float = param(
        "hours", 0.1, 100.0, "work in an image-text note of usual quality", source="design", confidence="low"
    )
    quality: float = param(
        "logit per ln hours", 0.0, 2.0, "quality for work beyond the usual", source="design", confidence="low"
    )
    video_factor: float = param(
        "factor",
        0.2,
        10.0,
        "work in a video over an image-text note",
        source="trade_quotes: videos cost 30-50% more",
        confidence="low",
    )
    cover_sd: float = param(
        "logit",
        0.0,
        2.0,
        "spread between covers of one note in how readily it is opened",
        source="design",
        confidence="low",
    )
    cover_hours: float = param("hours", 0.0, 20.0, "work in each further cover", source="design", confidence="low")
    test_ctr: float = param(
        "per impression",
        0.001,
        0.999,
        "clicks of a usual cover in a test",
        source="wang_lectures, trade_benchmarks: .10 in the feed, .06-.10",
        confidence="medium",
    )


class AccountConfig(Part):
    """An account of the market, the nearest to what is asked for, which a team takes over."""

    puts_in = "account_hours"

    owner: Literal["nobody", "creator", "brand"] = Field(description="whose account is planned")
    brand: BrandName | None = Field(description="whose account it is, of a brand")
    topic: Topic | None = Field(description="what the account is about")
    followers: float = param(
        "followers", 0.0, 1e9, "of the account at the beginning", source="brief", confidence="choice"
    )
    start_day: int = param("day", 0, 3650, "first day of the plan", source="brief", confidence="choice")
    plan: ContentPlanConfig
    effort: EffortConfig
