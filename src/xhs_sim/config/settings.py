"""Values put into a composition that is there already: plain data in, plain data out, nothing shared is changed."""

from typing import Any

from .errors import ConfigError
from .former import instead_of, instead_of_group, today_of
from .grammar import Override, Several, read_value
from .messages import message
from .plain import as_plain
from .schema_paths import Kind, kind_at, suggest

Plain = dict[str, Any]


def put_typed(plain: Plain, override: Override) -> Plain:
    """Return ``plain`` with what was typed; maps are merged, as Hydra does, all else is replaced.

    Raises
    ------
    ConfigError
        If there is no such parameter, or several values are given for it.
    """
    kind, steps = _kind_at(override.key, override.text or ""), override.key.split(".")
    if override.text is None:
        return _without(plain, steps, override.key)
    return _put(plain, steps, _meant(override, kind), is_merged=True)


def put_value(plain: Plain, path: str, value: Any) -> Plain:
    """Return ``plain`` with a value of Python's at a dotted path, as it is; only parts are merged, with their own keys.

    Raises
    ------
    ConfigError
        If there is no such parameter.
    """
    kind = _kind_at(path)
    return _put(plain, path.split("."), as_plain(value), is_merged=kind.is_part)


def _kind_at(path: str, option: str = "") -> Kind:
    """Return what may stand at a path, or may have stood there before."""
    kind = kind_at(path) or kind_at(today_of(path) or "")
    if kind is not None:
        return kind
    instead = instead_of(path) or instead_of_group(path, option)
    hint = suggest(path) if instead is None else message("config.say_instead", instead=instead)
    raise ConfigError(message("config.unknown_parameter", path=path, hint=hint))


def _meant(override: Override, kind: Kind) -> Any:
    """Return the value as it is meant for a parameter of some kind."""
    text = override.text or ""
    value = read_value(text)
    if kind.takes_text and not isinstance(value, str):
        return None if value is None and kind.takes_none else text
    if isinstance(value, Several):
        if not kind.is_number or not _is_one_number(text):
            raise ConfigError(message("config.one_value", typed=override.typed))
        return text
    return value


def _is_one_number(text: str) -> bool:
    from .amounts import parse_amount

    return parse_amount(text) is not None


def _put(into: Plain, steps: list[str], value: Any, *, is_merged: bool) -> Plain:
    """Copy the maps on the way, and no others."""
    first, *rest = steps
    old = into.get(first)
    if rest:
        new = _put(old if isinstance(old, dict) else {}, rest, value, is_merged=is_merged)
    else:
        new = merged(old, value) if is_merged else value
    return {**into, first: new}


def merged(old: Any, value: Any) -> Any:
    """Return ``value``; of two maps, the one with what the other says of it."""
    if not isinstance(old, dict) or not isinstance(value, dict):
        return value
    return old | {name: merged(old.get(name), inner) for name, inner in value.items()}


def _without(plain: Plain, steps: list[str], path: str) -> Plain:
    first, *rest = steps
    if first not in plain or (rest and not isinstance(plain[first], dict)):
        raise ConfigError(message("config.none_to_take_away", path=path))
    if rest:
        return plain | {first: _without(plain[first], rest, path)}
    return {name: value for name, value in plain.items() if name != first}
