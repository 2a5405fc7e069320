"""Many configurations, checked one after the other: what is like a part of before is neither checked nor kept twice."""

from collections import deque
from typing import Any

from .load import build_config
from .param import Part
from .schema import Config

_REMEMBERED = 8  # forms of each part


class Builder:
    """Builds configurations that share their parts."""

    def __init__(self) -> None:
        self._known: dict[str, deque[tuple[Any, Part]]] = {}

    def build(self, plain: dict[str, Any]) -> Config:
        """Check plain data and freeze it, as ``build_config``.

        Raises
        ------
        ConfigError
            With one line per problem.
        """
        alike = {key: part for key, value in plain.items() if (part := self._find(key, value)) is not None}
        config = build_config({**plain, **alike})
        for key in plain.keys() - alike.keys():
            part = getattr(config, key)
            if isinstance(part, Part):
                self._known.setdefault(key, deque(maxlen=_REMEMBERED)).append((plain[key], part))
        return config

    def _find(self, key: str, value: Any) -> Part | None:
        return next((part for before, part in self._known.get(key, ()) if before == value), None)
