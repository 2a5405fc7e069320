"""Messages: what a user is told of a mistake, a doubt or a step, by its key and its parts, in English and Chinese.

A message is text, in English, so that an error can be printed, compared and logged as ever; beside it, it keeps its key
and its parts, so that whoever speaks to a user can say it in the user's language (``told``). The sentences lie in
``<language>/<subject>.yaml``, under the same keys in every language; parts are names, numbers, lists, other messages.
"""

from collections.abc import Iterable, Mapping
from errno import errorcode
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

from ..meanings import SchemaText

LANGUAGES = ("en", "zh")
_BETWEEN = {  # the parts of a list, by the form that the sentence gives to it
    "en": {"": (", ", ", "), "and": (", ", " and "), "or": (", ", " or "), ";": ("; ", "; ")},
    "zh": {"": ("、", "、"), "and": ("、", "和"), "or": ("、", "或"), ";": ("；", "；")},
}


class Message(str):
    """A line for a user.

    Attributes
    ----------
    key : str
        ``subject.name`` of its sentence.
    parts : dict
        What fills the sentence's blanks.
    """

    key: str
    parts: dict[str, Any]

    def __new__(cls, key: str, parts: dict[str, Any]) -> "Message":
        """Say it in English; an error among its parts stands for its text."""
        plain = {name: str(part) if isinstance(part, BaseException) else part for name, part in parts.items()}
        said = super().__new__(cls, _filled(key, plain, LANGUAGES[0]))
        said.key, said.parts = key, plain
        return said

    def told(self, language: str) -> str:
        """Say it in a language."""
        return _filled(self.key, self.parts, language)

    def __reduce__(self) -> tuple[type["Message"], tuple[str, dict[str, Any]]]:
        """Come whole out of another process."""
        return type(self), (self.key, self.parts)


class Called(str):
    """A name of the market as people say it, within a message: English, and what it is called in Chinese."""

    chinese: str

    def __new__(cls, english: str, chinese: str) -> "Called":
        """Keep the Chinese word beside the English."""
        made = super().__new__(cls, english)
        made.chinese = chinese
        return made

    def __reduce__(self) -> tuple[type["Called"], tuple[str, str]]:
        """Come whole out of another process."""
        return type(self), (str(self), self.chinese)

    def told(self, language: str) -> str:
        """Say it in a language."""
        return str(self) if language == LANGUAGES[0] else self.chinese


def message(_key: str, **parts: Any) -> str:
    """Return the message of a key, with its blanks filled."""
    return Message(_key, parts)


def told(text: str, language: str) -> str:
    """Return a message, a meaning or a unit in a language; any other text as it stands."""
    return text.told(language) if isinstance(text, Message | SchemaText | Called) else text


def at(place: object, problem: str) -> str:
    """Return a problem with the place where it is: a file, a part, an arm."""
    return message("common.at", place=place, problem=problem)


def joined(texts: Iterable[str]) -> str:
    """Return several as one line."""
    return message("common.several", texts=[*texts])


def name_of_kind(word: str) -> str:
    """Return what a kind of thing, such as ``brand``, is called; one of a package from outside by its own word."""
    key = f"noun.{word.replace(' ', '_')}"
    return message(key) if is_known(key) else word


def reason_of_system(error: OSError) -> str:
    """Return what the operating system says of a file."""
    key = f"system.{errorcode.get(error.errno or 0, '')}"
    return message(key) if is_known(key) else error.strerror or str(error)


def is_known(key: str) -> bool:
    """Return whether there is a sentence for a key."""
    return key in catalogue(LANGUAGES[0])


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return all sentences of a language by key."""
    import yaml  # help says nothing that needs it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted((resources.files(__package__) / language).iterdir(), key=lambda each: each.name)
    read = {file.name.removesuffix(".yaml"): yaml.load(file.read_text(encoding="utf-8"), loader) for file in files}
    return {f"{subject}.{name}": text for subject, texts in read.items() for name, text in texts.items()}


def _filled(key: str, parts: Mapping[str, Any], language: str) -> str:
    """Fill the blanks of a sentence, each in the form that the sentence asks for."""
    text = ""
    for literal, name, form, way in Formatter().parse(catalogue(language)[key]):
        text += literal
        if name is not None:
            text += repr(parts[name]) if way == "r" else _said(parts[name], form or "", language)
    return text


def one_or_many(n: Any, form: str) -> str:
    """Return which of the two words ``one|many`` a count goes with; the form of a blank such as ``{n:arm|arms}``."""
    one, _, many = form.partition("|")
    return one if n == 1 else many


def _said(part: Any, form: str, language: str) -> str:
    """Return a part of a message as it is said in a language."""
    if isinstance(part, list | tuple):
        between, before_last = _BETWEEN[language][form]
        *others, last = (_said(each, "", language) for each in part or [""])
        return f"{between.join(others)}{before_last if others else ''}{last}"
    if isinstance(part, str):
        return told(part, language)
    if "|" in form:
        return one_or_many(part, form)
    return format(part, form) if form else str(part)
