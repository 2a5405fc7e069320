"""Parts of the configuration that plug-ins bring: a map from a plug-in's name to its values, by its own ``Part``.

A field says of which kind its plug-ins are (``Plugged("tactic")``); the package's root hands over what there is of it,
so that nothing here knows any of them. Presence turns one on; a null is as if it were not there.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, create_model

from .param import Part
from .registry import plugins


@dataclass(frozen=True, slots=True)
class Plugged:
    """Marks a map of parts by the noun of the plug-ins that bring them; each has its part as ``plan_type``."""

    noun: str


def form_of(noun: str) -> type[BaseModel]:
    """Return the map as a section of the configuration: a key for each plug-in, that may be left out."""
    return _form(noun, tuple((name, plug.plan_type) for name, plug in plugins().get(noun, {}).items()))


@lru_cache(maxsize=16)
def _form(noun: str, parts: tuple[tuple[str, type[Part]], ...]) -> type[BaseModel]:
    fields: dict[str, Any] = {name: (part | None, None) for name, part in parts}
    return create_model(f"Plugged{noun.title()}", __config__=Part.model_config, **fields)


def read_parts(noun: str, given: Any) -> dict[str, Part]:
    """Return the parts that a map holds, checked, in the order of the plug-ins.

    Raises
    ------
    ValidationError
        With every problem at its place, as of any section.
    """
    whole = form_of(noun).model_validate(given)
    return {name: part for name in type(whole).model_fields if (part := getattr(whole, name)) is not None}
