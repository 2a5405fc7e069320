"""The rulebook: what the law and the platform ask of a plan, and which words of a claim they are about.

Both are files of the configs, ``compliance.yaml`` and ``claim_words.yaml``; those of a folder of one's own stand in for
the shipped ones. They describe a simulation's checklist, no legal advice.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from ..config import ConfigError
from ..config.messages import Called, at, message
from ..config.own_files import read_own
from ..config.param import Name, Part, param
from ..config.problems import sentences
from ..config.roots import config_folders

RULES, WORDS = "compliance.yaml", "claim_words.yaml"
Kind = TypeVar("Kind")
Word = Annotated[str, Field(min_length=1)]


def _check_order(fine: list[float]) -> list[float]:
    """Refuse a fine whose least is above its most."""
    if fine[0] > fine[1]:
        raise ValueError(message("compliance.fine_reversed", low=fine[0], high=fine[1]))
    return fine


class Rule(Part):
    """One rule: its words in both languages, and what breaking it may cost."""

    en: str = Field(min_length=1, description="law and article, and what it asks")
    zh: str = Field(min_length=1, description="the same in Chinese")
    removed: float = param(
        "probability", 0.0, 1.0, "that what was paid for comes down", source="design", confidence="low"
    )
    fined: float = param("probability", 0.0, 1.0, "that a fine is imposed", source="design", confidence="low")
    fine_cny: Annotated[list[Annotated[float, Field(ge=0.0, le=1e9)]], Field(min_length=2, max_length=2),
                        AfterValidator(_check_order)] = Field(description="least and most of it")  # fmt: skip
    topics: list[str] = Field(default=[], description="whose readers are a sensitive group, where the rule is about it")
    limit_cny: float = Field(default=0.0, ge=0.0, description="most that a prize may be, where the rule is about it")

    @property
    def said(self) -> str:
        """The rule in both languages."""
        return Called(self.en, self.zh)


class ClaimWords(Part):
    """Words that a rule is about, and what they are harmless in."""

    words: Annotated[list[Word], Field(min_length=1)]
    unless: list[Word] = Field(default=[])

    def found_in(self, text: str) -> Iterator[str]:
        """Yield the words that stand in a text outside what they are harmless in."""
        for harmless in self.unless:
            text = re.sub(_pattern(harmless), " ", text, flags=re.IGNORECASE)
        yield from (word for word in self.words if re.search(_pattern(word), text, re.IGNORECASE))


def _pattern(word: str) -> str:
    """Return what finds a word: one of Latin letters stands by itself, a Chinese one anywhere."""
    before, after = (side.isascii() and side.isalnum() for side in (word[0], word[-1]))
    return ("(?<![A-Za-z0-9])" if before else "") + re.escape(word) + ("(?![A-Za-z0-9])" if after else "")


class Rulebook(NamedTuple):
    """Rules by name, and words of claims by the rule that they break."""

    rules: Mapping[str, Rule]
    words: Mapping[str, ClaimWords]


def read_rulebook(config_dir: Path | None = None) -> Rulebook:
    """Read the rules and the words, each from the user's folder if it is there.

    Raises
    ------
    ConfigError
        A line for each problem: what is no YAML, is missing or outside its range, or words of a rule that is not there.
    """
    rules, words = _read(RULES, dict[Name, Rule], config_dir), _read(WORDS, dict[Name, ClaimWords], config_dir)
    unknown = [name for name in words if name not in rules]
    if unknown:
        raise ConfigError([at(WORDS, message("compliance.no_rule", name=name, file=RULES)) for name in unknown])
    return Rulebook(rules, words)


def _read(name: str, kind: type[Kind], config_dir: Path | None) -> Kind:
    """Read a file of the first folder that has it."""
    file = next(folder / name for folder in config_folders(config_dir) if (folder / name).is_file())
    try:
        return TypeAdapter(kind).validate_python(read_own(file))
    except ValidationError as error:
        raise ConfigError([at(name, line) for each in error.errors() for line in sentences(each)]) from None
