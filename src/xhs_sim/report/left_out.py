"""What the lead says of plans that were not carried out: of whom the verdict speaks, and who is ahead of them."""

from collections.abc import Iterator, Sequence

from ..verdict import Code, Do, Reason
from .phrases import Phrases

_COMPARED = (Do.ADOPT, Do.KEEP_BASELINE, Do.NOT_TOLD_APART, Do.WEIGH)
_Found = tuple[Phrases, Reason]  # an objective, and that a plan is ahead on it


def of_those_carried_out(lead: str, phrases: Sequence[Phrases]) -> str:
    """The lead as one of those that were carried out as planned, where some were not."""
    first = phrases[0]
    if not any(each.verdict.not_carried_out and each.verdict.action.do in _COMPARED for each in phrases):
        return lead
    is_name = any(lead.startswith(first.arm(arm)) for arm in first.verdict.arms)  # it stays as its owner wrote it
    return first.words.say("of_those_carried_out", said=lead if is_name else lead[:1].lower() + lead[1:])


def ahead_though_left_out(phrases: Sequence[Phrases]) -> Iterator[str]:
    """A sentence for each plan that was left out and is ahead: what it brought for which money, and what to do."""
    by_arm: dict[str, list[_Found]] = {}
    for each in phrases:
        for reason in each.verdict.reasons:
            if reason.code is Code.LEFT_OUT_AHEAD:
                by_arm.setdefault(reason.arms[0], []).append((each, reason))
    for arm, found in by_arm.items():
        one, others = found[0][0], list(dict.fromkeys(reason.arms[1] for _, reason in found))
        facts = one.listed([_fact(each, reason, is_one=len(others) == 1) for each, reason in found])
        elsewhere = [_level(each, arm, others[0]) for each in phrases if each not in [seen for seen, _ in found]]
        behind = one.words.say("left_out_elsewhere", facts=one.listed(list(filter(None, elsewhere))))
        key = "left_out_ahead" if all(_has_more(*each) for each in found) else "left_out_ahead_by_money"
        yield one.words.say(
            key, arm=one.arm(arm), others=one.arms(others), facts=facts, money=_money(found),
            elsewhere=behind if any(elsewhere) and len(others) == 1 else "",
        )  # fmt: skip


def _fact(phrases: Phrases, reason: Reason, *, is_one: bool) -> str:
    value, held = (phrases.value(reason.numbers[name]) for name in ("value", "other"))
    fact = phrases.words.say("left_out_fact", metric=phrases.metric, value=value, held=held)
    other = phrases.arm(reason.arms[1])
    return fact if is_one else phrases.words.say("left_out_fact_of", fact=fact, other=other)


def _level(phrases: Phrases, arm: str, other: str) -> str:
    """What both have on an objective on which the plan is not ahead; nothing where one has no value."""
    arms = phrases.verdict.arms
    if arms[arm].level is None or arms[other].level is None:
        return ""
    told = {"value": phrases.level(arm), "held": phrases.level(other)}
    return phrases.words.say("left_out_fact", metric=phrases.metric, **told)


def _has_more(phrases: Phrases, reason: Reason) -> bool:
    """Whether it is ahead as it stands, not only by what its money brought."""
    gain = reason.numbers["value"] - reason.numbers["other"]
    return gain > 0 if phrases.verdict.objective.better == "higher" else gain < 0


def _money(found: Sequence[_Found]) -> str:
    """What it cost, and what those cost that it is ahead of, if that can be said in one number."""
    words = found[0][0].words
    spend = found[0][1].numbers.get("spend")
    spent = {each.numbers.get("other_spend") for _, each in found}
    others = {words.money(each) for each in spent}
    if spend is None or None in spent:
        return ""
    own, held = words.money(spend), next(iter(others))
    if len(others) > 1:
        return words.say("left_out_own_money", spend=own)
    return (
        words.say("left_out_same_money", spend=own)
        if own == held
        else words.say("left_out_money", spend=own, held=held)
    )
