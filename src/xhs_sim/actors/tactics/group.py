"""A brand's group: who joins, who talks.

It is open to visitors who are interested in the brand, or have bought.
"""

import numpy as np
from numpy.typing import NDArray

from ...config.param import param
from ...config.schema import CampaignConfig, TacticConfig
from ...records.money import cost_of, units_for
from ...world.columns import NEVER
from .tactic import Tactic

WEEK = 7


class GroupConfig(TacticConfig):
    """A group of the brand: who joins, topic discussions, answers."""

    after_days: int = param(
        "days", 0, 365, "from the campaign's first day to the group's", source="brief", confidence="choice"
    )
    week_cny: float = param(
        "CNY per week",
        1.0,
        1e7,
        "cost of running the group, which lasts as long as its money",
        source="design",
        confidence="low",
    )
    join_rate: float = param(
        "per day",
        0.0,
        1.0,
        "a visiting user who is interested, or has bought, joins",
        source="design",
        confidence="low",
    )
    talks_per_week: int = param("discussions", 0, 7, "topic discussions", source="brief", confidence="choice")
    talk_share: float = param(
        "share of members", 0.0, 1.0, "who take part in a discussion", source="design", confidence="low"
    )
    replies: float = param(
        "replies", 0.0, 10.0, "that a member gets in a discussion", source="design", confidence="low"
    )
    interest: float = param("interest", 0.0, 4.0, "gained in a discussion", source="design", confidence="low")


def weeks_paid(money_cny: float, plan: GroupConfig) -> int:
    """Return for how many whole weeks the money runs the group."""
    return units_for(money_cny, plan.week_cny)


def is_talk_day(age_days: int, per_week: int) -> bool:
    """Return whether a discussion is held on a day of the group's life, spread evenly over the week."""
    return (age_days + 1) * per_week // WEEK > age_days * per_week // WEEK


def who_joins(rows: NDArray[np.int64], lots: NDArray[np.float64], plan: GroupConfig) -> NDArray[np.int64]:
    """Return who of those who may join does so today."""
    return rows[lots < plan.join_rate]


def who_talks(members: NDArray[np.int64], lots: NDArray[np.float64], plan: GroupConfig) -> NDArray[np.int64]:
    """Return who of the members takes part in a discussion."""
    return members[lots < plan.talk_share]


class Group(Tactic):
    """Runs the group, as long as its money lasts."""

    name, plan_type = "group", GroupConfig
    terms: GroupConfig

    @classmethod
    def first_day(cls, plan: CampaignConfig, terms: GroupConfig) -> int:
        """Return the first of its days."""
        return plan.start_day + terms.after_days

    def plan(self, day: int) -> None:
        """Let users join, and members talk."""
        terms, world = self.terms, self.world
        age, joined_day = day - self.start_day - terms.after_days, world.joined_day
        if not 0 <= age < WEEK * weeks_paid(self.money_cny, terms):
            return
        if age % WEEK == 0:
            self.pay(day, "community", cost_of(1, terms.week_cny))
        strangers = self.interested_visitors()
        strangers = strangers[joined_day[strangers] == NEVER]
        joined = who_joins(strangers, self.lots(strangers, "join", day), terms)
        world.join_group(joined, day)
        members = np.flatnonzero((joined_day != NEVER) & (world.users.is_gone == 0))
        talked = self._talk(members, day) if is_talk_day(age, terms.talks_per_week) else members[:0]
        week_ago, active = np.flatnonzero(joined_day == day - WEEK), world.users.is_active
        week = len(week_ago), int(active[week_ago].sum())
        self.diary.community(day, len(members), len(joined), int(active[members].sum()), len(talked), week)

    def _talk(self, members: NDArray[np.int64], day: int) -> NDArray[np.int64]:
        """Let some members discuss, be answered and grow more interested; return who."""
        talked = who_talks(members, self.lots(members, "talk", day), self.terms)
        self.world.answer(talked, self.terms.replies)
        self.impress(talked, self.terms.interest)
        return talked
