"""What a tactic's money buys, purpose by purpose, in a market of its size."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from ..config import Config
from ..config.schema import PopulationConfig
from ..records.money import cny_of, units_for
from ..strategies.alliance.joint import has_partner, joint_money, solo_plan
from ..strategies.campaign.cooperation import parcel_cny
from ..strategies.campaign.launch import series_days
from ..strategies.campaign.money import agreed_fen, budget_fen, creator_money
from .capacity import TierStock, stock_of
from .measured import measured
from .words import vocabulary

SPARE = 1.1  # money beyond what there is that may be an error of the sum
MANY_CONTACTS = 100.0  # of media, per head


class Bought(NamedTuple):
    """One purpose of a tactic's money."""

    place: str
    text: str
    money_cny: float = 0.0
    takes_cny: float | None = None  # what a market of this size can take; None: any sum
    why: str = ""
    problem: str = ""  # why it cannot be, whatever the market
    doubt: str = ""


def purchases(label: str, config: Config) -> Iterator[Bought]:
    """Yield what a tactic's config buys."""
    if config.campaign.brand is None or config.campaign.budget_cny <= 0:
        return
    place = f"tactics.{label}"
    yield from _creators(place, config)
    yield from _joint(place, config)
    yield from _ads(place, config)
    yield from _parts(place, config)


def _creators(place: str, config: Config) -> Iterator[Bought]:
    plan = solo_plan(config.campaign, config.alliance)
    burst, trial, cocreation, teaser, held, _ = (float(cny_of(fen)) for fen in creator_money(plan))
    stock, tiers, owed = stock_of(plan, config.graph), plan.tier_shares, float(cny_of(agreed_fen(plan)))
    if owed > burst:
        problem = (
            f"{place}: agreed creators cost {owed:,.0f} CNY with the fee, and paid notes of the launch have "
            f"{burst:,.0f} CNY"
        )
        yield Bought(place, "", problem=problem)
        return
    notes = len(series_days(plan.contract))
    paid = max(burst + cocreation + held - owed, 0.0)
    if plan.in_flight.rule in ("boost_best", "by_survey", "none"):
        paid -= held
    if teaser > 0:
        yield _tier(f"{place}.teasers", "koc", teaser, stock["koc"], config, notes)
    total = sum(tiers.values())
    for tier, weight in tiers.items():
        if weight > 0 and paid > 0:
            yield _tier(f"{place}: {tier}", tier, paid * weight / total, stock[tier], config, notes)
    if trial > 0 and plan.brand is not None and plan.product is not None:
        product = config.brands[plan.brand].products[plan.product]
        parcel, most = parcel_cny(product, plan.contract.trial), 0.0
        for tier, weight in plan.contract.trial.tiers.items():
            most += stock[tier].share * config.population.n_users * plan.max_share_of_tier if weight > 0 else 0.0
        number = f"{trial / parcel:,.0f} parcels of {parcel:,.0f} CNY"
        text = f"{place}: products on trial: {trial:,.0f} CNY are {number}"
        yield Bought(f"{place}.cooperation.trial", text, trial, most * parcel, f"{most:,.0f} creators to send them to")


def _tier(place: str, tier: str, money: float, stock: TierStock, config: Config, notes: int) -> Bought:
    """Return what a tier's money buys."""
    there = stock.share * config.population.n_users
    most = there * config.campaign.max_share_of_tier
    each = stock.mean_cny * notes
    hired = min(money / each, most)
    text = (
        f"{place}: {money:,.0f} CNY buy about {_about(hired * notes)} notes of {stock.mean_cny:,.0f} CNY, by "
        f"{_about(hired)} of {_about(there)} creators of {tier}"
    )
    least = stock.least_cny * notes
    if money < least:
        problem = (
            f"{place}: {money:,.0f} CNY buy nothing: the smallest of {tier} asks about {least:,.0f} CNY"
            f"{f' for {notes} notes' if notes > 1 else ''} with the marketplace's fee (tiers chooses others)"
        )
        return Bought(place, text, problem=problem)
    why = f"{_about(there)} creators of {tier}, {_about(most)} of whom can be hired, at {each:,.0f} CNY"
    return Bought(place, text, money, most * each, why)


def _about(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:,.1f}"


def _joint(place: str, config: Config) -> Iterator[Bought]:
    plan, alliance = config.campaign, config.alliance
    if not has_partner(alliance):
        return
    money, stock = float(cny_of(joint_money(plan, alliance).whole)), stock_of(plan, config.graph)
    used = {tier: weight for tier, weight in plan.tier_shares.items() if weight > 0}
    part = min(money / 2.0 * weight / sum(used.values()) / stock[tier].least_cny for tier, weight in used.items())
    here = f"{place}.joint_notes"
    text = (
        f"{here}: {money:,.0f} CNY of both brands ({alliance.cost_share:.0%} the partner's), half for creators of each "
        "side's topics"
    )
    sides = [config.brands[str(brand)].topic for brand in (plan.brand, alliance.partner)]
    shares = [config.content.topics[topic].popularity for topic in sides]
    on_topic = min(shares) / sum(topic.popularity for topic in config.content.topics.values())
    takes = 2.0 * on_topic * sum(
        stock[tier].share * config.population.n_users * plan.max_share_of_tier * stock[tier].mean_cny for tier in used
    )  # fmt: skip
    problem = f"{here}: {money:,.0f} CNY are too little for one note of each tier on each side" if part < 1.0 else ""
    yield Bought(here, text, money, takes, f"creators of {sides[0]} and of {sides[1]}", problem)


def _ads(place: str, config: Config) -> Iterator[Bought]:
    plan, n_users = config.campaign.ads, config.population.n_users
    last = config.campaign.start_day + plan.after_days + plan.days
    days = max(min(last, config.n_days) - config.campaign.start_day - plan.after_days, 0)
    rates = measured().ads_placed
    bid = plan.value_cpm_cny
    shown = rates.at(bid, is_broad=plan.targeting == "broad") * n_users * days
    for purpose, what in (("feed", "feed_ads"), ("own_notes", "own_note_ads"), ("search", "search_ads")):
        money = float(cny_of(budget_fen(config.campaign, purpose)))
        if money <= 0:
            continue
        here = f"{place}.spend.{what}"
        if purpose == "search":
            yield Bought(here, f"{here}: {money:,.0f} CNY are {money / plan.search_cpc_cny:,.0f} clicks at the bid of "
                         f"{plan.search_cpc_cny:g} CNY")  # fmt: skip
            continue
        takes = shown * bid * rates.paid[plan.billing] / 1000.0
        text = (
            f"{here}: {money:,.0f} CNY are {1000 * money / max(bid, 1e-9):,.0f} impressions at {bid:g} CNY per 1000; "
            f"{days} days of {n_users:,} users hold about {shown:,.0f} for one brand"
        )
        why = f"{shown:,.0f} impressions in {days} days, targeting {plan.targeting}, at {bid:g} CNY per 1000"
        yield Bought(here, text, money, takes, why)


def _parts(place: str, config: Config) -> Iterator[Bought]:
    """Yield what media, event, group and rewards get for their money."""
    plan, n_users = config.campaign, config.population.n_users
    money = {what: float(cny_of(budget_fen(plan, what))) for what in ("media", "event", "community", "rewards")}
    if money["media"] > 0:
        inside = 1000.0 * money["media"] / plan.media.cpm_cny * plan.media.inside_share
        text = f"{place}.spend.media: {money['media']:,.0f} CNY are {inside:,.0f} contacts with people of the market"
        takes = MANY_CONTACTS * n_users * plan.media.cpm_cny / 1000.0 / max(plan.media.inside_share, 1e-9)
        yield Bought(
            f"{place}.spend.media", text, money["media"], takes, f"{MANY_CONTACTS:g} contacts a head are the most"
        )
    if money["event"] > 0:
        yield _event(f"{place}.spend.event", money["event"], config)
    if money["community"] > 0:
        yield _group(f"{place}.spend.group", money["community"], config)
    if money["rewards"] > 0:
        yield _rewards(f"{place}.spend.{plan.participation.kind}", money["rewards"], config)


def _event(here: str, money: float, config: Config) -> Bought:
    plan, people = config.campaign.event, config.population
    whole, n_bought = plan.places * plan.place_cny, units_for(money, plan.place_cny)
    there, name = people.n_users * _city_share(plan.city, people), _city_name(plan.city, config)
    places = min(n_bought, plan.places)
    text = f"{here}: {money:,.0f} CNY buy {places:,} places; about {there:,.0f} of the market live in {name}"
    if n_bought < 1:
        return Bought(here, text, problem=f"{here}: {money:,.0f} CNY buy no place: one costs {plan.place_cny:,.0f} CNY")
    if money > SPARE * whole:
        problem = (
            f"{here}: {money:,.0f} CNY, but {plan.places:,} places at {plan.place_cny:g} CNY cost {whole:,.0f}: the "
            "rest stays unspent; spend less, or have more places"
        )
        return Bought(here, text, problem=problem)
    most, doubt = there * plan.come_interested, ""
    if n_bought > most:
        doubt = f"{here}: {n_bought:,} places, and were all of {name} interested, about {most:,.0f} would come"
    return Bought(here, text, doubt=doubt)


def _city_share(number: int, people: PopulationConfig) -> float:
    """Return the share of users who live in a city."""
    whole = sum(people.city_tiers.values())
    shares = [
        people.city_tiers[tier] / whole * size / sum(sizes) for tier, sizes in people.cities.items() for size in sizes
    ]
    return shares[number] if number < len(shares) else 0.0


def _city_name(number: int, config: Config) -> str:
    named = vocabulary("cities", config)
    return str(named[number]) if number < len(named) else f"city {number}"


def _group(here: str, money: float, config: Config) -> Bought:
    plan = config.campaign.community
    weeks = units_for(money, plan.week_cny)
    last = config.campaign.start_day + plan.after_days
    most = max(math.ceil((config.n_days - last) / 7), 0)
    text = f"{here}: {money:,.0f} CNY keep the group for {weeks} weeks"
    if weeks < 1:
        return Bought(
            here, text, problem=f"{here}: {money:,.0f} CNY are less than a week of the group, {plan.week_cny:,.0f} CNY"
        )
    if weeks > most:
        problem = (
            f"{here}: {money:,.0f} CNY keep the group for {weeks} weeks, and only {most} are watched: the rest stays "
            f"unspent; {most * plan.week_cny:,.0f} CNY are enough"
        )
        return Bought(here, text, problem=problem)
    return Bought(here, text)


def _rewards(here: str, money: float, config: Config) -> Bought:
    plan, n_users = config.campaign.participation, config.population.n_users
    each, what = (plan.prize_cny, "prizes") if plan.kind == "draw" else (plan.reward_cny, "rewards")
    number = units_for(money, each)
    text = f"{here}: {money:,.0f} CNY are {number:,} {what} of {each:g} CNY, for {n_users:,} users"
    if number < 1:
        return Bought(here, text, problem=f"{here}: {money:,.0f} CNY hold none of its {what} of {each:,.0f} CNY")
    return Bought(here, text, money, each * n_users, f"one of {each:g} CNY for everybody")
