"""What each source's columns are called and mean: read from ``sources/<name>.yaml``, or from a mapping of the user's.

A source declares its table, the names that it is known by, the fields that its rows are told apart by, and per field
the names of its column and its kind; the kind carries the unit (``cells.KINDS``). Nothing is guessed by size.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from ...config import ConfigError
from ...config.messages import Called, message
from ...config.yaml_text import read_yaml
from ..handed_table import plain_name
from .cells import KINDS
from .field import Field

TABLES = ("notes", "accounts", "account_days", "ads", "orders", "quotes", "comments", "trends", "goods", "lives")
_KEYS = {"called", "table", "needs", "key", "keeps", "captured", "only", "fields", "dropped", "shape", "rank"}
_FIELD_KEYS = {"kind", "names", "nth", "link", "echo", "words", "none", "of", "says_yes", "into", "apart", "sheets"}
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]*")
UNITS = {"万": 1e4, "w": 1e4, "千": 1e3, "k": 1e3, "元": 1.0, "yuan": 1.0, "cny": 1.0, "%": 1.0, "s": 1.0, "秒": 1.0}
_UNIT_BEHIND = re.compile(r"(?P<name>.+?)(?:\((?P<inside>[^()]*)\)|/(?P<behind>[^/]{1,4}))$")


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A kind of file."""

    name: str
    called: str
    table: str
    needs: tuple[frozenset[str], ...]  # of each, one name must be there
    key: tuple[str, ...]
    keeps: str  # "rows": the newest row of a key; "groups": all rows of a key in the newest file
    captured: str  # field that says when a row was seen; "" = the file says it
    only: Mapping[str, tuple[str, ...]]  # patterns: rows with other words there are slices, and left out
    fields: tuple[Field, ...]
    dropped: frozenset[str]  # names of columns that are known, and never read
    shape: str  # "rows"; "series": a sheet per figure, by day
    rank: int  # of equals, the lower is meant

    @property
    def rows_fields(self) -> tuple[Field, ...]:
        """The fields that rows have: those that are read into another are not among them."""
        return tuple(field for field in self.fields if not field.into)

    def field(self, name: str) -> Field:
        """Return a field by its name."""
        return next(field for field in self.fields if field.name == name)


@cache
def sources() -> tuple[Source, ...]:
    """Return the declared sources."""
    folder = resources.files(__package__) / "sources"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return tuple(declared(file.name.removesuffix(".yaml"), read_yaml(file), file.name) for file in files)


def read_mapping(path: Path) -> Source:
    """Return a source that a user declares in a file of their own.

    Raises
    ------
    ConfigError
        Naming the file and what in it is not understood.
    """
    if not path.is_file():
        raise ConfigError(message("export.no_file", path=path))
    try:
        plain = read_yaml(path)
    except (yaml.YAMLError, UnicodeDecodeError):
        raise ConfigError(message("export.no_mapping", path=path)) from None
    if not isinstance(plain, dict):
        raise ConfigError(message("export.no_mapping", path=path))
    return declared("own", {"called": {"en": "your mapping", "zh": "自定义映射"}, **plain}, str(path))


def declared(name: str, plain: Mapping[str, Any], where: str) -> Source:
    """Return a source of plain data.

    Raises
    ------
    ConfigError
        If a key, table, kind or field is unknown.
    """
    problems = _problems(plain, where)
    if problems:
        raise ConfigError(problems)
    fields = tuple(_field(key, value) for key, value in plain["fields"].items())
    known = [each for field in fields for each in field.names]
    needs = plain.get("needs") or [[each for field in fields for each in field.names][:1]]
    return Source(
        name=name,
        called=Called(plain["called"]["en"], plain["called"]["zh"]),
        table=plain["table"],
        needs=tuple(frozenset(map(plain_name, _listed(each))) for each in needs),
        key=tuple(plain.get("key") or ()),
        keeps=plain.get("keeps", "rows"),
        captured=plain.get("captured", ""),
        only={key: tuple(map(str, _listed(words))) for key, words in (plain.get("only") or {}).items()},
        fields=fields,
        dropped=frozenset(map(plain_name, map(str, plain.get("dropped") or ()))) - set(known),
        shape=plain.get("shape", "rows"),
        rank=int(plain.get("rank", 0)),
    )


def _listed(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _field(name: str, plain: Mapping[str, Any]) -> Field:
    return Field(
        name=name,
        kind=plain["kind"],
        names=tuple(map(plain_name, _listed(plain.get("names", [])))),
        nth=int(plain.get("nth", 1)),
        link=plain.get("link", ""),
        echo=plain.get("echo", ""),
        words={str(word).casefold(): str(meaning) for word, meaning in (plain.get("words") or {}).items()},
        none=tuple(_listed(plain.get("none", []))),
        of=tuple(_listed(plain.get("of", []))),
        yes=tuple(_listed(plain.get("says_yes", []))),
        apart=plain.get("apart", ","),
        into=plain.get("into", ""),
        sheets=tuple(_listed(plain.get("sheets", []))),
    )


def _problems(plain: Mapping[str, Any], where: str) -> list[str]:
    found = [message("export.unknown_key", path=where, name=key, allowed=sorted(_KEYS)) for key in {*plain} - _KEYS]
    if plain.get("table") not in TABLES:
        found.append(message("export.unknown_table", path=where, name=plain.get("table"), allowed=[*TABLES]))
    fields = plain.get("fields")
    if not isinstance(fields, dict) or not fields:
        return [*found, message("export.no_fields", path=where)]
    for name, field in fields.items():
        if not _FIELD_NAME.fullmatch(str(name)) or not isinstance(field, dict):
            found.append(message("export.no_field", path=where, name=name))
            continue
        found += [
            message("export.unknown_key", path=where, name=f"{name}.{key}", allowed=sorted(_FIELD_KEYS))
            for key in {*field} - _FIELD_KEYS
        ]
        if field.get("kind") not in KINDS:
            kind = field.get("kind")
            found.append(message("export.unknown_kind", path=where, name=name, kind=kind, allowed=sorted(KINDS)))
    wanted = [*(plain.get("key") or ()), *(plain.get("only") or ()), *filter(None, [plain.get("captured")])]
    found += [message("export.no_such_field", path=where, name=name) for name in wanted if name not in fields]
    return found


def unit_in(name: str) -> tuple[str, float] | None:
    """Return a compared name without the unit that it carries, and the unit's factor; None if it carries none."""
    found = _UNIT_BEHIND.fullmatch(name)
    if not found:
        return None
    unit = (found["inside"] or found["behind"] or "").removesuffix("元") or "元"
    return (found["name"], UNITS[unit]) if unit in UNITS else None
