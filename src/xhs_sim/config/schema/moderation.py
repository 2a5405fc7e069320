"""Moderation: what the platform does about notes that break a rule; who breaks which is said in ``rules``."""

from typing import Annotated, Literal

from pydantic import Field

from ..param import Name, Part, param, several

Source = Literal["surge", "report", "machine", "appeal"]  # of a case for reviewers
Separation = Annotated[float, Field(ge=0.0, le=10.0)]  # sd
Impressions = Annotated[int, Field(ge=1, le=10**9)]


class MachineConfig(Part):
    """The detector that scores each note when it is published, one score a kind: (0, 1)-normal for those within the rule."""

    separation: dict[Name, Separation] = several(
        "mean score of notes of a kind of violation, in sd of those within the rule; kinds left out it does not know",
        source="design: no detector's error rates are public",
        confidence="low",
    )
    doubt: float = param(
        "sd",
        -10.0,
        20.0,
        "score from which on a person looks at the note",
        source="design: so that about .95 of notes pass the machine",
        confidence="low",
    )
    certain: float = param(
        "sd", -10.0, 20.0, "score from which on the machine acts by itself", source="design", confidence="low"
    )


class DeskConfig(Part):
    """Reviewers, and what reaches them."""

    reviewers: float = param(
        "per million people",
        0.0,
        10_000.0,
        "reviewers at work at any hour; a market's are rounded, and at least one if there are any; 0 = nobody",
        source="design",
        confidence="low",
    )
    minutes: float = param(
        "minutes",
        0.01,
        1440.0,
        "mean time that a reviewer takes for a case, exponential",
        source="design",
        confidence="low",
    )
    hit_rate: float = param(
        "probability",
        0.0,
        1.0,
        "a reviewer sees that a note breaks a rule, where it does",
        source="design",
        confidence="low",
    )
    false_rate: float = param(
        "probability",
        0.0,
        1.0,
        "a reviewer finds a violation in a note that has none",
        source="design",
        confidence="low",
    )
    priority: list[Source] = Field(
        description="whose cases come first: surge, report, machine, appeal; those left out come last, as they arrive"
    )
    reports: int = param(
        "reports", 1, 10_000, "reports of a note since it was last looked at that make a case", source="design",
        confidence="low",
    )  # fmt: skip
    report_hours: float = param(
        "hours",
        0.0,
        168.0,
        "longest that reports of a day take to reach the reviewers after midnight; evenly spread",
        source="design",
        confidence="low",
    )
    surges: list[Impressions] = several(
        "impressions at which a note is looked at again", source="design",
        confidence="low",
    )  # fmt: skip


class CreatorRungConfig(Part):
    """A rung of the creators' ladder, counted in strikes: notes on which a measure was taken."""

    at: int = param("strikes", 1, 1000, "sum from which on", source="design", confidence="low")
    measure: Literal["notice", "limit", "mute", "ban"] = Field(
        description="notice; limit: notes are not recommended; mute: no notes, no hiring; ban: the same, and for good"
    )
    days: int = param(
        "days",
        0,
        3650,
        "how long",
        source="trade_moderation: limits of 7 to 30 days before a mute or a ban",
        confidence="low",
    )


class BrandRungConfig(Part):
    """A rung of the brands' ladder, counted in points."""

    at: int = param("points", 1, 1000, "sum from which on", source="platform_brand_points", confidence="high")
    measure: Literal["notice", "limit_recent", "limit", "ban"] = Field(
        description="notice; limit_recent: no organic impressions for notes published meanwhile or shortly before; limit: "
        "none for any of its notes, search for the brand left out; ban: none at all, no ads, no marketplace"
    )
    days: int = param("days", 0, 3650, "how long", source="platform_brand_points", confidence="high")
    past_days: int = param(
        "days",
        0,
        3650,
        "notes so many days old when it begins are meant too, where not all are",
        source="platform_brand_points",
        confidence="high",
    )


class LadderConfig(Part):
    """How long charges count, for creators and for brands."""

    memory_days: int = param(
        "days",
        1,
        3650,
        "how long a strike or a point counts",
        source="design: the rule text does not say",
        confidence="low",
    )


class CreatorLadderConfig(LadderConfig):
    """What creators get for their strikes."""

    rungs: list[CreatorRungConfig] = Field(
        description="rungs, the lowest first: from so many strikes (at) on notice, limit (notes are not recommended), "
        "mute (no notes, no hiring) or ban, for some days"
    )


class BrandLadderConfig(LadderConfig):
    """What brands get for their points."""

    rungs: list[BrandRungConfig] = Field(
        description="rungs, the lowest first: from so many points (at) on notice; limit_recent (no organic impressions for "
        "notes published meanwhile or past_days before), limit (for none, search for the brand left out) or ban (none at "
        "all, no ads, no marketplace), for some days"
    )
    rectification_days: int = param(
        "days",
        0,
        365,
        "from the end of a ban until what was changed is checked and the brand let in again",
        source="design: that there is a check [platform_brand_points]",
        confidence="low",
    )


class AppealsConfig(Part):
    """Who objects to a measure, and how that ends."""

    by_wronged: float = param(
        "share", 0.0, 1.0, "creators who appeal if they broke no rule", source="design", confidence="low"
    )
    by_others: float = param("share", 0.0, 1.0, "creators who appeal if they did", source="design", confidence="low")
    file_hours: float = param(
        "hours", 0.0, 720.0, "mean time until they do, exponential", source="design", confidence="low"
    )
    least_hours: float = param(
        "hours",
        0.0,
        720.0,
        "from the appeal to the answer, at least",
        source="trade_moderation: appeals are answered in 6 to 12 hours",
        confidence="low",
    )
    reversed_wronged: float = param(
        "share",
        0.0,
        1.0,
        "appeals that are granted where no rule was broken",
        source="design: reversal is unknown",
        confidence="low",
    )
    reversed_others: float = param(
        "share",
        0.0,
        1.0,
        "appeals that are granted where one was",
        source="design: reversal is unknown",
        confidence="low",
    )


class ModerationConfig(Part):
    """How the platform finds notes that break a rule, and what follows."""

    machine: MachineConfig
    desk: DeskConfig
    creators: CreatorLadderConfig
    brands: BrandLadderConfig
    appeals: AppealsConfig

    @property
    def acts(self) -> bool:
        """Whether anybody looks at notes at all."""
        return any(sd > 0 for sd in self.machine.separation.values()) or self.desk.reviewers > 0
