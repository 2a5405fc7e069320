"""What follows the lead of an answer: goal, losses, the next best, how sure it is, what is left out or open."""

from collections.abc import Sequence

from ..verdict import Code, Do, Per, Standing
from .phrases import Phrases
from .reasons import GOALS, is_told, reason_told

ON_PLATFORM = ("gmv", "expected_gmv", "live_gmv")  # money of orders that stay: most go to other shops
_MOST_RUNS = 1000  # more than anybody waits for: said as "in practice alike"
_NO_MORE = Code.COSTS_MORE_BRINGS_NO_MORE
_JUDGED = (Do.ADOPT, Do.KEEP_BASELINE, Do.NOT_TOLD_APART, Do.WEIGH)


def further_of(phrases: Phrases, *, is_alone: bool = True) -> list[str]:
    """What follows the lead, each thing once; beside other objectives only what the reader must know of this one."""
    goals = [reason for reason in phrases.verdict.reasons if reason.code in GOALS]
    flips = [reason for reason in phrases.verdict.reasons if reason.code is Code.FLIPS_BELOW and is_alone]
    rest = [each for each in phrases.verdict.reasons if each not in goals and each.code is not Code.FLIPS_BELOW]
    told = [
        *(reason_told(reason, phrases) for reason in goals), *_beside(phrases, is_alone=is_alone),
        *(reason_told(reason, phrases) for reason in (*flips, *rest)), *_left_out(phrases), *_open(phrases),
    ]  # fmt: skip
    return list(dict.fromkeys(text for text in told if text))


def _beside(phrases: Phrases, *, is_alone: bool) -> list[str]:
    """What stands beside the lead: losses, the next best, and how sure it is."""
    verdict, words = phrases.verdict, phrases.words
    said = []
    lost = [arm for arm in verdict.worse if not is_told(phrases, Code.COSTS_LESS_BRINGS_LESS, arm)]
    if lost:
        said.append(words.say("loss", baseline=phrases.arm(verdict.baseline), items=_against_baseline(phrases, lost)))
    if verdict.leader is None:
        return [*said, *_so_far(phrases, is_alone=is_alone)]
    # Of several objectives the lead tells what the leader has more, unless there is nothing to hold it against.
    is_next_told = is_alone or phrases.finding(verdict.leader).effect is None
    said += [*_return(phrases, verdict.leader), *(_next_best(phrases, verdict.leader) if is_next_told else ())]
    if verdict.percent is not None:
        told = {"n": words.number(verdict.n), "arm": phrases.arm(verdict.leader), "percent": phrases.percent()}
        key, of = ("probability", {}) if is_alone else ("probability_on", {"metric": phrases.metric})
        said.append(words.say(key, **told, **of))
    return said


def _against_baseline(phrases: Phrases, arms: Sequence[str]) -> str:
    """Arms beside the baseline: by what their yuan brought where that ranks them and the baseline has it too."""
    verdict = phrases.verdict
    is_rate = verdict.basis is Per.YUAN and phrases.own_rate(verdict.baseline) is not None
    return (phrases.scores if is_rate else phrases.effects)(arms)


def _so_far(phrases: Phrases, *, is_alone: bool) -> list[str]:
    """The numbers seen, where nobody leads; beside other objectives with the metric's name."""
    verdict, words, said = phrases.verdict, phrases.words, []
    if verdict.action.do is Do.RUN_MORE:
        told = phrases.effects(arm for arm, found in verdict.arms.items() if found.effect is not None)
        key = "so_far"
    elif verdict.action.do is Do.NOT_TOLD_APART:
        tied = [arm for arm in phrases.tied if arm not in verdict.worse and not is_told(phrases, _NO_MORE, arm)]
        sure = [arm for arm in verdict.better if arm in tied]
        if sure and len(sure) < len(tied):
            said.append(words.say("sure_to_beat", baseline=phrases.arm(verdict.baseline), arms=phrases.arms(sure)))
        told, key = phrases.scores(tied), "estimates"
    else:
        return []
    if not told:
        return said
    said.append(words.say(key if is_alone else f"{key}_on", items=told, metric=phrases.ranked_by))
    if key == "estimates" and all(map(phrases.brings_less_than_it_costs, phrases.tied)):
        said.append(words.say("tied_below_cost" if len(phrases.tied) > 1 else "tied_below_cost_one"))
    return [*said, *_behind(phrases)]


def _behind(phrases: Phrases) -> list[str]:
    """Who beats the baseline, but not those who are not told apart from the best."""
    verdict, words = phrases.verdict, phrases.words
    if verdict.action.do is not Do.NOT_TOLD_APART or not phrases.tied:
        return []
    behind = [arm for arm in verdict.better if arm not in phrases.tied and arm != verdict.baseline]
    told = {"baseline": phrases.arm(verdict.baseline), "items": phrases.scores(behind)}
    return [words.say("behind_best", **told)] if behind else []


def _left_out(phrases: Phrases) -> list[str]:
    """Who got no verdict, where others got one."""
    verdict = phrases.verdict
    told = [reason.arms[0] for reason in verdict.reasons if reason.code is Code.LEFT_OUT_AHEAD]  # by the lead
    arms = [arm for arm in (*verdict.not_carried_out, *verdict.out_of_range) if arm not in told]
    return [phrases.words.say("left_out", arms=phrases.arms(arms))] if arms and verdict.action.do in _JUDGED else []


def _next_best(phrases: Phrases, leader: str) -> list[str]:
    """By how much the leader beats the next best, where the lead has not said it."""
    verdict, words = phrases.verdict, phrases.words
    if verdict.lead is None or verdict.baseline in (leader, verdict.lead.over):
        return []
    second = verdict.lead.over
    gained = phrases.finding(second).per_extra_yuan
    if verdict.basis is Per.EXTRA_YUAN and gained is not None:
        return [words.say("next_best_extra_yuan", second=phrases.arm(second), brings=phrases.brings(gained))]
    told = {"second": phrases.arm(second), "lead": phrases.lead}
    saving = phrases.extra_cost(leader, second) if verdict.basis is Per.TOTAL else ""
    return [words.say("next_best_cheaper", saving=saving, **told) if saving else words.say("next_best", **told)]


def _return(phrases: Phrases, leader: str) -> list[str]:
    """What the leader's further money brings, and whether that is less than the money."""
    verdict, words, gained = phrases.verdict, phrases.words, phrases.finding(leader).per_extra_yuan
    if gained is None:
        return []
    said = []
    if verdict.basis is Per.TOTAL:
        said.append(words.say("return", baseline=phrases.arm(verdict.baseline), brings=phrases.brings(gained)))
    if phrases.brings_less_than_it_costs(leader):
        is_here = verdict.objective.metric in ON_PLATFORM
        said.append(words.say("return_below_one_here" if is_here else "return_below_one"))
    return said


def _open(phrases: Phrases) -> list[str]:
    """What is not settled, and how many runs would settle it."""
    verdict, words = phrases.verdict, phrases.words
    if verdict.action.do in (Do.RUN_MORE, Do.FIX_PLAN, Do.LEAVE_RANGE, Do.LARGER_MARKET, Do.MEASURE):
        return []
    said = []
    loose = [arm for arm in verdict.open if arm not in verdict.better and not is_told(phrases, _NO_MORE, arm)]
    loose = [arm for arm in loose if arm not in phrases.tied or verdict.action.do is not Do.NOT_TOLD_APART]
    if loose and verdict.arms[verdict.baseline].standing is not Standing.UNMEASURED:
        seen = _against_baseline(phrases, loose)
        said.append(words.say("still_open", baseline=phrases.arm(verdict.baseline), items=seen))
    if not verdict.open or any(set(verdict.open) <= set(group) for group in verdict.equal):
        return said
    if verdict.leader is None and verdict.reason(Code.GOAL_FAR_OFF) is not None:
        return said  # more runs would settle which arm stays less far behind, which nobody asked
    return [*said, *_more_runs(phrases, is_settled=verdict.leader is not None and not said)]


def _more_runs(phrases: Phrases, *, is_settled: bool) -> list[str]:
    """How many runs more would tell whom apart from whom."""
    words, more, asked = phrases.words, phrases.verdict.more_runs, phrases.verdict.more_for
    if not asked or (more is None and is_settled):
        return []
    is_many = more is None or more > _MOST_RUNS
    told = {
        "arms": phrases.arms(asked[:1] if is_many else asked[:-1]), "other": phrases.arm(asked[-1]),
        "metric": phrases.ranked_by if phrases.verdict.leader is None else phrases.metric,
    }  # fmt: skip
    if more is None:
        return [words.say("no_runs_would", **told)]
    if more == 1:
        return [words.say("one_more_run", time=phrases.time(1), **told)]
    key, rounded = "too_many_runs" if is_many else "more_runs", float(f"{more:.3g}")
    return [words.say(key, more=f"{rounded:,.0f}", time=phrases.time(more), **told)]
