"""Where numbers come from: one list of sources, which schema, targets and pages name by id.

A ``source`` is one or more ids and, after a colon, what is said there:
``"qilin_2025, craswell_2008: depth 18.8 a request"``. A user's own targets may name what is not in the list.
"""

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, TypeAdapter

from .yaml_text import read_yaml

Kind = Literal["paper", "data", "platform", "industry", "trade", "law", "own"]
_FILE = Path(__file__).with_name("bibliography.yaml")


class Work(BaseModel):
    """One entry: enough to find it again, and what it is used for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind
    short: str  # as a sentence names it
    zh: str | None = None  # the same in Chinese, of what is no publication
    authors: str
    title: str
    where: str
    used_for: str
    year: int | None = None
    doi: str | None = None
    arxiv: str | None = None
    via: str | None = None  # through whom it was read, if not at the source


class Cited(NamedTuple):
    """A ``source`` taken apart."""

    ids: tuple[str, ...]
    says: str


@cache
def bibliography() -> dict[str, Work]:
    """Return all entries by id, in the order of the file."""
    return TypeAdapter(dict[str, Work]).validate_python(read_yaml(_FILE))


def read_source(source: str) -> Cited:
    """Take a ``source`` apart into ids and what is said there."""
    ids, _, says = source.partition(": ")
    return Cited(tuple(part.strip() for part in ids.split(",") if part.strip()), says)


def tell_source(source: str, language: str = "en") -> str:
    """Say a ``source`` in words: ``Qilin 2025, Craswell et al. 2008: depth 18.8 a request``; papers in English."""
    cited, works = read_source(source), bibliography()
    if not all(name in works for name in cited.ids):
        return source  # a user's own words
    found = [works[name] for name in cited.ids]
    told = ", ".join(work.zh if language == "zh" and work.zh else work.short for work in found)
    return f"{told}: {cited.says}" if cited.says else told
