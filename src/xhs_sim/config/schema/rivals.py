"""Rivals: brands that publish and bid day after day, and what they do when a campaign grows loud."""

from typing import Annotated

from pydantic import Field

from ..param import Part, SomeWeight, Weight, param
from .ads import Billing, Rule
from .disclosure import Choice
from .names import BrandName, Tier


class RivalAdsConfig(Part):
    """What a rival spends on ads for its paid notes, every day."""

    feed_cny_per_day: float = param(
        "CNY per day", 0.0, 1e7, "budget of feed ads; 0 = none", source="brief", confidence="choice"
    )
    search_cny_per_day: float = param(
        "CNY per day", 0.0, 1e7, "budget of search ads; 0 = none", source="brief", confidence="choice"
    )
    conquest: list[BrandName] = Field(
        description="brands on whose names it bids on search, besides its topic and its own name"
    )
    notes: int = param("notes", 1, 64, "of its paid notes that ads show, best first", source="design", confidence="low")
    billing: Billing = Field(description="what feed ads pay for: impressions, clicks, or conversions (product visits)")
    targeting: Rule = Field(
        description="who sees feed ads: all, the topic's readers, people like past clickers, or those who met the brand"
    )
    value_cpm_cny: float = param(
        "CNY per 1000",
        0.0,
        10_000.0,
        "feed bid, whatever it is paid by",
        source="calibration, trade_ad_prices: as background advertisers, CPM 30; 15-50",
        confidence="low",
    )
    search_cpc_cny: float = param(
        "CNY per click",
        0.0,
        1000.0,
        "search bid",
        source="calibration, trade_ad_prices: as background advertisers, CPC 3; 2-8",
        confidence="low",
    )


class AnswerConfig(Part):
    """What a rival does when the campaign grows loud: more of all that it does anyway."""

    strength: float = param(
        "factor per share of voice",
        0.0,
        20.0,
        "what notes, ad budgets and bids rise by for all of the topic's brand impressions, won; 0 = no answer",
        source="design: off, as no source tells the size",
        confidence="low",
    )
    days: int = param(
        "days", 1, 90, "over which it takes the campaign's share of voice", source="design", confidence="low"
    )
    lag_days: int = param("days", 0, 90, "from what it saw to its answer", source="design", confidence="low")
    most: float = param("ratio", 1.0, 20.0, "most that it raises anything to", source="design", confidence="low")
    purse_cny: float = param(
        "CNY", 0.0, 1e9, "what all its answers in a run may cost", source="brief", confidence="choice"
    )


class RivalConfig(Part):
    """The standing activity of a brand that is not the campaign's, from day 0 on; all of it at 0 = a passive brand."""

    puts_in = "spend"

    notes_per_week: float = param(
        "notes per week",
        0.0,
        700.0,
        "paid notes by creators on the brand's topic; 0 = none",
        source="brief",
        confidence="choice",
    )
    tier_shares: Annotated[dict[Tier, Weight], SomeWeight] = Field(
        description="of these notes, by tier of their creators: koc, junior, waist, head"
    )
    quality_effect: float = param(
        "logit", -3.0, 3.0, "briefed notes against the creator's own", source="design", confidence="low"
    )
    disclosure: Choice = Field(
        description="how its paid notes come about: marketplace, outside or gain, weighed as campaign.disclosure does"
    )
    ads: RivalAdsConfig
    answer: AnswerConfig
