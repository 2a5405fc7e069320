"""What a brand does to sell: a price promotion, live sessions."""

from typing import Annotated

from pydantic import Field

from ..param import Part, param
from .names import BrandName, Product


class PromotionConfig(Part):
    """One product at a lower price for some days; ``product: null`` means that nothing is reduced."""

    puts_in = "promotion_days"

    brand: BrandName | None = Field(description="whose product becomes cheaper")
    product: Product | None = Field(description="what becomes cheaper")
    start_day: int = param("day", 0, 3650, "first day at the lower price", source="brief", confidence="choice")
    days: int = param("days", 1, 365, "days at the lower price", source="brief", confidence="choice")
    discount_share: float = param(
        "share of price", 0.0, 0.95, "taken off the list price", source="brief", confidence="choice"
    )
    stock_units: int = param(
        "units",
        0,
        1_000_000_000,
        "for the promotion's days; 0 = as many as are wanted",
        source="brief",
        confidence="choice",
    )


Day = Annotated[int, Field(ge=0, le=3650)]


class LiveConfig(Part):
    """Live sessions of a brand, one product each; ``product: null`` means that nobody is live."""

    puts_in = "live_minutes"

    brand: BrandName | None = Field(description="who is on air")
    product: Product | None = Field(description="what is sold there")
    on_days: list[Day] = Field(description="days with a session")
    hour: int = param("hour", 0, 23, "in which it begins", source="brief", confidence="choice")
    minutes: int = param(
        "minutes", 10, 1440, "length; what is after midnight is left out", source="brief", confidence="choice"
    )
    host_followers: float = param(
        "followers",
        0.0,
        1e9,
        "of the creator who hosts; the nearest of the topic stands in; 0 = the brand's own room",
        source="brief",
        confidence="choice",
    )
    host_fee_cny: float = param("CNY per session", 0.0, 1e9, "to the creator", source="brief", confidence="choice")
    host_share: float = param(
        "share of value",
        0.0,
        0.9,
        "of kept orders, to the creator",
        source="design: .10-.30; no source for the platform",
        confidence="low",
    )
    discount_share: float = param(
        "share of price", 0.0, 0.95, "taken off the list price", source="brief", confidence="choice"
    )
    follower_share: float = param(
        "share",
        0.0,
        1.0,
        "followers of the host (of the brand: who is interested) on the platform that day who are told",
        source="design",
        confidence="low",
    )
    invited_share: float = param(
        "share",
        0.0,
        1.0,
        "users on the platform during the session to whom the room is shown, if their taste is all for the topic",
        source="design",
        confidence="low",
    )
    enter: float = param("logit", -10.0, 10.0, "who is told enters", source="design", confidence="low")
    enter_taste: float = param(
        "logit per squared taste", 0.0, 10.0, "taste for the topic on entering", source="design", confidence="low"
    )
    enter_interest: float = param(
        "logit per interest", 0.0, 10.0, "interest in the brand on entering", source="design", confidence="low"
    )
    arrive_minutes: float = param(
        "minutes",
        0.1,
        600.0,
        "mean delay of a told follower; the others come evenly over the session",
        source="design",
        confidence="low",
    )
    stay_minutes: float = param(
        "minutes", 0.1, 600.0, "mean stay, if the session went on for ever", source="design", confidence="low"
    )
    product_click_rate: float = param(
        "per minute", 0.0, 5.0, "opening the product while watching", source="design", confidence="low"
    )
    order_rate: float = param(
        "per product click",
        0.0,
        1.0,
        "order of who opened the product, at the remembered price and without interest",
        source="design: .01-.05 of those who enter; no source for the platform",
        confidence="low",
    )
    basket_units: float = param(
        "units",
        1.0,
        20.0,
        "mean units of an order",
        source="xinhong_2021, trade_live_orders: order value 341-500 CNY",
        confidence="low",
    )
    refund_share: float = param(
        "share of orders",
        0.0,
        1.0,
        "refunded",
        source="design: .3-.6 in fashion; no source for the platform",
        confidence="low",
    )
