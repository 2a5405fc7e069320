"""By what arms are ranked: totals where money is alike, gain by extra yuan where it is not.

A ``Basis`` holds comparable scores only: of the same people and the same money. An arm that cannot be
scored on it (a saving has no return) is not among its arms.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from .money import Money
from .statistics import Interval, fieller, is_count, paired
from .types import Better, Case, Objective, Per

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measured:
    """Values of one metric by arm, paired by position; NaN where a run has none."""

    by_arm: dict[str, Floats]
    better: Better
    lowest: float | None  # what no mean can be below
    dropped: frozenset[str] = field(default_factory=frozenset)  # arms that have no values in the last runs

    @property
    def sign(self) -> float:
        """1 where higher is better, -1 where lower is."""
        return 1.0 if self.better == "higher" else -1.0

    @property
    def is_count(self) -> bool:
        """Whether the metric counts something."""
        return all(is_count(each[~np.isnan(each)]) for each in self.by_arm.values())

    def kept(self, arms: Iterable[str]) -> list[str]:
        """These arms without those that were dropped."""
        return [arm for arm in arms if arm not in self.dropped]

    def known_in(self, arms: Sequence[str]) -> NDArray[np.bool_]:
        """In which runs all of these arms have a value; those that were dropped have no say."""
        known: NDArray[np.bool_] = np.all([~np.isnan(self.by_arm[arm]) for arm in self.kept(arms) or arms], axis=0)
        return known

    def complete(self, scores: Sequence[Floats], arms: Sequence[str]) -> Floats:
        """Return the scores of these arms side by side, without runs in which one that was not dropped has none."""
        table = np.stack(scores, axis=1) if scores else np.zeros((0, 0))
        is_kept = [arm not in self.dropped for arm in arms]
        whole: Floats = table[~np.isnan(table[:, is_kept]).any(axis=1)]
        return whole

    def as_lucky(self, arm: str, baseline: str) -> Floats:
        """Return an arm's values; of one that was dropped as they would be had its runs been as lucky as all.

        The baseline's are known in all runs: what they have on average more than in the arm's is added, so that the
        two levels differ by the effect.
        """
        own, base = self.by_arm[arm], self.by_arm.get(baseline)
        if arm not in self.dropped or base is None or np.isnan(own + base).all():
            return own
        lifted: Floats = own + np.nanmean(base) - base[~np.isnan(own + base)].mean()
        return lifted

    def within(self, runs: NDArray[np.bool_]) -> "Measured":
        """The same of these runs only, so that levels and changes rest on the same ones; of all where that is none."""
        if not runs.any() or runs.all():
            return self
        return replace(self, by_arm={arm: np.where(runs, each, np.nan) for arm, each in self.by_arm.items()})

    def is_same(self, arm: str, other: str) -> bool:
        """Whether two arms are equal bit for bit in every run."""
        known = arm in self.by_arm and other in self.by_arm
        return known and np.array_equal(self.by_arm[arm], self.by_arm[other], equal_nan=True)

    def gain(self, arm: str, over: str) -> Floats:
        """What an arm has more than another, run by run; positive is better."""
        return self.sign * (self.by_arm[arm] - self.by_arm[over])

    def gain_interval(self, arm: str, over: str, level: float, looks: int = 1) -> Interval:
        """The mean gain with its interval, as a gain; nothing is known of an arm that was never measured."""
        if arm not in self.by_arm or over not in self.by_arm:
            return Interval(None, None, None)
        found = paired(self.by_arm[arm], self.by_arm[over], level, lowest=self.lowest, looks=looks)
        return found if self.sign > 0 else turned(found)


@dataclass(frozen=True, slots=True)
class Basis:
    """Scores of the arms that compete, one column an arm; of those that were dropped NaN in the last runs."""

    per: Per
    arms: tuple[str, ...]
    scores: Floats  # complete replicates x arms
    better: Better = "higher"
    lowest: float | None = None
    grain: float | None = None  # what one more makes, where that is not to be seen from the scores

    @property
    def n(self) -> int:
        """Replicates that count: those in which no arm that was not dropped lacks its value."""
        return len(self.scores)


def measured_of(case: Case, objective: Objective) -> Measured:
    """Read the values of an objective's metric."""
    values = case.values.get(objective.metric, {})
    found = {arm: np.array(values.get(arm, ()), dtype=np.float64) for arm in case.arms}  # None: NaN
    by_arm = {arm: each for arm, each in found.items() if not np.isnan(each).all()}
    known = np.concatenate([*by_arm.values(), np.zeros(0)])
    is_floored = not objective.counts_money and bool((known[~np.isnan(known)] >= 0).all())
    return Measured(by_arm, objective.better, 0.0 if is_floored else None, frozenset(case.dropped))


def rank_by(objective: Objective, measured: Measured, money: Money, arms: Sequence[str], level: float) -> Basis:
    """Choose the basis that compares like with like, and score the arms on it.

    Parameters
    ----------
    arms : sequence of str
        Arms that count, the baseline first if it has values: measured, and what their names say.

    Returns
    -------
    Basis
        By yuan or by extra yuan only where arms have such a score: what was asked for gives way to the law.
    """
    treated = [arm for arm in arms if arm != money.baseline]
    if objective.per is Per.YUAN and sum(money.pays(arm) for arm in arms) > 1:
        return by_yuan(measured, money, arms)
    is_asked = objective.per is Per.TOTAL or (objective.per is None and objective.ignores_spend)
    is_fair = objective.per is None and (money.alike(arms) or _all_pay_alike(money, treated))
    if is_asked or is_fair:
        return by_total(measured, arms)
    if money.baseline not in arms:
        return by_yuan(measured, money, arms)
    free = [arm for arm in treated if beats_for_no_more(measured, money, arm, level)]
    if free or not any(money.costs_more(arm, money.baseline) for arm in treated):
        alike = [arm for arm in treated if arm in free or money.alike([arm, money.baseline])]
        return by_total(measured, [money.baseline, *alike])
    return by_extra_yuan(measured, money, arms)


def _all_pay_alike(money: Money, treated: Sequence[str]) -> bool:
    """Whether arms spend the same among themselves, and more than the baseline: then their totals rank them."""
    return money.alike(treated) and all(money.costs_more(arm, money.baseline) for arm in treated)


def beats_for_no_more(measured: Measured, money: Money, arm: str, level: float) -> bool:
    """Whether an arm brings more than the baseline and costs no more."""
    return not money.costs_more(arm, money.baseline) and measured.gain_interval(arm, money.baseline, level).sign > 0


def by_total(measured: Measured, arms: Sequence[str]) -> Basis:
    """Score arms by their values as they stand."""
    scores = measured.complete([measured.by_arm[arm] for arm in arms], arms)
    return Basis(Per.TOTAL, tuple(arms), scores, measured.better, measured.lowest)


def by_yuan(measured: Measured, money: Money, arms: Sequence[str]) -> Basis:
    """Score arms by their value for each yuan that they spent; those that spent nothing have none."""
    paid = [arm for arm in arms if money.pays(arm)]
    scores = [_linear(measured.by_arm[arm], money.by_run[arm]) for arm in paid]
    return Basis(Per.YUAN, tuple(paid), measured.complete(scores, paid), measured.better)


def by_extra_yuan(measured: Measured, money: Money, arms: Sequence[str]) -> Basis:
    """Score arms by what each extra yuan brought; the baseline has no gain, and arms that cost no more no return."""
    base = money.baseline
    paid = [arm for arm in arms if arm != base and base in arms and money.costs_more(arm, base)]
    scores = [_linear(measured.gain(arm, base), money.extra_by_run(arm)) for arm in paid]
    if not scores:
        return Basis(Per.EXTRA_YUAN, (), np.zeros((0, 0)))
    nothing = np.where(np.isnan(measured.by_arm[base]), np.nan, 0.0)
    grain = 1.0 / min(money.extra(arm) or np.nan for arm in paid) if measured.is_count else None
    ranked = (base, *paid)
    return Basis(Per.EXTRA_YUAN, ranked, measured.complete([nothing, *scores], ranked), grain=grain)


def return_of(measured: Measured, money: Money, arm: str, level: float) -> Interval | None:
    """What each yuan beyond the baseline's brought; None for an arm that spends no more."""
    if money.baseline not in measured.by_arm or not money.costs_more(arm, money.baseline):
        return None
    return _per_yuan(measured, arm, money.baseline, money.extra_by_run(arm), level)


def step_return(measured: Measured, money: Money, dear: str, cheap: str, level: float) -> Interval:
    """What each yuan brought that a dearer arm spends beyond a cheaper one."""
    return _per_yuan(measured, dear, cheap, money.by_run[dear] - money.by_run[cheap], level)


def _per_yuan(measured: Measured, arm: str, over: str, extra: Floats, level: float) -> Interval:
    if np.ptp(extra) > 0:
        return fieller(measured.gain(arm, over), extra, level)
    gain = measured.gain_interval(arm, over, level)  # with its noise floor, which a ratio does not know
    bounds = (None if each is None else each / float(extra[0]) for each in gain)
    return Interval(*bounds)


def _linear(top: Floats, below: Floats) -> Floats:
    """Return one value a run whose mean is the ratio of the means, and whose spread is the ratio's (delta method)."""
    known = ~(np.isnan(top) | np.isnan(below))
    under = below[known].mean() if known.any() else np.nan
    ratio = top[known].mean() / under if known.any() else np.nan
    return ratio + (top - ratio * below) / under


def turned(found: Interval) -> Interval:
    """The same interval seen from the other side."""
    minus = [None if each is None else -each for each in (found.mean, found.high, found.low)]
    return Interval(*minus)
