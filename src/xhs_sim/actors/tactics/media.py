"""Media: contacts with a brand outside the platform, and who notices them.

A warm-up before the burst, a media partner and a sponsored event are one thing with other numbers. Money
buys contacts; a part of them falls by chance on people who are on the platform, the rest is spill. Each is
noticed with a small probability, so a person notices with ``1 - exp(-contacts per head * notice_rate)`` a
day. Who notices knows the brand.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.param import param
from ...config.schema import CampaignConfig, TacticConfig
from ...records.money import cny_of
from ...world.columns import AWARE
from .tactic import Tactic


class MediaConfig(TacticConfig):
    """Media outside the platform: a warm-up, a media partner, a sponsored event; who notices them knows the brand."""

    after_days: int = param(
        "days",
        -365,
        365,
        "from the campaign's first day to the first of media; below 0 = a warm-up",
        source="brief",
        confidence="choice",
    )
    days: int = param(
        "days", 1, 365, "over which the money is spread in equal parts", source="brief", confidence="choice"
    )
    cpm_cny: float = param(
        "CNY per 1000",
        0.1,
        10_000.0,
        "price of contacts",
        source="design, trade_ad_prices: feed ads 15-50; outside media unknown",
        confidence="low",
    )
    share_on_platform: float = param(
        "share of contacts",
        0.0,
        1.0,
        "those that fall on people of the platform; the rest is spill",
        source="design",
        confidence="low",
    )
    notice_rate: float = param(
        "per contact",
        0.0,
        1.0,
        "the brand is noticed, and known from then on",
        source="design: an impression here has .1",
        confidence="low",
    )
    interest: float = param(
        "interest",
        0.0,
        4.0,
        "gained by who notices; 0 = the brand is known, and no more",
        source="design",
        confidence="low",
    )


class Contacts(NamedTuple):
    """What a day's money buys."""

    on_platform: float
    elsewhere: float  # with people who are not on the platform: spill


def media_days(plan: MediaConfig, start_day: int) -> range:
    """Return the days of media; what would lie before day 0 begins on day 0."""
    first = max(start_day + plan.after_days, 0)
    return range(first, first + plan.days)


def share_of_day(fen: int, days: range, day: int) -> int:
    """Return the day's part of a sum in whole fen; the last days take the rest."""
    done = day - days.start
    return fen * (done + 1) // len(days) - fen * done // len(days)


def contacts_for(spend_cny: float, plan: MediaConfig) -> Contacts:
    """Return the contacts that the money buys, at the price per thousand."""
    bought = 1000.0 * spend_cny / plan.cpm_cny
    return Contacts(bought * plan.share_on_platform, bought * (1.0 - plan.share_on_platform))


def notice_chance(contacts: float, n_people: int, plan: MediaConfig) -> float:
    """Return P(a person notices the brand today)."""
    return 1.0 - math.exp(-contacts / max(n_people, 1) * plan.notice_rate)


def who_notices(rows: NDArray[np.int64], lots: NDArray[np.float64], chance: float) -> NDArray[np.int64]:
    """Return the rows whose keyed draw of the day says so: more money adds people, and takes none away."""
    return rows[lots < chance]


class Media(Tactic):
    """Buys contacts outside the platform, day by day."""

    name, plan_type = "media", MediaConfig
    terms: MediaConfig

    @classmethod
    def first_day(cls, plan: CampaignConfig, terms: MediaConfig) -> int:
        """Return the first of its days."""
        return media_days(terms, plan.start_day).start

    def plan(self, day: int) -> None:
        """Buy the day's contacts: who notices them knows the brand."""
        days = media_days(self.terms, self.start_day)
        spend = float(cny_of(share_of_day(self.money_fen, days, day))) if day in days else 0.0
        if spend <= 0:
            return
        people, contacts = self.residents(day), contacts_for(spend, self.terms)
        chance = notice_chance(contacts.on_platform, len(people), self.terms)
        noticed = who_notices(people, self.lots(people, "media", day), chance)
        n_new = int((self.stage(noticed) < AWARE).sum())
        self.impress(noticed, self.terms.interest)
        self.pay(day, "media", spend)
        self.diary.media(day, contacts, len(noticed), n_new)
