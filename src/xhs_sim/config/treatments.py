"""What treatments put in, as they say themselves: parts of the configuration, and the tactics that plug-ins bring."""

from collections.abc import Mapping
from typing import Any, get_args

from .param import Part
from .registry import plugins
from .schema import Config


def means() -> frozenset[str]:
    """Return the metrics of what can be put in: money, work, days at a lower price. An arm with none is a control."""
    said = {part.puts_in for field in Config.model_fields.values() for part in _parts_in(field.annotation)}
    return frozenset(each for each in (*said, *(tactic.puts_in for tactic in plugins()["tactic"].values())) if each)


def free_tactics(campaign: Mapping[str, Any]) -> list[str]:
    """Return the tactics of a campaign, given as plain data, that go on without any budget."""
    if not campaign.get("brand"):
        return []
    tactics, parts = plugins()["tactic"], campaign.get("tactics") or {}
    free = [name for name in parts if name in tactics and tactics[name].paid_from == "nothing"]
    strengths = {name: tactics[name].plan_type.strength for name in free}
    return [name for name, strength in strengths.items() if strength is None or parts[name].get(strength, 0) > 0]


def _parts_in(kind: Any) -> list[type[Part]]:
    if isinstance(kind, type) and issubclass(kind, Part):
        return [kind]
    return [part for inner in get_args(kind) for part in _parts_in(inner)]
