"""Which arms cannot win any more, so that no further runs need go to them: paired elimination at few looks.

At each look the best is held against every other arm that is still in, by their paired runs. Whoever it is told to be
ahead of is out. The level is such that, by Bonferroni's rule, over all looks and against all rivals together the best
arm is told to be behind another in at most ``1 - level`` of studies; of two arms the rule is that by which a leader is
told apart. As arms leave, fewer rivals can put the best one out, so the level falls step by step (as in Holm's rule).
What it promises, and what it saves, was measured: ``docs/adr/0031-runs-for-arms-that-can-win.md``.
"""

from collections.abc import Collection

from numpy.typing import ArrayLike

from ..config.schema import JudgingConfig
from .best import Better, Ranking, tell_apart
from .contest import look_at
from .statistics import LEAST_RUNS, floats, joint_level
from .types import Case, Dropped, Objective


def look_level(level: float, looks: int, arms: int) -> float:
    """Return the level of the intervals at each look.

    Parameters
    ----------
    level : float
        In so many studies, at least, the best arm must stay in.
    looks : int
        How many there can be.
    arms : int
        Still in. An arm is out by one side of its interval, so that twice the error is allowed; but with two arms the
        winner is named as well, at the level of a verdict that is looked at as often.
    """
    return joint_level(level, looks * max((arms - 1) / 2, 1.0))


def told_behind(
    values: ArrayLike, better: Better, level: float, looks: int, *,
    grain: float | None = None, lowest: float | None = None, dropped: Collection[int] = (),
) -> dict[int, int]:  # fmt: skip
    """Return the arms that cannot win any more, each with the arm that is ahead of it.

    Parameters
    ----------
    values : array-like of shape (n, arms)
        Paired by row, at one look.
    better : {"higher", "lower"}
    level : float
        See ``look_level``.
    looks : int
        How many there can be.
    grain, lowest : float, optional
        See ``tell_apart``.
    dropped : collection of int
        Arms that are out already.
    """
    table = floats(values)
    still, out = [arm for arm in range(table.shape[1]) if arm not in dropped], dict[int, int]()
    while len(still) > len(out) + 1:
        at = look_level(level, looks, len(still) - len(out))
        found = tell_apart(table, better, at, grain=grain, lowest=lowest, dropped=dropped)
        more = _behind(found, still)
        if len(more) == len(out):
            break
        out = more
    return out


def _behind(found: Ranking, still: Collection[int]) -> dict[int, int]:
    return {arm: found.best for arm in still if arm != found.best and arm not in found.open}


def cannot_win(case: Case, rules: JudgingConfig, looks: int) -> dict[str, Dropped]:
    """Return the arms that are behind on every objective, by what each is ranked by; never the baseline.

    Parameters
    ----------
    case : Case
        What was seen at one look; ``level`` is what is promised of all looks together.
    rules : JudgingConfig
        See ``judge``.
    looks : int
        How many there can be.
    """
    behind = [_behind_on(case, each, rules, looks) for each in case.objectives]
    after = max((len(each) for by_arm in case.values.values() for each in by_arm.values()), default=0)
    return {
        arm: Dropped(after=after, behind=best)
        for arm, best in behind[0].items()
        if arm != case.baseline and all(arm in others for others in behind)
    }


def _behind_on(case: Case, objective: Objective, rules: JudgingConfig, looks: int) -> dict[str, str]:
    seen = look_at(case, objective, rules)
    basis = seen.contest.basis
    if seen.contest.ranking is None or basis.n < LEAST_RUNS:
        return {}
    dropped = [k for k, arm in enumerate(basis.arms) if arm in case.dropped]
    told = {"grain": basis.grain, "lowest": basis.lowest}
    out = told_behind(basis.scores, basis.better, case.level, looks, dropped=dropped, **told)
    return {basis.arms[arm]: basis.arms[best] for arm, best in out.items()}
