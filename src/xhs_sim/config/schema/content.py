"""What is published: topics, notes, how good they are, how often creators post."""

from typing import Annotated

from pydantic import AfterValidator, Field

from ..messages import message
from ..param import Name, Part, Share, SomeWeight, Weight, param, several
from .names import Kind


class TopicConfig(Part):
    """A content category, with both its names."""

    en: str
    zh: str
    popularity: Weight
    female_logit: float = param(
        "logit", -4.0, 4.0, "how much more women like it than men", source="design", confidence="low"
    )
    youth_logit: float = param(
        "logit", -4.0, 4.0, "how much more the youngest like it than the oldest", source="design", confidence="low"
    )
    city_logit: float = param(
        "logit",
        -4.0,
        4.0,
        "how much more the first city tier likes it than the last",
        source="design",
        confidence="low",
    )
    education_logit: float = param(
        "logit",
        -4.0,
        4.0,
        "how much more the first level of education likes it than the last",
        source="design",
        confidence="low",
    )
    save_log: float = param(
        "log",
        -3.0,
        3.0,
        "saves per click against other topics",
        source="food_creators_2025, keyword_pages: how-to .89 a like; food .39",
        confidence="low",
    )
    comment_log: float = param(
        "log",
        -3.0,
        3.0,
        "comments per click against other topics",
        source="keyword_pages: .01 to 1.7 a like",
        confidence="low",
    )
    share_log: float = param(
        "log",
        -3.0,
        3.0,
        "shares per click against other topics",
        source="keyword_pages: .15 to .45 a like",
        confidence="low",
    )
    search_log: float = param(
        "log",
        -4.0,
        4.0,
        "searches out of curiosity against how much the topic is liked: how-to is looked up, lifestyle comes along",
        source="calibration, note_exports_2026: search brings half of the views of how-to, 1-15% of lifestyle",
        confidence="low",
    )


def _check_popularity(topics: dict[str, TopicConfig]) -> dict[str, TopicConfig]:
    """Refuse topics that nobody likes."""
    if not any(topic.popularity > 0 for topic in topics.values()):
        raise ValueError(message("config.no_popularity"))
    return topics


class ContentConfig(Part):
    """Creators' posting and what a note is made of."""

    topics: Annotated[
        dict[Name, TopicConfig], Field(min_length=2, max_length=12), AfterValidator(_check_popularity)
    ] = Field(description="what notes are about, and who likes it")
    notes_per_active_day: float = param(
        "notes per DAU and day",
        0.001,
        0.5,
        "mean publishing rate",
        source="platform_publishers_2023, wang_lectures: >3M notes a day over 100M DAU, .03; lecture .1",
        confidence="medium",
    )
    creator_share: float = param(
        "share of users",
        0.01,
        1.0,
        "users who may publish in a month",
        source="platform_publishers_2023: 80M of 260M MAU",
        confidence="medium",
    )
    rate_log_sd: float = param(
        "log",
        0.0,
        3.0,
        "spread of creators' posting rates",
        source="food_creators_2025: q10 .22, q90 3.0 a week",
        confidence="high",
    )
    rate_follower_exponent: float = param(
        "exponent", 0.0, 1.0, "posting rate by followers", source="design", confidence="low"
    )
    burst: float = param(
        "probability",
        0.0,
        0.9,
        "a note is followed by another on the same day",
        source="food_creators_2025: P(gap < 1 d) = .34",
        confidence="high",
    )
    publish_hours: Annotated[list[Weight], Field(min_length=24, max_length=24), SomeWeight] = several(
        "when in the day notes appear, hour by hour",
        source="food_creators_2025: a vendor's export, smoothed",
        confidence="medium",
    )
    topic_focus: float = param(
        "share", 0.0, 1.0, "notes on the creator's main topic", source="design", confidence="low"
    )
    video_share: float = param("share", 0.0, 1.0, "notes that are videos", source="design", confidence="low")
    quality_creator_sd: float = param(
        "logit", 0.0, 3.0, "spread of skill between creators", source="calibration: sd of ln likes", confidence="low"
    )
    quality_note_sd: float = param(
        "logit", 0.0, 3.0, "spread of notes of one creator", source="calibration: sd of ln likes", confidence="low"
    )
    skill_follower_cap: float = param(
        "followers", 0.0, 1e9, "beyond which skill no longer grows", source="design", confidence="low"
    )
    skill_follower_slope: float = param(
        "logit per ln followers", 0.0, 1.0, "skill rises with followers", source="design", confidence="low"
    )
    style_spread: float = param(
        "cosine", 0.0, 1.0, "size of the within-topic part of a note", source="design", confidence="low"
    )
    resonance_log_sd: float = param(
        "log",
        0.0,
        3.0,
        "notes differ in all acts per click at once",
        source="food_creators_2025: likes and saves correlate .81",
        confidence="medium",
    )
    resonance_load: Annotated[
        dict[Kind, Annotated[float, Field(ge=0.0, le=4.0)]], Field(min_length=4, max_length=4)
    ] = several(
        "how far each act goes with it: above 1, what resonates is saved or shared all the more than it is liked",
        source="calibration, food_creators_2025: saves per like grow from .3 at 5 likes to .8 at 200",
        confidence="medium",
    )
    creator_resonance_share: float = param(
        "share of variance",
        0.0,
        1.0,
        "of that, what is the creator's and lasts from note to note; 0 = every note is by itself",
        source="calibration, food_creators_2025: .47 of the variance of ln likes within a month lies between creators",
        confidence="medium",
    )
    resonance_tail: float = param(
        "log",
        0.0,
        2.0,
        "few notes and creators that everybody reacts to: x^(-1/tail) / 2 of notes have x times the usual acts; 0 = none",
        source="food_creators_2025: ln likes within creators are skewed by 1.1, their kurtosis is 3.6",
        confidence="low",
    )
    creator_kind_log_sd: Annotated[dict[Kind, Share | float], Field(min_length=4, max_length=4)] = several(
        "spread between creators in what their notes invite to (log), beside kind_log_sd between notes",
        source="food_creators_2025: .85, .90, 1.09 against likes",
        confidence="medium",
    )
    kind_log_sd: Annotated[dict[Kind, Share | float], Field(min_length=4, max_length=4)] = several(
        "spread between notes in what they invite to (log)", source="design", confidence="low"
    )
    kind_saturation: Annotated[
        dict[Kind, Annotated[float, Field(ge=0.0, le=10.0)]], Field(min_length=4, max_length=4)
    ] = several(
        "how soon a note can invite to an act no more: at most 1 + 1/x times as much as the usual note; 0 = no end",
        source="calibration, food_creators_2025: ln saves and ln shares per like are skewed to the left, by -1",
        confidence="medium",
    )
    video_kind_effect: Annotated[dict[Kind, float], Field(min_length=4, max_length=4)] = several(
        "what a video invites to more or less than pictures (log)",
        source="food_creators_2025: same creator",
        confidence="high",
    )
    shop_kind_effect: Annotated[dict[Kind, float], Field(min_length=4, max_length=4)] = several(
        "what notes of an account that a brand owns invite to more or less than a creator's (log)",
        source="calibration, note_exports_2026: likes per impression .0010 against .0055; saves and shares by view",
        confidence="medium",
    )
    history_days: int = param(
        "days", 0, 60, "days of notes that exist before day 0", source="design", confidence="choice"
    )
    window_days: int = param(
        "days",
        2,
        60,
        "days that the feed distributes a note",
        source="wang_lectures, trade_feed_window_2022: 30",
        confidence="medium",
    )

    @property
    def popularity(self) -> list[float]:
        """Popularity of each topic, in order; only ratios matter."""
        return [topic.popularity for topic in self.topics.values()]
