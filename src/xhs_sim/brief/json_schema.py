"""The form of a brief for editors: a JSON schema with titles, descriptions and examples."""

from typing import Any

from ..config import Config
from .form import Brief
from .words import Word, vocabulary

_WORDS = {  # definition.property -> kind of word
    "BrandBrief.topic": "topics", "OwnAccountBrief.topic": "topics", "AudienceBrief.topics": "topics",
    "ContentBrief.topics": "topics", "AudienceBrief.genders": "genders", "AudienceBrief.age_bands": "age_bands",
    "AudienceBrief.city_tiers": "city_tiers", "TargetBrief.genders": "genders", "TargetBrief.age_bands": "age_bands",
    "TargetBrief.city_tiers": "city_tiers", "TargetBrief.education_levels": "education_levels",
    "AudienceBrief.education_levels": "education_levels", "TargetBrief.topics": "topics",
    "ObjectiveBrief.kind": "objectives", "EventBrief.city": "cities", "TacticBrief.tiers": "tiers",
    "TacticBrief.cooperation": "cooperation", "TacticBrief.choose_by": "choose_by",
    "TacticBrief.targeting": "targeting",
    "TacticBrief.disclosure": "disclosure", "InFlightBrief.rule": "rules", "ContentBrief.rhythm": "rhythm",
    "ContentBrief.planner": "planner", "CouponBrief.who": "coupon_holders",
}  # fmt: skip


def json_schema(market: Config) -> dict[str, Any]:
    """Return the schema of the second form; the words that the market knows stand as examples and in descriptions."""
    schema = Brief.model_json_schema(mode="validation")
    parts = schema["$defs"]
    for path, kind in _WORDS.items():
        part, name = path.split(".")
        entry, words = parts[part]["properties"][name], vocabulary(kind, market)
        said = entry.get("description", "")
        listed = ", ".join(str(word) for word in words)
        entry["description"] = f"{said}; one of: {listed}" if said else f"one of: {listed}"
        if entry.get("type") not in ("array", "object"):
            entry["examples"] = _examples(words)
    return schema


def _examples(words: list[Word]) -> list[str]:
    return [each for word in words for each in (word.name, *word.others[:1])]
