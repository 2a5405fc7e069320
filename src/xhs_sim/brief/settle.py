"""A brief in the market's own words: every topic, tier, city and rule by its name, whatever it was called."""

from typing import Any, TypeVar

from ..config import Config
from ..config.messages import message
from ..config.param import Part
from .form import Brief, ContentBrief, TacticBrief
from .words import find, unknown, vocabulary

Piece = TypeVar("Piece", bound=Part)
SEGMENT = ("genders", "age_bands", "city_tiers", "education_levels", "topics")


class _Speller:
    """Looks words up and keeps what it did not find."""

    def __init__(self, market: Config) -> None:
        self.market, self.problems = market, list[str]()

    def one(self, place: str, word: str, kind: str) -> str:
        """Return the name of a word; the word itself, and a problem, if there is none."""
        words = vocabulary(kind, self.market)
        name = find(word, words)
        if name is None:
            self.problems.append(unknown(place, word, words))
        return name if name is not None else word

    def perhaps(self, place: str, word: str | None, kind: str) -> str | None:
        """Return the name of a word that may be left out."""
        return None if word is None else self.one(place, word, kind)

    def several(self, place: str, words: list[str], kind: str) -> list[str]:
        """Return names in their order; none twice."""
        names = [self.one(place, word, kind) for word in words]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.problems.append(message("brief.stands_twice", place=place, name=name))
        return names

    def weights(self, place: str, weights: dict[str, float], kind: str) -> dict[str, float]:
        """Return weights by name."""
        names = self.several(place, list(weights), kind)
        return dict(zip(names, weights.values(), strict=True))


def settle(brief: Brief, market: Config) -> tuple[Brief, list[str]]:
    """Return a brief in the market's words, and which of its words the market does not know."""
    say = _Speller(market)
    said: dict[str, Any] = {
        "audience": _segment("audience", brief.audience, say),
        "objectives": [
            each.model_copy(update={"kind": say.one(f"objectives.{number}.kind", each.kind, "objectives")})
            for number, each in enumerate(brief.objectives)
        ],
        "tactics": {name: _tactic(f"tactics.{name}", each, say) for name, each in brief.tactics.items()},
    }
    if brief.target is not None:
        said["target"] = _segment("target", brief.target, say)
    if brief.brand is not None:
        said["brand"] = brief.brand.model_copy(
            update={"topic": say.perhaps("brand.topic", brief.brand.topic, "topics")}
        )
    if brief.partner is not None:
        other = brief.partner.brand
        topic = say.perhaps("partner.brand.topic", other.topic, "topics")
        said["partner"] = brief.partner.model_copy(update={"brand": other.model_copy(update={"topic": topic})})
    if brief.own_account is not None:
        own = brief.own_account
        update = {"topic": say.perhaps("own_account.topic", own.topic, "topics"),
                  "content": _content("own_account.content", own.content, say)}  # fmt: skip
        said["own_account"] = own.model_copy(update=update)
    if brief.event is not None:
        said["event"] = brief.event.model_copy(update={"city": say.one("event.city", brief.event.city, "cities")})
    if brief.coupon is not None:
        who = say.one("coupon.who", brief.coupon.who, "coupon_holders")
        said["coupon"] = _copied(brief.coupon, {"who": who})
    return brief.model_copy(update=said), say.problems


def _segment(place: str, given: Piece, say: _Speller) -> Piece:
    """Return an audience or a target in the market's words: each of its parts is called like the words in it."""
    return _copied(given, {part: say.several(f"{place}.{part}", getattr(given, part), part) for part in SEGMENT})


def _tactic(place: str, tactic: TacticBrief, say: _Speller) -> TacticBrief:
    said: dict[str, Any] = {
        "tiers": say.weights(f"{place}.tiers", tactic.tiers, "tiers"),
        "cooperation": say.weights(f"{place}.cooperation", tactic.cooperation, "cooperation"),
        "choose_by": say.one(f"{place}.choose_by", tactic.choose_by, "choose_by"),
        "disclosure": say.one(f"{place}.disclosure", tactic.disclosure, "disclosure"),
        "targeting": say.one(f"{place}.targeting", tactic.targeting, "targeting"),
    }
    if tactic.in_flight is not None:
        rule = say.one(f"{place}.in_flight.rule", tactic.in_flight.rule, "rules")
        said["in_flight"] = tactic.in_flight.model_copy(update={"rule": rule})
    if tactic.content is not None:
        said["content"] = _content(f"{place}.content", tactic.content, say)
    return _copied(tactic, said)


def _content(place: str, content: ContentBrief, say: _Speller) -> ContentBrief:
    said = {
        "rhythm": say.one(f"{place}.rhythm", content.rhythm, "rhythm"),
        "planner": say.one(f"{place}.planner", content.planner, "planner"),
        "topics": [say.one(f"{place}.topics", word, "topics") for word in content.topics],
    }
    return _copied(content, said)


def _copied(part: Piece, said: dict[str, Any]) -> Piece:
    """Return a part with its words by name; what was left out stays left out."""
    return part.model_copy(update={name: value for name, value in said.items() if name in part.model_fields_set})
