"""How far arms came with the people whom the campaign is for: how many there are, who was reached, what they bought."""

from collections.abc import Mapping
from typing import Any

from .by_arm import table_by_arm
from .evidence import Evidence, setting
from .sections import Section
from .summary import levels
from .words import Words

METRICS = (
    "target_reach", "target_reach_share", "on_target_share", "cost_per_target_reach", "target_expected_orders",
    "target_expected_gmv", "target_orders", "target_gmv",
)  # fmt: skip
_SEGMENTS = ("genders", "age_bands", "city_tiers", "education_levels")


def tell_target(evidence: Evidence, config: Mapping[str, Any], words: Words) -> Section | None:
    """Tell the target apart from the whole; None where it is everybody."""
    people = levels(evidence, "target_people").get(evidence.baseline)
    if people is None or not people["mean"]:
        return None
    share = people["mean"] / evidence.market.people
    platform = setting(config, "population.platform_mau")
    size = words.say(
        "target_size" if platform else "target_size_here", who=_who(config, words), here=words.number(people["mean"]),
        platform=words.number(share * float(platform or 0)), share=words.percent(share),
        readers=words.number(people["mean"] / evidence.market.weight),
    )  # fmt: skip
    caption = words.say("target_caption", baseline=words.arm(evidence.baseline), level=words.percent(evidence.level))
    table = table_by_arm("target", METRICS, evidence, words, caption)
    return Section("target", words.say("target_title"), (size, words.say("target_lead")), (table,))


def _who(config: Mapping[str, Any], words: Words) -> str:
    """Name the segment."""
    comma = words.say("comma")
    named = [comma.join(map(words.segment, setting(config, f"target.{part}") or ())) for part in _SEGMENTS]
    topics = comma.join(map(words.topic, setting(config, "target.topics") or ()))
    named.append(words.say("target_fond", topics=topics) if topics else "")
    return words.say("semicolon").join(part for part in named if part)
