"""How the platform chooses notes and what users do with them."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from ..param import Part, Weight, param, several
from .names import Act, Feature, Format, Kind


class QuotaConfig(Part):
    """Windows of 16 pool slots that a session draws from each retrieval channel."""

    fresh: int = param("windows", 0, 8, "cold start: notes under guarantee", source="design", confidence="low")
    rising: int = param("windows", 0, 8, "notes promoted by the ladder", source="design", confidence="low")
    hot: int = param(
        "windows", 0, 4, "notes promoted twice", source="wang_lectures: hot notes are a channel", confidence="low"
    )
    main: int = param("windows", 0, 8, "all other live notes", source="design", confidence="low")
    exploration: int = param(
        "windows", 0, 4, "a topic at random", source="wang_lectures: about 2% of impressions", confidence="low"
    )
    regional: int = param(
        "windows",
        0,
        4,
        "notes by creators of the user's city",
        source="wang_lectures: geo is a channel",
        confidence="low",
    )
    recent_clicks: int = param(
        "windows",
        0,
        4,
        "item to item: notes like the last clicks, by topic",
        source="wang_lectures: ItemCF is a channel",
        confidence="low",
    )


class LadderConfig(Part):
    """Staged distribution: a guarantee, then promotion by performance."""

    rule: Literal["performance", "ces"] = Field(
        description="what promotes: clicks and engagement against expectation, or CES points per impression"
    )
    guarantee: int = param(
        "impressions", 0, 1000, "impressions a new note is promised", source="wang_lectures: 100", confidence="low"
    )
    guarantee_hours: float = param(
        "hours", 1, 240, "time within which it is promised", source="wang_lectures: 24", confidence="low"
    )
    boost: float = param(
        "score",
        0.0,
        10.0,
        "score added to an undelivered note, decays with delivery",
        source="design",
        confidence="low",
    )
    bar: float = param(
        "log ratio", -3.0, 3.0, "performance against expectation that promotes", source="design", confidence="low"
    )
    bar_step: float = param(
        "log ratio per tenfold impressions", 0.0, 2.0, "the bar rises up the ladder", source="design", confidence="low"
    )
    age_step: float = param(
        "log ratio per ln day",
        0.0,
        5.0,
        "the bar rises with the age of a note, ln(1 + days)",
        source="calibration: concentration of likes at 100k and at 1M users",
        confidence="low",
    )
    hot_step: float = param(
        "log ratio", 0.0, 5.0, "performance above the bar that promotes again", source="design", confidence="low"
    )
    life_days: float = param(
        "days",
        0.2,
        30.0,
        "fast decay of distribution",
        source="food_creators_2025: note life 1.2-1.5",
        confidence="medium",
    )
    slow_life_days: float = param("days", 5.0, 365.0, "slow tail", source="design: 60-90", confidence="low")
    slow_share: float = param("share", 0.0, 1.0, "weight of the slow tail", source="design: .1-.15", confidence="low")


class FeedConfig(Part):
    """Surfaces, ticks, retrieval and re-ranking."""

    ticks: int = param(
        "ticks per day", 1, 24, "times that pools are rebuilt in a day", source="design", confidence="choice"
    )
    following_share: float = param(
        "share of sessions",
        0.0,
        1.0,
        "sessions on the following surface",
        source="trade_reads: 10-11% of reads",
        confidence="low",
    )
    nearby_share: float = param(
        "share of sessions",
        0.0,
        1.0,
        "sessions on the nearby surface",
        source="design: .04 of reads; no figure known",
        confidence="low",
    )
    nearby_windows: int = param(
        "windows", 1, 8, "windows of the user's city that a nearby session reads", source="design", confidence="low"
    )
    users_per_circle: int = param(
        "users",
        100,
        10**9,
        "the part of the market whose promoted notes one user's feed draws from",
        source="design: what is shown does not grow better with the market alone (ADR 0007)",
        confidence="low",
    )
    quota: QuotaConfig
    ladder: LadderConfig
    rerank_rule: Literal["scatter", "mmr", "ssd"] = Field(
        description="diversity: repeats of topic and creator cost, MMR, or sliding spectrum decomposition"
    )
    rerank_window: int = param(
        "slots", 0, 12, "look-back of the diversity rule", source="wang_lectures: MMR window 10", confidence="low"
    )
    rerank_penalty: float = param(
        "score",
        0.0,
        10.0,
        "cost of a repeat (scatter), of full likeness (mmr), of adding nothing (ssd)",
        source="design",
        confidence="low",
    )
    learning_rate: float = param(
        "per click", 0.0, 0.5, "how fast the taste estimate moves", source="design", confidence="low"
    )
    history_clicks: int = param(
        "clicks", 0, 500, "logged clicks known at day 0 of an average user", source="design", confidence="low"
    )
    prediction_intercept: float = param(
        "logit", -12.0, 4.0, "the platform's own click model: level", source="design", confidence="low"
    )
    prediction_slope: float = param(
        "logit per unit affinity", 0.0, 12.0, "the platform's own click model: slope", source="design", confidence="low"
    )
    quality_prior: float = param(
        "expected clicks", 0.1, 100.0, "shrinkage of a note's click estimate", source="design", confidence="low"
    )


Weighed = Annotated[float, Field(ge=-10.0, le=10.0)]
_WEIGHT = {"unit": "weight", "source": "design", "confidence": "choice"}


class RankerConfig(Part):
    """A ranker is data: the features that it weighs, and no others."""

    weights: dict[Feature, Weighed] = Field(
        description="features that the ranker looks at, by name or as package.module.function, and how much each counts",
        json_schema_extra=dict(_WEIGHT),
    )

    @field_validator("weights")
    @classmethod
    def _adds_noise(cls, weights: dict[str, float]) -> dict[str, float]:
        if weights.get("noise", 0.0) < 0:
            raise ValueError(f"noise = {weights['noise']:g} is outside [0, 10] weight")
        return weights


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
            "an act grows rarer with this power of 1 + likes shown: fewer join a long discussion",
            source="calibration, food_creators_2025: comments .64, shares .76 of likes",
            confidence="medium",
        )
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
    dwell_seconds: Annotated[dict[Format, Weight], Field(min_length=2, max_length=2)]
