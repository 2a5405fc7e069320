"""What a brief contradicts: itself, the market it is tried on, or its own money.

A problem stops the brief; a warning says what will be assumed instead. What the money buys is worked out in ``sums``,
from the very configs that would run.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..actors.tactics.trial import parcel_cny
from ..config import Config, ConfigError
from ..config.messages import message
from ..config.schema import ProductConfig
from ..ingest.quotes import read_quotes, resolve_file
from ..world.columns import MOST_BRANDS
from .arms import ad_days, has_amounts, money_of
from .check_days import day_problems
from .check_tactics import tactic_problems
from .check_use import use_problems
from .days import span_of
from .form import Brief, TacticBrief
from .names import RESERVED, clashes, name_of
from .objectives import objective_problems
from .platform_tactics import SOLD
from .sides import Side, Sides, new_product, newcomers, sides_of, spends


class Finding(NamedTuple):
    """Something that a strategist should know before the brief is tried."""

    kind: Literal["problem", "warning"]
    text: str


def check_brief(brief: Brief, market: Config) -> list[Finding]:
    """Return all that is wrong with a brief, and all that will be assumed.

    Parameters
    ----------
    brief : Brief
        In the market's words, as ``settle`` returns it.
    market : Config
        The market that it would be tried on: its topics, brands, ages, cities and prices.
    """
    sides = sides_of(brief, market)
    problems = [
        *_names(brief),
        *day_problems(brief),
        *_sides(brief, sides, market),
        *objective_problems(brief, sides),
        *use_problems(brief),
        *_tactics(brief, sides, market),
        *_coupon(brief, sides),
        *_money(brief, market),
    ]
    warnings = [] if problems else [*_prices(brief), *_doubts(brief, market)]
    return [
        *(Finding("problem", text) for text in dict.fromkeys(problems)),
        *(Finding("warning", text) for text in warnings),
    ]


def _names(brief: Brief) -> Iterator[str]:
    yield from clashes(brief.tactics)
    if name_of(brief.name) in RESERVED:
        yield message("brief.reserved_name", name=brief.name)


def _sides(brief: Brief, sides: Sides, market: Config) -> Iterator[str]:
    if brief.brand is None and brief.own_account is None:
        yield message("brief.no_brand")
    own, product = sides.own, brief.product
    if product is not None and brief.brand is None:
        yield message("brief.product_of_nobody")
    if brief.brand is not None and own is not None:
        yield from _topic("brand", own, brief.brand.topic, market)
        if product is not None and price_of(brief, own, sides.product) is None:
            yield message("brief.no_price", name=product.name)
    elif own is not None and own.topic is None:
        yield message("brief.no_account_topic")
    if sides.partner is not None and brief.partner is not None:
        yield from _topic("partner.brand", sides.partner, brief.partner.brand.topic, market)
        if own is not None and sides.partner.name == own.name:
            yield message("brief.partner_is_own", label=sides.partner.label)
    n_brands = len(market.brands) + sum(
        path.startswith("+brands.") and path.count(".") == 1 for path in newcomers(brief, sides)
    )
    if n_brands > MOST_BRANDS:
        yield message("brief.many_brands", n_brands=n_brands, most=MOST_BRANDS)
    if product is None:
        for name, tactic in brief.tactics.items():
            asked = [part for part in SOLD if getattr(tactic, part)]
            asked += ["cooperation.trial"] if tactic.cooperation.get("trial", 0.0) > 0 else []
            yield from (message("brief.no_product", name=name, part=part) for part in asked)


def _topic(place: str, side: Side, given: str | None, market: Config) -> Iterator[str]:
    if side.known is None and given is None:
        known = ", ".join(market.brands)
        yield message("brief.unknown_brand", place=place, label=side.label, known=known)
    elif side.known is not None and given is not None and given != side.known.topic:
        yield message("brief.topic_known", place=place, label=side.label, topic=side.known.topic)


def price_of(brief: Brief, own: Side, name: str | None) -> float | None:
    """Return the price of what is sold."""
    known = own.known.products.get(name) if own.known is not None and name is not None else None
    said = brief.product.price_cny if brief.product is not None else None
    return said if said is not None or known is None else known.price_cny


def _tactics(brief: Brief, sides: Sides, market: Config) -> Iterator[str]:
    for name, tactic in brief.tactics.items():
        place = f"tactics.{name}"
        yield from tactic_problems(place, tactic, brief)
        yield from _spend(place, tactic, brief)
        if tactic.spend.creators > 0 and tactic.tiers and not sum(tactic.tiers.values()) > 0:
            yield message("brief.no_tier_paid", place=place, creators=tactic.spend.creators)
        yield from _trials(place, tactic, brief, sides, market)
        is_creators = brief.own_account is not None and brief.own_account.owner == "creator"
        if tactic.spend.own_note_ads > 0 and brief.brand is not None and is_creators:
            yield message("brief.ads_on_creators_account", place=place)


def _spend(place: str, tactic: TacticBrief, brief: Brief) -> Iterator[str]:
    values = [value for _, value in tactic.spend if value > 0]
    total = sum(values)
    if has_amounts(tactic):
        small = [value for value in values if value <= 1.0]
        if small:
            yield message("brief.share_beside_amounts", place=place, small=small[0])
        elif total > brief.budget_cny * 1.000001:
            yield message("brief.spends_too_much", place=place, total=total, budget=brief.budget_cny)
    elif values and abs(total - 1.0) > 0.005:
        yield message("brief.shares_no_whole", place=place, total=total)
    elif values and brief.budget_cny <= 0:
        yield message("brief.no_budget", place=place)
    elif not values and brief.own_account is None and not any(getattr(tactic, part) for part in SOLD):
        yield message("brief.nothing_happens", place=place)


def _trials(place: str, tactic: TacticBrief, brief: Brief, sides: Sides, market: Config) -> Iterator[str]:
    kinds, total = tactic.cooperation, sum(tactic.cooperation.values())
    if kinds and total <= 0:
        yield message("brief.no_kind_paid", place=place)
    elif kinds.get("trial", 0.0) > 0 and tactic.spend.creators > 0:
        room = money_of(tactic, brief)["creators"] * kinds["trial"] / total
        product = _product(brief, sides)
        parcel = parcel_cny(product, market.campaign.tactics["trial"]) if product is not None else 0.0
        if parcel > room:
            yield message("brief.parcel_too_dear", place=place, room=room, parcel=parcel)


def _product(brief: Brief, sides: Sides) -> ProductConfig | None:
    """Return what is sold, as it would be on the market; None without a price."""
    own, product = sides.own, brief.product
    price = price_of(brief, own, sides.product) if own is not None else None
    if own is None or product is None or price is None:
        return None
    known = own.known.products.get(str(sides.product)) if own.known is not None else None
    if known is not None:
        return known.model_copy(update={"price_cny": price})
    return ProductConfig.model_construct(**(new_product(product) | {"price_cny": price}))


def _coupon(brief: Brief, sides: Sides) -> Iterator[str]:
    plan = brief.coupon
    price = price_of(brief, sides.own, sides.product) if sides.own is not None else None
    if plan is None or price is None:
        return
    if plan.least_cny is not None and plan.value_cny >= plan.least_cny:
        yield message("brief.coupon_bounds", least=plan.least_cny, value=plan.value_cny)
    elif price <= plan.value_cny or price < (plan.least_cny or 0.0):
        yield message("brief.coupon_useless", price=price, value=plan.value_cny)


def _money(brief: Brief, market: Config) -> Iterator[str]:
    fee = 1.0 + market.campaign.prices.service_fee_share
    agreed = fee * sum(each.price_cny or 0.0 for each in brief.agreed)
    for name, tactic in brief.tactics.items():
        room = money_of(tactic, brief)["creators"]
        if agreed > room and tactic.spend.creators > 0:
            yield message("brief.agreed_too_dear", name=name, agreed=agreed, room=room, budget=brief.budget_cny)
    if brief.quotes_file is None:
        return
    try:
        quotes = read_quotes(resolve_file(brief.quotes_file, "quotes_file"))
    except ConfigError as error:
        yield from error.problems
        return
    if quotes.price_cny.min() > brief.budget_cny:
        yield message("brief.quotes_too_dear", least=quotes.price_cny.min(), budget=brief.budget_cny)


def _prices(brief: Brief) -> Iterator[str]:
    for each in brief.agreed:
        if each.price_cny is None:
            yield message("brief.agreed_without_price", creator=each.creator, followers=each.followers)
    if brief.quotes_file is None and any(tactic.spend.creators > 0 for tactic in brief.tactics.values()):
        yield message("brief.no_quotes")


def _doubts(brief: Brief, market: Config) -> Iterator[str]:
    span = span_of(brief)
    days = span.after(span.end) - span.after(span.last_note)
    if days < 7 and brief.product is not None and spends(brief):
        yield message("brief.short_tail", days=days)
    for name, tactic in brief.tactics.items():
        needed = ad_days(tactic, market, span)
        left = span.after(span.end) - tactic.ads_after_days + 1
        if tactic.spend.feed_ads + tactic.spend.search_ads + tactic.spend.own_note_ads > 0 and left < needed:
            yield message("brief.ads_too_late", name=name, days=max(left, 0), end=span.end)
