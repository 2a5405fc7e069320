"""What the lead says of plans that were not carried out: of whom the verdict speaks, and who is ahead of them."""

from collections.abc import Iterator, Sequence

from ..verdict import Code, Do, Reason
from .phrases import Phrases

_COMPARED = (Do.ADOPT, Do.KEEP_BASELINE, Do.NOT_TOLD_APART, Do.WEIGH)


def of_those_carried_out(lead: str, phrases: Sequence[Phrases]) -> str:
    """The lead as one of those that were carried out as planned, where some were not."""
    first = phrases[0]
    if not any(each.verdict.invalid and each.verdict.action.do in _COMPARED for each in phrases):
        return lead
    is_name = any(lead.startswith(first.arm(arm)) for arm in first.verdict.arms)  # it stays as its owner wrote it
    return first.words.say("of_those_carried_out", said=lead if is_name else lead[:1].lower() + lead[1:])


def ahead_though_left_out(phrases: Sequence[Phrases]) -> Iterator[str]:
    """A sentence for each plan that was left out and is ahead: what it brought for which money, and what to do."""
    pairs: dict[tuple[str, ...], list[tuple[Phrases, Reason]]] = {}
    for each in phrases:
        for reason in each.verdict.reasons:
            if reason.code is Code.LEFT_OUT_AHEAD:
                pairs.setdefault(reason.arms, []).append((each, reason))
    for (arm, other), found in pairs.items():
        one, reason = found[0]
        named = {"arm": one.arm(arm), "other": one.arm(other)}
        facts = one.listed([_fact(each, reason) for each, reason in found])
        money = _money(one, reason)
        is_more = all(_has_more(each, reason) for each, reason in found)
        key = "left_out_ahead" if is_more else "left_out_ahead_by_money"
        yield one.words.say(key, facts=facts, money=money, **named)


def _fact(phrases: Phrases, reason: Reason) -> str:
    value, held = (phrases.value(reason.numbers[name]) for name in ("value", "other"))
    return phrases.words.say("left_out_fact", metric=phrases.metric, value=value, held=held)


def _has_more(phrases: Phrases, reason: Reason) -> bool:
    """Whether it is ahead as it stands, not only by what its money brought."""
    gain = reason.numbers["value"] - reason.numbers["other"]
    return gain > 0 if phrases.verdict.objective.better == "higher" else gain < 0


def _money(phrases: Phrases, reason: Reason) -> str:
    spend, held = (reason.numbers.get(name) for name in ("spend", "other_spend"))
    if spend is None or held is None:
        return ""
    own, others = phrases.words.money(spend), phrases.words.money(held)
    if own == others:
        return phrases.words.say("left_out_same_money", spend=own)
    return phrases.words.say("left_out_money", spend=own, held=others)
