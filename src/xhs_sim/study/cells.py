"""Cells of a grid, read: composed once for all their seeds, so that a hundred thousand of them take seconds."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..config import Composer, Config, ConfigError, config_digest
from ..config.builder import Builder
from ..config.grammar import read_value
from ..config.schema_paths import known_paths
from .overrides import key_of, value_of

Value = float | int | str | bool | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell without its seed; ``problem`` says why it cannot run."""

    name: str
    overrides: tuple[str, ...]
    values: dict[str, Value]
    config: Config | None
    problem: ConfigError | None = None


class CellReader:
    """Reads the cells of a grid.

    Parameters
    ----------
    composer : Composer
        Of the user's configs and ours.
    parameters : sequence of str
        Dotted paths whose values are told.
    """

    def __init__(self, composer: Composer, parameters: Sequence[str]) -> None:
        self._composer, self._parameters, self._builder = composer, parameters, Builder()
        self._known: dict[tuple[str, ...], Cell] = {}
        self._last_seed = known_paths()["seed"].high or 0

    def read(self, overrides: Sequence[str]) -> tuple[Cell, int | None]:
        """Return a cell and its seed; None if it cannot run."""
        rest = tuple(text for text in overrides if key_of(text) != "seed")
        seed = next((value_of(text) for text in reversed(overrides) if key_of(text) == "seed"), None)
        known = self._known.get(rest)
        if known is not None and seed is not None and seed.isdecimal() and int(seed) <= self._last_seed:
            return known, int(seed)
        try:
            config = self._builder.build(self._composer.plain(overrides))
        except ConfigError as error:
            name = "bad-" + hashlib.sha256("\n".join(sorted(overrides)).encode()).hexdigest()[:12]
            return Cell(name, rest, self._values(rest, None), None, error), None
        self._known[rest] = known or Cell(config_digest(config), rest, self._values(rest, config), config)
        return self._known[rest], config.seed

    def _values(self, overrides: Sequence[str], config: Config | None) -> dict[str, Value]:
        texts = {key_of(override): value_of(override) for override in overrides}
        return {key: _value(key, texts[key], config) for key in self._parameters}


def _value(key: str, text: str, config: Config | None) -> Value:
    """Return the value of a swept key: from the checked configuration, or as it was typed."""
    found: Any = config
    for step in key.split("."):
        found = found.get(step) if isinstance(found, dict) else getattr(found, step, None)
    if not isinstance(found, bool | int | float | str):  # a group's option, or a cell that cannot run
        found = read_value(text) if config is None else text
    return found if isinstance(found, bool | int | float | str) else text
