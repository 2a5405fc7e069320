"""Which columns of a price list mean what: the declared map of ``columns/quotes.yaml``."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple

from ..config.amounts import UNITS
from ..config.yaml_text import read_yaml
from .handed_table import plain_name

NEEDED: Final = ("followers", "price")
FIELDS: Final = (*NEEDED, "verified", "video_price", "active_share")
_UNIT_BEHIND = re.compile(r"(?P<name>.+?)(?:\((?P<inside>[^()]*)\)|/(?P<behind>[^/]*))$")


class Column(NamedTuple):
    """A column of the file."""

    place: int
    name: str  # as it is written
    factor: float  # of the unit that its name carries
    rank: int  # among the names of its meaning; the first is read


@cache
def declared() -> dict[str, Any]:
    """Return the map: names by field, and words that stand in cells."""
    declared: dict[str, Any] = read_yaml(resources.files(__package__) / "columns" / "quotes.yaml")
    return declared


@cache
def names_of(field: str) -> tuple[str, ...]:
    """Return a field's names as they are compared, the one that is said first."""
    return tuple(map(plain_name, declared()[field]))


def is_known(name: str) -> bool:
    """Return whether a cell is the name of a column that is read."""
    return _meaning(name) is not None


def columns_of(head: Sequence[str]) -> Mapping[str, list[Column]]:
    """Return the columns of each field, the one that is read first."""
    found: dict[str, list[Column]] = {}
    for place, name in enumerate(head):
        meaning = _meaning(name)
        if meaning is not None:
            field, rank, factor = meaning
            found.setdefault(field, []).append(Column(place, name, factor, rank))
    return {field: sorted(columns, key=lambda column: column.rank) for field, columns in found.items()}


def _meaning(name: str) -> tuple[str, int, float] | None:
    """Return field, rank among its names, and the factor of the unit that the name carries; None if it is not read."""
    plain, factor = plain_name(name), 1.0
    if not any(plain in names_of(field) for field in FIELDS) and (found := _UNIT_BEHIND.fullmatch(plain)):
        unit = (found["inside"] or found["behind"] or "").removesuffix("元")
        if unit and unit not in UNITS and unit not in declared()["plain_units"]:
            return None
        plain, factor = found["name"], float(UNITS.get(unit, 1))
    return next(((field, names_of(field).index(plain), factor) for field in FIELDS if plain in names_of(field)), None)
