"""Names that refer to something, as a foreign key does: a brand, a topic, a metric, a selector.

A field says what its names refer to (``Annotated[str, names("content.topics")]``), and every name is checked when a
config is made. What there is stands in the config itself or, for plug-ins, in the registries that the package's root
hands over, so that nothing here knows them.
"""

import difflib
import re
import types
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from .errors import ConfigError
from .messages import message, name_of_kind
from .registry import Registry, plugins, shipped_names

Steps = tuple[str, ...]  # of a path; "[]" each of a list, "{}" each value of a map, "{name}" each name of a map
_PAID = {"nothing": "config.costs_nothing", "creators": "config.paid_by_creators"}
_LISTED_BY = {"metric": "xhs-sim show metrics"}  # plug-ins that are too many for a line, and what lists them
_NEAR = 3  # names that a word may have been meant to be
_BESIDE = re.compile(r"\{(\w+)\}")  # the name of another field of the same part


class Options(NamedTuple):
    """What may be named at some place."""

    names: Collection[Any]
    noun: str
    labels: Mapping[str, str] = {}  # what things are called in either language -> their names
    elsewhere: Mapping[str, str] = {}  # what has its place somewhere else -> where
    listed_by: str = ""  # the command that lists them, where they are too many for a line


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a name by what it refers to: the options, given the config and the part that the name stands in.

    No options (None) say that there is nothing to refer to yet, so that any name goes.
    """

    options: Callable[[Any, Any], Options | None]
    plugins: str | None = None  # the noun, if plug-ins are what it refers to


def names(place: str, *, if_any: bool = False) -> Refers:
    """Refer to the names of a map or list of the config, such as ``brands`` or ``brands.{brand}.products``.

    Parameters
    ----------
    place : str
        Dotted path; ``{brand}`` is what the field ``brand`` of the same part names.
    if_any : bool
        Whether any name goes where the map is empty.
    """
    noun = place.rpartition(".")[2].removesuffix("s").replace("_", " ")

    def options(config: Any, part: Any) -> Options | None:
        beside = [getattr(part, field) for field in _BESIDE.findall(place)]
        found = _at(config, _BESIDE.sub("{}", place).format(*beside))
        if found is None or (if_any and not found):
            return None
        owned = message("noun.of_owner", noun=name_of_kind(noun), owner=beside[0]) if beside else name_of_kind(noun)
        return Options(list(found), owned, _labels(found))

    return Refers(options)


def numbered(place: str, noun: str) -> Refers:
    """Refer by number to one of the things in the lists of a map, counted through."""

    def options(config: Any, _part: Any) -> Options:
        return Options(range(sum(map(len, _at(config, place).values()))), name_of_kind(noun))

    return Refers(options)


def among(noun: str, *words: str) -> Refers:
    """Refer to one of a few words that the model knows."""
    return Refers(lambda _config, _part: Options(words, name_of_kind(noun)))


def plugin(noun: str) -> Refers:
    """Refer to a plug-in of some kind."""
    return Refers(lambda _config, _part: _plugged(noun, found) if (found := plugins().get(noun)) else None, noun)


def purposes(*others: str) -> Refers:
    """Refer to what a campaign's money can be for: a few purposes, and the tactics that have money of their own."""

    def options(_config: Any, _part: Any) -> Options | None:
        tactics = plugins().get("tactic")
        if tactics is None:
            return None
        paid = [name for name, tactic in tactics.items() if tactic.paid_from == "split"]
        unpaid = {name: _PAID[tactic.paid_from] for name, tactic in tactics.items() if name not in paid}
        elsewhere = {name: message(why, name=name) for name, why in unpaid.items()}
        return Options((*others, *paid), name_of_kind("purpose"), elsewhere=elsewhere)

    return Refers(options)


class Reference(NamedTuple):
    """A name at its place in a config."""

    place: str  # dotted path of what holds it
    word: Any
    form: Literal["value", "key", "item"]  # what it is there
    part: Any  # that it stands in
    refers: Refers

    @property
    def path(self) -> str:
        """Its dotted path, with the name itself where that is a key."""
        return f"{self.place}.{self.word}" if self.form == "key" else self.place

    def wrong(self, why: str) -> str:
        """Say what is wrong with it, in words that begin with it."""
        if self.form == "item":
            return message("config.wrong_item", path=self.place, why=why)
        return message(
            "config.in_words", place=f"{self.place} = " if self.form == "value" else f"{self.place}.", why=why
        )


def references_in(config: BaseModel) -> Iterator[Reference]:
    """Yield every name in a config that refers to something, in the parts that plug-ins bring as well."""
    for steps, refers in _sites(type(config)):
        yield from _named(config, steps, "", None, refers)
    tactics: Mapping[str, BaseModel] = _at(config, "campaign.tactics") or {}
    for name, part in tactics.items():
        yield Reference("campaign.tactics", name, "key", None, plugin("tactic"))
        for steps, refers in _sites(type(part)):
            yield from _named(part, steps, f"campaign.tactics.{name}", part, refers)


def broken_references(config: BaseModel) -> list[str]:
    """Return a line for each name that refers to nothing, with what it could be."""
    return [problem for each in references_in(config) if (problem := _problem(each, config)) is not None]


def refuse_unknown_plugin(path: str, word: str, noun: str) -> None:
    """Refuse a name from outside a config that is no plug-in.

    Raises
    ------
    ConfigError
        With what there is.
    """
    known = plugins()[noun]
    if word not in known:
        instead = _instead(word, _plugged(noun, known))
        raise ConfigError(
            message("config.no_such_value", path=path, word=word, noun=name_of_kind(noun), instead=instead)
        )


def keys_for(kind: type[BaseModel], word: str) -> list[str]:
    """Return the paths at which a plug-in is the key of a map, such as ``ranker.weights.recency``."""
    maps = [(steps[:-1], about.plugins) for steps, about in _sites(kind) if about.plugins and steps[-1] == "{name}"]
    return [".".join((*steps, word)) for steps, noun in maps if word in plugins().get(noun, ())]


def _problem(each: Reference, config: BaseModel) -> str | None:
    if each.refers.plugins is not None and each.word in shipped_names().get(each.refers.plugins, ()):
        return None
    options = each.refers.options(config, each.part)
    if options is None or each.word in options.names:
        return None
    why = options.names.why_not(each.word) if isinstance(options.names, Registry) else None
    if why is not None:
        return each.wrong(why)
    why = options.elsewhere.get(each.word)
    instead = _instead(str(each.word), options) if why is None else message("config.in_its_place", why=why)
    key = f"config.no_such_{each.form}"
    return message(key, path=each.path, word=each.word, noun=options.noun, instead=instead)


def _at(config: Any, place: str) -> Any:
    """Return what stands at a dotted path; None below a key that a map has not."""
    found = config
    for step in place.split("."):
        found = found.get(step) if isinstance(found, Mapping) else getattr(found, step, None)
    return found


def _plugged(noun: str, found: Any) -> Options:
    own = found.own if isinstance(found, Registry) else {}  # of a package's entries the names are enough
    labels = {label: name for name, each in own.items() if (label := getattr(each, "label_zh", None))}
    labels = dict(sorted(labels.items(), key=lambda each: len(each[0])))  # the nearest to a part of it first
    return Options(found, name_of_kind(noun), labels, listed_by=_LISTED_BY.get(noun, ""))


def _labels(things: Any) -> dict[str, str]:
    named = things.items() if isinstance(things, Mapping) else ()
    return {label: name for name, each in named if hasattr(each, "zh") for label in (each.zh, each.en)}


def _instead(word: str, options: Options) -> str:
    if isinstance(options.names, range):
        return message("config.allowed_numbers", last=len(options.names) - 1)
    called = [name for label, name in options.labels.items() if word and word in label]
    most = _NEAR if options.listed_by else 1
    near = (called or difflib.get_close_matches(word, options.names, n=most, cutoff=0.6))[:most]
    hint = message("config.perhaps", near=near) if near else ""
    if options.listed_by:
        return message("config.listed_names", hint=hint, command=options.listed_by, n=len(options.names))
    return message("config.allowed_names", hint=hint, names=[*options.names])


@cache
def _sites(kind: type[BaseModel]) -> tuple[tuple[Steps, Refers], ...]:
    """Return where in a config names stand that refer to something, and to what."""
    return tuple(
        site
        for name, field in kind.model_fields.items()
        for site in (
            *(((name,), about) for about in field.metadata if isinstance(about, Refers)),
            *_inside(field.annotation, (name,)),
        )
    )


def _inside(kind: Any, path: Steps) -> Iterator[tuple[Steps, Refers]]:
    arguments = get_args(kind)
    if get_origin(kind) is Annotated:
        yield from ((path, about) for about in arguments[1:] if isinstance(about, Refers))
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
        yield from (((*path, *steps), refers) for steps, refers in _sites(kind))


def _named(value: Any, steps: Steps, path: str, part: Any, refers: Refers) -> Iterator[Reference]:
    """Yield every name at a site; nothing where there is none."""
    if value is None:
        return
    if not steps:
        yield Reference(path, value, "value", part, refers)
        return
    first, *rest = steps
    if first == "{name}":
        yield from (Reference(path, name, "key", part, refers) for name in value)
    elif first == "[]" and not rest:
        yield from (Reference(path, word, "item", part, refers) for word in value)
    elif first in ("[]", "{}"):
        for name, inner in enumerate(value) if first == "[]" else value.items():
            yield from _named(inner, tuple(rest), f"{path}.{name}", part, refers)
    else:
        yield from _named(getattr(value, first), tuple(rest), f"{path}.{first}".lstrip("."), value, refers)
