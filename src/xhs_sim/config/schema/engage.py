"""What users do with the notes that the feed shows."""

from typing import Annotated

from pydantic import Field

from ..param import Part, Weight, param, several
from .names import Act, Format, Kind


class VideoFeedConfig(Part):
    """The single-column feed of videos, where what is shown is watched, without a click on a cover."""

    enter: float = param(
        "probability per video opened",
        0.0,
        1.0,
        "chance to go on into it from a video that was opened; 0 = there is no video feed",
        source="calibration, note_exports_2026: .45 to .80 of a video's views come from it",
        confidence="medium",
    )
    continue_rate: float = param(
        "probability per video", 0.1, 0.99, "watch one more", source="design", confidence="low"
    )
    acts: float = param(
        "factor",
        0.0,
        2.0,
        "acts, joy and what the feed learns of taste, against a note that was clicked",
        source="calibration, note_exports_2026: likes per impression of videos .0055",
        confidence="low",
    )
    seconds: float = param(
        "s", 0.5, 600.0, "mean time on a video there", source="note_exports_2026: 7 to 9 s a view", confidence="medium"
    )


class ProfileConfig(Part):
    """The page of a creator, with the notes that are still about."""

    visit: float = param(
        "probability per read",
        0.0,
        1.0,
        "chance to look at it after a read; 0 = there are no profile pages",
        source="note_exports_2026: .017 to .097 visits a view",
        confidence="low",
    )
    notes: int = param("notes", 1, 20, "covers that a visitor looks at", source="design", confidence="low")
    click: float = param(
        "logit",
        -5.0,
        10.0,
        "whoever looks at a profile opens notes more readily",
        source="calibration, note_exports_2026: 7 to 10% of views",
        confidence="low",
    )


class EngageConfig(Part):
    """What a user does with a note that the feed shows (cascade click model)."""

    continue_rate: float = param(
        "probability per slot",
        0.5,
        0.995,
        "look at slot k+1 having looked at k",
        source="qilin_2025, craswell_2008: depth 18.8 a request",
        confidence="medium",
    )
    requests: float = param(
        "requests per session",
        1.0,
        12.0,
        "how often a session asks for notes in the mean: more is more attention",
        source="design: 300 impressions a user-day are about four requests a session",
        confidence="low",
    )
    click_intercept: float = param(
        "logit",
        -12.0,
        4.0,
        "sets CTR",
        source="calibration, wang_lectures, trade_benchmarks: CTR .06-.10",
        confidence="medium",
    )
    click_taste: float = param(
        "logit per unit affinity", 0.0, 12.0, "slope of true affinity", source="design", confidence="low"
    )
    click_slot: float = param(
        "logit per slot", 0.0, 0.5, "session fatigue", source="qilin_2025: Fig. 3, shape only", confidence="low"
    )
    sponsored_effect: float = param(
        "logit", -3.0, 1.0, "label discount on the click", source="design", confidence="low"
    )
    brand_wear: float = param(
        "logit per ln impressions", 0.0, 2.0, "repetition of one brand", source="design", confidence="low"
    )
    social_proof: float = param(
        "logit per ln likes", 0.0, 1.0, "likes shown on the cover", source="design", confidence="low"
    )
    freshness: float = param("logit", 0.0, 3.0, "a note just published", source="design", confidence="low")
    fresh_days: float = param(
        "days", 0.05, 30.0, "how fast that wears off", source="food_creators_2025: note life 1.2-1.5", confidence="low"
    )
    topic_wear: float = param(
        "logit per note", 0.0, 1.0, "notes of the same topic seen in the session", source="design", confidence="low"
    )
    creator_wear: float = param(
        "logit per note", 0.0, 3.0, "notes of the same creator seen in the session", source="design", confidence="low"
    )
    day_fatigue: float = param(
        "logit per 100 impressions",
        0.0,
        3.0,
        "what was looked at in earlier sessions of the day",
        source="design",
        confidence="low",
    )
    choosiness: float = param(
        "logit per unit",
        0.0,
        20.0,
        "satisfaction above neutral: who is used to a good feed opens less of it",
        source="calibration, helson_1964: CTR; adaptation level",
        confidence="low",
    )
    act_choosiness: float = param(
        "log per unit",
        0.0,
        20.0,
        "the same on acts after the click",
        source="calibration, helson_1964: likes per click; adaptation level",
        confidence="low",
    )
    rates: Annotated[dict[Act, Annotated[float, Field(ge=0.0, le=0.5)]], Field(min_length=5, max_length=5)] = several(
        "probability of each act after a click",
        source="calibration, qilin_2025, kuairand_2022: rates per click of table 5, follows of another app",
        confidence="medium",
    )
    crowding: Annotated[dict[Kind, Annotated[float, Field(ge=0.0, le=2.0)]], Field(min_length=4, max_length=4)] = (
        several(
            "an act grows rarer with this power of 1 + likes shown / crowding_likes: who comes to a hit acts less",
            source="calibration, food_creators_2025: saves per like .8 below 300 likes, .13 over 1,000; qilin_2025",
            confidence="medium",
        )
    )
    crowding_likes: float = param(
        "likes",
        1.0,
        1e6,
        "from so many on a note is a hit, whose readers are no longer those whom it is for",
        source="calibration, food_creators_2025: up to some hundred likes saves and shares per like do not fall",
        confidence="medium",
    )
    affinity_effect: float = param(
        "log per unit affinity", 0.0, 5.0, "affinity on acts after the click", source="design", confidence="low"
    )
    tie_click: float = param(
        "logit",
        0.0,
        5.0,
        "a new note of a creator whom the user follows, or that a friend sent",
        source="calibration: likes of small accounts",
        confidence="low",
    )
    tie_acts: float = param(
        "log",
        0.0,
        3.0,
        "the same, on acts after the click",
        source="calibration: likes of small accounts",
        confidence="low",
    )
    series_click: float = param(
        "logit",
        0.0,
        5.0,
        "a later part of a series, with who opened an earlier one",
        source="design, loewenstein_1994: the sign",
        confidence="low",
    )
    series_entry: float = param(
        "logit",
        0.0,
        5.0,
        "what a later part of a series loses with who opened none before it",
        source="design",
        confidence="low",
    )
    dwell_seconds: Annotated[dict[Format, Weight], Field(min_length=2, max_length=2)] = Field(
        description="mean time on a note, by format"
    )
    video_feed: VideoFeedConfig
    profile: ProfileConfig
