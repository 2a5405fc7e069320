"""A judgement in sentences: first what to do and by how much, then what else the reader must know.

Nothing is decided here: which arm leads, what is open and what must be told stand in the ``Judgement``.
Sentences are plain text; whoever prints them escapes what its medium needs.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..verdict import Do, Judgement, Per, Standing
from .phrases import Phrases
from .reasons import reason_told
from .words import Words

_MOST_RUNS = 1000  # more than anybody waits for: said as "in practice alike"
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
    each = [Answer(_lead(one), tuple(_further(one)), words.say("gap")) for one in phrases]
    if len(each) == 1:
        return each[0]
    further = [text for one in each for text in (one.lead, *one.further)]
    return Answer(_together(judgement, phrases, words), tuple(dict.fromkeys(further)), words.say("gap"))


def _together(judgement: Judgement, phrases: list[Phrases], words: Words) -> str:
    """Several objectives in one sentence: a leader of all, or what each costs on the other."""
    leaders = {verdict.leader for verdict in judgement.verdicts}
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
        metrics = phrases[0].listed([each.metric for each in phrases])
        return words.say("one_leads_all", arm=phrases[0].arm(leader), metrics=metrics)
    parts = [
        words.say("none_leads", metric=each.metric) if each.verdict.leader is None
        else words.say("one_leads", arm=each.arm(each.verdict.leader), metric=each.metric)
        for each in phrases
    ]  # fmt: skip
    joined = words.say("semicolon").join(parts)
    return words.say("one_by_one", parts=joined[:1].upper() + joined[1:])


def _further(phrases: Phrases) -> list[str]:
    """What follows the lead, each thing once."""
    told = [*_beside(phrases), *(reason_told(reason, phrases) for reason in phrases.verdict.reasons), *_open(phrases)]
    return list(dict.fromkeys(text for text in told if text))


def _lead(phrases: Phrases) -> str:
    verdict, words = phrases.verdict, phrases.words
    do, metric, n = verdict.action.do, phrases.metric, words.number(verdict.n)
    if do is Do.ADOPT:
        return _adopt(phrases, verdict.leader or "")
    if do is Do.NOT_TOLD_APART:
        return _tie(phrases)
    if do is Do.RUN_MORE:
        more = verdict.more_runs or 0
        runs = words.say(f"number_{verdict.n}") if 1 <= verdict.n <= _NUMBERED else n
        return words.say("do_run_more", runs=runs, metric=metric, more=more, time=phrases.time(more))
    if do is Do.FIX_PLAN:
        told = {"invalid": phrases.arms(verdict.invalid), "beyond": phrases.arms(verdict.out_of_range)}
        return words.say("do_fix_plan_and_range" if verdict.out_of_range else "do_fix_plan", metric=metric, **told)
    arm = phrases.arm(verdict.action.arm or "")
    level = phrases.level(verdict.leader) if verdict.leader else ""
    return words.say(f"do_{do}", metric=metric, arm=arm, level=level)


def _adopt(phrases: Phrases, leader: str) -> str:
    verdict, words, found = phrases.verdict, phrases.words, phrases.finding(leader)
    told = {"arm": phrases.arm(leader), "metric": phrases.metric, "baseline": phrases.arm(verdict.baseline)}
    if verdict.basis is Per.EXTRA_YUAN and found.per_extra_yuan is not None:
        return words.say("do_adopt_extra_yuan", brings=phrases.brings(found.per_extra_yuan), **told)
    if verdict.basis is Per.YUAN:
        return words.say("do_adopt_yuan", **(told | {"metric": phrases.ranked_by}), rates=phrases.scores([leader]))
    if found.effect is None:
        return words.say("do_adopt_alone", level=phrases.level(leader), **told)
    sides = {bound > 0 for bound in (found.effect, found.low, found.high) if bound is not None}
    if len(sides) == 1:  # the direction can be said, so the numbers go without signs
        key = "do_adopt_more" if sides == {True} else "do_adopt_less"
        return words.say(key, level=phrases.level(leader), effect=phrases.size(leader), **told)
    return words.say("do_adopt", level=phrases.level(leader), effect=phrases.effect(leader), **told)


def _tie(phrases: Phrases) -> str:
    verdict, words = phrases.verdict, phrases.words
    treated = [arm for arm in verdict.open if arm != verdict.baseline]
    if not treated:
        same = [arm for arm, found in verdict.arms.items() if found.standing is Standing.EQUAL]
        told = {"arms": phrases.arms(same), "metric": phrases.metric, "baseline": phrases.arm(verdict.baseline)}
        return words.say("do_all_equal", **told)
    told = {
        "n": words.number(verdict.n), "metric": phrases.ranked_by, "baseline": phrases.arm(verdict.baseline),
        "arms": phrases.arms(treated), "estimates": phrases.scores(treated),
    }  # fmt: skip
    if set(treated) <= set(verdict.better):
        all_of_them = words.say("all_2" if len(treated) == 2 else "all_many")
        return words.say("do_not_told_apart_all_beat", all=all_of_them, **told)
    if any(arm in verdict.better for arm in treated):
        return words.say("do_not_told_apart", **told)
    return words.say("do_not_told_apart_baseline", **told)


def _beside(phrases: Phrases) -> list[str]:
    """What stands beside the lead: losses, the next best, and how sure it is."""
    verdict, words = phrases.verdict, phrases.words
    said = []
    losses = (phrases.scores if verdict.basis is Per.YUAN else phrases.effects)(verdict.worse)
    if verdict.worse:
        said.append(words.say("loss", baseline=phrases.arm(verdict.baseline), items=losses))
    if verdict.leader is None:
        shown = [arm for arm, found in verdict.arms.items() if found.effect is not None]
        return [*said, words.say("so_far", items=phrases.effects(shown))] if verdict.action.do is Do.RUN_MORE else said
    said += [*_return(phrases, verdict.leader), *_next_best(phrases, verdict.leader)]
    if verdict.percent is not None:
        told = {"n": words.number(verdict.n), "arm": phrases.arm(verdict.leader), "percent": phrases.percent()}
        said.append(words.say("probability", **told))
    return said


def _next_best(phrases: Phrases, leader: str) -> list[str]:
    """By how much the leader beats the next best, where the lead has not said it."""
    verdict, words = phrases.verdict, phrases.words
    if verdict.lead is None or verdict.baseline in (leader, verdict.lead.over):
        return []
    second = verdict.lead.over
    gained = phrases.finding(second).per_extra_yuan
    if verdict.basis is Per.EXTRA_YUAN and gained is not None:
        return [words.say("next_best_extra_yuan", second=phrases.arm(second), brings=phrases.brings(gained))]
    return [words.say("next_best", second=phrases.arm(second), lead=phrases.lead)]


def _return(phrases: Phrases, leader: str) -> list[str]:
    """What the leader's further money brings, and whether that is less than the money."""
    verdict, words, gained = phrases.verdict, phrases.words, phrases.finding(leader).per_extra_yuan
    if gained is None:
        return []
    said = []
    if verdict.basis is Per.TOTAL:
        said.append(words.say("return", baseline=phrases.arm(verdict.baseline), brings=phrases.brings(gained)))
    if phrases.counts_yuan and gained.high is not None and gained.high < 1:
        said.append(words.say("return_below_one"))
    return said


def _open(phrases: Phrases) -> list[str]:
    """What is not settled, and how many runs would settle it."""
    verdict, words = phrases.verdict, phrases.words
    if verdict.action.do in (Do.RUN_MORE, Do.FIX_PLAN, Do.LEAVE_RANGE, Do.MEASURE):
        return []
    said = []
    loose = [arm for arm in verdict.open if verdict.arms[arm].standing is Standing.OPEN and arm not in verdict.better]
    if loose and verdict.action.do is not Do.NOT_TOLD_APART:
        # Each interval is its own arm's; a finding must hold among all arms that are looked at.
        is_seen_alone = any((verdict.arms[arm].low or 0.0) > 0 or (verdict.arms[arm].high or 0.0) < 0 for arm in loose)
        key = "still_open_jointly" if is_seen_alone else "still_open"
        said.append(words.say(key, baseline=phrases.arm(verdict.baseline), items=phrases.effects(loose)))
    if not verdict.open:
        return said
    more = verdict.more_runs
    if more is None:
        return [*said, words.say("no_runs_would")]
    key = "more_runs" if more <= _MOST_RUNS else "too_many_runs"
    rounded = float(f"{more:.3g}")
    return [*said, words.say(key, more=f"{rounded:,.0f}", time=phrases.time(more))]
