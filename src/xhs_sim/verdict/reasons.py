"""What else must be told beside the verdict: typed reasons with their numbers, most important first."""

from collections.abc import Iterator

import numpy as np

from ..config.schema import JudgingConfig
from .basis import measured_of, step_return, turned
from .contest import Seen, ahead_though_left_out
from .statistics import LEAST_RUNS, Interval, paired, student
from .treatment import misses, same_plans, same_values
from .types import Action, Code, Do, LineDelivered, Per, Reason, Standing


def reasons_of(seen: Seen, action: Action, more_runs: int | None) -> tuple[Reason, ...]:
    """Return what must be told beside leader and action."""
    found = [*_of_treatment(seen), *_of_runs(seen), *_of_dropped(seen), *_of_ties(seen, action, more_runs)]
    if seen.is_enough and seen.has_sound_baseline:
        found += [
            *_of_left_out(seen, action),
            *_of_losses(seen),
            *_of_money(seen, action),
            *_of_lead(seen, action),
            *_of_goal(seen, action),
        ]
    return tuple(found)


def _of_treatment(seen: Seen) -> Iterator[Reason]:
    for group in same_plans(seen.case):
        yield Reason(code=Code.SAME_PLAN, arms=group)
    for arm, happened in seen.treatments.items():
        unspent = happened.unspent or 0.0
        missed = [line for line in _spent_alike(happened.lines, unspent) if misses(line, seen.rules)]
        if not happened.as_named and missed:
            short = _short(happened.lines, seen.rules)
            told, most = {"delivered": happened.delivered or 0.0}, sorted(short or missed, key=_off, reverse=True)
            code = Code.SHORT_LINES if short else Code.NOT_AS_NAMED
            yield Reason(code=code, arms=(arm,), numbers=told, lines=tuple(most))
        if unspent > seen.rules.delivery_tolerance:
            spend = seen.money.mean(arm)
            money = {} if spend is None or unspent >= 1 else {"cny": spend * unspent / (1 - unspent)}
            yield Reason(code=Code.UNSPENT, arms=(arm,), numbers={"share": unspent, **money})
        for each in sorted(happened.beyond, key=lambda limit: limit.most / limit.value):
            yield Reason(
                code=Code.BEYOND_RANGE, arms=(arm,), limit=each.limit, numbers={"value": each.value, "limit": each.most}
            )


def _of_left_out(seen: Seen, action: Action) -> Iterator[Reason]:
    """Who would come first had it been carried out as planned: its level and money, and those of whom it beats."""
    if action.do not in (Do.ADOPT, Do.KEEP_BASELINE, Do.NOT_TOLD_APART, Do.WEIGH):
        return
    first = str(seen.contest.first)
    for arm in ahead_though_left_out(seen):
        own, other = seen.measured.by_arm[arm], seen.measured.by_arm[first]
        known = ~(np.isnan(own) | np.isnan(other))
        told = _numbers(
            value=float(own[known].mean()), other=float(other[known].mean()),
            spend=seen.money.mean(arm), other_spend=seen.money.mean(first),
        )  # fmt: skip
        yield Reason(code=Code.LEFT_OUT_AHEAD, arms=(arm, first), numbers=told)


def _spent_alike(lines: tuple[LineDelivered, ...], unspent: float) -> Iterator[LineDelivered]:
    """The lines as if all of the plan had been spent: money left over alone does not change what an arm is."""
    for line in lines:
        spent = line.delivered / (1 - unspent) if unspent < 1 else 0.0
        yield LineDelivered(line=line.line, planned=line.planned, delivered=spent)


def _short(lines: tuple[LineDelivered, ...], rules: JudgingConfig) -> list[LineDelivered]:
    """The lines that left money, where no other got more than planned: the arm is less than it says, not another."""
    if any(line.delivered > line.planned and misses(line, rules) for line in lines):
        return []
    return [line for line in lines if misses(line, rules)]


def _off(line: LineDelivered) -> float:
    return abs(line.delivered - line.planned)


def _of_runs(seen: Seen) -> Iterator[Reason]:
    if seen.is_small_market and seen.case.people is not None:
        told = {"people": seen.case.people, "least": seen.rules.limits.least_audience}
        yield Reason(code=Code.SMALL_MARKET, numbers=told)
    unmeasured = tuple(arm for arm, why in seen.excluded.items() if why is Standing.UNMEASURED)
    if unmeasured:
        yield Reason(code=Code.UNMEASURED, arms=unmeasured)
    runs = {arm: each.after for arm, each in seen.case.dropped.items()}
    values = measured_of(seen.case, seen.objective).by_arm
    missing = {arm: np.isnan(each[: runs.get(arm)]) for arm, each in values.items()}
    for arm, gaps in missing.items():
        if gaps.any():
            lacking = _numbers(missing=int(gaps.sum()), runs=len(gaps))
            yield Reason(code=Code.MISSING_VALUES, arms=(arm,), numbers=lacking)
    if 0 < seen.n < max(map(len, missing.values()), default=0):
        yield Reason(code=Code.RESTS_ON, numbers={"runs": seen.n})
    if seen.treated and not seen.is_enough:
        yield Reason(code=Code.TOO_FEW_RUNS, numbers={"runs": seen.n, "least": LEAST_RUNS})


def _of_dropped(seen: Seen) -> Iterator[Reason]:
    """Who was given no further runs, those dropped at once together, and what is promised of it."""
    dropped = seen.case.dropped
    for each in sorted(set(dropped.values()), key=lambda one: (one.after, one.behind)):
        arms = tuple(arm for arm in seen.case.arms if dropped.get(arm) == each)
        yield Reason(code=Code.DROPPED, arms=(*arms, each.behind), numbers={"runs": each.after})
    if dropped:
        yield Reason(code=Code.DROPPED_PROMISE, numbers={"level": seen.case.level})


def _of_ties(seen: Seen, action: Action, more_runs: int | None) -> Iterator[Reason]:
    plans = same_plans(seen.case)
    for group in same_values(seen.case, seen.objective.metric) if seen.n > 1 else ():  # of one run it is a chance
        if group not in plans:
            yield Reason(code=Code.SAME_VALUES, arms=group)
    tied = seen.contest.tied
    if action.do is not Do.NOT_TOLD_APART or not tied:
        return
    treated = tuple(arm for arm in seen.case.arms if arm in tied and arm != seen.case.baseline)
    if len(treated) > 1 and seen.beats.issuperset(treated):
        yield Reason(code=Code.ALL_BEAT_BASELINE, arms=treated)
    more = {} if more_runs is None else {"more_runs": more_runs}
    yield Reason(code=Code.NOT_TOLD_APART, arms=tied, numbers={"runs": seen.n, **more})


def _of_losses(seen: Seen) -> Iterator[Reason]:
    losers = tuple(arm for arm in seen.case.arms if arm in seen.loses)
    if losers:
        yield Reason(code=Code.LOSS, arms=losers)


def _of_money(seen: Seen, action: Action) -> Iterator[Reason]:
    money, base = seen.money, seen.case.baseline
    if seen.objective.counts_money:
        if not money.alike(seen.counted):
            yield Reason(code=Code.MONEY_INSIDE)
        return
    if seen.contest.basis.per is Per.YUAN:  # who beats whom is told of ratios there, not of what was brought
        return
    leader = action.arm if action.do is Do.ADOPT else None
    saving = 0.0 if leader is None else -(money.extra(leader) or 0.0)
    if leader is not None and money.pays(base) and saving >= 0 and leader in seen.beats:
        yield Reason(code=Code.COSTS_NO_MORE_BRINGS_MORE, arms=(leader, base), numbers={"saving": saving})
    for arm in seen.treated:
        if arm in seen.measured.by_arm and base in seen.measured.by_arm:  # of what was not measured nothing is known
            yield from _of_extra(seen, arm, leader)


def _of_extra(seen: Seen, arm: str, leader: str | None) -> Iterator[Reason]:
    """What an arm's further money brings, against the leader or the baseline; what a saving loses."""
    money, base, extra = seen.money, seen.case.baseline, seen.money.extra(arm) or 0.0
    if arm in seen.loses and money.costs_more(base, arm):
        lost = turned(_against_baseline(seen, arm))
        cost = None if seen.objective.is_rate or not lost.mean else -extra / lost.mean
        told = _numbers(saving=-extra, loss=lost.mean, low=lost.low, high=lost.high, cost=cost)
        yield Reason(code=Code.COSTS_LESS_BRINGS_LESS, arms=(arm, base), numbers=told)
    elif arm not in seen.beats and money.costs_more(base, arm):
        yield Reason(code=Code.COSTS_LESS_LOSS_OPEN, arms=(arm, base), numbers={"saving": -extra})
    if leader is not None and money.costs_more(arm, leader):
        ahead = seen.measured.gain_interval(arm, leader, seen.case.level)
        if ahead.sign > 0:
            yield from _of_step(seen, arm, leader)
        elif arm not in seen.loses:
            beyond = (money.mean(arm) or 0.0) - (money.mean(leader) or 0.0)
            told = _numbers(extra=beyond, value=ahead.mean, low=ahead.low, high=ahead.high)
            yield Reason(code=Code.COSTS_MORE_BRINGS_NO_MORE, arms=(arm, leader), numbers=told)
    elif arm not in seen.beats | seen.loses and money.costs_more(arm, base):
        gain = _against_baseline(seen, arm)
        told = _numbers(extra=extra, value=gain.mean, low=gain.low, high=gain.high)
        yield Reason(code=Code.COSTS_MORE_BRINGS_NO_MORE, arms=(arm, base), numbers=told)


def _against_baseline(seen: Seen, arm: str) -> Interval:
    """The gain of an arm that does not lead, by the interval that its standing is read off."""
    return seen.measured.gain_interval(arm, seen.case.baseline, seen.case.level, looks=len(seen.treated))


def _of_step(seen: Seen, dear: str, leader: str) -> Iterator[Reason]:
    more = seen.measured.gain_interval(dear, leader, seen.case.level)
    told = _numbers(value=more.mean, low=more.low, high=more.high, times=seen.money.exceeds(dear, leader))
    yield Reason(code=Code.DEAR_BRINGS_MORE, arms=(dear, leader), numbers=told)
    step = step_return(seen.measured, seen.money, dear, leader, seen.case.level)
    if step.mean is not None and step.mean > 0:
        told = _numbers(value=step.mean, low=step.low, high=step.high, cost=1 / step.mean)
        yield Reason(code=Code.NEXT_STEP, arms=(dear, leader), numbers=told)


def _of_lead(seen: Seen, action: Action) -> Iterator[Reason]:
    lead, second = seen.lead, seen.contest.second
    if action.do in (Do.ADOPT, Do.KEEP_BASELINE) and lead is not None and lead.low is not None and lead.low > 0:
        yield Reason(code=Code.FLIPS_BELOW, arms=(str(action.arm), str(second)), numbers={"low": lead.low})


def _of_goal(seen: Seen, action: Action) -> Iterator[Reason]:
    goal, arms = seen.objective.goal, seen.treated
    if goal is None or not arms:
        return
    base, level, is_higher = seen.measured.by_arm.get(seen.case.baseline), seen.case.level, seen.measured.sign > 0
    is_effect = goal.measure == "effect" and base is not None
    leader = action.arm if action.do in (Do.ADOPT, Do.KEEP_BASELINE) else None
    if leader is None and not is_effect and seen.case.baseline in seen.contest.tied:  # it needs no change
        leader = seen.case.baseline
    if leader is None or (is_effect and leader == seen.case.baseline):  # who came nearest
        leader = max(arms, key=lambda arm: seen.measured.sign * float(np.nanmean(seen.measured.by_arm[arm])))
    values = seen.measured.by_arm[leader]
    looks = 1 if action.do is Do.ADOPT else len(arms)  # as the effect is told: the leader's by itself
    found = paired(values, base, level, looks=looks) if is_effect and base is not None else student(values, level)
    if found.mean is None:
        return
    wanted = goal.bound(seen.objective.better) if is_effect else goal.value
    sure = found.low if is_higher else found.high
    way = -1 if is_effect and not is_higher else 1
    share = _share(way * found.mean, way * wanted, is_less_better=not (is_higher or is_effect))
    if sure is not None and (sure >= wanted if is_higher else sure <= wanted):
        code = Code.GOAL_REACHED
    else:
        code = Code.GOAL_NEAR if share is None or share >= seen.rules.goal_in_sight else Code.GOAL_FAR_OFF
    told = _numbers(goal=wanted, value=found.mean, low=found.low, high=found.high, share=share)
    yield Reason(code=code, arms=(leader,), numbers=told)


def _share(value: float, goal: float, *, is_less_better: bool) -> float | None:
    """How much of the way to a goal is gone; None where numbers below 0 make that no share."""
    if goal <= 0 or (is_less_better and value <= 0):
        return None
    return goal / value if is_less_better else max(value / goal, 0.0)


def _numbers(**told: float | None) -> dict[str, float]:
    return {name: value for name, value in told.items() if value is not None}
