"""The words of a brief, found among those that the market knows: by name, in English or in Chinese."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple, get_args

from ..actors.tactics.coupon import Who
from ..config import Config
from ..config.messages import Called, message
from ..config.schema import COOPERATIONS, Choice
from ..config.yaml_text import read_yaml
from ..strategies.campaign.in_flight import INFLIGHT_RULES
from ..strategies.content.planner import PLANNERS
from ..strategies.content.rhythm import RHYTHMS
from ..strategies.kol.select import SELECTORS
from ..world.ads import RULES
from ..world.columns import GENDERS


class Word(NamedTuple):
    """A name with what else it may be called."""

    name: str
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        chinese = next((other for other in self.others if not other.isascii()), "")
        return f"{self.name} {chinese}".rstrip()


@cache
def more_words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return what words may be called besides, by kind."""
    plain: dict[str, Any] = read_yaml(resources.files(__package__) / "words.yaml")
    return {
        kind: {name: [str(each) for each in others] for name, others in words.items()} for kind, words in plain.items()
    }


def vocabulary(kind: str, market: Config) -> list[Word]:
    """Return all words of a kind: ``topics``, ``tiers``, ``objectives`` and so on."""
    if kind == "topics":
        return [Word(name, (topic.zh, topic.en)) for name, topic in market.content.topics.items()]
    if kind == "cities":
        n_cities = sum(map(len, market.population.cities.values()))
        named = list(market.population.city_names.items())[:n_cities]
        return [Word(en, (zh,)) for zh, en in named]
    if kind == "brands":
        return [Word(name, (brand.zh, brand.en)) for name, brand in market.brands.items()]
    known: dict[str, Iterable[str]] = {
        "genders": GENDERS, "age_bands": market.population.age_bands, "city_tiers": market.population.city_tiers,
        "education_levels": market.population.education_levels,
        "tiers": market.campaign.tier_shares, "cooperation": COOPERATIONS, "choose_by": SELECTORS, "targeting": RULES,
        "disclosure": get_args(Choice),
        "rules": [rule for rule in INFLIGHT_RULES if rule != "none"], "rhythm": RHYTHMS, "planner": PLANNERS,
        "objectives": more_words()["objectives"], "coupon_holders": get_args(Who),
    }  # fmt: skip
    others = more_words()[kind]
    return [Word(name, tuple(others.get(name, ()))) for name in known[kind]]


def spoken(kind: str, name: str, market: Config) -> str:
    """Return a name as a sentence says it in each language: of the words that it may be called, the first."""
    others = next((each.others for each in vocabulary(kind, market) if each.name == name), ())
    first = others[0] if others else name
    is_english = first.isascii() and first.casefold() != name
    return Called(first if is_english else name, first)


def find(word: str, words: Sequence[Word]) -> str | None:
    """Return the name of a word: as it is called, or as the only one whose Chinese name holds it."""
    wanted = word.casefold().strip()
    for name, others in words:
        if wanted in (name.casefold(), *(other.casefold() for other in others)):
            return name
    is_long = len(wanted) > 1 and not wanted.isascii()
    near = [name for name, others in words if is_long and any(wanted in other for other in others)]
    return near[0] if len(near) == 1 else None


def unknown(place: str, word: str, words: Sequence[Word]) -> str:
    """Say that a word is not known, and which one may have been meant."""
    names = [each for word in words for each in (word.name, *word.others)]
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    hint = message("config.perhaps", near=near[0]) if near else ""
    return message("brief.unknown_word", place=place, word=word, hint=hint, known=[*map(str, words)])
