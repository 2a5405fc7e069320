"""What the money of the platform's tactics buys: media, event, group, challenge, check-in and draw."""

import math
from collections.abc import Callable, Iterator

from ..config import Config
from ..config.schema import PopulationConfig
from ..records.money import cny_of, units_for
from ..strategies.campaign.money import budget_fen
from .bought import SPARE, Bought
from .words import vocabulary

MANY_CONTACTS = 100.0  # of media, per head


def of_tactics(place: str, config: Config) -> Iterator[Bought]:
    """Yield what each tactic that has money gets for it."""
    for name, told in _TOLD.items():
        money = float(cny_of(budget_fen(config.campaign, name)))
        if money > 0:
            yield told(f"{place}.spend.{name}", money, config)


def _media(here: str, money: float, config: Config) -> Bought:
    plan, people = config.campaign.tactics["media"], config.population.people
    inside = 1000.0 * money / plan.cpm_cny * plan.inside_share
    text = f"{here}: {money:,.0f} CNY are {inside:,.0f} contacts with people of the market"
    takes = MANY_CONTACTS * people * plan.cpm_cny / 1000.0 / max(plan.inside_share, 1e-9)
    return Bought(here, text, money, takes, f"{MANY_CONTACTS:g} contacts a head are the most")


def _event(here: str, money: float, config: Config) -> Bought:
    plan, market = config.campaign.tactics["event"], config.population
    whole, n_bought = plan.places * plan.place_cny, units_for(money, plan.place_cny)
    there, name = market.people * _city_share(plan.city, market), _city_name(plan.city, config)
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


def _city_share(number: int, market: PopulationConfig) -> float:
    """Return the share of people who live in a city."""
    whole = sum(market.city_tiers.values())
    shares = [
        market.city_tiers[tier] / whole * size / sum(sizes) for tier, sizes in market.cities.items() for size in sizes
    ]
    return shares[number] if number < len(shares) else 0.0


def _city_name(number: int, config: Config) -> str:
    named = vocabulary("cities", config)
    return str(named[number]) if number < len(named) else f"city {number}"


def _group(here: str, money: float, config: Config) -> Bought:
    plan = config.campaign.tactics["group"]
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


def _challenge(here: str, money: float, config: Config) -> Bought:
    return _per_head(here, money, config.campaign.tactics["challenge"].reward_cny, "rewards", config)


def _check_in(here: str, money: float, config: Config) -> Bought:
    return _per_head(here, money, config.campaign.tactics["check_in"].reward_cny, "rewards", config)


def _draw(here: str, money: float, config: Config) -> Bought:
    return _per_head(here, money, config.campaign.tactics["draw"].prize_cny, "prizes", config)


def _per_head(here: str, money: float, each: float, what: str, config: Config) -> Bought:
    number, people = units_for(money, each), config.population.people
    text = f"{here}: {money:,.0f} CNY are {number:,} {what} of {each:g} CNY, for {people:,} people"
    if number < 1:
        return Bought(here, text, problem=f"{here}: {money:,.0f} CNY hold none of its {what} of {each:,.0f} CNY")
    return Bought(here, text, money, each * people, f"one of {each:g} CNY for everybody")


_TOLD: dict[str, Callable[[str, float, Config], Bought]] = {
    "media": _media,
    "event": _event,
    "group": _group,
    "challenge": _challenge,
    "check_in": _check_in,
    "draw": _draw,
}
