"""Numbers of a verdict in words: levels, effects, rates by yuan, shares; nothing is decided here."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..metrics import METRICS, is_money, is_percent
from ..verdict import ArmFinding, Code, Estimate, Per, Verdict
from .words import MINUS, Words

_TENTH = 0.1  # of its spend: less is not told
_THOUSAND = 1000.0  # yuan: what one yuan brings of anything but money has too many zeros


@dataclass(frozen=True, slots=True)
class Phrases:
    """One verdict's numbers, in one language.

    ``name_arm`` says how an arm is called: by the language's own name for it, or as its owner wrote it.
    """

    verdict: Verdict
    words: Words
    name_arm: Callable[[str], str]

    @property
    def metric(self) -> str:
        """The objective's metric, as it stands within a sentence; one that is not ours as its owner wrote it."""
        name = self.verdict.objective.metric
        if name not in METRICS and name not in self.words.table["metric"]:
            return name.replace("_", " ")
        return self.words.within(self.words.metric(name))

    def arm(self, name: str) -> str:
        """An arm's name, set off as the language does it."""
        return self.words.say("arm_name", arm=self.name_arm(name))

    def arms(self, names: Iterable[str]) -> str:
        """Names in a row, the last joined by "and"."""
        return self.listed([self.arm(name) for name in names])

    def listed(self, parts: list[str]) -> str:
        """Parts in a row, the last joined by "and"."""
        if len(parts) < 2:
            return "".join(parts)
        return self.words.say("list_and", some=self.words.say("list_gap").join(parts[:-1]), last=parts[-1])

    def level(self, arm: str) -> str:
        """An arm's mean."""
        level = self.verdict.arms[arm].level
        return self.value(level.value if level else None)

    def value(self, value: float | None) -> str:
        """A level of the metric."""
        return self.words.value(self.verdict.objective.metric, value)

    def change(self, value: float | None, low: float | None, high: float | None) -> str:
        """A difference of the metric with its sign and, where it is known, its interval."""
        metric = self.verdict.objective.metric
        told = self.words.value(metric, value, sign=True)
        ends = {self.words.value(metric, each, sign=True) for each in (low, high)}
        if low is None or high is None or ends == {told}:  # ends that read alike tell nothing
            return told
        return self.words.say("figure", value=told, span=self.words.span(metric, low, high, sign=True))

    def effect(self, arm: str) -> str:
        """An arm's effect against the baseline."""
        found = self.verdict.arms[arm]
        return self.change(found.effect, found.low, found.high)

    def size(self, arm: str) -> str:
        """The same without signs, the smaller bound first, where the sentence says the direction."""
        found = self.verdict.arms[arm]
        ends = (found.low, found.high) if (found.effect or 0.0) > 0 else (found.high, found.low)
        return unsigned(self.change(found.effect, *ends))

    def extra_cost(self, arm: str, over: str) -> str:
        """What an arm costs beyond another; nothing where that is no tenth, or is in the metric already."""
        own, other = self.verdict.arms[arm].spend, self.verdict.arms[over].spend
        if own is None or other is None or own - other <= _TENTH * own or self.verdict.objective.counts_money:
            return ""
        return self.words.money(own - other)

    def effects(self, arms: Iterable[str]) -> str:
        """Effects of several arms, each with its name; levels where there is no baseline to hold them against."""
        seen = {arm: self.effect(arm) if self.finding(arm).effect is not None else self.level(arm) for arm in arms}
        told = [self.words.say("item", arm=self.arm(arm), effect=effect) for arm, effect in seen.items()]
        return self.words.say("semicolon").join(told)

    @property
    def tied(self) -> list[str]:
        """Arms beside the baseline that nothing tells apart from the best; all that is open where nobody competes."""
        reason = self.verdict.reason(Code.NOT_TOLD_APART)
        return [arm for arm in (reason.arms if reason else self.verdict.open) if arm != self.verdict.baseline]

    def ahead(self, value: float, low: float | None, high: float | None) -> str:
        """How far ahead, in what arms were ranked by: more is better, so it goes without a plus."""
        if self.verdict.basis is Per.TOTAL:
            return self.change(value, low, high).replace("+", "")
        key = "per_yuan" if self.counts_yuan else "per_1000_yuan"
        return self.words.say(key, rate=self.rate(Estimate(value=value, low=low, high=high)))

    @property
    def lead(self) -> str:
        """How far the leader is ahead of the next best."""
        lead = self.verdict.lead
        return "" if lead is None else self.ahead(lead.value, lead.low, lead.high)

    @property
    def market_sizes(self) -> dict[str, str]:
        """How many people the market has, and how many it takes; nothing where it has enough."""
        reason = self.verdict.reason(Code.SMALL_MARKET)
        return {} if reason is None else {name: self.words.number(value) for name, value in reason.numbers.items()}

    def times_too_large(self, arm: str | None) -> str:
        """How many times as large the market must be for an arm to lie within every limit: two digits, rounded up."""
        most = max((each.value / each.most for each in self.finding(arm or "").beyond), default=1.0)
        step = 10.0 ** (math.floor(math.log10(most)) - 1)
        return f"{math.ceil(most / step - 1e-9) * step:,.10g}"

    def brings_less_than_it_costs(self, arm: str) -> bool:
        """Whether each yuan beyond the baseline's surely brings less than a yuan of the metric."""
        gained = self.finding(arm).per_extra_yuan
        return self.counts_yuan and gained is not None and gained.high is not None and gained.high < 1

    @property
    def counts_yuan(self) -> bool:
        """Whether the metric is money, of which one yuan brings a readable amount."""
        return is_money(self.verdict.objective.metric)

    def rate(self, found: Estimate) -> str:
        """What one yuan (of money) or 1,000 yuan (of anything else) bring, without saying for how much money."""
        scale = 1.0 if self.counts_yuan else _THOUSAND
        value, low, high = (None if each is None else scale * each for each in (found.value, found.low, found.high))
        return self.change(value, low, high).replace("+", "")

    @property
    def ranked_by(self) -> str:
        """What arms were ranked by: the metric, or what each extra yuan brings of it."""
        if self.verdict.basis is Per.TOTAL:
            return self.metric
        money = "extra_" if self.verdict.basis is Per.EXTRA_YUAN else ""
        return self.words.say(f"by_{money}{'yuan' if self.counts_yuan else '1000_yuan'}", metric=self.metric)

    def scores(self, arms: Iterable[str]) -> str:
        """Several arms in what they were ranked by, each with its name."""
        if self.verdict.basis is Per.TOTAL:
            return self.effects(arms)
        rates = {arm: self.own_rate(arm) for arm in arms}
        told = [
            self.words.say("item", arm=self.arm(arm), effect=self.rate(rate))
            for arm, rate in rates.items()
            if rate is not None
        ]
        return self.words.say("semicolon").join(told)

    def own_rate(self, arm: str) -> Estimate | None:
        """What an arm's yuan brought, of the kind that arms were ranked by."""
        found = self.verdict.arms[arm]
        if self.verdict.basis is Per.EXTRA_YUAN:
            return found.per_extra_yuan
        return Estimate(value=found.level.value / found.spend) if found.level and found.spend else None

    def brings(self, found: Estimate) -> str:
        """What each extra yuan brings, as half a sentence."""
        money = self.words.say("extra_yuan" if self.counts_yuan else "extra_1000_yuan")
        key = "adds" if self.verdict.objective.better == "higher" else "takes"
        return self.words.say(key, money=money, rate=self.rate(found), metric=self.metric)

    def goal(self, value: float) -> str:
        """A goal as it was asked, to the last digit; one on the effect with what it is held against."""
        metric, size = self.verdict.objective.metric, abs(value)
        told = ("¥" if is_money(metric) else "") + f"{size:,.12g}"
        if is_percent(metric):
            told = unsigned(self.words.percent(size, sign=self.is_goal_on_effect))
        if self.is_goal_on_effect:
            key = "goal_more" if value >= 0 else "goal_less"
            return self.words.say(key, goal=told, baseline=self.arm(self.verdict.baseline))
        return self.words.say("goal_plain", goal=(MINUS if value < 0 else "") + told)

    @property
    def is_goal_on_effect(self) -> bool:
        """Whether the goal is one against the baseline."""
        goal = self.verdict.objective.goal
        return goal is not None and goal.measure == "effect"

    def by_better(self, key: str) -> str:
        """The sentence for a metric of which more is better, or its twin for one of which less is."""
        return key if self.verdict.objective.better == "higher" else f"{key}_lower"

    def time(self, more_runs: int) -> str:
        """How many runs of all arms that makes that were not dropped, and how long they take."""
        n_arms = len(self.verdict.arms) - len(self.verdict.dropped)
        runs, minutes = more_runs * n_arms, self.verdict.more_minutes
        if minutes is None:
            return self.words.say("time_runs", runs=f"{runs:,}")
        if round(minutes) <= 1:
            return self.words.say("time_minute", runs=f"{runs:,}")
        return self.words.say("time", runs=f"{runs:,}", minutes=f"{round(minutes):,}")

    def percent(self) -> str:
        """How probable it is that the leader is the best; nothing is sure."""
        share = (self.verdict.percent or 0.0) / 100
        if share > 0.99:
            return self.words.say("over_percent", percent=self.words.percent(0.99))
        return f"{share:.0%}"

    def finding(self, arm: str) -> ArmFinding:
        """What was found of an arm."""
        return self.verdict.arms[arm]


def unsigned(text: str) -> str:
    """A difference without its sign, where the sentence says the direction."""
    return text.replace("+", "").replace(MINUS, "")
