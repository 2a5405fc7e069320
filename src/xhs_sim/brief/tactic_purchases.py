"""What the money of the platform's tactics buys: media, event, group, challenge, check-in and draw."""

import math
from collections.abc import Callable, Iterator

from ..config import Config
from ..config.messages import message
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
    here_too = 1000.0 * money / plan.cpm_cny * plan.share_on_platform
    text = message("brief.contacts", place=here, money=money, contacts=here_too)
    takes = MANY_CONTACTS * people * plan.cpm_cny / 1000.0 / max(plan.share_on_platform, 1e-9)
    return Bought(here, text, money, takes, message("brief.contacts_hold", most=MANY_CONTACTS))


def _event(here: str, money: float, config: Config) -> Bought:
    plan, market = config.campaign.tactics["event"], config.population
    whole, n_bought = plan.places * plan.place_cny, units_for(money, plan.place_cny)
    there, name = market.people * _city_share(plan.city, market), _city_name(plan.city, config)
    places = min(n_bought, plan.places)
    text = message("brief.places_bought", place=here, money=money, places=places, there=there, city=name)
    if n_bought < 1:
        return Bought(
            here, text, problem=message("brief.places_too_dear", place=here, money=money, each=plan.place_cny)
        )
    if money > SPARE * whole:
        problem = message(
            "brief.places_too_few", place=here, money=money, places=plan.places, each=plan.place_cny, whole=whole
        )
        return Bought(here, text, problem=problem)
    most, doubt = there * plan.come_interested, ""
    if n_bought > most:
        doubt = message("brief.places_too_many", place=here, places=n_bought, city=name, most=most)
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
    return str(named[number]) if number < len(named) else message("brief.city_number", number=number)


def _group(here: str, money: float, config: Config) -> Bought:
    plan = config.campaign.tactics["group"]
    weeks = units_for(money, plan.week_cny)
    last = config.campaign.start_day + plan.after_days
    most = max(math.ceil((config.n_days - last) / 7), 0)
    text = message("brief.group_weeks", place=here, money=money, weeks=weeks)
    if weeks < 1:
        return Bought(here, text, problem=message("brief.group_too_dear", place=here, money=money, each=plan.week_cny))
    if weeks > most:
        problem = message(
            "brief.group_too_long", place=here, money=money, weeks=weeks, most=most, enough=most * plan.week_cny
        )
        return Bought(here, text, problem=problem)
    return Bought(here, text)


def _challenge(here: str, money: float, config: Config) -> Bought:
    return _per_head(here, money, config.campaign.tactics["challenge"].reward_cny, message("brief.rewards"), config)


def _check_in(here: str, money: float, config: Config) -> Bought:
    return _per_head(here, money, config.campaign.tactics["check_in"].reward_cny, message("brief.rewards"), config)


def _draw(here: str, money: float, config: Config) -> Bought:
    return _per_head(here, money, config.campaign.tactics["draw"].prize_cny, message("brief.prizes"), config)


def _per_head(here: str, money: float, each: float, what: str, config: Config) -> Bought:
    number, people = units_for(money, each), config.population.people
    text = message("brief.rewards_bought", place=here, money=money, number=number, what=what, each=each, people=people)
    if number < 1:
        return Bought(
            here, text, problem=message("brief.rewards_too_dear", place=here, money=money, what=what, each=each)
        )
    return Bought(here, text, money, each * people, message("brief.rewards_hold", each=each))


_TOLD: dict[str, Callable[[str, float, Config], Bought]] = {
    "media": _media,
    "event": _event,
    "group": _group,
    "challenge": _challenge,
    "check_in": _check_in,
    "draw": _draw,
}
