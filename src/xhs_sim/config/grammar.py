"""What is typed as ``key=value``: Hydra's grammar first, and plain text where that refuses.

Hydra reads numbers, lists, maps, quoted words and sweeps. It refuses most of what people write in words
(双11 大促, it's ok, A=B, ¥300, 报价单.csv): such a value is taken as it stands.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from .errors import ConfigError
from .messages import message
from .plain import as_plain
from .plain_values import UNREAD, plain_value

_LONGEST = 20_000  # characters of a value that Hydra's parser is asked about; beyond, YAML
MOST_CELLS = 1_000_000


class Override(NamedTuple):
    """One argument, taken apart; ``text`` is None where a key is deleted."""

    sign: str  # "", "+", "++" or "~"
    key: str  # dotted path, or a group
    text: str | None

    @property
    def typed(self) -> str:
        """The argument again."""
        return f"{self.sign}{self.key}" + ("" if self.text is None else f"={self.text}")


class Several(NamedTuple):
    """A value that stands for several: ``a,b``, ``range(1,4)``, ``glob(k*)``, ``interval(0,1)``."""

    kind: str  # "choice", "glob" or "interval"
    parsed: Any


def read_override(argument: str) -> Override:
    """Take ``key=value`` apart.

    Raises
    ------
    ConfigError
        If it is neither that nor ``~key``.
    """
    name, equals, text = argument.partition("=")
    key = name.strip()
    sign = next(sign for sign in ("++", "+", "~", "") if key.startswith(sign))
    key = key.removeprefix(sign).strip()
    if not key or bool(equals) == (sign == "~"):
        is_file = not equals and key.endswith((".yaml", ".yml"))
        is_cut = sign == "~" and bool(equals)
        expected = "expected_key_alone" if is_cut else "expected_brief" if is_file else "expected_key_value"
        raise ConfigError(
            message("config.no_override", argument=argument, shape=message(f"config.{expected}", file=key))
        )
    return Override(sign, key, text.strip() if equals else None)


@lru_cache(maxsize=8192)
def read_value(text: str) -> Any:
    """Return what a typed value means, whatever it is for: plain data, or ``Several``; never an error."""
    if len(text) > _LONGEST:
        return _without_hydra(text)
    value = plain_value(text)
    return _by_hydra(text) if value is UNREAD else value


def _by_hydra(text: str) -> Any:
    from hydra.core.override_parser.overrides_parser import OverridesParser

    try:
        override = OverridesParser.create().parse_override(f"key={text}")
        value = override.value()
    except Exception:  # whatever its parser stumbles over: the value is for us to read
        return _without_hydra(text)
    if not override.is_sweep_override():
        return as_plain(value)
    if override.is_interval_sweep():
        return Several("interval", value)
    return Several("glob" if hasattr(value, "exclude") else "choice", override)


def _without_hydra(text: str) -> Any:
    """Read what Hydra refuses: a list or map with words in it, or plain text."""
    if text[:1] not in "[{":
        return text
    try:
        value = as_plain(yaml.safe_load(text))
    except (yaml.YAMLError, RecursionError, ValueError):
        return text
    return value if isinstance(value, list | dict) else text


def choices_of(override: Override, options: list[str]) -> list[str]:
    """Return the values, as typed, that one argument of a sweep stands for.

    Parameters
    ----------
    override : Override
    options : list of str
        The files of the group that the key names, for ``glob``; empty if it names none.

    Raises
    ------
    ConfigError
        If they cannot be listed.
    """
    text = override.text or ""
    value = read_value(text)
    if not isinstance(value, Several):
        return _split(text) if isinstance(value, str) and value == text else [text]
    if value.kind == "interval":
        raise ConfigError(_instead_of_interval(override, value.parsed))
    if value.kind == "glob":
        found = value.parsed.value().filter(options)
        if not found:
            known = message("config.allowed_options", options=[*options]) if options else message("config.globs_files")
            raise ConfigError(message("config.nothing_of_that_name", typed=override.typed, known=known))
        return [str(name) for name in found]
    _refuse_thousands(override)
    return _listed(override, value.parsed)


def _listed(override: Override, parsed: Any) -> list[str]:
    from itertools import islice

    try:
        found = [str(each) for each in islice(parsed.sweep_string_iterator(), MOST_CELLS + 1)]
    except Exception as error:
        raise ConfigError(message("config.no_list", typed=override.typed, error=error)) from None
    if not found:
        raise ConfigError(message("config.no_values", typed=override.typed))
    if len(found) > MOST_CELLS:
        raise ConfigError(message("config.too_many_values", typed=override.typed, most=MOST_CELLS))
    return found


def _instead_of_interval(override: Override, interval: Any) -> str:
    low, high = interval.start, interval.end
    steps = [low + (high - low) * k / 4 for k in range(5)]
    values = ",".join(f"{step:.4g}" for step in steps)
    return message("config.interval_no_list", path=override.key, text=override.text, values=values)


def _refuse_thousands(override: Override) -> None:
    """Refuse 50,000 in a sweep: as a grid it would be 50 and 000."""
    parts = (override.text or "").split(",")
    if any(part.strip().isdigit() and len(part.strip()) > 1 and part.strip()[0] == "0" for part in parts[1:]):
        joined = "".join(part.strip() for part in parts)
        raise ConfigError(message("config.two_readings", typed=override.typed, path=override.key, joined=joined))


def _split(text: str) -> list[str]:
    """Split at commas outside quotes and brackets."""
    parts, depth, quote = [""], 0, ""
    for letter in text:
        if letter == "," and depth == 0 and not quote:
            parts.append("")
            continue
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and not parts[-1].strip():  # a quote opens a value, inside a word it is an apostrophe
            quote = letter
        depth += (letter in "[{(") - (letter in "]})")
        parts[-1] += letter
    return [part.strip() for part in parts] if depth == 0 and not quote else [text]


def written(value: Any) -> str:
    """Write a value in Hydra's grammar."""
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(each) for each in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
