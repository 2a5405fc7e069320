"""What can be done beside creators and ads. What each may spend stands in the tactics."""

from typing import Annotated, Literal

from pydantic import Field

from ...config.param import Part
from .values import Day, Label, Many, Money, MoneyOrNone, Share, whole_number
from .who import BrandBrief


class PartnerBrief(Part):
    """A brand with which joint notes are published, for the ``joint_notes`` of a tactic's creators' money."""

    brand: BrandBrief
    cost_share: Annotated[Share, Field(le=0.95)] = Field(
        default=0.5, description="of the joint notes, paid by the partner"
    )
    attention: Share = Field(default=0.5, description="of the interest they win, for the brief's own brand")


class MediaBrief(Part):
    """Media outside the platform, before the launch (a warm-up) or during it."""

    kind: Literal["partner", "sponsorship", "warm_up"] = "partner"
    first_day: Day
    last_day: Day
    cpm_cny: Money | None = Field(default=None, description="price of 1000 contacts; left out, usual for the kind")


class ChallengeBrief(Part):
    """A topic challenge: whoever writes about the brand is paid, while there is money."""

    first_day: Day
    last_day: Day
    reward_cny: Money


class CheckInBrief(Part):
    """A check-in: whoever comes back on so many days is paid."""

    first_day: Day
    last_day: Day
    reward_cny: Money
    visits: whole_number(1, 60) = Field(default=4, description="days with a visit")  # type: ignore[valid-type]


class DrawBrief(Part):
    """A draw: whoever writes about the brand has a chance of a prize, drawn on the last day."""

    first_day: Day
    last_day: Day
    prize_cny: Money


class EventBrief(Part):
    """An offline event in a city."""

    city: Label = Field(description="by name", examples=["成都", "Chengdu"])
    day: Day
    places: whole_number(1, 1_000_000)  # type: ignore[valid-type]
    place_cny: Money = 50.0


class GroupBrief(Part):
    """A group of the brand, which lasts as long as its money."""

    first_day: Day
    week_cny: Money = 500.0
    talks_per_week: whole_number(0, 7) = 3  # type: ignore[valid-type]


class LiveBrief(Part):
    """Live sessions that sell the product."""

    days: Annotated[list[Day], Field(min_length=1, max_length=60)]
    hour: whole_number(0, 23) = 20  # type: ignore[valid-type]
    minutes: whole_number(10, 1440) = 120  # type: ignore[valid-type]
    host_followers: Many = Field(default=0.0, description="of the creator who hosts; 0: the brand's own room")
    host_fee_cny: MoneyOrNone = Field(default=0.0, description="per session")
    host_share: Annotated[Share, Field(le=0.9)] = Field(default=0.0, description="of what is sold, to the host")
    discount_share: Annotated[Share, Field(le=0.95)] = 0.0


class PromotionBrief(Part):
    """The product at a lower price for some days."""

    first_day: Day
    last_day: Day
    discount_share: Annotated[Share, Field(gt=0.0, le=0.95)]
    stock_units: whole_number(0, 1_000_000_000) = Field(  # type: ignore[valid-type]
        default=0, description="0: as many as are wanted"
    )


class CouponBrief(Part):
    """Money off for who never bought from the brand: one coupon each, until the last day or the first purchase."""

    first_day: Day
    last_day: Day
    value_cny: Money = Field(description="off the price")
    least_cny: Money | None = Field(default=None, description="price from which it counts; left out, above its value")
    who: Label = Field(default="saved", description="gets one: saved (a note of the brand), interested or aware")


class SurveyBrief(Part):
    """People asked about the brand: visitors and users after an event; the market before a decision in flight."""

    people: whole_number(1, 100_000)  # type: ignore[valid-type]
    answer_cny: Money = Field(default=5.0, description="per answer of the market; those after an event cost nothing")
