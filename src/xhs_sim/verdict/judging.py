"""From a case to its judgement: each objective by itself, the baseline a candidate like any other.

The order of the laws: an arm that is not what its name says, or lies beyond what the model can tell, gets no
verdict; the rest is compared like with like (``basis``); too few replicates name nothing, nor does a market that is
too small; a leader must be told apart from every other candidate; and every verdict ends in something to do.
"""

import math
from collections.abc import Sequence

import numpy as np

from ..config.schema import JudgingConfig
from .basis import return_of
from .best import runs_needed
from .contest import Seen, hold, look_at
from .reasons import reasons_of
from .statistics import LEAST_RUNS, Interval, joint_level, paired, student
from .treatment import same_plans, same_values
from .types import Action, ArmFinding, Case, Do, Estimate, Judgement, Lead, Objective, Per, Standing, Verdict

_MOST_CERTAIN = 99.9  # per cent: no number of runs makes it sure
_MOST_RUNS = 100_000  # beyond, no number is told


def judge(case: Case, rules: JudgingConfig) -> Judgement:
    """Judge a case on each of its objectives.

    Parameters
    ----------
    case : Case
        What was seen.
    rules : JudgingConfig
        What counts as alike, as delivered, as within range: ``study.judging``.
    """
    return Judgement(verdicts=tuple(_verdict(look_at(case, each, rules)) for each in case.objectives), name=case.name)


def _verdict(seen: Seen) -> Verdict:
    case, basis = seen.case, seen.contest.basis
    action = _action(seen)
    leader = action.arm if action.do in (Do.ADOPT, Do.KEEP_BASELINE) else None
    standings = {arm: _standing(seen, arm, leader) for arm in case.arms}
    more, more_for = _more_runs(seen, leader, standings)
    minutes, n_arms = case.minutes_per_run, len(case.arms) - len(case.dropped)
    return Verdict(
        objective=seen.objective,
        basis=basis.per,
        unit=_unit(seen.objective, basis.per),
        baseline=case.baseline,
        n=seen.n,
        level=case.level,
        leader=leader,
        better=tuple(arm for arm in case.arms if arm in seen.beats or standings[arm] is Standing.LEADS),
        worse=tuple(arm for arm in case.arms if arm in seen.loses),
        open=tuple(arm for arm in case.arms if standings[arm] is Standing.OPEN),
        equal=tuple(dict.fromkeys((*same_plans(case), *same_values(case, seen.objective.metric)))),
        invalid=tuple(arm for arm in case.arms if standings[arm] is Standing.INVALID),
        out_of_range=tuple(arm for arm in case.arms if standings[arm] is Standing.OUT_OF_RANGE),
        action=action,
        lead=_lead(seen) if leader is not None else None,
        percent=_percent(seen, leader),
        more_runs=more,
        more_minutes=None if more is None or minutes is None else more * n_arms * minutes,
        arms={arm: _finding(seen, arm, standings[arm]) for arm in case.arms},
        reasons=reasons_of(seen, action, more),
        more_for=more_for,
        dropped=case.dropped,
    )


def _action(seen: Seen) -> Action:
    """What to do; adopt and keep name the leader."""
    if not seen.treated or not seen.has_sound_baseline or len(seen.counted) < 2:
        return _nobody(seen)
    if not seen.is_enough:
        return Action(do=Do.RUN_MORE)
    beyond = _first_beyond(seen)
    if seen.is_small_market or beyond is not None:
        return Action(do=Do.LARGER_MARKET) if seen.is_small_market else Action(do=Do.LEAVE_RANGE, arm=beyond)
    leader = seen.contest.first if seen.contest.ranking and seen.contest.ranking.is_apart else None
    if leader is not None and is_like_with_like(seen, leader):
        return Action(do=Do.KEEP_BASELINE if leader == seen.case.baseline else Do.ADOPT, arm=leader)
    if _weighs_money(seen) and (leader is not None or _saves_only_by_loss(seen)):
        return Action(do=Do.WEIGH)
    return Action(do=Do.NOT_TOLD_APART)


def _nobody(seen: Seen) -> Action:
    """What to do where a single arm counts, or the baseline is not what effects say that they are against."""
    why = {standing: arm for arm, standing in seen.excluded.items()}
    if not seen.has_sound_baseline:
        why[seen.excluded[seen.case.baseline]] = seen.case.baseline
    if Standing.INVALID in why:
        return Action(do=Do.FIX_PLAN)
    if Standing.OUT_OF_RANGE in why:
        return Action(do=Do.LEAVE_RANGE, arm=why[Standing.OUT_OF_RANGE])
    if Standing.EQUAL in why:
        return Action(do=Do.NOT_TOLD_APART)
    return Action(do=Do.MEASURE, arm=seen.treated[0] if seen.treated else None)


def _first_beyond(seen: Seen) -> str | None:
    """The arm that would come first if it were not beyond what the model can tell."""
    beyond = [arm for arm, why in seen.excluded.items() if why is Standing.OUT_OF_RANGE and arm != seen.case.baseline]
    if not beyond:
        return None
    everybody = (*seen.counted, *beyond)
    first = hold(seen.measured, seen.money, seen.objective, everybody, seen.case.level, is_enough=True).first
    return first if first in beyond else None


def _weighs_money(seen: Seen) -> bool:
    """Whether unlike spend is to be weighed: not where the figure holds it already, or its owner said what ranks."""
    return not seen.objective.ignores_spend and seen.objective.per not in (Per.TOTAL, seen.contest.basis.per)


def _saves_only_by_loss(seen: Seen) -> bool:
    """Whether money is to be saved, and by no arm without bringing measurably less."""
    saving = {arm for arm in seen.treated if seen.money.costs_more(seen.case.baseline, arm)}
    return bool(saving) and saving <= seen.loses


def is_like_with_like(seen: Seen, leader: str) -> bool:
    """Whether the leader leads without spending more than another who counts: totals do not rank those."""
    money, base = seen.money, seen.case.baseline
    if not _weighs_money(seen):
        return True
    if leader == base:  # all others must be behind, and none may save by it
        return all(arm in seen.contest.basis.arms or arm in seen.loses for arm in seen.treated) and not any(
            money.costs_more(base, arm) for arm in seen.treated
        )
    rivals = [arm for arm in seen.contest.basis.arms if arm != base]
    return seen.contest.basis.per is not Per.TOTAL or not any(money.costs_more(leader, arm) for arm in rivals)


def _standing(seen: Seen, arm: str, leader: str | None) -> Standing:
    if arm == leader:
        return Standing.BASELINE if arm == seen.case.baseline else Standing.LEADS
    if arm in seen.excluded:
        return seen.excluded[arm]
    if arm == seen.case.baseline:
        return Standing.BASELINE
    if arm in seen.loses:
        return Standing.WORSE
    if arm in seen.case.dropped and arm not in seen.beats:
        return Standing.BEHIND
    is_tied = leader is None and arm in seen.contest.tied
    return Standing.BETTER if arm in seen.beats and not is_tied else Standing.OPEN


def _finding(seen: Seen, arm: str, standing: Standing) -> ArmFinding:
    case, measured, money, happened = seen.case, seen.measured, seen.money, seen.treatments[arm]
    values, base = measured.by_arm.get(arm), measured.by_arm.get(case.baseline)
    level = (
        None if values is None else student(measured.as_lucky(arm, case.baseline), case.level, lowest=measured.lowest)
    )
    effect, looks = Interval(None, None, None), _looks(seen, standing)
    if arm != case.baseline and values is not None and base is not None:
        effect = paired(values, base, case.level, lowest=measured.lowest, looks=looks)
    has_return = seen.is_enough and arm in seen.treated and not seen.objective.ignores_spend
    gained = return_of(measured, money, arm, case.level) if has_return else None
    return ArmFinding(
        level=None if level is None else _estimate(level),
        effect=effect.mean,
        low=effect.low,
        high=effect.high,
        standing=standing,
        spend=money.mean(arm),
        extra_spend=money.extra(arm) if arm != case.baseline else None,
        per_extra_yuan=None if gained is None else _estimate(gained),
        p_best=seen.contest.p_best.get(arm),
        delivered=happened.delivered,
        unspent=happened.unspent,
        lines=happened.lines,
        beyond=happened.beyond,
        at_level=None if effect.low is None else joint_level(case.level, looks),
    )


def _looks(seen: Seen, standing: Standing) -> int:
    """How many intervals an arm's holds together with: its standing is read off what is printed.

    The leader has to beat all others at once, which needs no correction (``tell_apart``); the others are all held
    against the baseline. With too few runs nothing is found, and intervals are each for itself.
    """
    return len(seen.treated) if seen.is_enough and standing is not Standing.LEADS else 1


def _estimate(found: Interval) -> Estimate | None:
    return None if found.mean is None else Estimate(value=found.mean, low=found.low, high=found.high)


def _unit(objective: Objective, per: Per) -> str:
    return objective.metric + {Per.TOTAL: "", Per.YUAN: " per yuan", Per.EXTRA_YUAN: " per extra yuan"}[per]


def _lead(seen: Seen) -> Lead | None:
    ahead, over = seen.lead, seen.contest.second
    if ahead is None or over is None or ahead.mean is None:
        return None
    return Lead(over=over, value=ahead.mean, low=ahead.low, high=ahead.high)


def _percent(seen: Seen, leader: str | None) -> float | None:
    share = None if leader is None else seen.contest.p_best.get(leader)
    return None if share is None else min(math.floor(1000 * share) / 10, _MOST_CERTAIN)


def _more_runs(seen: Seen, leader: str | None, standings: dict[str, Standing]) -> tuple[int | None, tuple[str, ...]]:
    """How many replicates more would settle what is open, and whom they would tell apart from the last one named.

    What the lead is about comes first: the pair that keeps anybody from leading. None where nothing is open, or no
    number would tell.
    """
    if not seen.treated or not seen.has_sound_baseline:
        return None, ()
    if not seen.is_enough:
        return LEAST_RUNS - seen.n, ()
    if leader is None and seen.contest.ranking is not None:
        return (None, ()) if seen.contest.ranking.is_apart else _asked(seen, *_open_question(seen))
    loose = [arm for arm in seen.treated if standings[arm] is Standing.OPEN]
    return _asked(seen, loose, seen.case.baseline) if seen.case.baseline in seen.measured.by_arm else (None, ())


def _open_question(seen: Seen) -> tuple[list[str], str]:
    """Whom the lead cannot tell from whom: the best from the baseline, or the others from the best if some beat it."""
    basis, base = seen.contest.basis, seen.case.baseline
    way = 1.0 if basis.better == "higher" else -1.0
    means = {arm: way * float(basis.scores[:, basis.arms.index(arm)].mean()) for arm in seen.contest.tied}
    ahead = sorted((arm for arm in means if arm != base), key=means.__getitem__, reverse=True)
    is_about_base = base in means and not seen.beats.intersection(ahead)
    return (ahead[:1], base) if is_about_base or len(ahead) < 2 else (ahead[1:], ahead[0])


def _asked(seen: Seen, arms: Sequence[str], other: str) -> tuple[int | None, tuple[str, ...]]:
    """How many runs more would tell all of these from the other, and they, the hardest to tell first."""
    needed = {arm: _needed_for(seen, arm, other) for arm in arms}
    hardest = sorted(needed, key=lambda arm: needed[arm] or math.inf, reverse=True)
    if not hardest:
        return None, ()
    most = needed[hardest[0]]
    return None if most is None else max(most - seen.n, 1), (*hardest, other)


def _needed_for(seen: Seen, one: str, other: str) -> int | None:
    """How many runs in all would tell two arms apart, by what they are ranked by or what standings are read off."""
    basis, level = seen.contest.basis, seen.case.level
    if other == seen.case.baseline and basis.per is not Per.YUAN:
        return runs_needed(seen.measured.gain(one, other), joint_level(level, len(seen.treated)), most=_MOST_RUNS)
    columns = (basis.scores[:, basis.arms.index(arm)] for arm in (one, other))
    return runs_needed(np.subtract(*columns), level, most=_MOST_RUNS)
