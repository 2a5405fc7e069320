"""How the platform chooses notes."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from ..messages import message
from ..param import Part, param
from .names import Feature


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


class DeepQuotaConfig(Part):
    """Windows of 16 pool slots that whoever asks again in a session is shown: what did well."""

    fresh: int = param("windows", 0, 4, "cold start: notes under guarantee", source="design", confidence="low")
    rising: int = param("windows", 0, 8, "notes promoted by the ladder", source="design", confidence="low")
    hot: int = param(
        "windows",
        0,
        8,
        "notes promoted twice",
        source="calibration, note_exports_2026: more attention goes to hits, the median note has 1,100 impressions",
        confidence="low",
    )
    wide: int = param("windows", 0, 8, "hot notes on a topic at random", source="design", confidence="low")
    older: int = param(
        "windows",
        0,
        8,
        "hits past the feed's window, from the archive of search; with one request a session none is shown",
        source="calibration, note_exports_2026: .6 of an account's impressions are of notes older than 30 days",
        confidence="medium",
    )
    main: int = param("windows", 0, 8, "all other live notes", source="design", confidence="low")
    exploration: int = param(
        "windows", 0, 4, "all other live notes on a topic at random", source="design", confidence="low"
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
    hot_life: float = param(
        "times",
        1.0,
        100.0,
        "a hot note is kept so many times as long as any other",
        source="calibration, note_exports_2026: .6 of an account's impressions are of notes older than 30 days",
        confidence="low",
    )
    older_share: float = param(
        "share",
        0.0,
        1.0,
        "of the notes past the feed's window that search still finds, how many go on being shown: those that did best",
        source="calibration, note_exports_2026: .6 of an account's impressions are of notes older than 30 days",
        confidence="low",
    )
    acts: float = param(
        "times",
        0.0,
        2.0,
        "what acts per read count beside clicks in what promotes; 1 = as much",
        source="calibration, note_exports_2026: likes per view do not grow with views",
        confidence="medium",
    )
    standing: float = param(
        "log ratio per ln follower",
        -1.0,
        1.0,
        "followers of the creator that promote as performance does: they lift what is shown, not who opens it",
        source="calibration, platform_fairness_2024: small creators' exposure",
        confidence="low",
    )
    luck: float = param(
        "log ratio",
        0.0,
        3.0,
        "spread of what promotes one note rather than another and nobody can tell beforehand; 0 = no luck",
        source="calibration, note_exports_2026: impressions spread by .95, click rates by .37 only",
        confidence="low",
    )
    momentum: float = param(
        "log ratio per ln like",
        0.0,
        2.0,
        "what a note did better than its creator's before it promotes those after it; 0 = no note lifts the next",
        source="calibration, food_creators_2025: notes next to each other are hardly more alike than those apart",
        confidence="medium",
    )
    momentum_days: float = param(
        "days", 0.5, 60.0, "how fast that is over", source="food_creators_2025: within a month", confidence="low"
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
    hot_crossing: float = param(
        "share",
        0.0,
        1.0,
        "how far hot notes cross circles: 0 = each lies in one, 1 = all in a single one, the whole market",
        source="calibration, note_exports_2026: the most shown 1% have .39 of impressions",
        confidence="low",
    )
    quota: QuotaConfig
    deep_quota: DeepQuotaConfig
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
    seen_bits: Literal[512, 1024, 2048, 4096, 8192, 16384, 32768, 65536] = Field(
        description="bits of each of the two generations of a reader's memory of notes shown: a note takes one"
    )
    seen_notes: int = param(
        "notes",
        16,
        10000,
        "notes after which a generation of that memory is over; at a quarter of its bits .39 of others pass for seen",
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
            raise ValueError(message("config.noise_outside", value=weights["noise"]))
        return weights
