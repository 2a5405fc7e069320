"""Brands, products and how interest becomes orders."""

from typing import Annotated

from pydantic import Field

from ..param import Name, Part, Weight, param
from .names import BrandName, Topic


class ProductConfig(Part):
    """One product of a brand."""

    en: str
    zh: str
    price_cny: float = param("CNY", 1.0, 100_000.0, "list price", source="brief", confidence="choice")
    margin_share: float = param("share of price", 0.0, 1.0, "gross margin", source="design", confidence="low")
    appeal: float = param("logit", -5.0, 5.0, "product quality as buyers see it", source="design", confidence="low")


class BrandConfig(Part):
    """An advertiser: products and where it stands at day 0."""

    en: str
    zh: str
    topic: Topic
    products: Annotated[
        dict[Name, ProductConfig],
        Field(max_length=8, description="what it sells; nothing, of who only wants to be known"),
    ]
    aware_share: float = param("share of users", 0.0, 1.0, "aware at day 0", source="design", confidence="low")
    mention_share: float = param(
        "share of the topic's notes",
        0.0,
        0.5,
        "organic notes that mention the brand",
        source="design",
        confidence="low",
    )


class ReviewsConfig(Part):
    """What buyers write, and what it does to those who read it."""

    share: float = param(
        "share of buyers", 0.0, 1.0, "who review what they bought; 0 = no reviews", source="design", confidence="low"
    )
    after_days: int = param("days", 1, 60, "from the order to the review", source="design", confidence="low")
    usual_stars: float = param(
        "stars",
        1.0,
        5.0,
        "given to a product of appeal 0 that came in time; a new product counts as this",
        source="design",
        confidence="low",
    )
    quality_stars: float = param(
        "stars per logit", 0.0, 4.0, "added for the product's appeal", source="design", confidence="low"
    )
    sd_stars: float = param("stars", 0.0, 3.0, "spread between reviewers", source="design", confidence="low")
    late_share: float = param("share of orders", 0.0, 1.0, "delivered late", source="design", confidence="low")
    late_stars: float = param("stars", 0.0, 4.0, "lost by a late delivery", source="design", confidence="low")
    prior: float = param(
        "reviews",
        0.1,
        10_000.0,
        "of the usual stars, as which a reader counts what nobody reviewed yet",
        source="design",
        confidence="low",
    )
    effect: float = param(
        "logit per star",
        0.0,
        5.0,
        "mean stars shown on the choice of product",
        source="design, chevalier_2006: the sign",
        confidence="low",
    )


class ThirdPartyConfig(Part):
    """Shops of merchants, where some brands are sold instead of in their own."""

    brands: list[BrandName] = Field(description="those sold by third parties; the others have shops of their own")
    commission_share: float = param(
        "share of GMV", 0.0, 0.5, "platform's commission", source="platform_fees_2025: 2-5%", confidence="medium"
    )
    payment_fee_share: float = param(
        "share of GMV",
        0.0,
        0.1,
        "platform's service fee on payments",
        source="platform_fees_2025: .6%",
        confidence="medium",
    )
    merchant_share: float = param("share of GMV", 0.0, 0.9, "kept by the merchant", source="design", confidence="low")
    trust: float = param(
        "logit",
        -5.0,
        5.0,
        "on the choice of product, and ln on the cart rate, against the brand's own shop",
        source="design",
        confidence="low",
    )


class CommerceConfig(Part):
    """The way from a note to an order."""

    need_days: float = param(
        "days", 1.0, 1000.0, "mean days between needs of a buyer of the topic", source="design", confidence="low"
    )
    awareness_rate: float = param(
        "per impression", 0.0, 1.0, "an impression makes aware", source="design", confidence="low"
    )
    interest_click: float = param("interest", 0.0, 5.0, "a click adds", source="design", confidence="low")
    interest_engage: float = param(
        "interest", 0.0, 5.0, "a like, save or comment adds", source="design", confidence="low"
    )
    interest_cap: float = param("interest", 0.1, 20.0, "interest saturates at", source="design", confidence="low")
    interest_days: float = param("days", 1.0, 365.0, "memory of interest", source="design", confidence="low")
    stage_interest: Annotated[list[Weight], Field(min_length=2, max_length=2)] = Field(
        description="interest from which somebody is interested, and deeply"
    )
    visit_rate: float = param(
        "per click", 0.0, 1.0, "click on a brand's note opens the product", source="design", confidence="low"
    )
    choice_interest: float = param(
        "logit per interest", 0.0, 5.0, "interest on the choice of brand", source="design", confidence="low"
    )
    choice_price: float = param("logit per ln price", 0.0, 10.0, "price sensitivity", source="design", confidence="low")
    price_reference_cny: float = param(
        "CNY", 1.0, 100_000.0, "price at which price plays no part", source="design", confidence="low"
    )
    choice_outside: float = param(
        "logit", -10.0, 10.0, "pull of brands not simulated", source="design", confidence="low"
    )
    cart_rate: float = param(
        "per visit", 0.0, 1.0, "visit puts into the cart, at reference", source="design", confidence="low"
    )
    order_rate: float = param(
        "per cart",
        0.0,
        1.0,
        "cart becomes an order",
        source="huxiu_2025: conversion .7-1.2% of visits",
        confidence="low",
    )
    need_boost: float = param(
        "ratio", 1.0, 50.0, "how much likelier a needed visit carts", source="design", confidence="low"
    )
    visit_fit: float = param(
        "power",
        0.0,
        3.0,
        "a visit from a note carts less the seldomer its reader has needs of the topic; 0 = all alike",
        source="design: reach without fit brings few orders",
        confidence="low",
    )
    leak_share: float = param(
        "share of orders",
        0.0,
        1.0,
        "bought in another shop",
        source="design, huxiu_2025: large; .5-.95",
        confidence="low",
    )
    refund_share: float = param(
        "share of orders", 0.0, 1.0, "refunded", source="design: no source for the platform", confidence="low"
    )
    repurchase_days: float = param("days", 0.0, 365.0, "pause after an order", source="design", confidence="low")
    recommend_share: float = param(
        "share of buyers", 0.0, 1.0, "recommend the brand", source="design", confidence="low"
    )
    recommend_mention: float = param(
        "ratio", 1.0, 100.0, "buyers who recommend mention the brand more", source="design", confidence="low"
    )
    attribution_days: int = param("days", 1, 90, "window of last-touch attribution", source="design", confidence="low")
    commission_share: float = param(
        "share of GMV", 0.0, 0.3, "platform's commission", source="platform_fees_2025: 2-5%", confidence="medium"
    )
    payment_fee_share: float = param(
        "share of GMV",
        0.0,
        0.1,
        "platform's service fee on payments in own shops",
        source="platform_fees_2025: .6%, remitted at first",
        confidence="medium",
    )
    affiliate_share: float = param(
        "share of value",
        0.0,
        0.9,
        "of attributed orders that are kept, paid to the creators of the brand's sponsored notes",
        source="design: .10-.30; no source for the platform",
        confidence="low",
    )
    deal_choice: float = param(
        "logit per ln price",
        0.0,
        10.0,
        "a price below the remembered one on the choice of product",
        source="design, winer_1986: the sign",
        confidence="low",
    )
    deal_cart: float = param(
        "ln rate per ln price",
        0.0,
        10.0,
        "a price below the remembered one on the cart rate",
        source="design, bijmolt_2005: elasticities near -2.6 in all",
        confidence="low",
    )
    deal_loss: float = param(
        "ratio",
        0.0,
        10.0,
        "weight of a price above the remembered one against one below",
        source="hardie_1993: about 1.7",
        confidence="low",
    )
    reference_memory: float = param("days", 0.5, 365.0, "memory of past prices", source="design", confidence="low")
    reviews: ReviewsConfig
    third_party: ThirdPartyConfig
