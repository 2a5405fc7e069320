"""The plug-ins that a configuration can name, by what they are called there: a registry each, where they are defined.

To add one: a function and an entry in its registry; the configuration knows it at once. A registry is loaded when it is
asked for, since some bring all that runs.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Final

from .config.registry import Registry

_HOMES: Final = {
    "feature": ("phases.serve.score", "FEATURES"),
    "selector": ("strategies.kol.select", "SELECTORS"),
    "rule": ("strategies.campaign.in_flight", "INFLIGHT_RULES"),
    "planner": ("strategies.content.planner", "PLANNERS"),
    "rhythm": ("strategies.content.rhythm", "RHYTHMS"),
    "metric": ("metrics", "METRICS"),
    "tactic": ("actors.tactics", "TACTICS"),
}


class _Plugins(Mapping[str, Registry[Any]]):
    """The registries by noun."""

    def __getitem__(self, noun: str) -> Registry[Any]:
        module, name = _HOMES[noun]
        found: Registry[Any] = getattr(import_module(f".{module}", __package__), name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_HOMES)

    def __len__(self) -> int:
        return len(_HOMES)


PLUGINS: Final = _Plugins()
