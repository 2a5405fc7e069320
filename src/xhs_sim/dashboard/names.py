"""What parameters are called on the page: by a lever's name, or by what the schema says of them; paths stand beside."""

import re
from collections.abc import Callable
from typing import Any, Final

from ..config.schema_paths import known_paths
from ..lab.led import plain
from ..report.figures.style import is_wide
from ..report.sensitivity import LUCK, name_of
from ..report.words import Words
from .axes import in_lines, safe

_WIDEST: Final = 44  # columns of text: what is said at more length is an explanation and no name
_AFTER: Final = re.compile(r"[;:；：，（(]|, ")  # what a meaning says beyond this is detail
_TIERS, _SPLIT = "campaign.tier_shares.", "campaign.ads.split."
_PARTS: Final = ("campaign.", "promotion.", "account.plan.")  # whose levers have names of their own


def parameter(path: str, words: Words) -> str:
    """Return what a parameter is called."""
    if path == LUCK:
        return name_of(path, words)
    for start, key in ((_TIERS, "tier"), (_SPLIT, "split")):
        if path.startswith(start):
            return words.say(f"dashboard_lever_{key}", name=words.line(path.removeprefix(start)))
    if re.fullmatch(r"brands\.[^.]+\.products\.[^.]+\.price_cny", path):
        return words.say("dashboard_lever_price")
    own = _lever_of(path, words)
    return own or _meant(path, words) or _spelt(path)


def _lever_of(path: str, words: Words) -> str:
    for start, of in zip(_PARTS, ("", "promotion_", "account_"), strict=True):
        key = f"dashboard_lever_{of}{path.removeprefix(start)}"
        if path.startswith(start) and key in words.table["text"]:
            return words.say(key)
    return ""


def _meant(path: str, words: Words) -> str:
    """Return what the schema says of a parameter, where that is short enough for a name."""
    row = known_paths().get(path)
    said = "" if row is None else _AFTER.split(row.description.told(words.language), maxsplit=1)[0].strip()
    is_short = 0 < sum(1 + is_wide(letter) for letter in said) <= _WIDEST
    return said[:1].upper() + said[1:] if is_short else ""


def _spelt(path: str) -> str:
    """Return the last steps of a path as words."""
    said = ": ".join(step.replace("_", " ") for step in path.split(".")[-2:])
    return said[:1].upper() + said[1:]


def with_path(path: str, words: Words) -> str:
    """Return a parameter's name with its path, as it stands in a list to choose from."""
    name = parameter(path, words)
    return name if path == LUCK else words.say("dashboard_named", name=name, path=path)


def on_axis(path: str, words: Words) -> str:
    """Return a parameter's name for an axis: the path beneath, small."""
    name = in_lines(parameter(path, words), 60)
    return name if path == LUCK else f'{name}<br><span style="font-size:11px">{safe(path)}</span>'


def at_value(path: str, value: Any, words: Words) -> str:
    """Return a parameter with its value."""
    return words.say("dashboard_is", name=parameter(path, words), value=told_value(path, value, words))


def told_value(path: str, value: Any, words: Words) -> str:
    """Return a value as people write it: money and counts in the language's own units."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return words.money(value) if path.endswith("_cny") else plain(value)


def told_values(path: str, words: Words) -> Callable[[Any], str]:
    """Return what tells a parameter's values."""
    return lambda value: told_value(path, value, words)
