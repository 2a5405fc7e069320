"""Plain configurations as differences: an arm, or a point of a sweep, is what it changes in the study's own."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

Change = tuple[list[str], Any]  # where, and the value there


def changes_of(plain: Mapping[str, Any], base: Mapping[str, Any]) -> list[Change]:
    """Return what turns ``base`` into ``plain``; maps with other keys are given whole."""
    return list(_walk(plain, base, []))


def _walk(plain: Mapping[str, Any], base: Mapping[str, Any], path: list[str]) -> Iterator[Change]:
    for key, value in plain.items():
        before, here = base[key], [*path, key]
        if isinstance(value, Mapping) and isinstance(before, Mapping) and value.keys() == before.keys():
            yield from _walk(value, before, here)
        elif value != before or type(value) is not type(before):
            yield here, value


def changed(base: Mapping[str, Any], changes: Sequence[Change]) -> dict[str, Any]:
    """Return ``base`` with changes made."""
    plain = deepcopy(dict(base))
    for (*path, last), value in changes:
        node = plain
        for step in path:
            node = node[step]
        node[last] = value
    return plain
