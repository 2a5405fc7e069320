"""Who competes, who comes first, who stands where: the findings behind a verdict, before anything is decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..config.schema import JudgingConfig
from .basis import Basis, Measured, by_total, measured_of, rank_by
from .best import Ranking, probability_best_in_stages, tell_apart
from .money import Money, money_of
from .statistics import LEAST_RUNS, Interval, paired
from .treatment import Treatment, treatments
from .types import Case, Objective, Per, Standing


@dataclass(frozen=True, slots=True)
class Contest:
    """Scores of those who compete; without a ranking where fewer than two do."""

    basis: Basis
    ranking: Ranking | None
    p_best: Mapping[str, float]

    @property
    def first(self) -> str | None:
        """The arm with the best mean score, told apart or not."""
        return self.basis.arms[self.ranking.best] if self.ranking else None

    @property
    def second(self) -> str | None:
        """The next best."""
        return self.basis.arms[self.ranking.next] if self.ranking else None

    @property
    def tied(self) -> tuple[str, ...]:
        """The first and those not told apart from it, in the order of the basis; nobody where it is alone."""
        if self.ranking is None or not self.ranking.open:
            return ()
        return tuple(arm for k, arm in enumerate(self.basis.arms) if k == self.ranking.best or k in self.ranking.open)


@dataclass(frozen=True, slots=True)
class Seen:
    """One objective of a case with everything found about it."""

    case: Case
    objective: Objective
    rules: JudgingConfig
    measured: Measured
    money: Money
    treatments: Mapping[str, Treatment]
    excluded: Mapping[str, Standing]  # arms that get no verdict, and why
    counted: tuple[str, ...]  # the others, the baseline first
    n: int  # complete replicates among those that count and were not dropped
    contest: Contest
    beats: frozenset[str]  # told apart from the baseline, for the better
    loses: frozenset[str]  # and for the worse

    @property
    def treated(self) -> tuple[str, ...]:
        """Arms that count, without the baseline."""
        return tuple(arm for arm in self.counted if arm != self.case.baseline)

    @property
    def has_sound_baseline(self) -> bool:
        """Whether the baseline is what its name says, within what the model can tell, or was not to be measured."""
        return self.excluded.get(self.case.baseline) in (None, Standing.UNMEASURED)

    @property
    def is_small_market(self) -> bool:
        """Whether fewer people are there than it takes to tell anything."""
        return self.case.people is not None and self.case.people < self.rules.limits.least_audience

    @property
    def lead(self) -> Interval | None:
        """How far the first is ahead of the next; of the baseline by the interval that the next one's standing has."""
        ranking, first, second = self.contest.ranking, self.contest.first, self.contest.second
        if ranking is None or first is None or second is None:
            return None
        if first == self.case.baseline and self.contest.basis.per is Per.TOTAL and self.is_enough:
            return self.measured.gain_interval(first, second, self.case.level, looks=len(self.treated))
        return ranking.lead

    @property
    def is_enough(self) -> bool:
        """Whether there are runs enough to name a finding."""
        return self.n >= LEAST_RUNS


def look_at(case: Case, objective: Objective, rules: JudgingConfig) -> Seen:
    """Find out who competes on one objective, and who stands where."""
    measured, money, happened = measured_of(case, objective), money_of(case, rules), treatments(case, rules)
    excluded = {arm: why for arm in case.arms if (why := _exclusion(arm, case.baseline, measured, happened[arm]))}
    order = (case.baseline, *(arm for arm in case.arms if arm != case.baseline))
    counted = tuple(arm for arm in order if arm not in excluded)
    measured = measured.within(_shared(measured, counted))
    n = by_total(measured, counted).n
    contest = hold(measured, money, objective, counted, case.level, is_enough=n >= LEAST_RUNS)
    signs = _signs(case, measured, contest, counted)
    return Seen(
        case, objective, rules, measured, money, happened, excluded, counted, n, contest,
        beats=frozenset(arm for arm, sign in signs.items() if sign > 0),
        loses=frozenset(arm for arm, sign in signs.items() if sign < 0),
    )  # fmt: skip


def _shared(measured: Measured, counted: Sequence[str]) -> NDArray[np.bool_]:
    """The runs that all rests on: those in which whoever was measured has a value, or else whoever counts."""
    known = measured.known_in([*measured.by_arm])
    return known if known.sum() >= LEAST_RUNS or not counted else measured.known_in(counted)


def _exclusion(arm: str, baseline: str, measured: Measured, happened: Treatment) -> Standing | None:
    if arm not in measured.by_arm:
        return Standing.UNMEASURED
    if arm != baseline and measured.is_same(arm, baseline):
        return Standing.EQUAL
    if not happened.as_named:
        return Standing.INVALID
    return Standing.OUT_OF_RANGE if happened.beyond else None


def hold(
    measured: Measured, money: Money, objective: Objective, arms: Sequence[str], level: float, *, is_enough: bool
) -> Contest:
    """Let arms compete on the basis that compares like with like; with too few runs their totals are shown."""
    basis = rank_by(objective, measured, money, arms, level) if is_enough else by_total(measured, arms)
    if len(basis.arms) < 2 or basis.n < 1 or not measured.kept(basis.arms):
        return Contest(basis, None, {})
    dropped = [k for k, arm in enumerate(basis.arms) if arm in measured.dropped]
    told = {"grain": basis.grain, "lowest": basis.lowest}
    ranking = tell_apart(basis.scores, basis.better, level, dropped=dropped, **told)
    shares = probability_best_in_stages(basis.scores, basis.better)
    return Contest(basis, ranking, {} if shares is None else dict(zip(basis.arms, map(float, shares), strict=True)))


def ahead_though_left_out(seen: Seen) -> tuple[str, ...]:
    """Arms not carried out as planned that are ahead of whoever comes first among those that were.

    Like with like, as among those that count: more for no more money, or told apart on what all would be ranked by.
    """
    first = seen.contest.first
    left = [arm for arm, why in seen.excluded.items() if why is Standing.INVALID and arm != seen.case.baseline]
    return () if first is None else tuple(arm for arm in left if _is_ahead(seen, arm, first))


def _is_ahead(seen: Seen, arm: str, first: str) -> bool:
    case, measured, money = seen.case, seen.measured, seen.money
    gain = measured.gain_interval(arm, first, case.level)
    pairs = ~np.isnan(measured.gain(arm, first))
    if (
        pairs.sum() >= LEAST_RUNS
        and gain.sign > 0
        and (seen.objective.ignores_spend or not money.costs_more(arm, first))
    ):
        return True
    among = hold(measured, money, seen.objective, (*seen.counted, arm), case.level, is_enough=True)
    if among.first != arm or among.basis.n < LEAST_RUNS or among.ranking is None:
        return False
    return first in among.basis.arms and among.basis.arms.index(first) not in among.ranking.open


def _signs(case: Case, measured: Measured, contest: Contest, counted: Sequence[str]) -> dict[str, int]:
    """On which side of the baseline each arm is found; all are looked at together, so they hold together."""
    treated = [arm for arm in counted if arm != case.baseline]
    if contest.basis.per is Per.YUAN and case.baseline in contest.basis.arms:
        return _signs_of_scores(case, contest.basis, len(treated))
    if case.baseline not in counted:
        return {}
    n_pairs = {arm: int((~np.isnan(measured.gain(arm, case.baseline))).sum()) for arm in treated}
    return {
        arm: measured.gain_interval(arm, case.baseline, case.level, looks=len(treated)).sign
        for arm in treated
        if n_pairs[arm] >= LEAST_RUNS
    }


def _signs_of_scores(case: Case, basis: Basis, looks: int) -> dict[str, int]:
    if basis.n < LEAST_RUNS:
        return {}
    columns = dict(zip(basis.arms, basis.scores.T, strict=True))
    base, way = columns.pop(case.baseline), 1 if basis.better == "higher" else -1
    return {arm: way * paired(column, base, case.level, looks=looks).sign for arm, column in columns.items()}
