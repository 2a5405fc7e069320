"""A sentence for each reason of a verdict."""

from collections.abc import Callable, Mapping, Sequence

from ..verdict import Code, Do, Estimate, LineDelivered, Reason
from .phrases import Phrases, unsigned

_TEN = 10.0  # times: beyond, no decimals
GOALS = (Code.GOAL_REACHED, Code.GOAL_NEAR, Code.GOAL_FAR_OFF)
_BY_BETTER = (
    Code.DEAR_BRINGS_MORE, Code.COSTS_NO_MORE_BRINGS_MORE, Code.COSTS_MORE_BRINGS_NO_MORE, Code.COSTS_LESS_BRINGS_LESS,
)  # fmt: skip
# Told by the leading sentences, see ``answer``.
_TOLD_BEFORE = (Code.TOO_FEW_RUNS, Code.ALL_BEAT_BASELINE, Code.NOT_TOLD_APART, Code.LOSS, Code.LEFT_OUT_AHEAD)

_TOLD_BY_THE_LEAD = (Code.SMALL_MARKET, Do.LARGER_MARKET)


def reason_told(reason: Reason, phrases: Phrases) -> str:
    """Say a reason; an empty text for those that the leading sentences tell."""
    if reason.code in _TOLD_BEFORE or (reason.code, phrases.verdict.action.do) == _TOLD_BY_THE_LEAD:
        return ""
    key, extra = f"why_{reason.code}", _blanks(reason, phrases)
    if reason.code is Code.BEYOND_RANGE:
        key = f"why_beyond_{reason.limit}"
        if reason.limit == "share_of_tier_hired" and reason.numbers["value"] > 0.5:
            key += "_half"
    elif reason.code is Code.COSTS_NO_MORE_BRINGS_MORE and _saves(reason, phrases):
        key = "why_costs_less_brings_more"
    elif reason.code is Code.NEXT_STEP:
        key = f"{key}_money" if phrases.counts_yuan else phrases.by_better(key)
    elif reason.code is Code.GOAL_NEAR and _is_missed(reason):
        key = "why_goal_missed"
    elif reason.code is Code.COSTS_MORE_BRINGS_NO_MORE and reason.numbers.get("high", 0.0) < 0:
        key = "why_costs_more_brings_less"
    if reason.code in _BY_BETTER:
        key = phrases.by_better(key)
    arm, other = map(phrases.arm, (*reason.arms, "", "")[:2])
    return phrases.words.say(key, arm=arm, other=other, arms=phrases.arms(reason.arms), **extra)


def is_told(phrases: Phrases, code: Code, arm: str) -> bool:
    """Whether a reason tells of an arm against the baseline, its numbers included."""
    return any(each.code is code and each.arms == (arm, phrases.verdict.baseline) for each in phrases.verdict.reasons)


def _blanks(reason: Reason, phrases: Phrases) -> dict[str, str]:
    """What fills the sentence, by the kind of number."""
    return {"metric": phrases.metric} | _FILLED.get(reason.code, _plain)(reason, phrases)


def _of_goal(reason: Reason, phrases: Phrases) -> dict[str, str]:
    share, words = reason.numbers.get("share"), phrases.words
    is_way = share is not None and (phrases.is_goal_on_effect or phrases.verdict.objective.better == "higher")
    told = words.say("goal_share", share=words.percent(share)) if is_way else ""
    numbers = (reason.numbers.get(name) for name in ("value", "low", "high"))
    value = phrases.change(*numbers) if phrases.is_goal_on_effect else _value(reason, phrases)
    return {"goal": phrases.goal(reason.numbers["goal"]), "value": value, "share": told}


def _is_missed(reason: Reason) -> bool:
    """Whether the goal is beyond the interval: then it is surely not reached."""
    low, high = reason.numbers.get("low"), reason.numbers.get("high")
    return low is not None and high is not None and not low <= reason.numbers["goal"] <= high


def _gain(reason: Reason, phrases: Phrases) -> str:
    """A gain with its interval, as a change of the metric."""
    value, low, high = (reason.numbers.get(name) for name in ("value", "low", "high"))
    if phrases.verdict.objective.better == "higher":
        return phrases.change(value, low, high)
    return phrases.change(*(None if each is None else -each for each in (value, high, low)))


def _of_dear(reason: Reason, phrases: Phrases) -> dict[str, str]:
    times, numbers = reason.numbers["times"], (reason.numbers.get(name) for name in ("value", "low", "high"))
    more = unsigned(phrases.change(*numbers))
    return {"more": more, "times": f"{times:.2g}" if times < _TEN else f"{times:.0f}"}


def _of_no_more(reason: Reason, phrases: Phrases) -> dict[str, str]:
    return {"extra": phrases.words.money(reason.numbers["extra"]), "change": _gain(reason, phrases)}


def _of_step(reason: Reason, phrases: Phrases) -> dict[str, str]:
    numbers = reason.numbers
    step = Estimate(value=numbers["value"], low=numbers.get("low"), high=numbers.get("high"))
    return {"brings": phrases.brings(step), "cost": phrases.words.money(numbers["cost"])}


def _of_saving(reason: Reason, phrases: Phrases) -> dict[str, str]:
    words, cost = phrases.words, reason.numbers.get("cost")
    loss = unsigned(phrases.change(*(reason.numbers.get(name) for name in ("loss", "low", "high"))))
    key = "saved_for_each_yuan" if phrases.counts_yuan else phrases.by_better("saved_for_each")
    each = "" if cost is None else words.say(key, cost=words.money(cost))
    saving = words.money(reason.numbers["saving"])
    return {"saving": saving, "loss": loss, "each": each}


def _of_unspent(reason: Reason, phrases: Phrases) -> dict[str, str]:
    words, cny = phrases.words, reason.numbers.get("cny")
    told = "" if cny is None else words.say("unspent_cny", cny=words.money(cny))
    return {"share": words.percent(reason.numbers["share"]), "cny": told}


def _of_name(reason: Reason, phrases: Phrases) -> dict[str, str]:
    return {"lines": lines_off(reason.lines, phrases)}


def _of_short(reason: Reason, phrases: Phrases) -> dict[str, str]:
    """Name up to two lines, with the share of their own money that they spent."""
    words = phrases.words
    parts = [
        words.say("line_short", line=words.line(line.line), share=words.percent(line.delivered / line.planned))
        for line in reason.lines[:2]
    ]
    return {"lines": words.say("semicolon").join(parts)}


def _of_dropped(reason: Reason, phrases: Phrases) -> dict[str, str]:
    *arms, ahead = reason.arms
    runs = phrases.words.number(reason.numbers["runs"])
    return {"dropped": phrases.arms(arms), "ahead": phrases.arm(ahead), "runs": runs}


def _of_promise(reason: Reason, phrases: Phrases) -> dict[str, str]:
    return {"level": phrases.words.percent(reason.numbers["level"])}


def _of_limit(reason: Reason, phrases: Phrases) -> dict[str, str]:
    value, limit = reason.numbers["value"], reason.numbers["limit"]
    tell = phrases.words.money if reason.limit == "budget_per_head_cny" else phrases.words.percent
    return dict(zip(("value", "limit"), phrases.words.apart(tell, value, limit), strict=True))


def _of_flip(reason: Reason, phrases: Phrases) -> dict[str, str]:
    return {"low": phrases.ahead(reason.numbers["low"], None, None)}


def _plain(reason: Reason, phrases: Phrases) -> dict[str, str]:
    words = phrases.words
    return {
        name: words.money(value) if name in ("saving", "extra") else words.number(value)
        for name, value in reason.numbers.items()
    }


_FILLED: Mapping[Code, Callable[[Reason, Phrases], dict[str, str]]] = {
    Code.GOAL_REACHED: _of_goal,
    Code.GOAL_NEAR: _of_goal,
    Code.GOAL_FAR_OFF: _of_goal,
    Code.DEAR_BRINGS_MORE: _of_dear,
    Code.COSTS_MORE_BRINGS_NO_MORE: _of_no_more,
    Code.NEXT_STEP: _of_step,
    Code.COSTS_LESS_BRINGS_LESS: _of_saving,
    Code.UNSPENT: _of_unspent,
    Code.NOT_AS_NAMED: _of_name,
    Code.SHORT_LINES: _of_short,
    Code.BEYOND_RANGE: _of_limit,
    Code.FLIPS_BELOW: _of_flip,
    Code.DROPPED: _of_dropped,
    Code.DROPPED_PROMISE: _of_promise,
}


def _value(reason: Reason, phrases: Phrases) -> str:
    low, high = reason.numbers.get("low"), reason.numbers.get("high")
    value = phrases.value(reason.numbers["value"])
    if low is None or high is None:
        return value
    span = phrases.words.span(phrases.verdict.objective.metric, low, high)
    return phrases.words.say("figure", value=value, span=span)


def _saves(reason: Reason, phrases: Phrases) -> bool:
    """Whether a saving is worth a word: a tenth of what the other spends."""
    spend = phrases.finding(reason.arms[1]).spend
    return bool(spend) and reason.numbers["saving"] > 0.1 * (spend or 0.0)


def lines_off(missed: Sequence[LineDelivered], phrases: Phrases) -> str:
    """Up to two lines of a plan that missed it, in shares of what was spent; verdicts of old tell none."""
    if not missed:
        return phrases.words.say("lines_off_untold")
    parts = [
        phrases.words.say(
            "line_off", line=phrases.words.line(line.line),
            planned=phrases.words.percent(line.planned), delivered=phrases.words.percent(line.delivered),
        )
        for line in missed[:2]
    ]  # fmt: skip
    return phrases.words.say("semicolon").join(parts)
