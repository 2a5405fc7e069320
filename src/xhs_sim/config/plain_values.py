"""What most typed values look like, read at once: to load Hydra for ``0.3`` takes longer than all else.

A part of Hydra's own grammar: numbers, flags, names, quoted text, and lists and maps of these. ``UNREAD`` for
whatever else there is: it is Hydra's to read.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<mark>[\[\]{},:])
    |"(?P<double>(?:[^"\\$]|\\")*)"
    |'(?P<single>(?:[^'\\$]|\\')*)'
    |(?P<float>-?(?:0|[1-9]\d*)(?:\.\d+(?:e[+-]?\d+)?|e[+-]?\d+))(?=\s*(?:[\]},]|$))
    |(?P<whole>-?(?:0|[1-9]\d*))(?=\s*(?:[\]},]|$))
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?=\s*(?:[\]},:]|$))
    )\s*""",
    re.VERBOSE | re.ASCII,
)
_WORDS: Final = {"true": True, "false": False, "null": None}
_OTHERS = ("inf", "nan")  # numbers to Hydra
UNREAD: Final = object()


class _BeyondError(Exception):
    """There is more to a text than is read here."""


def plain_value(text: str) -> Any:
    """Return what a typed value means, or ``UNREAD``."""
    try:
        tokens = list(_tokens(text))
        value, rest = _value(tokens, 0)
    except (_BeyondError, RecursionError):  # brackets within brackets without end are no plain value
        return UNREAD
    return value if rest == len(tokens) else UNREAD


def _tokens(text: str) -> Iterator[tuple[str, Any]]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _BeyondError
        kind = str(found.lastgroup)
        yield _meant(kind, found[kind])
        at = found.end()


def _meant(kind: str, text: str) -> tuple[str, Any]:
    if kind == "mark":
        return text, None
    if kind == "name":
        if text.lower() in _OTHERS:
            raise _BeyondError
        return "name", _WORDS.get(text.lower(), text)
    if kind in ("double", "single"):
        quote = '"' if kind == "double" else "'"
        return "text", text.replace(f"\\{quote}", quote)
    return "number", float(text) if kind == "float" else int(text)


def _value(tokens: list[tuple[str, Any]], at: int) -> tuple[Any, int]:
    """Return the value that begins at a token, and where the next begins."""
    kind, value = tokens[at] if at < len(tokens) else ("", None)
    if kind == "[":
        return _several(tokens, at + 1, "]")
    if kind == "{":
        return _several(tokens, at + 1, "}")
    if kind not in ("name", "text", "number"):
        raise _BeyondError
    return value, at + 1


def _several(tokens: list[tuple[str, Any]], at: int, end: str) -> tuple[Any, int]:
    found: list[Any] = []
    while at < len(tokens) and tokens[at][0] != end:
        if found:
            at = _past(tokens, at, ",")
        key = None
        if end == "}":
            kind, key = tokens[at] if at < len(tokens) else ("", None)
            if kind != "name" or not isinstance(key, str):
                raise _BeyondError
            at = _past(tokens, at + 1, ":")
        value, at = _value(tokens, at)
        found.append((key, value) if end == "}" else value)
    at = _past(tokens, at, end)
    return (dict(found) if end == "}" else found), at


def _past(tokens: list[tuple[str, Any]], at: int, mark: str) -> int:
    if at >= len(tokens) or tokens[at][0] != mark:
        raise _BeyondError
    return at + 1
