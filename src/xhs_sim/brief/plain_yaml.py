"""The YAML that people write into a brief, as plain data: text stays text, and nothing is read twice.

Stricter than YAML, so that what is read is what is seen: a key stands once, nothing refers to anything, only plain
numbers are numbers, dates stay text. More lenient in how a file is saved: UTF-8, with a mark or without, UTF-16 with a
mark, GB18030.
"""

import re
from pathlib import Path
from typing import Any

import yaml

from ..config import ConfigError
from ..config.messages import at, message, reason_of_system
from ..ingest.bytes_to_text import decode

DEEPEST = 12  # levels
MOST_BYTES = 1_000_000
_NUMBERS = (
    ("tag:yaml.org,2002:int", re.compile(r"[-+]?(0|[1-9][0-9]*)"), "-+0123456789"),
    ("tag:yaml.org,2002:float", re.compile(r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+([eE][-+]?[0-9]+)?"), "-+.0123456789"),
)
_WORDS = (
    ("tag:yaml.org,2002:bool", re.compile(r"true|True|TRUE|false|False|FALSE"), "tTfF"),
    ("tag:yaml.org,2002:null", re.compile(r"~|null|Null|NULL|"), ["~", "n", "N", ""]),
)


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    ConfigError
        If it cannot be opened, is too long, or in an encoding that is not known.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigError(message("brief.unreadable", path=path, reason=reason_of_system(error))) from None
    if len(raw) > MOST_BYTES:
        raise ConfigError(message("brief.too_many_bytes", path=path, bytes=len(raw), most=MOST_BYTES))
    return decode(path, raw).text


class _Loader(yaml.SafeLoader):
    """Reads plain data, strictly."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse what refers to something else, and what is nested too deep."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _problem(message("brief.no_references"), event)
        if getattr(event, "tag", None):
            raise _problem(message("brief.no_tags", tag=event.tag), event)
        self.depth = getattr(self, "depth", 0) + 1
        if self.depth > DEEPEST:
            raise _problem(message("brief.too_deep", most=DEEPEST), event)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: ARG002
        """Refuse a key that stands twice, or is no word."""
        seen: dict[Any, int] = {}
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or not key_node.value:
                raise _problem(message("brief.key_no_word"), key_node)
            line = key_node.start_mark.line + 1
            if key_node.value in seen:
                raise _problem(message("brief.key_twice", name=key_node.value, line=seen[key_node.value]), key_node)
            seen[key_node.value] = line
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def _problem(text: str, place: Any) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(None, None, text, place.start_mark)


_Loader.yaml_implicit_resolvers = {}  # its own, and none of those that YAML has
for _tag, _pattern, _first in (*_NUMBERS, *_WORDS):
    _Loader.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern.pattern})$"), list(_first))
_Loader.add_constructor("tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node))  # type: ignore[arg-type]


def read_plain(text: str, path: Path) -> Any:
    """Return the plain data of a text.

    Raises
    ------
    ConfigError
        If it is no YAML, or more than plain data; names the line.
    """
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        is_ours = isinstance(error, yaml.constructor.ConstructorError)
        problem = reason if is_ours else message("brief.no_yaml", reason=reason)
        if mark is None:
            raise ConfigError(at(path, problem)) from None
        raise ConfigError(message("brief.at_line", path=path, line=mark.line + 1, problem=problem)) from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(at(path, message("brief.no_yaml", reason=error))) from None
