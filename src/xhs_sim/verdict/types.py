"""The words a judgement is made of: objective, case, finding, verdict; no sums, no sentences, no files.

A ``Case`` is what was seen (values by arm and replicate, money, what was delivered). ``judge`` makes a
``Judgement`` of it: one ``Verdict`` per objective. Whoever speaks to a reader (terminal, page, office)
renders these and works nothing out again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal

Better = Literal["higher", "lower"]
_TRIFLE: Final = 0.005  # of a plan's money


class Per(StrEnum):
    """What an objective is counted by."""

    TOTAL = "total"
    YUAN = "yuan"  # by each yuan spent
    EXTRA_YUAN = "extra_yuan"  # gain against the baseline by each yuan spent beyond the baseline's


class Standing(StrEnum):
    """What may be said of an arm."""

    BASELINE = "baseline"
    LEADS = "leads"  # told apart from every other candidate
    BETTER = "better"  # told apart from the baseline, in the objective's favour
    WORSE = "worse"
    OPEN = "open"  # not told apart from the baseline, or from the best
    BEHIND = "behind"  # dropped behind the best before it was told apart from the baseline
    EQUAL = "equal"  # the baseline's values bit for bit
    INVALID = "invalid"  # not what its name says: the treatment did not happen as planned
    OUT_OF_RANGE = "out_of_range"  # beyond what the model can tell
    UNMEASURED = "unmeasured"  # no values of the objective


class Do(StrEnum):
    """What the reader should do."""

    ADOPT = "adopt"
    KEEP_BASELINE = "keep_baseline"
    RUN_MORE = "run_more"  # too few runs for any finding
    NOT_TOLD_APART = "not_told_apart"  # enough runs for a finding, and none found
    FIX_PLAN = "fix_plan"  # no arm that counts is what its name says
    LEAVE_RANGE = "out_of_range"  # what would lead lies outside what the model can tell
    LARGER_MARKET = "larger_market"  # in so small a market nothing can be told
    WEIGH = "weigh"  # several objectives that disagree
    MEASURE = "measure"  # nothing was measured


class Code(StrEnum):
    """What else must be told."""

    TOO_FEW_RUNS = "too_few_runs"  # numbers: runs, least
    GOAL_REACHED = "goal_reached"  # arms: the best; numbers: goal, value (level or effect), low, high, share
    GOAL_FAR_OFF = "goal_far_off"
    GOAL_NEAR = "goal_near"  # short of the goal, or not surely reached
    DEAR_BRINGS_MORE = "dear_brings_more"  # arms: dear, leader; numbers: times (the money), more, low, high
    NEXT_STEP = "next_step"  # arms: dear, leader; numbers: value, low, high by yuan between them, cost of one more
    COSTS_NO_MORE_BRINGS_MORE = "costs_no_more_brings_more"  # arms: the arm, what it beats; numbers: saving
    COSTS_MORE_BRINGS_NO_MORE = "costs_more_brings_no_more"  # arms: it, what it does not beat; numbers: extra, value
    COSTS_LESS_LOSS_OPEN = "costs_less_loss_open"  # arms: the arm, baseline; numbers: saving
    COSTS_LESS_BRINGS_LESS = "costs_less_brings_less"  # arms: it, baseline; numbers: saving, loss, low, high, cost
    UNSPENT = "unspent"  # arms: one; numbers: share, cny
    LEFT_OUT_AHEAD = "left_out_ahead"  # arms: one not carried out, whom it is ahead of; numbers: see ``_of_left_out``
    NOT_AS_NAMED = "not_as_named"  # arms: one; numbers: delivered (share of the plan); lines: as if all had been spent
    SHORT_LINES = "short_lines"  # arms: one; numbers: delivered; lines: that spent less than planned, no other got more
    SAME_PLAN = "same_plan"  # arms: those that ended as one plan
    SAME_VALUES = "same_values"  # arms: those whose values are equal bit for bit
    SMALL_MARKET = "small_market"  # numbers: people, least
    BEYOND_RANGE = "beyond_range"  # arms: one; limit: which; numbers: value, limit
    ALL_BEAT_BASELINE = "all_beat_baseline"  # arms: open among themselves, all better than the baseline
    NOT_TOLD_APART = "not_told_apart"  # arms: two or more; numbers: runs, more_runs (left out: none would tell)
    LOSS = "loss"  # arms: worse than the baseline
    MISSING_VALUES = "missing_values"  # arms: one; numbers: missing, runs
    RESTS_ON = "rests_on"  # numbers: the runs that all figures rest on, where values are missing
    UNMEASURED = "unmeasured"  # arms: without any value
    FLIPS_BELOW = "flips_below"  # arms: leader, next; numbers: low (by which it is ahead even at the low end)
    MONEY_INSIDE = "money_inside"  # spend differs, and the metric already counts it
    DROPPED = "dropped"  # arms: those dropped together, then whom they were behind; numbers: runs
    DROPPED_PROMISE = "dropped_promise"  # numbers: level


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A number to be reached."""

    value: float
    measure: Literal["effect", "level"] = "level"  # against the baseline, or as it stands

    def bound(self, better: Better) -> float:
        """The number to be reached, or not to be passed where lower is better: "3 less" may be written 3 or -3."""
        return -abs(self.value) if better == "lower" and self.measure == "effect" else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What decides: a metric, which way is better, and by what it is counted."""

    metric: str
    better: Better
    per: Per | None = None  # None: as the law has it
    counts_money: bool = False  # what was paid is in the number already: profit, cost per read
    is_rate: bool = False  # a share or a mean, which no further yuan adds to: a click-through rate, an order's value
    goal: Goal | None = None

    @property
    def ignores_spend(self) -> bool:
        """Whether arms of unlike spend compare as they stand."""
        return self.counts_money or self.is_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """An arm that could not win any more and was given no further runs."""

    after: int  # so many
    behind: str  # the arm that was ahead of it, surely enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What was seen; replicates are paired by position."""

    objectives: tuple[Objective, ...]
    baseline: str
    arms: tuple[str, ...]  # in the order of the plan, the baseline among them
    values: Mapping[str, Mapping[str, tuple[float | None, ...]]]  # metric -> arm -> by replicate
    spend: Mapping[str, tuple[float, ...]] = field(default_factory=dict)  # arm -> CNY by replicate; none: not known
    planned: Mapping[str, Mapping[str, float]] = field(default_factory=dict)  # arm -> line -> share of its money
    delivered: Mapping[str, Mapping[str, float]] = field(default_factory=dict)  # shares of the *planned* money
    range: Mapping[str, Mapping[str, float]] = field(default_factory=dict)  # arm -> limit's name -> value
    people: int | None = None  # in the market; None where values are of no simulation
    minutes_per_run: float | None = None
    level: float = 0.95
    name: str | None = None
    dropped: Mapping[str, Dropped] = field(default_factory=dict)  # never the baseline: others are paired with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number with its interval; without bounds where one run cannot tell."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """A limit of what the model can tell, passed."""

    limit: str  # name in the configs' table of limits
    value: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDelivered:
    """One line or tier of a plan: shares of the arm's planned money."""

    line: str
    planned: float
    delivered: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmFinding:
    """One arm on one objective."""

    level: Estimate | None  # mean over replicates
    effect: float | None  # mean paired difference to the baseline, in the metric's unit; null for the baseline
    low: float | None
    high: float | None  # with ``low`` the interval that its standing is read off: see ``at_level``
    standing: Standing
    spend: float | None = None  # mean, CNY
    extra_spend: float | None = None  # mean beyond the baseline's; below 0: a saving
    per_extra_yuan: Estimate | None = None  # gain by yuan beyond the baseline's; null where no more was spent
    p_best: float | None = None  # null below the least number of replicates
    delivered: float | None = None  # share of the plan that happened as planned; null where that is not known
    unspent: float | None = None  # share of the planned money
    lines: tuple[LineDelivered, ...] = ()
    beyond: tuple[Beyond, ...] = ()
    at_level: float | None = None  # of low to high by itself: above the verdict's where arms hold at that together

    @property
    def is_unpaid(self) -> bool:
        """Whether it is the baseline over again because none of its planned money was spent."""
        return self.standing is Standing.EQUAL and self.unspent is not None and self.unspent >= 1.0 - _TRIFLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What to do, with which arm."""

    do: Do
    arm: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """By how much the leader beats the next best, in the verdict's unit, as a gain (positive is better)."""

    over: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One further thing that must be told; which numbers a code carries stands beside it."""

    code: Code
    arms: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    limit: str | None = None
    lines: tuple[LineDelivered, ...] = ()  # of a plan that missed it, the most first: delivered is as judged


def mark_of(arm: str, standing: str, better: Collection[str]) -> str:
    """Return what stands beside an arm's numbers: its standing, or that it beats the baseline and is tied with others.

    Parameters
    ----------
    standing : str
        Of ``Standing``.
    better : collection of str
        The arms that beat the baseline.
    """
    return "tied" if standing == Standing.OPEN and arm in better else str(standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judgement on one objective."""

    objective: Objective
    basis: Per  # what the arms were really ranked by
    unit: str  # what the sentence speaks of: the metric, or "the metric per extra yuan"
    baseline: str
    n: int  # replicates that count
    level: float  # of the intervals
    leader: str | None
    better: tuple[str, ...]
    worse: tuple[str, ...]
    open: tuple[str, ...]
    equal: tuple[tuple[str, ...], ...]  # groups that are one and the same
    invalid: tuple[str, ...]
    out_of_range: tuple[str, ...]
    action: Action
    lead: Lead | None
    percent: float | None  # probability (0 to 100) that the leader is the best
    more_runs: int | None  # replicates, beside those there are, that would settle what is open
    more_minutes: float | None
    arms: Mapping[str, ArmFinding]
    reasons: tuple[Reason, ...] = ()
    more_for: tuple[str, ...] = ()  # whom so many would tell from the last of them, the hardest first
    dropped: Mapping[str, Dropped] = field(default_factory=dict)  # arms with fewer runs than the others

    @property
    def not_carried_out(self) -> tuple[str, ...]:
        """Arms whose plan did not happen: the invalid ones, and those that equal the baseline as nothing was spent."""
        return tuple(arm for arm, found in self.arms.items() if arm in self.invalid or found.is_unpaid)

    def mark(self, arm: str) -> str:
        """What stands beside an arm's numbers."""
        return mark_of(arm, self.arms[arm].standing, self.better)

    def reason(self, code: Code) -> Reason | None:
        """The first reason of a kind, if it was given."""
        return next((each for each in self.reasons if each.code is code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One verdict per objective, in the order asked; several may disagree."""

    verdicts: tuple[Verdict, ...]
    name: str | None = None

    @property
    def main(self) -> Verdict:
        """The verdict on the first objective."""
        return self.verdicts[0]

    @property
    def is_trade_off(self) -> bool:
        """Whether objectives name different leaders."""
        return len({each.leader for each in self.verdicts if each.leader is not None}) > 1
