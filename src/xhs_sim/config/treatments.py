"""What treatments put in, as they say themselves: parts of the configuration, and the tactics that plug-ins bring."""

from typing import Any, get_args

from .param import Part
from .registry import plugins
from .schema import Config


def means() -> frozenset[str]:
    """Return the metrics of what can be put in: money, work, days at a lower price. An arm with none is a control."""
    said = {part.puts_in for field in Config.model_fields.values() for part in _parts_in(field.annotation)}
    return frozenset(each for each in (*said, *(tactic.puts_in for tactic in plugins()["tactic"].values())) if each)


def _parts_in(kind: Any) -> list[type[Part]]:
    if isinstance(kind, type) and issubclass(kind, Part):
        return [kind]
    return [part for inner in get_args(kind) for part in _parts_in(inner)]
