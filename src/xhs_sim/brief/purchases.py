"""What a tactic's money buys, purpose by purpose, in a market of its size."""

from collections.abc import Iterator

import numpy as np

from ..actors.tactics.trial import parcel_cny
from ..config import Config
from ..config.messages import message
from ..records.money import cny_of
from ..strategies.alliance.partners import has_partner, joint_money, solo_plan
from ..strategies.campaign.launch import series_days
from ..strategies.campaign.money import agreed_fen, budget_fen, creator_money
from ..strategies.kol.acceptance import refusal_chance
from ..strategies.kol.demand import cost_of_many
from .bought import Bought
from .capacity import TierStock, stock_of
from .ceilings import two_digits
from .hired import Hires, hires_of
from .lumps import SURE, may_be_lumpy, spent_in
from .measured import measured
from .tactic_purchases import of_tactics
from .words import spoken


def purchases(label: str, config: Config) -> Iterator[Bought]:
    """Yield what a tactic's config buys."""
    if config.campaign.brand is None or config.campaign.budget_cny <= 0:
        return
    place = f"tactics.{label}"
    yield from _creators(place, config)
    yield from _joint(place, config)
    yield from _ads(place, config)
    yield from of_tactics(place, config)


def _creators(place: str, config: Config) -> Iterator[Bought]:
    plan = solo_plan(config.campaign, config.alliance)
    burst, trial, cocreation, teaser, held, _ = (float(cny_of(fen)) for fen in creator_money(plan))
    stock, tiers, owed = (
        stock_of(plan, config.graph, config.population.people),
        plan.tier_shares,
        float(cny_of(agreed_fen(plan))),
    )
    if owed > burst:
        problem = message("brief.agreed_over_launch", place=place, owed=owed, burst=burst)
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
            yield _tier(place, tier, paid * weight / total, stock[tier], config, notes)
    if trial > 0 and plan.brand is not None and plan.product is not None:
        product = config.brands[plan.brand].products[plan.product]
        terms, most = plan.tactics["trial"], 0.0
        parcel = parcel_cny(product, terms)
        for tier, weight in terms.tiers.items():
            most += stock[tier].share * config.population.people * plan.max_share_of_tier if weight > 0 else 0.0
        number = message("brief.parcels", number=trial / parcel, parcel=parcel)
        text = message("brief.trials", place=place, money=trial, number=number)
        yield Bought(f"{place}.cooperation.trial", text, trial, most * parcel, message("brief.trial_takers", most=most))


def _tier(place: str, tier: str, money: float, stock: TierStock, config: Config, notes: int) -> Bought:
    """Return what a tier's money buys, at prices that rise as it is hired."""
    called = spoken("tiers", tier, config)
    place = message("brief.tier_of", place=place, tier=called)
    if stock.share == 0:
        return Bought(place, "", problem=_nobody(place, tier, config))
    there, rise = stock.share * config.population.people, config.campaign.prices.demand.strength
    refuse = _refusing(config)
    most = there * min(config.campaign.max_share_of_tier, 1.0 - refuse)
    least = stock.least_cny * notes
    hires = hires_of(tier, money, notes, config, there) if money >= least else Hires(0, 0, least, least)
    text = message(
        "brief.notes_bought", place=place, money=money, notes=_range(hires.fewest * notes, hires.most * notes),
        each=_range(hires.cheapest_cny / notes, hires.dearest_cny / notes), there=_about(there), tier=called,
        creators=_range(hires.fewest, hires.most), refusals=_refusals(0.5 * (hires.fewest + hires.most), refuse),
    )  # fmt: skip
    if money < least:
        problem = message(
            "brief.notes_too_dear", place=place, money=money, tier=called, least=least,
            for_notes=message("brief.for_notes", notes=notes) if notes > 1 else "",
        )  # fmt: skip
        return Bought(place, text, problem=problem)
    takes = cost_of_many(most, stock.mean_cny * notes, there, rise)
    at = takes / most if most > 0 else stock.mean_cny * notes
    why = message("brief.tier_holds", there=_about(there), tier=called, most=_about(most), at=at)
    doubt, share = _lumps(place, tier, money, notes, stock, config), hires.most / max(there, 1.0)
    return Bought(place, text, money, takes, why, doubt=doubt, tier=called, share_hired=share)


def _lumps(place: str, tier: str, money: float, notes: int, stock: TierStock, config: Config) -> str:
    """Say that prices of a tier may not add up to its money; nothing where they do."""
    there = stock.share * config.population.people
    if not may_be_lumpy(money, stock.mean_cny * notes, there):
        return ""
    spent = spent_in(tier, money, notes, config, there)
    if spent.share >= SURE or spent.enough_cny is None:
        return ""
    told = {"share": 1.0 - spent.share, "enough": two_digits(spent.enough_cny)}
    return message(
        "brief.lumpy", place=place, money=money, tier=spoken("tiers", tier, config), there=_about(there), **told
    )


def _refusing(config: Config) -> float:
    """Return the share of creators who refuse the usual offer of a brand on their topic."""
    one, none = np.ones(1), np.zeros(1, np.int64)
    return float(refusal_chance(one, none, one, config.creators.offers)[0])


def _refusals(hired: float, refuse: float) -> str:
    """Say how many are asked for so many to be hired, and how many of them refuse; nothing where nobody does."""
    if refuse <= 0 or refuse >= 1:
        return ""
    asked = hired / (1.0 - refuse)
    return message("brief.refusals", asked=_about(asked), refused=_about(asked * refuse))


def _nobody(place: str, tier: str, config: Config) -> str:
    """Say that a market is too small for a tier: nobody has more followers than there are people."""
    least = config.graph.tiers.least(tier)
    return message(
        "brief.no_creator",
        place=place,
        tier=spoken("tiers", tier, config),
        least=least,
        people=config.population.people,
    )


def _range(low: float, high: float) -> str:
    """Say between what a number lies; once, where that is told alike."""
    ends = [f"{end:,.0f}" for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else message("brief.from_to", low=ends[0], high=ends[1])


def _about(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:,.1f}"


def _joint(place: str, config: Config) -> Iterator[Bought]:
    plan, alliance = config.campaign, config.alliance
    if not has_partner(alliance):
        return
    money, stock = (
        float(cny_of(joint_money(plan, alliance).whole)),
        stock_of(plan, config.graph, config.population.people),
    )
    used = {tier: weight for tier, weight in plan.tier_shares.items() if weight > 0 and stock[tier].share > 0}
    asked = sum(used.values())
    part = min((money / 2.0 * weight / asked / stock[tier].least_cny for tier, weight in used.items()), default=0.0)
    here = f"{place}.joint_notes"
    text = message("brief.joint_notes", place=here, money=money, share=alliance.cost_share)
    sides = [config.brands[str(brand)].topic for brand in (plan.brand, alliance.partner)]
    shares = [config.content.topics[topic].popularity for topic in sides]
    on_topic = min(shares) / sum(topic.popularity for topic in config.content.topics.values())
    takes = 2.0 * on_topic * sum(
        stock[tier].share * config.population.people * plan.max_share_of_tier * stock[tier].mean_cny for tier in used
    )  # fmt: skip
    problem = message("brief.joint_too_little", place=here, money=money) if part < 1.0 else ""
    yield Bought(
        here,
        text,
        money,
        takes,
        message(
            "brief.joint_holds", first=spoken("topics", sides[0], config), second=spoken("topics", sides[1], config)
        ),
        problem,
    )


def _ads(place: str, config: Config) -> Iterator[Bought]:
    plan, people = config.campaign.ads, config.population.people
    last = config.campaign.start_day + plan.after_days + plan.days
    days = max(min(last, config.n_days) - config.campaign.start_day - plan.after_days, 0)
    rates = measured().ads_placed
    bid = plan.value_cpm_cny
    shown = rates.at(bid, is_broad=plan.targeting == "broad") * people * days
    for purpose, what in (("feed", "feed_ads"), ("own_notes", "own_note_ads"), ("search", "search_ads")):
        money = float(cny_of(budget_fen(config.campaign, purpose)))
        if money <= 0:
            continue
        here = f"{place}.spend.{what}"
        if purpose == "search":
            clicks, cpc = money / plan.search_cpc_cny, plan.search_cpc_cny
            yield Bought(here, message("brief.clicks_bought", place=here, money=money, clicks=clicks, bid=cpc))
            continue
        takes = shown * bid * rates.paid[plan.billing] / 1000.0
        text = message(
            "brief.impressions_bought", place=here, money=money, impressions=1000 * money / max(bid, 1e-09), bid=bid,
            days=days, people=people, shown=shown,
        )  # fmt: skip
        why = message(
            "brief.impressions_hold",
            shown=shown,
            days=days,
            targeting=spoken("targeting", plan.targeting, config),
            bid=bid,
        )
        yield Bought(here, text, money, takes, why)
