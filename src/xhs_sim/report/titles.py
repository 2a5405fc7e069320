"""Titles of figures: the finding on what decides, and for other metrics which arms moved; never a winner of their own.

What decides is in the judgement, and only rendered here. On any other metric an arm is told as higher, lower or
open against the baseline, by its own interval; arms are not ranked, for they may have cost unlike sums. A difference
is named only where it matters: a few of hundreds of thousands are none, however surely they were counted.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ..metrics import counts_money, is_money
from ..verdict import Code, Do, Per, Verdict
from ..verdict.statistics import LEAST_RUNS
from .evidence import Evidence
from .phrases import Phrases
from .summary import effects_of, extra_spend
from .words import Words


def focus(evidence: Evidence) -> str:
    """The arm that pictures of one arm speak of: the leader if it is no baseline, else the first that may be best."""
    main = None if evidence.judgement is None else evidence.judgement.main
    tied = None if main is None else main.reason(Code.NOT_TOLD_APART)
    told = () if main is None else (main.leader, *(tied.arms if tied is not None else ()))
    judged = [arm for arm in evidence.treated if arm not in evidence.left_out]
    return next((arm for arm in told if arm in evidence.treated), (*judged, *evidence.treated, *evidence.arms)[0])


def verdict_title(evidence: Evidence, words: Words) -> str:
    """The verdict on the first objective, as a title."""
    if evidence.judgement is None:
        return words.say("effects_name")
    verdict = evidence.judgement.main
    metric = words.metric(verdict.objective.metric)
    if verdict.leader is not None:
        return _of_leader(verdict, verdict.leader, words)
    if verdict.action.do is Do.RUN_MORE:
        return words.say("title_few", metric=metric, n=verdict.n)
    if verdict.action.do in (Do.FIX_PLAN, Do.LEAVE_RANGE, Do.LARGER_MARKET, Do.MEASURE):
        return words.say(f"title_{verdict.action.do}", metric=metric)
    sides = dict.fromkeys(verdict.open, "open") | dict.fromkeys(verdict.worse, "worse")
    told = told_apart(evidence, sides | dict.fromkeys(verdict.better, "better"), ("better", "worse", "open"), words)
    if told is None:
        return words.say("title_none", metric=metric)
    return words.say("title_against", metric=metric, baseline=words.arm(verdict.baseline), told=told)


def _of_leader(verdict: Verdict, leader: str, words: Words) -> str:
    said = {"arm": words.arm(leader), "metric": unit_of(verdict, words)}
    if leader == verdict.baseline:
        return words.say("title_keep", **said)
    title = words.say("title_leads_of_planned" if verdict.not_carried_out else "title_leads", **said)
    if verdict.lead is None:
        return title
    return title + words.say("title_ahead", by=phrases_of(verdict, words).lead, over=words.arm(verdict.lead.over))


def phrases_of(verdict: Verdict, words: Words) -> Phrases:
    """A verdict's numbers in words."""
    return Phrases(verdict, words, words.arm)


def unit_of(verdict: Verdict, words: Words) -> str:
    """What arms were ranked by: the metric, or the metric by yuan."""
    metric = words.metric(verdict.objective.metric)
    return metric if verdict.basis is Per.TOTAL else words.say(f"title_per_{verdict.basis}", metric=metric)


def moves(evidence: Evidence, metric: str, words: Words) -> str:
    """Which arms lie higher than the baseline on a metric, which lower, and of which that is open."""
    rows, name = effects_of(evidence, metric), words.metric(metric)
    if not rows:
        return name
    n = min(row["n_pairs"] for row in rows)
    if n < LEAST_RUNS:
        return words.say("title_few", metric=name, n=n)
    sides = {row["arm"]: _moved(row, evidence.judging.least_difference) for row in rows}
    baseline = words.arm(evidence.baseline)
    if set(sides.values()) == {"alike"}:
        return words.say("title_alike", metric=name, baseline=baseline)
    told = told_apart(evidence, sides, ("higher", "lower", "alike", "open"), words)
    if told is None:
        return words.say("title_none", metric=name)
    return words.say("title_against", metric=name, baseline=baseline, told=told)


def _moved(row: Mapping[str, Any], least: float) -> str:
    """Where an arm stands, by its interval; ``alike`` where it surely differs by less than counts."""
    low, high, counts = row["ci_low"], row["ci_high"], least * abs(row["baseline"] or 0.0)
    if low is not None and high is not None and -counts <= low <= high <= counts and counts:
        return "alike"
    side = _side(low, high, 0.0)
    return side if abs(row["diff"]) >= counts else "open"


def pays(evidence: Evidence, words: Words) -> str:
    """Which arms bring back more money than they cost, in what is drawn; of what is no gain in money, only what it is.

    Where the verdict held a gain against its cost, its interval is told.
    """
    metric = evidence.outcome
    rows = effects_of(evidence, metric) if is_money(metric) and not counts_money(metric) else []
    costs = {row["arm"]: cost for row in rows if (cost := extra_spend(evidence, row["arm"])) is not None}
    if not costs or min(row["n_pairs"] for row in rows) < LEAST_RUNS:
        return words.say("cost_title", metric=words.metric(metric))
    sides = {row["arm"]: _paid(evidence, row, costs[row["arm"]]) for row in rows if row["arm"] in costs}
    told = told_apart(evidence, sides, ("higher", "lower", "open"), words, prefix="back_")
    key = "cost_title_none" if told is None else "cost_title_told"
    return words.say(key, metric=words.within(words.metric(metric)), told=told)


def _paid(evidence: Evidence, row: Mapping[str, Any], cost: float) -> str:
    verdict = None if evidence.judgement is None else evidence.judgement.main
    judged = None if verdict is None or verdict.objective.metric != evidence.outcome else verdict.arms.get(row["arm"])
    if judged is not None and judged.per_extra_yuan is not None:
        return _side(judged.per_extra_yuan.low, judged.per_extra_yuan.high, 1.0)
    return _side(row["ci_low"], row["ci_high"], cost)


def _side(low: float | None, high: float | None, mark: float) -> str:
    if low is None or high is None:
        return "open"
    return "higher" if low > mark else "lower" if high < mark else "open"


def told_apart(
    evidence: Evidence, sides: Mapping[str, str], order: Sequence[str], words: Words, *, prefix: str = "side_"
) -> str | None:
    """Arms sorted by what may be said of them, in words; None where all are open."""
    groups = {name: [arm for arm in evidence.arms if sides.get(arm) == name] for name in order}
    if not any(arms for name, arms in groups.items() if name != "open"):
        return None
    parts = [words.say(prefix + name, arms=words.arms(arms)) for name, arms in groups.items() if arms]
    return words.say("semicolon").join(parts)
