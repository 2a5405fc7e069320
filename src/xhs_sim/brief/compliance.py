"""Which rules a plan touches, and what that may cost: a simulation's checklist, no legal advice.

``expected = removed x what the plan pays for it + fined x fine``, from the least to the most that the fine can be. The
chances are the rulebook's, one for a whole plan; nothing of them is measured.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..config import Config
from ..config.messages import message
from .arms import money_of
from .form import Brief, TacticBrief
from .rulebook import RULES, Rule, Rulebook
from .words import spoken

ADS = ("feed_ads", "search_ads", "own_note_ads")
NOTES_AND_ADS = ("creators", *ADS)
AIMED = ("taste", "look_alike", "retarget")  # ways of targeting that go by what a person did
MINORS = "under_18"


class Touch(NamedTuple):
    """What of a plan a rule is about."""

    what: str
    money_cny: float  # that is lost if what it pays for comes down: of the dearest tactic
    is_kept: bool = False  # the plan stays within the rule


Check = Callable[[Brief, Rule, Config], Iterator[Touch]]


def compliance_of(brief: Brief, book: Rulebook, market: Config) -> list[str]:
    """Return what a brief is told of rules, a line each.

    Parameters
    ----------
    brief : Brief
        In the market's words.
    book : Rulebook
    market : Config
        Whose words say topics.
    """
    lines, low, high = list[str](), 0.0, 0.0
    for name, rule in book.rules.items():
        found = list(_touches(name, rule, brief, book, market))
        for touch in found:
            lines.append(_line(name, rule, touch))
        broken = [touch.money_cny for touch in found if not touch.is_kept]
        if broken:
            low += _expected(rule, max(broken))[0]
            high += _expected(rule, max(broken))[1]
    if not lines:
        return [message("compliance.none", file=RULES)]
    return [message("compliance.head", file=RULES), *lines, message("compliance.sum", loss=_between(low, high))]


def _touches(name: str, rule: Rule, brief: Brief, book: Rulebook, market: Config) -> Iterator[Touch]:
    """Yield what a rule says of a plan: by its words, and by a check of its own."""
    if name in book.words:
        texts = {f"claims.{number}": claim for number, claim in enumerate(brief.claims)}
        texts |= {} if brief.product is None else {"product.name": brief.product.name}
        for place, text in texts.items():
            words = list(book.words[name].found_in(text))
            if words:
                yield Touch(message("compliance.words", place=place, words=words), _most(brief, NOTES_AND_ADS))
    if name in CHECKS:
        yield from CHECKS[name](brief, rule, market)


def _line(name: str, rule: Rule, touch: Touch) -> str:
    about = {"name": name, "what": touch.what, "rule": rule.said}
    if touch.is_kept:
        return message("compliance.kept", **about)
    chances = [message("compliance.removed", chance=rule.removed, money=touch.money_cny)] * (
        rule.removed > 0 and touch.money_cny > 0
    )
    chances += [message("compliance.fined", chance=rule.fined, low=rule.fine_cny[0], high=rule.fine_cny[1])]
    return message("compliance.broken", **about, loss=_between(*_expected(rule, touch.money_cny)), chances=chances)


def _expected(rule: Rule, money_cny: float) -> tuple[float, float]:
    """Return the least and the most that breaking a rule is expected to cost, CNY."""
    low, high = (rule.removed * money_cny + rule.fined * fine for fine in rule.fine_cny)
    return low, high


def _between(low: float, high: float) -> str:
    low, high = (float(f"{value:.2g}") for value in (low, high))
    return message("compliance.about" if low == high else "compliance.between", low=low, high=high)


def _most(brief: Brief, purposes: tuple[str, ...], labels: list[str] | None = None) -> float:
    """Return what the dearest of some tactics spends on some purposes."""
    spends = [money_of(tactic, brief) for label, tactic in brief.tactics.items() if labels is None or label in labels]
    return max((sum(money[what] for what in purposes) for money in spends), default=0.0)


def _labels(brief: Brief, does: Callable[[TacticBrief], bool]) -> list[str]:
    return [label for label, tactic in brief.tactics.items() if does(tactic)]


def _has_ads(tactic: TacticBrief) -> bool:
    return any(getattr(tactic.spend, what) > 0 for what in ("feed_ads", "own_note_ads"))


def _is_aimed(tactic: TacticBrief) -> bool:
    return _has_ads(tactic) and tactic.targeting in AIMED


def _undisclosed_ad(brief: Brief, _rule: Rule, _market: Config) -> Iterator[Touch]:
    """Paid notes outside the marketplace carry no label."""
    labels = _labels(brief, lambda tactic: tactic.disclosure != "marketplace" and tactic.spend.creators > 0)
    if labels:
        yield Touch(message("compliance.unlabelled", labels=labels), _most(brief, ("creators",), labels))


def _rewarded_notes(brief: Brief, _rule: Rule, _market: Config) -> Iterator[Touch]:
    """Whoever writes for a reward, a prize or a product that was sent, advertises."""
    for part in ("challenge", "draw"):
        if getattr(brief, part) is not None:
            yield Touch(message("compliance.writes_for", part=part), _most(brief, (part,)))
    labels = _labels(brief, lambda tactic: tactic.cooperation.get("trial", 0.0) > 0 and tactic.spend.creators > 0)
    if labels:
        shares = {label: brief.tactics[label].cooperation for label in labels}
        money = max(
            _most(brief, ("creators",), [label]) * kinds["trial"] / sum(kinds.values())
            for label, kinds in shares.items()
        )
        yield Touch(message("compliance.gifts", labels=labels), money)


def _personal_targeting(brief: Brief, _rule: Rule, _market: Config) -> Iterator[Touch]:
    labels = _labels(brief, lambda tactic: _has_ads(tactic) and tactic.targeting in ("look_alike", "retarget"))
    if labels:
        yield Touch(message("compliance.followed", labels=labels), _most(brief, ADS, labels))


def _sensitive_targeting(brief: Brief, rule: Rule, market: Config) -> Iterator[Touch]:
    """Ads aimed at the readers of a topic that tells something sensitive of them."""
    labels = _labels(brief, _is_aimed)
    own = brief.brand.topic if brief.brand is not None else None
    topics = [topic for topic in (brief.audience.topics or [own or ""]) if topic in rule.topics]
    if labels and topics:
        said = [spoken("topics", str(topic), market) for topic in topics]
        yield Touch(message("compliance.sensitive", labels=labels, topics=said), _most(brief, ADS, labels))


def _minors(brief: Brief, _rule: Rule, _market: Config) -> Iterator[Touch]:
    ages, aimed = brief.audience.age_bands, _labels(brief, _is_aimed)
    if MINORS in ages:
        labels = _labels(brief, _has_ads)
        yield Touch(message("compliance.minors", labels=labels), _most(brief, ADS, labels))
    elif not ages and aimed:
        yield Touch(message("compliance.minors_among", labels=aimed), _most(brief, ADS, aimed))


def _draw_limit(brief: Brief, rule: Rule, _market: Config) -> Iterator[Touch]:
    if brief.draw is not None:
        prize, limit = brief.draw.prize_cny, rule.limit_cny
        what = message(
            "compliance.prize_over" if prize > limit else "compliance.prize_within", prize=prize, limit=limit
        )
        yield Touch(what, _most(brief, ("draw",)), is_kept=prize <= limit)


def _personal_data(brief: Brief, _rule: Rule, _market: Config) -> Iterator[Touch]:
    parts = [part for part in ("event", "group", "survey") if getattr(brief, part) is not None]
    if parts:
        yield Touch(message("compliance.gathered", parts=parts), 0.0)


CHECKS: dict[str, Check] = {  # by rule; rules about words need none
    "undisclosed_ad": _undisclosed_ad,
    "rewarded_notes": _rewarded_notes,
    "personal_targeting": _personal_targeting,
    "sensitive_targeting": _sensitive_targeting,
    "minors": _minors,
    "draw_limit": _draw_limit,
    "personal_data": _personal_data,
}
