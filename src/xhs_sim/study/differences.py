"""How one question differs from another, in the words of who asked: names and values, never digests."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..config.load import UNHASHED
from ..config.messages import message, name_of_kind
from .changes import changed

Origin = Mapping[str, Any]  # what ``study.json`` and its like hold
_TOLD = 3  # of each kind; more are counted
_LONGEST = 60  # letters of a value
_GONE = object()


def differences(before: Origin, now: Origin) -> list[str]:
    """Say what a question asks otherwise than the one that a folder answers.

    Parameters
    ----------
    before, now : mapping
        Each with its ``question`` and, where it has them, its ``config`` or ``function``, what ``arms`` change in it,
        and the ``names`` and ``points`` of a sweep.

    Returns
    -------
    list of str
        A line for each part that differs; empty where all that was asked is asked still, though more may be.
    """
    told: list[str] = []
    is_configured_otherwise = False
    for name, old in before["question"].items():
        new, called = now["question"].get(name), name_of_kind(name.replace("_", " "))
        if name == "points" and isinstance(old, dict):
            gone = [key for key in old if key not in (new or {})]
            missing, is_other = _points_gone(gone, before, now)
            told += [message("study.asked_without", name=called, gone=missing)] if missing else []
            is_configured_otherwise |= is_other
        elif name == "config":
            is_configured_otherwise |= old != new
        elif isinstance(old, dict) and isinstance(new, dict):
            gone = [key for key in old if key not in new]
            told += [message("study.asked_without", name=called, gone=_first(gone))] if gone else []
            other = [key for key in old if key in new and new[key] != old[key]]
            if name == "arms":
                is_configured_otherwise |= bool(other)
            else:
                told += [_otherwise(key, old[key], new[key]) for key in other[:_TOLD]]
        elif old != new:
            told.append(_otherwise(called, old, new))
    return told + (_configured_otherwise(before, now) if is_configured_otherwise else [])


def _points_gone(gone: Sequence[str], before: Origin, now: Origin) -> tuple[list[str], bool]:
    """Return the points that are asked no more, by their values, and whether any has its values but not its digest."""
    old = dict(zip(before.get("names", []), before.get("points", []), strict=False))
    still = [_values(point) for point in now.get("points", [])]
    lost = [_values(old[name]) for name in gone if name in old]
    missing = [text for text in lost if text not in still]
    return _first(missing), len(missing) < len(gone)


def _values(point: Mapping[str, Any]) -> str:
    return " ".join(f"{name}={_plain(value)}" for name, value in sorted(point.items()))


def _configured_otherwise(before: Origin, now: Origin) -> list[str]:
    """Say which values differ, of the whole or of some arms; only that they do, where the folder does not hold them."""
    if "config" not in before and "function" not in before:
        return [message("study.asked_configured")]
    found: dict[str, list[str]] = {}  # what differs -> in which arms
    arms = [arm for arm in _arms(before) if arm in _arms(now)] or [""]
    for arm in arms:
        for line in _changed_values(_whole(before, arm), _whole(now, arm)):
            found.setdefault(line, []).append(arm)
    lines = [
        line if len(own) == len(arms) else message("study.asked_of_arms", arms=own, what=line)
        for line, own in [*found.items()][:_TOLD]
    ]
    if len(found) > _TOLD:
        lines.append(message("study.asked_more", n=len(found) - _TOLD))
    return lines  # none: a digest that is made otherwise by now, or what decides no result


def _arms(origin: Origin) -> list[str]:
    arms = origin.get("arms")
    return [*arms] if isinstance(arms, Mapping) else []


def _whole(origin: Origin, arm: str) -> dict[str, Any]:
    """Return the values of an arm, by dotted name, but those that decide no result."""
    plain = origin.get("config")
    if plain is None:
        return dict(_leaves(origin.get("function") or {}))
    own = origin["arms"][arm] if arm in _arms(origin) else []
    kept = {key: value for key, value in changed(plain, own).items() if key not in UNHASHED}
    return dict(_leaves(kept))


def _leaves(plain: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in plain.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def _changed_values(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for name in dict.fromkeys([*before, *now]):
        old, new = before.get(name, _GONE), now.get(name, _GONE)
        if old != new:
            yield _otherwise(name, old, new)


def _otherwise(name: str, old: Any, new: Any) -> str:
    return message("study.asked_otherwise", name=name, before=_told(old), now=_told(new))


def _told(value: Any) -> str:
    return message("study.asked_nothing") if value is _GONE or value is None else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, Mapping) and value:
        text = _values(value)
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _first(texts: Sequence[str]) -> list[str]:
    more = [message("study.asked_more", n=len(texts) - _TOLD)] if len(texts) > _TOLD else []
    return [*texts[:_TOLD], *more]
