"""The YAML files that a user keeps: read with care, and told in a line if they cannot be."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from .errors import ConfigError
from .messages import at, message, reason_of_system

_DEEPEST, _MOST = 40, 50_000  # levels of a file, and values in it, with every reference counted
REFERENCE = re.compile(r"\$\{[A-Za-z_][\w.]*\}")  # to another parameter; all else in ${} is refused


def no_reference() -> str:
    """Say what can be referred to."""
    return message("config.no_reference")


def read_own_text(file: Path) -> str:
    """Return the text of a file in UTF-8, with or without a byte order mark.

    Raises
    ------
    ConfigError
        If it is in another encoding, or cannot be opened.
    """
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise ConfigError(message("config.not_utf8", file=file)) from None
    except OSError as error:
        raise ConfigError(message("config.unreadable", file=file, reason=reason_of_system(error))) from None


def read_own(file: Path) -> dict[str, Any]:
    """Return the content of a user's file; empty if there is none.

    Raises
    ------
    ConfigError
        If it is no YAML, or nothing that a configuration can hold; names file and place.
    """
    text = read_own_text(file)
    try:
        plain = yaml.safe_load(text)
        problems = list(_problems(plain))
    except yaml.YAMLError as error:
        raise ConfigError(broken_yaml(error, file)) from None
    except (RecursionError, ValueError) as error:
        reason = message("config.nested_without_end") if isinstance(error, RecursionError) else error
        raise ConfigError(message("config.unreadable", file=file, reason=reason)) from None
    if plain is not None and not isinstance(plain, dict):
        problems = [message("config.no_mapping")]
    if problems:
        raise ConfigError([at(file, problem) for problem in dict.fromkeys(problems)])
    return plain or {}


def broken_yaml(error: yaml.YAMLError, path: Path | None = None) -> str:
    """Say which file, line and column is no YAML."""
    mark = getattr(error, "problem_mark", None)
    place = (
        message("config.file_place", file=path or mark.name, line=mark.line + 1, column=mark.column + 1) if mark else ""
    )
    reason = getattr(error, "problem", None) or message("config.cannot_be_read")
    return message("config.no_yaml", place=place or path, reason=reason)


def _problems(plain: Any) -> Iterator[str]:
    """Yield what no configuration can hold; iterative, so that a file that refers to itself comes to an end."""
    waiting: list[tuple[Any, str, int]] = [(plain, "", 0)]
    for _ in range(_MOST):
        if not waiting:
            return
        value, place, depth = waiting.pop()
        if depth > _DEEPEST:
            yield message("config.nested_too_deep", place=place.split(".")[0], most=_DEEPEST)
            return
        if isinstance(value, dict):
            for name, inner in value.items():
                here = f"{place}.{name}".lstrip(".")
                if not isinstance(name, str) and (not isinstance(name, int) or isinstance(name, bool)):
                    yield message("config.no_name", place=here, name=name)
                waiting.append((inner, here, depth + 1))
        elif isinstance(value, list):
            waiting += [(inner, place, depth + 1) for inner in value]
        elif isinstance(value, str) and "${" in REFERENCE.sub("", value):
            yield message("config.not_allowed", place=place, value=value, reason=no_reference())
    if waiting:
        yield message("config.too_many_in_file", most=_MOST)
