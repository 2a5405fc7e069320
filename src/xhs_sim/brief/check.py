"""What a brief contradicts: itself, the market it is tried on, or its own money.

A problem stops the brief; a warning says what will be assumed instead.
"""

import difflib
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from ..config import Config, ConfigError
from ..config.schema import COOPERATIONS, ProductConfig
from ..ingest.quotes import read_quotes, resolve_file
from ..strategies.campaign.cooperation import parcel_cny
from ..strategies.content.rhythm import RHYTHMS
from ..strategies.kol.select import SELECTORS
from ..world.ads import RULES
from ..world.columns import GENDERS
from .experiment import new_product
from .schema import AgreedBrief, Brief, ContentBrief, TacticBrief


class Finding(NamedTuple):
    """Something that a strategist should know before the brief is tried."""

    kind: Literal["problem", "warning"]
    text: str


def check_brief(brief: Brief, base: Config) -> list[Finding]:
    """Return all that is wrong with a brief, and all that will be assumed.

    Parameters
    ----------
    base : Config
        The market that it would be tried on: its topics, brands, ages, cities and prices.
    """
    problems = (
        _calendar(brief), _words(brief, base), _brand(brief, base), _tactics(brief, base), _own_account(brief, base),
        _money(brief, base),
    )
    warnings = _prices(brief), _doubts(brief, base)
    return [
        *(Finding("problem", text) for kind in problems for text in kind),
        *(Finding("warning", text) for kind in warnings for text in kind),
    ]


def _calendar(brief: Brief) -> Iterator[str]:
    calendar = brief.calendar
    if calendar.last_day < calendar.first_day:
        yield (
            f"calendar: last_day {calendar.last_day} is before first_day {calendar.first_day}: swap the two, or move "
            "one of them"
        )
    elif calendar.watch_until < calendar.last_day:
        yield (
            f"calendar: watch_until {calendar.watch_until} is before last_day {calendar.last_day}: results come after "
            "the notes, so watch at least as long as notes appear"
        )
    for agreed in brief.agreed:
        if not calendar.first_day <= agreed.day <= max(calendar.last_day, calendar.first_day):
            yield (
                f"agreed creator {agreed.creator}: publishes on {agreed.day}, outside the campaign "
                f"({calendar.first_day} to {calendar.last_day})"
            )
    yield from _exclusives(brief.agreed)


def _exclusives(agreed: Sequence[AgreedBrief]) -> Iterator[str]:
    for each in agreed:
        if (each.exclusive_from is None) != (each.exclusive_until is None):
            yield f"agreed creator {each.creator}: an exclusive needs exclusive_from and exclusive_until"
        elif each.exclusive_from and each.exclusive_until and each.exclusive_until < each.exclusive_from:
            yield (
                f"agreed creator {each.creator}: exclusive_until {each.exclusive_until} is before exclusive_from "
                f"{each.exclusive_from}"
            )
    terms = [
        (each.creator, each.exclusive_from, each.exclusive_until)
        for each in agreed if each.exclusive_from is not None and each.exclusive_until is not None
    ]  # fmt: skip
    for (creator, begins, ends), (other, others_begin, others_end) in combinations(terms, 2):
        first, last = max(begins, others_begin), min(ends, others_end)
        if creator == other and first <= last:
            yield (
                f"agreed creator {creator}: two exclusive contracts overlap from {first} to {last}: end the first "
                "before the second begins, or keep one of them"
            )


def _words(brief: Brief, base: Config) -> Iterator[str]:
    people, topics, topic = base.population, list(base.content.topics), brief.brand.topic
    for place, given, known in (
        ("audience.topics", brief.audience.topics, topics),
        ("audience.genders", brief.audience.genders, GENDERS),
        ("audience.age_bands", brief.audience.age_bands, list(people.age_bands)),
        ("audience.city_tiers", brief.audience.city_tiers, list(people.city_tiers)),
        ("brand.topic", [] if topic is None else [topic], topics),
    ):
        for word in given:
            if word not in known:
                yield unknown(place, word, known)


def unknown(place: str, word: str, known: Sequence[str]) -> str:
    """Say that a word is not known, and which one may have been meant."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"{place}: {word!r} is not known ({hint}known: {', '.join(known)})"


def _brand(brief: Brief, base: Config) -> Iterator[str]:
    brand, product = base.brands.get(brief.brand.name), brief.product
    if brand is None and brief.brand.topic is None:
        yield (
            f"brand: the market does not know {brief.brand.name!r}; say its topic (known brands: "
            f"{', '.join(base.brands)})"
        )
    if (brand is None or product.name not in brand.products) and product.price_cny is None:
        yield f"product.price_cny is missing: nobody can buy {product.name} without a price"


def _tactics(brief: Brief, base: Config) -> Iterator[str]:
    for name, tactic in brief.tactics.items():
        yield from _tactic(f"tactics.{name}", tactic, base, brief.own_account is not None)
        yield from _cooperation(f"tactics.{name}", tactic, brief, base)


def _tactic(place: str, tactic: TacticBrief, base: Config, may_save: bool) -> Iterator[str]:
    spend = tactic.spend
    total = spend.creators + spend.feed_ads + spend.search_ads
    if abs(total - 1.0) > 0.005 and not (may_save and total == 0.0):
        yield f"{place}.spend adds up to {total:g}: creators, feed_ads and search_ads must share out the whole, 1"
    tiers = list(base.campaign.tier_shares)
    for tier in tactic.tiers:
        if tier not in tiers:
            yield unknown(f"{place}.tiers", tier, tiers)
    if spend.creators > 0 and tactic.tiers and not sum(tactic.tiers.values()) > 0:
        yield f"{place}.tiers: creators get {spend.creators:.0%} of the budget, but no tier gets any of it"
    if tactic.choose_by not in SELECTORS:
        yield unknown(f"{place}.choose_by", tactic.choose_by, list(SELECTORS))
    if tactic.targeting not in RULES:
        yield unknown(f"{place}.targeting", tactic.targeting, RULES)
    if spend.creators == 0 and spend.feed_ads > 0:
        yield f"{place}.spend: feed ads show creators' notes; without creators there is nothing to show"


def _cooperation(place: str, tactic: TacticBrief, brief: Brief, base: Config) -> Iterator[str]:
    kinds, total = tactic.cooperation, sum(tactic.cooperation.values())
    for kind in kinds:
        if kind not in COOPERATIONS:
            yield unknown(f"{place}.cooperation", kind, COOPERATIONS)
    if not kinds:
        return
    if total <= 0:
        yield f"{place}.cooperation: no kind gets any of the creators' money; leave it out for paid notes alone"
    elif tactic.spend.creators == 0:
        yield f"{place}.cooperation shares out the creators' money, but spend.creators is 0"
    elif kinds.get("trial", 0.0) > 0:
        room = brief.budget_cny * tactic.spend.creators * kinds["trial"] / total
        product = _product(brief, base)
        parcel = parcel_cny(product, base.campaign.contract.trial) if product is not None else 0.0
        if parcel > room:
            yield (
                f"{place}.cooperation: products on trial get {room:,.0f} CNY, but one parcel costs {parcel:,.0f}: give "
                "them more of the creators' money, or leave them out"
            )


def _product(brief: Brief, base: Config) -> ProductConfig | None:
    """Return what is sold, as it would be on the market; None without a price."""
    brand, name = base.brands.get(brief.brand.name), brief.product.name
    known = brand.products.get(name) if brand is not None else None
    if known is not None:
        return known.model_copy(update={"price_cny": brief.product.price_cny or known.price_cny})
    if brief.product.price_cny is None:
        return None
    return ProductConfig.model_construct(**new_product(brief.product))


def _own_account(brief: Brief, base: Config) -> Iterator[str]:
    own, topics = brief.own_account, list(base.content.topics)
    if own is None:
        if brief.objective.kind == "followers":
            yield "objective: followers are an account's; say whose under own_account (owner, followers, content)"
        for name, tactic in brief.tactics.items():
            if tactic.content is not None:
                yield f"tactics.{name}.content: there is no own_account that could publish it"
        return
    if own.topic is not None and own.topic not in topics:
        yield unknown("own_account.topic", own.topic, topics)
    contents = {"own_account.content": own.content}
    contents |= {f"tactics.{name}.content": t.content for name, t in brief.tactics.items() if t.content is not None}
    for place, content in contents.items():
        yield from _content(place, content, topics)


def _content(place: str, content: ContentBrief, topics: Sequence[str]) -> Iterator[str]:
    if content.rhythm not in RHYTHMS:
        yield unknown(f"{place}.rhythm", content.rhythm, list(RHYTHMS))
    for topic in content.topics:
        if topic not in topics:
            yield unknown(f"{place}.topics", topic, topics)


def _money(brief: Brief, base: Config) -> Iterator[str]:
    fee = 1.0 + base.campaign.prices.service_fee_share
    agreed = fee * sum(each.price_cny or 0.0 for each in brief.agreed)
    for name, tactic in brief.tactics.items():
        room = brief.budget_cny * tactic.spend.creators
        if agreed > room:
            yield (
                f"tactics.{name}: agreed creators cost {agreed:,.0f} CNY with the marketplace's fee, but creators have "
                f"{room:,.0f} of the {brief.budget_cny:,.0f} CNY: raise the budget or creators' share, or agree on less"
            )
    if brief.quotes_file is not None:
        try:
            quotes = read_quotes(resolve_file(brief.quotes_file, "quotes_file"))
        except ConfigError as error:
            yield from error.problems
        else:
            if quotes.price_cny.min() > brief.budget_cny:
                yield (
                    f"quotes_file: the cheapest quote, {quotes.price_cny.min():,.0f} CNY, is over the budget of "
                    f"{brief.budget_cny:,.0f} CNY"
                )


def _prices(brief: Brief) -> Iterator[str]:
    for each in brief.agreed:
        if each.price_cny is None:
            yield f"agreed creator {each.creator}: no price; assumed is the law's for {each.followers:,.0f} followers"
    if brief.quotes_file is None:
        yield "no quotes_file: all creators' prices are those of the price law (low confidence)"


def _doubts(brief: Brief, base: Config) -> Iterator[str]:
    days = (brief.calendar.watch_until - brief.calendar.last_day).days
    if 0 <= days < 7:
        yield f"calendar: {days} days are watched after the last notes; sales come later, so watch a week or more"
    for name, tactic in brief.tactics.items():
        left = (brief.calendar.watch_until - brief.calendar.first_day).days - tactic.ads_after_days
        if tactic.spend.feed_ads + tactic.spend.search_ads > 0 and left < base.campaign.ads.days:
            yield f"tactics.{name}: ads have {max(left, 0)} days until watch_until, and may not spend their money"
