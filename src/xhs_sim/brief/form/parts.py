"""Which entries the parts of a brief have."""

from collections.abc import Sequence
from typing import Any, get_args

from ...config.param import Part
from .whole import Brief


def entries_at(path: Sequence[int | str]) -> list[str]:
    """Return the entries of the part at a path; labels and places in lists are passed over."""
    part: type[Part] = Brief
    for step in path:
        field = part.model_fields.get(str(step))
        part = (_part_in(field.annotation) if field is not None else None) or part
    return list(part.model_fields)


def _part_in(kind: Any) -> type[Part] | None:
    if isinstance(kind, type) and issubclass(kind, Part):
        return kind
    return next((part for part in map(_part_in, get_args(kind)) if part is not None), None)
