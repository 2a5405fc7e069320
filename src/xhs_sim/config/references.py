"""Names that refer to something: a brand, a topic, a metric, a selector. Each is checked when a config is made.

A field says what its names refer to (``Annotated[str, Refers("topic")]``); what there is of it stands in the config
itself, or, for plug-ins, in dicts that nothing here knows (``plugin_names``).
"""

import difflib
import types
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from .errors import ConfigError
from .plugin_names import Plugins, plugin_names

Steps = tuple[str, ...]  # of a path; "[]" each of a list, "{}" each value of a map, "{name}" each name of a map
_FIXED: Plugins = {
    "tier": ("koc", "junior", "waist", "head"),  # that can be hired
    "act": ("like", "save", "comment", "share", "follow"),
    "kind of act": ("like", "save", "comment", "share"),
    "format": ("image_text", "video"),
}


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a name by what it refers to: a key of ``names_of`` or of the plug-ins, or ``"function"``."""

    noun: str


def names_of(config: Any) -> dict[str, Collection[str]]:
    """Return what there is to refer to, by noun."""
    return {
        **_FIXED,
        **plugin_names(),
        "topic": list(config.content.topics),
        "brand": list(config.brands),
        "age band": list(config.population.age_bands),
        "city tier": list(config.population.city_tiers),
    }


def broken_references(config: BaseModel) -> list[str]:
    """Return a line for each name that refers to nothing, with what it could be."""
    known, others, problems = names_of(config), _other_names(config), []
    for steps, noun in _sites(type(config)):
        for path, word, form in _named(config, steps, ""):
            if noun == "function":
                problems += _not_importable(path, word)
            elif word not in known.get(noun, (word,)):
                instead = _instead(word, known[noun], others.get(noun))
                problems.append(f"{path}{form.format(word=word, noun=noun)} {instead}")
    return problems


def refuse_unknown_name(path: str, word: str, noun: str, config: BaseModel) -> None:
    """Refuse a name from outside a config that refers to nothing in it.

    Raises
    ------
    ConfigError
        With what there is.
    """
    known = names_of(config)[noun]
    if word not in known:
        raise ConfigError(f"{path} = {word} is no {noun} {_instead(word, known)}")


def _other_names(config: Any) -> dict[str, dict[str, str]]:
    """Return what things are called in either language, by noun, with their names."""
    return {
        noun: {label: name for name, each in things.items() for label in (each.zh, each.en)}
        for noun, things in (("topic", config.content.topics), ("brand", config.brands))
    }


def _instead(word: str, allowed: Collection[str], others: Mapping[str, str] | None = None) -> str:
    called = [name for label, name in (others or {}).items() if word and word in label]
    near = called or difflib.get_close_matches(word, allowed, n=1, cutoff=0.6)
    return f"({f'did you mean {near[0]}? ' if near else ''}allowed: {', '.join(allowed)})"


def _not_importable(path: str, name: str) -> list[str]:
    module, _, function = name.rpartition(".")
    try:
        found = getattr(import_module(module), function)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # whatever the user's own module raises while it is imported
        return [f"{path} = {name}: {type(error).__name__}: {error} (expected package.module.function)"]
    return [] if callable(found) else [f"{path} = {name} is no function (expected package.module.function)"]


@cache
def _sites(kind: type[BaseModel]) -> tuple[tuple[Steps, str], ...]:
    """Return where in a config names stand that refer to something, and to what."""
    return tuple(
        site
        for name, field in kind.model_fields.items()
        for site in (
            *(((name,), about.noun) for about in field.metadata if isinstance(about, Refers)),
            *_inside(field.annotation, (name,)),
        )
    )


def _inside(kind: Any, path: Steps) -> Iterator[tuple[Steps, str]]:
    arguments = get_args(kind)
    if get_origin(kind) is Annotated:
        yield from ((path, about.noun) for about in arguments[1:] if isinstance(about, Refers))
        yield from _inside(arguments[0], path)
    elif get_origin(kind) in (Union, types.UnionType):
        for each in arguments:
            yield from _inside(each, path)
    elif get_origin(kind) is list:
        yield from _inside(arguments[0], (*path, "[]"))
    elif get_origin(kind) is dict:
        yield from _inside(arguments[0], (*path, "{name}"))
        yield from _inside(arguments[1], (*path, "{}"))
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from (((*path, *steps), noun) for steps, noun in _sites(kind))


def _named(value: Any, steps: Steps, path: str) -> Iterator[tuple[str, str, str]]:
    """Yield path, name and how to say it of every name at a site; nothing where there is none."""
    if value is None:
        return
    if not steps:
        yield path, str(value), " = {word} is no {noun}"
        return
    first, *rest = steps
    if first == "{name}":
        yield from ((f"{path}.{name}", name, " is no {noun}") for name in value)
    elif first == "[]" and not rest:
        yield from ((path, str(word), " has {word}, which is no {noun}") for word in value)
    elif first in ("[]", "{}"):
        for name, inner in enumerate(value) if first == "[]" else value.items():
            yield from _named(inner, tuple(rest), f"{path}.{name}")
    else:
        yield from _named(getattr(value, first), tuple(rest), f"{path}.{first}".lstrip("."))
