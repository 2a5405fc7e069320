"""What users do beyond click, like and follow: turn away, write, answer, pass on."""

from ..param import Part, param
from .disclosure import UnlabelledConfig


class ReactConfig(Part):
    """Rare acts and what they lead to; 0 switches an act off."""

    hide_rate: float = param(
        "per impression",
        0.0,
        0.05,
        '"not interested", at usual affinity',
        source="kuairand_2022: hate .0005, another app",
        confidence="low",
    )
    hide_affinity: float = param(
        "log per unit affinity", 0.0, 10.0, "affinity lowers hiding and unfollowing", source="design", confidence="low"
    )
    hide_sponsored: float = param(
        "factor", 0.0, 20.0, "hiding a note with the label, over one without", source="design", confidence="low"
    )
    hide_cost: float = param("joy", 0.0, 50.0, "joy lost with a note that is hidden", source="design", confidence="low")
    hide_learning: float = param(
        "per hide", 0.0, 0.5, "how far the estimate of taste moves away", source="design", confidence="low"
    )
    hide_unfollow: float = param(
        "probability", 0.0, 1.0, "who hides a note of a followed creator unfollows", source="design", confidence="low"
    )
    unfollow_rate: float = param(
        "per click",
        0.0,
        0.05,
        "unfollow after a click on a followed creator's note, at usual affinity",
        source="design",
        confidence="low",
    )
    report_rate: float = param(
        "per click",
        0.0,
        0.05,
        "report a note of usual quality",
        source="trade_moderation: 300-500k reports a day",
        confidence="low",
    )
    report_quality: float = param(
        "log per logit", 0.0, 5.0, "quality lowers reports", source="design", confidence="low"
    )
    report_harm: float = param(
        "log per joy",
        0.0,
        20.0,
        "reports that a read's harm brings, at a note that breaks a rule",
        source="design",
        confidence="low",
    )
    message_rate: float = param(
        "per click", 0.0, 0.2, "write to the creator (DM), at usual affinity", source="design", confidence="low"
    )
    reply_rate: float = param(
        "per comment", 0.0, 1.0, "a creator's mean habit of answering comments", source="design", confidence="low"
    )
    reply_follow: float = param(
        "per reply", 0.0, 1.0, "follow a creator who answered", source="design", confidence="low"
    )
    reply_effect: float = param(
        "logit per reply", 0.0, 3.0, "a fresh answer on tomorrow's visit", source="design", confidence="low"
    )
    reply_days: float = param("days", 0.5, 60.0, "how long an answer is felt", source="design", confidence="low")
    share_reach: float = param(
        "friends per share", 0.0, 20.0, "people a note is sent to", source="design", confidence="low"
    )
    share_on_platform: float = param(
        "share",
        0.0,
        1.0,
        "recipients who are friends on the platform; the rest get the note elsewhere",
        source="design",
        confidence="low",
    )
    share_nudge: float = param(
        "logit", 0.0, 3.0, "a friend's note on tomorrow's visit", source="design", confidence="low"
    )
    unlabelled: UnlabelledConfig
