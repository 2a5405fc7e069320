"""A market small enough to be asked hundreds of times, with the same money a head, in which all arms are themselves.

A tier is bought in lumps: what a campaign's money hires in a market of millions may be less than the price of one
creator in a small one. There an arm is not what its name says, and what decides its gain can't be told.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ..brief.purchases import purchases
from ..config import Config
from ..lab.platform import AskedPlatform
from ..study.overrides import key_of, value_of

_BUDGET, _PEOPLE = MADE_SMALLER = "campaign.budget_cny", "population.audience"
_READERS = 2000  # with fewer, a gain is mostly luck
_TIMES = (1, 2, 3, 5, 10, 20)  # the least market of which anything can be told: what is tried, the smallest first


class Market(NamedTuple):
    """A smaller market.

    Attributes
    ----------
    settings : list of str
        What makes it.
    lacking : tuple of str
        Arms whose money may not buy there what it is for.
    """

    settings: list[str]
    lacking: tuple[str, ...] = ()


def smaller_markets(subject: AskedPlatform) -> list[Market]:
    """Return the least market of which anything can be told, and the smallest in which each arm can be carried out.

    One where they are the same, none where no market is smaller, or where arms have sums of their own, which are
    theirs to make smaller.

    Parameters
    ----------
    subject : AskedPlatform
        The study.
    """
    config = subject.config
    people, least = config.population.people, config.study.judging.limits.least_audience
    typed = [text for own in config.study.arms.values() for text in own]
    has_own_sums = any(key_of(text) == _BUDGET and value_of(text) not in ("0", "0.0") for text in typed)
    if not 0 < least < people or has_own_sums or any(key_of(text) == _PEOPLE for text in typed):
        return []
    found: list[Market] = []
    for audience in (least * times for times in _TIMES if least * times < people):
        settings = _market_of(config, audience)
        lacking = tuple(arm for arm in subject.arms if not _is_bought(subject.at(settings, arm)))
        if not found or not lacking:
            found.append(Market([f"{name}={value}" for name, value in settings.items()], lacking))
        if not lacking:
            break
    return found


def _market_of(config: Config, audience: int) -> Mapping[str, float]:
    """Return the settings of a market of so many people."""
    share, now = audience / config.population.people, config.population.n_users
    readers, money = min(now, max(_READERS, round(now * share))), round(config.campaign.budget_cny * share, 2)
    fewer = {"population.n_users": readers} if readers < now else {}
    return {_PEOPLE: audience, **fewer, **({_BUDGET: money} if money > 0 else {})}


def _is_bought(config: Config) -> bool:
    """Whether the money of each purpose and tier surely buys what it is for."""
    return not any(each.problem or each.doubt for each in purchases(config.name, config))
