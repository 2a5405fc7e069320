"""Rules: what notes may not do, whose rule it is, who can notice, and what follows. The register is a user's to edit."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..param import Name, Part, param

Detector = Literal["machine", "users", "author", "platform"]
Measure = Literal["notice", "demoted", "limited", "unsearchable", "removed"]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
MOST_KINDS = 12  # that the bits of a note hold


class RuleTextConfig(Part):
    """A rule, by law and article."""

    en: Text
    zh: Text


class KindConfig(Part):
    """One kind of violation."""

    en: Text
    zh: Text
    rule: RuleTextConfig = Field(description="the rule that it breaks, by law and article")
    detected_by: Annotated[list[Detector], Field(min_length=1)] = Field(
        description="who can notice it: the machine, users, the author whose rights it breaks, the platform's staff"
    )
    action: Measure = Field(description="least measure against a note that was found to be one")
    points: int = param(
        "points",
        0,
        12,
        "what a case costs a brand on its ladder",
        source="platform_brand_points: points are set per act; the table could not be read, these are guesses",
        confidence="low",
    )
    share: float = param(
        "share of notes",
        0.0,
        0.5,
        "creators' own new notes that are of the kind",
        source="design: press_enforcement_2025 has 1 to 2.5% of notes acted against; what nobody finds is unknown",
        confidence="low",
    )
    lure: float = param(
        "logit", -2.0, 2.0, "clicks that it wins over what the note deserves", source="design", confidence="low"
    )
    harm: float = param(
        "joy", 0.0, 4.0, "what a read costs; a read brings about 0.9", source="design", confidence="low"
    )


class RulesConfig(Part):
    """What notes may not do; without kinds, everything is allowed."""

    puts_in = "violating_note_share"  # where rules can be broken, an arm is no control, whatever it spends

    kinds: Annotated[dict[Name, KindConfig], Field(max_length=MOST_KINDS)] = Field(
        description="kinds of violation, by name: the register"
    )
    tendency_log_sd: float = param(
        "log", 0.0, 3.0, "spread of creators' tendency to break rules", source="design", confidence="low"
    )
    demotion: float = param(
        "logit",
        0.0,
        10.0,
        "merit that a demoted note lacks on the traffic ladder, where it has no guarantee either",
        source="design",
        confidence="low",
    )
