"""One way to spend the money."""

from typing import Annotated, Literal

from pydantic import Field

from ...config.param import Part
from .account import ContentBrief
from .values import Day, Label, Money, MoneyOrShare, Share, Weight, whole_number


class Spend(Part):
    """How a tactic shares out the budget: shares that add up to 1, or amounts in CNY."""

    creators: MoneyOrShare = Field(default=0.0, description="creators' notes")
    feed_ads: MoneyOrShare = Field(default=0.0, description="on the creators' notes")
    search_ads: MoneyOrShare = Field(default=0.0, description="on the creators' notes")
    own_note_ads: MoneyOrShare = Field(default=0.0, description="in the feed, on the own account's notes")
    media: MoneyOrShare = 0.0
    event: MoneyOrShare = 0.0
    group: MoneyOrShare = 0.0
    challenge: MoneyOrShare = 0.0
    check_in: MoneyOrShare = 0.0
    draw: MoneyOrShare = 0.0


class InFlightBrief(Part):
    """Money kept back, and by which rule it is spent while the campaign runs."""

    hold_back: Share = Field(description="of the creators' money")
    day: Day = Field(description="of the decision")
    rule: Label = Field(default="best_tier", description="as_planned, best_tier, boost_best, stop_worst or by_survey")


class TacticBrief(Part):
    """One way to spend the money; what is left out is as usual."""

    spend: Spend = Spend(creators=1.0)
    tiers: dict[Label, Weight] = Field(default={}, description="of the creators' money, by tier")
    cooperation: dict[Label, Weight] = Field(default={}, description="of the creators' money: paid, trial, cocreation")
    choose_by: Label = "audience_fit"
    disclosure: Label = Field(
        default="marketplace", description="of paid notes: marketplace (labelled), outside (not), or gain"
    )
    notes_each: whole_number(1, 8) = Field(default=1, description="paid notes of a creator")  # type: ignore[valid-type]
    keyword_coverage: Share = Field(default=0.0, description="of the topic's words, into paid notes")
    teasers: Share = Field(default=0.0, description="of the creators' money, for notes in the warm-up")
    joint_notes: Share = Field(default=0.0, description="of the creators' money, for notes with the partner")
    in_flight: InFlightBrief | None = None
    targeting: Label = Field(default="taste", description="of feed ads: broad, taste, look_alike or retarget")
    pay_for: Literal["cpm", "cpc", "ocpx"] = Field(default="cpc", description="what feed ads pay for")
    bid_cpm_cny: Money | None = Field(default=None, description="worth of 1000 impressions in the feed")
    bid_cpc_cny: Money | None = Field(default=None, description="worth of a click on search")
    ads_after_days: Annotated[int, Field(ge=0, le=365)] = Field(default=2, description="after the launch")
    live: bool = Field(default=False, description="with the live sessions of the brief")
    promotion: bool = Field(default=False, description="with the promotion of the brief")
    coupon: bool = Field(default=False, description="with the coupons of the brief")
    content: ContentBrief | None = Field(default=None, description="of the own account; left out, as it says itself")
