"""Values from anywhere as plain data: text, numbers, lists and maps, as a YAML file would have them."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel


def as_plain(value: Any) -> Any:
    """Return a value as plain data: NumPy's numbers as numbers, dates and paths as text, tuples as lists.

    Integer keys of a map become text, as names are; what is unknown stays as it is, for the schema to refuse.
    """
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Mapping):
        return {_key(name): as_plain(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_plain(inner) for inner in value]
    return _leaf(value)


def _leaf(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    return value.tolist() if hasattr(value, "tolist") else value  # a scalar or an array of NumPy


def _key(name: Any) -> Any:
    return str(name) if isinstance(name, str) or (isinstance(name, int) and not isinstance(name, bool)) else name
