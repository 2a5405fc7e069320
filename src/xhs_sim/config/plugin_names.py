"""Where the names of plug-ins are found: the package's root hands over a way to look, so nothing here knows them."""

from collections.abc import Callable, Collection, Mapping

Plugins = Mapping[str, Collection[str]]
_SOURCES: list[Callable[[], Plugins]] = []


def look_up_plugins(source: Callable[[], Plugins]) -> None:
    """Say where the names of plug-ins are found, by noun; called once, by the package's root."""
    _SOURCES[:] = [source]


def plugin_names() -> Plugins:
    """Return the names of plug-ins by noun; loads what defines them."""
    return _SOURCES[0]() if _SOURCES else {}
