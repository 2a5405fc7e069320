"""How creators live: their rhythm, what they learn from, what keeps them going, who becomes one."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from ..messages import message
from ..param import Name, Part, Weight, param
from .disclosure import OutsideConfig


class GoalConfig(Part):
    """What some creators look at in a note's results."""

    share: Weight  # of creators, against the other goals
    clicks: Weight
    engagements: Weight
    follows: Weight


class RhythmConfig(Part):
    """Spells of zeal and silence."""

    log_sd: float = param(
        "log",
        0.0,
        3.0,
        "a creator's zeal from one spell to the next",
        source="food_creators_2025: gaps between notes",
        confidence="medium",
    )
    spell_days: int = param(
        "days", 1, 90, "length of a spell", source="food_creators_2025: gaps between notes", confidence="low"
    )


class LearningConfig(Part):
    """Learning topic, format and hour from one's own notes."""

    rate: float = param(
        "logit per ln result",
        0.0,
        2.0,
        "preference for what did better than one's own average",
        source="design",
        confidence="low",
    )
    explore_share: float = param(
        "share of notes", 0.0, 1.0, "notes that pay no heed to what was learned", source="design", confidence="low"
    )
    review_days: int = param(
        "days",
        1,
        14,
        "age at which a creator looks at a note's results",
        source="food_creators_2025: .62 of likes by then",
        confidence="medium",
    )
    average_rate: float = param(
        "per note", 0.0, 1.0, "how fast one's own average follows results", source="design", confidence="low"
    )
    goals: Annotated[dict[Name, GoalConfig], Field(min_length=1)] = Field(
        description="what creators look at in a note's results"
    )

    @model_validator(mode="after")
    def _some_goal(self) -> Self:
        if not sum(goal.share for goal in self.goals.values()) > 0:
            raise ValueError(message("config.goals_no_sum"))
        return self


class DriveConfig(Part):
    """What keeps creators going: reactions; and what wears them out."""

    feedback: float = param(
        "ln rate per ln engagements",
        0.0,
        1.0,
        "a note's engagements on its creator's zeal, without followers",
        source="wang_lectures: interactions raise publishing; size by design",
        confidence="low",
    )
    usual_engagements: float = param(
        "engagements",
        0.0,
        1000.0,
        "of a note that changes nothing",
        source="calibration: zeal 1 on average",
        confidence="low",
    )
    feedback_followers: float = param(
        "followers",
        1.0,
        1e7,
        "at which a note's effect is halved",
        source="wang_lectures: the effect falls with followers; scale by design",
        confidence="low",
    )
    fatigue: float = param("ln rate per note", 0.0, 1.0, "zeal spent on a note", source="design", confidence="low")
    memory_days: float = param("days", 1.0, 365.0, "memory of zeal", source="design", confidence="low")
    quit_rate: float = param(
        "per unanswered note",
        0.0,
        1.0,
        "a note without engagements makes its creator stop publishing",
        source="design",
        confidence="low",
    )
    begin_rate: float = param(
        "per visit", 0.0, 0.1, "a user who never publishes publishes a first note", source="design", confidence="low"
    )


class TraitsConfig(Part):
    """How creators differ beyond skill; drawn by their key, so they cost no memory."""

    topic_log_sd: float = param(
        "logit", 0.0, 2.0, "talent for one topic rather than another", source="design", confidence="low"
    )
    format_log_sd: float = param(
        "logit", 0.0, 2.0, "talent for pictures rather than videos", source="design", confidence="low"
    )
    trend_riding: float = param(
        "share of notes",
        0.0,
        0.5,
        "mean propensity to take up a topic that is in the air",
        source="design",
        confidence="low",
    )
    originality_effect: float = param(
        "logit", 0.0, 2.0, "quality of the most original creators over the least", source="design", confidence="low"
    )
    imitation: float = param(
        "share",
        0.0,
        1.0,
        "of the least original creators' style that is the topic's fashion",
        source="design",
        confidence="low",
    )


class OffersConfig(Part):
    """Which offers of brands creators refuse."""

    strength: float = param(
        "ratio",
        0.0,
        1.0,
        "refusals against those of the law; 0 = everybody accepts",
        source="design: off, as no source tells the size",
        confidence="low",
    )
    usual: float = param(
        "probability",
        0.0,
        1.0,
        "who has signed nothing lately refuses the usual offer of a brand on the own topic",
        source="design",
        confidence="low",
    )
    misfit: float = param(
        "logit", 0.0, 10.0, "against an offer of a brand off the own topics", source="design", confidence="low"
    )
    load: float = param(
        "logit per note",
        0.0,
        5.0,
        "against an offer by each paid note signed lately",
        source="design",
        confidence="low",
    )
    load_days: int = param("days", 1, 365, "for which signed notes count", source="design", confidence="low")
    price: float = param(
        "logit per ln offer",
        0.0,
        10.0,
        "for an offer by how much it is over what others of the tier ask for their followers",
        source="design",
        confidence="low",
    )


class CreatorsConfig(Part):
    """Creators as people with a life of their own."""

    rhythm: RhythmConfig
    learning: LearningConfig
    drive: DriveConfig
    traits: TraitsConfig
    offers: OffersConfig
    outside: OutsideConfig
