"""Advertising: slots, the auction, who bids in it besides the campaign, and creators' own boosts."""

from typing import Annotated, Literal

from pydantic import Field

from ..param import Part, SomeWeight, Weight, param, several
from .names import AgeBand, CityTier, EducationLevel, Purpose, Topic

Billing = Literal["cpm", "cpc", "ocpx"]
Rule = Literal["broad", "taste", "look_alike", "retarget"]


class AdSlotsConfig(Part):
    """Where advertisements stand."""

    load: float = param(
        "share of explore slots",
        0.0,
        0.5,
        "ad load that is aimed at; 0 = none in the feed",
        source="trade_ad_load: 5-8%",
        confidence="low",
    )
    gap: int = param(
        "slots",
        2,
        60,
        "at most one advertisement in so many slots in a row; it bounds the load",
        source="wang_lectures: 1 promo of the platform's own in 9",
        confidence="low",
    )
    search_first: int = param(
        "rank", 1, 60, "first ad rank of a result list", source="trade_search_slots_2022: 3, 13, 23", confidence="low"
    )
    search_gap: int = param(
        "ranks",
        1,
        60,
        "ranks between ads of a result list",
        source="trade_search_slots_2022: 3, 13, 23",
        confidence="low",
    )
    search_most: int = param(
        "ads per result list",
        0,
        60,
        "0 = no ads on search",
        source="trade_search_slots_2022: 3, 13, 23",
        confidence="low",
    )


class AuctionConfig(Part):
    """How a slot is sold: second price on bid times predicted rate."""

    reserve_cpm_cny: float = param(
        "CNY per 1000", 0.0, 1000.0, "least expected price of an impression", source="design", confidence="low"
    )
    frequency_cap: int = param(
        "sessions a day",
        1,
        60,
        "feed sessions of a user in which an advertiser may show an ad (one a session)",
        source="design",
        confidence="low",
    )
    pacing: Literal["none", "throttle", "multiplicative"] = Field(
        description="how budgets last the day: none, taking part less often, or bidding less"
    )
    pace_step: float = param("ratio", 1.0, 100.0, "most that pace changes in a tick", source="design", confidence="low")
    first_pace: float = param(
        "share", 0.01, 1.0, "pace of a new ad, before anything is known", source="design", confidence="low"
    )
    prior_clicks: float = param(
        "expected clicks", 0.1, 1000.0, "shrinkage of an ad's click estimate", source="design", confidence="low"
    )
    prior_ratio: float = param(
        "ratio",
        0.01,
        10.0,
        "clicks of a new ad against an organic note's",
        source="calibration, trade_ad_ctr_2023: ad CTR",
        confidence="low",
    )
    look_alike: float = param(
        "cosine", -1.0, 1.0, "least likeness of estimated taste to past clickers'", source="design", confidence="low"
    )


class BackgroundConfig(Part):
    """Advertisers that are not simulated as brands: each has an ad in the feed, some one on search."""

    per_topic: int = param("advertisers", 0, 64, "of each topic; 0 = none", source="design", confidence="low")
    budget_cny_per_user: float = param(
        "CNY per user and day",
        0.0,
        100.0,
        "daily budgets of all, over users of day 0",
        source="calibration, huxiu_2025: CPM 30; .25 from ad revenue, at all impressions",
        confidence="low",
    )
    budget_log_sd: float = param("log", 0.0, 3.0, "spread of budgets", source="design", confidence="low")
    value_cpm_cny: float = param(
        "CNY per 1000",
        0.0,
        10_000.0,
        "median bid, whatever it is paid by",
        source="calibration, trade_ad_prices: CPM 30; 15-50",
        confidence="low",
    )
    value_log_sd: float = param("log", 0.0, 3.0, "spread of bids", source="design", confidence="low")
    search_cpc_cny: float = param(
        "CNY per click",
        0.0,
        1000.0,
        "median bid on search",
        source="calibration, trade_ad_prices: CPC 3; 2-8",
        confidence="low",
    )
    search_share: float = param(
        "share of advertisers", 0.0, 1.0, "those on search too", source="design", confidence="low"
    )
    search_budget: float = param(
        "share of budget", 0.0, 1.0, "of those, spent on search", source="design", confidence="low"
    )
    billing: Annotated[dict[Billing, Weight], SomeWeight] = Field(description="weights of cpm, cpc and ocpx")
    targeting: Annotated[dict[Rule, Weight], SomeWeight] = Field(
        description="weights of broad, taste and look_alike; retarget needs a brand"
    )
    demographic_share: float = param(
        "share of advertisers", 0.0, 1.0, "those for one gender only", source="design", confidence="low"
    )
    creative_logit: float = param(
        "logit",
        -10.0,
        10.0,
        "an ad's pull against a note of quality 0",
        source="calibration, trade_ad_ctr_2023: ad CTR .027",
        confidence="low",
    )
    creative_sd: float = param("logit", 0.0, 3.0, "spread of it", source="design", confidence="low")
    click_ratio: dict[Topic, Annotated[float, Field(gt=0.0, le=100.0)]] = several(
        "odds of a click by topic against the usual; 1 where left out",
        source="trade_ad_ctr_2023: by category, over .027",
        confidence="low",
    )
    lead_rate: float = param(
        "per click", 0.0, 1.0, "clicks that become what the advertiser wants", source="design", confidence="low"
    )


class BoostConfig(Part):
    """Creators who buy impressions for a note of their own."""

    share: float = param(
        "share of notes", 0.0, 1.0, "notes that their creator boosts", source="design", confidence="low"
    )
    brand_share: float = param(
        "share of notes",
        0.0,
        1.0,
        "the same of notes of an account that a brand owns",
        source="calibration, note_exports_2026: a shop pays for .033 of its impressions",
        confidence="medium",
    )
    by_results: float = param(
        "log odds per ln result",
        0.0,
        5.0,
        "what did well on its first day is boosted rather than what did not; 0 = by lot",
        source="calibration, note_exports_2026: promoted notes are clicked at .112 unpaid, shops' notes at .098",
        confidence="medium",
    )
    label: float = param(
        "logit",
        -3.0,
        3.0,
        "what the mark of a promoted note of one's own, and where it is put, add to a click",
        source="calibration, note_exports_2026: paid over unpaid click rate of the same note 1.18",
        confidence="medium",
    )
    search_label: float = param(
        "logit",
        -3.0,
        3.0,
        "the same among results of search",
        source="calibration, note_exports_2026: paid click rate on search .118",
        confidence="medium",
    )
    search_share: float = param(
        "share of boosts",
        0.0,
        1.0,
        "those placed among results of search, and paid by the click",
        source="design",
        confidence="low",
    )
    search_cpc_cny: float = param(
        "CNY per click", 0.0, 1000.0, "what they bid there", source="trade_ad_prices: 2-8", confidence="low"
    )
    cpm_cny: float = param(
        "CNY per 1000",
        0.1,
        1000.0,
        "fixed price of the impressions",
        source="design, trade_boosts: 15-100",
        confidence="low",
    )
    budget_cny: float = param(
        "CNY", 0.0, 100_000.0, "what one boost may cost", source="trade_boosts: 100", confidence="low"
    )
    days: int = param("days", 1, 30, "time within which it is delivered", source="design", confidence="low")


class AdsConfig(Part):
    """The ad system of the platform."""

    slots: AdSlotsConfig
    auction: AuctionConfig
    background: BackgroundConfig
    boost: BoostConfig


class AdPlanConfig(Part):
    """What a campaign does with advertisements: KOL content, then feed, then search (KFS)."""

    split: Annotated[dict[Purpose, Weight], SomeWeight] = Field(
        description="weights of the campaign's budget: creators, feed ads on their notes, search ads, feed ads on the notes of the brand's own account (own_notes), and tactics by their names"
    )
    after_days: int = param(
        "days", 0, 365, "from the campaign's first day to its first ad", source="brief", confidence="choice"
    )
    days: int = param("days", 1, 365, "days on which ads run", source="brief", confidence="choice")
    notes: int = param(
        "notes",
        1,
        64,
        "sponsored notes, and of the own account's as many, that are amplified, best first",
        source="brief",
        confidence="choice",
    )
    billing: Billing = Field(description="what feed ads pay for: impressions, clicks, or conversions (product visits)")
    targeting: Rule = Field(
        description="who sees feed ads: all, the topic's readers, people like past clickers, or those who met the brand"
    )
    genders: list[Literal["male", "female"]] = Field(description="of whom; empty = all")
    age_bands: list[AgeBand] = Field(description="of whom; empty = all")
    city_tiers: list[CityTier] = Field(description="of whom; empty = all")
    education_levels: list[EducationLevel] = Field(description="of whom; empty = all")
    value_cpm_cny: float = param(
        "CNY per 1000", 0.0, 10_000.0, "feed bid, whatever it is paid by", source="brief", confidence="choice"
    )
    search_cpc_cny: float = param("CNY per click", 0.0, 1000.0, "search bid", source="brief", confidence="choice")
