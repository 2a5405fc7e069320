"""Accounts: how people protect them, who takes them over and what follows; and consent to what is known of people."""

from typing import Literal

from pydantic import Field

from ..param import Part, param
from .consent import ConsentConfig
from .names import ViolationKind


class TransitConfig(Part):
    """Sign-ins that anybody on the way can read, because encryption is off."""

    plain_share: float = param(
        "share of accounts", 0.0, 1.0, "those that sign in without encryption", source="design", confidence="low"
    )
    leak_rate: float = param(
        "per visit", 0.0, 1.0, "the password of such an account is read on the way", source="design", confidence="low"
    )
    leaked_rate: float = param(
        "per account and day",
        0.0,
        1.0,
        "an account is taken over because its password was read, however strong that is",
        source="design",
        confidence="low",
    )


class SpamConfig(Part):
    """What intruders publish."""

    notes_per_day: float = param(
        "notes per day", 0.0, 24.0, "of an account while an intruder has it", source="design", confidence="low"
    )
    kind: ViolationKind = Field(description="the kind of violation that such a note is, if the register has it")
    pull: float = param(
        "logit", -5.0, 5.0, "quality of such a note over one of the owner's", source="design", confidence="low"
    )
    cleaned_share: float = param(
        "share of notes",
        0.0,
        1.0,
        "those that the platform removes on the morning after it locked the account; without rules none",
        source="design",
        confidence="low",
    )


class EducationConfig(Part):
    """A campaign of the platform that teaches people to protect their accounts."""

    start_day: int = param("day", 0, 3650, "its first day", source="design", confidence="choice")
    days: int = param("days", 0, 3650, "how long it goes on; 0 = there is none", source="design", confidence="choice")
    audience: Literal["all", "creators"] = Field(description="who is taught: whoever visits, or of those who publish")
    reach: float = param(
        "probability per visit", 0.0, 1.0, "a visitor of it gets the message", source="design", confidence="choice"
    )
    cny_per_contact: float = param("CNY per contact", 0.01, 1000.0, "its price", source="design", confidence="low")
    strong_gain: float = param(
        "per contact", 0.0, 1.0, "somebody with a weak password chooses a strong one", source="design", confidence="low"
    )
    two_factor_gain: float = param(
        "per contact", 0.0, 1.0, "somebody turns two-factor sign-in on", source="design", confidence="low"
    )


class SecurityConfig(Part):
    """Protection of accounts and what it costs where it fails."""

    puts_in = "takeovers_per_10000"  # where there are any, an arm is no control, whatever it spends

    strong_share: float = param(
        "share of accounts", 0.0, 1.0, "those with a strong password", source="design", confidence="low"
    )
    two_factor_share: float = param(
        "share of accounts",
        0.0,
        1.0,
        "those with two-factor sign-in",
        source="twitter_security_2022: .023 of active accounts (2020), another app",
        confidence="low",
    )
    takeover_rate: float = param(
        "per account and day",
        0.0,
        1.0,
        "an account with a weak password and nothing else is taken over; 0 = nobody's is",
        source="thomas_2014: 14 of 168 million in ten months, .00028 a day over all, another app in 2013",
        confidence="low",
    )
    strong_ratio: float = param("ratio", 0.0, 1.0, "of that, with a strong password", source="design", confidence="low")
    two_factor_ratio: float = param(
        "ratio",
        0.0,
        1.0,
        "of that, with two-factor sign-in, and of a password that was read",
        source="design: sellers speak of 99% fewer",
        confidence="low",
    )
    lock_hours: float = param(
        "hours", 0.1, 10_000.0, "mean time until the platform locks a taken account", source="design", confidence="low"
    )
    recovery_hours: float = param(
        "hours", 0.1, 10_000.0, "mean time from there until its owner has it back", source="design", confidence="low"
    )
    recovered_share: float = param(
        "share of accounts",
        0.0,
        1.0,
        "locked ones whose owner comes back at all",
        source="thomas_2014: 21% of victims never return",
        confidence="low",
    )
    loss_cny: float = param(
        "CNY per account", 0.0, 1e6, "what a takeover costs the platform", source="design", confidence="low"
    )
    transit: TransitConfig
    spam: SpamConfig
    education: EducationConfig
    consent: ConsentConfig

    @property
    def is_on(self) -> bool:
        """Whether any account can be taken over, or its password read."""
        return self.takeover_rate > 0 or (self.transit.plain_share > 0 and self.transit.leak_rate > 0)
