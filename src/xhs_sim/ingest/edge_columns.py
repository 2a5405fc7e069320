"""Which column of an edge list is who follows, and which is who is followed: the map of ``columns/edges.yaml``."""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from ..config import ConfigError
from ..config.messages import message
from ..config.yaml_text import read_yaml
from .decisions import Decisions
from .handed_table import plain_name

ENDS = ("follower", "creator")
WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")  # an id that is a whole number and loses nothing as one


class Place(NamedTuple):
    """Where a column stands, and its name as it is written."""

    column: int
    name: str


@cache
def _names() -> dict[str, tuple[str, ...]]:
    declared: dict[str, Any] = read_yaml(resources.files(__package__) / "columns" / "edges.yaml")
    return {meaning: tuple(map(plain_name, names)) for meaning, names in declared.items()}


def is_known(name: str) -> bool:
    """Return whether a cell is the name of an end of an edge."""
    return any(plain_name(name) in _names()[end] for end in ENDS)


def ends_of(path: Path, head: Sequence[str], decisions: Decisions, *, must: bool = False) -> dict[str, Place]:
    """Return the places of follower and creator, and of the kind of edge if there is one.

    Parameters
    ----------
    head : sequence of str
        The first row, which may be no head at all.
    must : bool
        Whether it is a head for sure.

    Returns
    -------
    dict
        Empty if it is none.

    Raises
    ------
    ConfigError
        If one end is named and the other is not, or one is there twice.
    """
    found = {
        meaning: [Place(column, name) for column, name in enumerate(head) if plain_name(name) in names]
        for meaning, names in _names().items()
    }
    if not must and not any(found[end] for end in ENDS):
        return {}
    for end in ENDS:
        if len(found[end]) != 1:
            n_said = message("file.columns_say", n=len(found[end])) if found[end] else message("file.no_column_says")
            raise ConfigError(message("file.who_is_end", path=path, said=n_said, end=end, there=[*map(str, head)]))
    taken = {place.column for places in found.values() for place in places[:1]}
    left = [str(name) for column, name in enumerate(head) if column not in taken and name]
    decisions.note_all(message("file.columns_left"), left)
    if plain_name(found["follower"][0].name) != ENDS[0] or plain_name(found["creator"][0].name) != ENDS[1]:
        decisions.note(message("file.read_as_follows"), f"{found['follower'][0].name} -> {found['creator'][0].name}")
    return {meaning: places[0] for meaning, places in found.items() if places}
