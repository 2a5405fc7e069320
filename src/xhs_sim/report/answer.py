"""A judgement in sentences: first what to do and by how much, then what else the reader must know.

Nothing is decided here: which arm leads, what is open and what must be told stand in the ``Judgement``.
Sentences are plain text; whoever prints them escapes what its medium needs.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..verdict import Code, Do, Judgement, Per, Standing
from .evidence import Evidence
from .further import further_of
from .left_out import ahead_though_left_out, of_those_carried_out
from .phrases import Phrases
from .reasons import is_told
from .undone import tell_undone
from .words import Words

_UNJUDGED = (Do.RUN_MORE, Do.FIX_PLAN, Do.LEAVE_RANGE, Do.LARGER_MARKET, Do.MEASURE)
_NUMBERED = 4  # so many runs are written out


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said: the lead to read aloud, and what follows."""

    lead: str
    further: tuple[str, ...]
    gap: str  # between sentences

    @property
    def text(self) -> str:
        """All of it, a paragraph."""
        return self.gap.join((self.lead, *self.further))


def answer(judgement: Judgement, words: Words, name_arm: Callable[[str], str] | None = None) -> Answer:
    """Say what a comparison found.

    Parameters
    ----------
    judgement : Judgement
    words : Words
        Of a language.
    name_arm : callable, optional
        How arms are called; without it by the language's names for them.
    """
    phrases = [Phrases(verdict, words, name_arm or words.arm) for verdict in judgement.verdicts]
    ahead = ahead_though_left_out(phrases)
    if len(phrases) == 1:
        lead = words.say("gap").join((of_those_carried_out(_lead(phrases[0]), phrases), *ahead))
        return Answer(lead, tuple(further_of(phrases[0])), words.say("gap"))
    lead = words.say("gap").join((of_those_carried_out(_together(judgement, phrases, words), phrases), *ahead))
    is_shared = _is_shared(judgement) or _is_one_tie(phrases)
    further = [
        text
        for one in phrases
        for text in ((() if is_shared else (_one_of_several(one),)) + tuple(further_of(one, is_alone=False)))
    ]
    return Answer(lead, tuple(dict.fromkeys(further)), words.say("gap"))


def answer_of(evidence: Evidence, words: Words) -> Answer | None:
    """Say what a study found, and first what of its plans lay beyond its days; None where nothing was judged."""
    if evidence.judgement is None:
        return None
    found = answer(evidence.judgement, words)
    return replace(found, further=(*tell_undone(evidence, words), *found.further))


def _is_shared(judgement: Judgement) -> bool:
    """Whether no objective could be judged, all for one cause: then it is said once."""
    return len({verdict.action for verdict in judgement.verdicts}) == 1 and judgement.main.action.do in _UNJUDGED


def _is_one_tie(phrases: list[Phrases]) -> bool:
    """Whether the same arms beat the baseline on every objective and are told apart on none: then it is said once."""
    tied = {(tuple(each.tied), each.verdict.basis) for each in phrases}
    is_tie = all(each.verdict.action.do is Do.NOT_TOLD_APART for each in phrases) and len(tied) == 1
    return is_tie and all(len(each.tied) > 1 and set(each.tied) <= set(each.verdict.better) for each in phrases)


def _together(judgement: Judgement, phrases: list[Phrases], words: Words) -> str:
    """Several objectives in one sentence: a leader of all, or what each costs on the other."""
    leaders = {verdict.leader for verdict in judgement.verdicts}
    metrics = phrases[0].listed([each.metric for each in phrases])
    if _is_shared(judgement):
        return _lead(phrases[0], metrics)
    if _is_one_tie(phrases):
        return _tie(phrases[0], metrics=metrics)
    if judgement.is_trade_off:
        parts = [
            words.say("trade_off_part", arm=each.arm(each.verdict.leader), metric=each.metric, lead=each.lead,
                      second=each.arm(each.verdict.lead.over))
            if each.verdict.leader is not None and each.verdict.lead is not None
            else words.say("none_leads", metric=each.metric)
            for each in phrases
        ]  # fmt: skip
        return words.say("trade_off", parts=words.say("semicolon").join(parts))
    if len(leaders) == 1 and (leader := next(iter(leaders))) is not None:
        key = "one_leads_all_baseline" if leader == judgement.main.baseline else "one_leads_all"
        return words.say(key, arm=phrases[0].arm(leader), metrics=metrics)
    parts = [
        words.say("none_leads", metric=each.metric) if each.verdict.leader is None
        else words.say("one_leads", arm=each.arm(each.verdict.leader), metric=each.metric)
        for each in phrases
    ]  # fmt: skip
    joined = words.say("semicolon").join(parts)
    if phrases[0].verdict.leader is None:  # an arm is called as its owner wrote it
        joined = joined[:1].upper() + joined[1:]
    return words.say("one_by_one", parts=joined)


def _one_of_several(phrases: Phrases) -> str:
    """What one of several objectives says, without telling the reader what to do: they may disagree."""
    verdict = phrases.verdict
    if verdict.action.do is Do.ADOPT:
        return _adopt(phrases, verdict.leader or "", "on")
    if verdict.action.do is Do.KEEP_BASELINE:
        told = {"arm": phrases.arm(verdict.baseline), "level": phrases.level(verdict.baseline)}
        return phrases.words.say("on_keep_baseline", metric=phrases.metric, **told)
    return _tie(phrases, "on") if verdict.action.do is Do.NOT_TOLD_APART else _lead(phrases)


def _lead(phrases: Phrases, metrics: str | None = None) -> str:
    verdict, words = phrases.verdict, phrases.words
    do, metric, n = verdict.action.do, metrics or phrases.metric, words.number(verdict.n)
    if verdict.leader is not None:
        return _keep(phrases) if do is Do.KEEP_BASELINE else _adopt(phrases, verdict.leader)
    if do is Do.NOT_TOLD_APART:
        return _tie(phrases)
    if do is Do.RUN_MORE:
        more = verdict.more_runs or 0
        runs = words.say(f"number_{verdict.n}") if 1 <= verdict.n <= _NUMBERED else n
        key = "do_run_more" if verdict.n else "do_run_none"
        return words.say(key, runs=runs, metric=metric, more=more, time=phrases.time(more))
    if do is Do.FIX_PLAN:
        told = {"invalid": phrases.arms(verdict.not_carried_out), "beyond": phrases.arms(verdict.out_of_range)}
        return words.say("do_fix_plan_and_range" if verdict.out_of_range else "do_fix_plan", metric=metric, **told)
    if do is Do.MEASURE and verdict.action.arm:
        level = phrases.level(verdict.action.arm)
        return words.say("do_measure_more", metric=metric, arm=phrases.arm(verdict.action.arm), level=level)
    key = phrases.by_better("do_weigh") if do is Do.WEIGH else f"do_{do}"
    times = phrases.times_too_large(verdict.action.arm) if do is Do.LEAVE_RANGE else ""
    told = {"times": times, **phrases.market_sizes}
    return words.say(key, metric=metric, arm=phrases.arm(verdict.action.arm or ""), **told)


def _keep(phrases: Phrases) -> str:
    verdict, words = phrases.verdict, phrases.words
    told = {"arm": phrases.arm(verdict.baseline), "metric": phrases.metric, "level": phrases.level(verdict.baseline)}
    if verdict.lead is None or verdict.basis is not Per.TOTAL or (verdict.lead.low or 0.0) <= 0:
        return words.say("do_keep_baseline", **told)
    second = phrases.arm(verdict.lead.over)
    return words.say("do_keep_baseline_ahead", lead=phrases.lead, second=second, **told)


def _adopt(phrases: Phrases, leader: str, do: str = "do") -> str:
    """The leader and by how much it leads: as something to do, or ("on") as what one objective of several says."""
    verdict, words, found = phrases.verdict, phrases.words, phrases.finding(leader)
    told = {"arm": phrases.arm(leader), "metric": phrases.metric, "baseline": phrases.arm(verdict.baseline)}
    if verdict.basis is Per.EXTRA_YUAN and found.per_extra_yuan is not None:
        rivals = [arm for arm, each in verdict.arms.items() if each.per_extra_yuan is not None]
        key, brings = f"{do}_adopt_extra_yuan", phrases.brings(found.per_extra_yuan)
        return words.say(key if len(rivals) > 1 else f"{key}_alone", brings=brings, **told)
    if verdict.basis is Per.YUAN:
        return words.say(f"{do}_adopt_yuan", **(told | {"metric": phrases.ranked_by}), rates=phrases.scores([leader]))
    if found.effect is None:
        return words.say(f"{do}_adopt_alone", level=phrases.level(leader), **told)
    sides = {bound > 0 for bound in (found.effect, found.low, found.high) if bound is not None}
    if len(sides) == 1:  # the direction can be said, so the numbers go without signs
        key = f"{do}_adopt_more" if sides == {True} else f"{do}_adopt_less"
        if do == "do" and sides == {True} and phrases.brings_less_than_it_costs(leader):
            key = "do_adopt_if_spending"
        extra = phrases.extra_cost(leader, verdict.baseline)
        cost = words.say("adopt_cost", extra=extra) if extra else ""
        return words.say(key, level=phrases.level(leader), effect=phrases.size(leader), cost=cost, **told)
    return words.say(f"{do}_adopt", level=phrases.level(leader), effect=phrases.effect(leader), **told)


def _tie(phrases: Phrases, do: str = "do", metrics: str | None = None) -> str:
    verdict, words, treated = phrases.verdict, phrases.words, phrases.tied
    if not treated:
        same = [arm for arm, found in verdict.arms.items() if found.standing is Standing.EQUAL]
        if same and set(same) <= set(verdict.not_carried_out):
            return words.say("do_fix_plan", metric=metrics or phrases.metric, invalid=phrases.arms(same))
        told = {"arms": phrases.arms(same), "metric": phrases.metric, "baseline": phrases.arm(verdict.baseline)}
        return words.say("do_all_equal", **told)
    told = {
        "n": words.number(verdict.n), "metric": metrics or phrases.ranked_by, "baseline": phrases.arm(verdict.baseline),
        "arms": phrases.arms(treated),
    }  # fmt: skip
    if len(treated) > 1 and set(treated) <= set(verdict.better):
        all_of_them = words.say("all_2" if len(treated) == 2 else "all_many")
        is_alike = len({verdict.arms[arm].spend for arm in treated} - {None}) == 1
        take = "take_size" if verdict.basis is not Per.TOTAL else "take_easier" if is_alike else "take_cheaper"
        is_one = any(set(treated) <= set(group) for group in verdict.equal)
        key = "do_one_and_the_same" if is_one else "do_not_told_apart_all_beat"
        said = words.say(take)
        if all(map(phrases.brings_less_than_it_costs, treated)):
            said = words.say("take_if_spending", take=said)
        return words.say(key, all=all_of_them, take=said, **told)
    if all(is_told(phrases, Code.COSTS_LESS_LOSS_OPEN, arm) for arm in treated):
        return words.say("do_save", **told)
    is_measured = verdict.arms[verdict.baseline].standing is not Standing.UNMEASURED
    if not is_measured or any(arm in verdict.better for arm in treated):
        return words.say("do_not_told_apart", **told)
    alike = [arm for arm in treated if arm not in verdict.worse] or treated  # a noisy arm ties with losers too
    return words.say(f"{do}_not_told_apart_baseline", **(told | {"arms": phrases.arms(alike)}))
