"""The tornado of assumptions: one doubtful number at either end, the rest as they are, on the seeds of the defaults.

Paired by seed, so that what is left is the number's own doing: how far it moves what the leader gains against the
baseline, how far the distance to the next best, and whether another arm comes first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ..config.schema import JudgingConfig
from ..verdict import Case
from ..verdict.contest import Seen, look_at
from ..verdict.statistics import Floats, Interval, paired
from .leads import Footing
from .scores import scores_of

End = Literal["low", "high"]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the ends are held against: the arms at the default values.

    Attributes
    ----------
    leader, second : str
        Who comes first and next by mean score, told apart or not.
    """

    seen: Seen
    footing: Footing
    leader: str
    second: str

    @property
    def baseline(self) -> str:
        """What gains are against."""
        return self.seen.case.baseline

    def on(self, case: Case, rules: JudgingConfig) -> "Defaults":
        """The same two arms on some of the seeds."""
        return replace(self, seen=look_at(case, case.objectives[0], rules))


@dataclass(frozen=True, slots=True)
class Swing:
    """A number at one of its ends: changes against the defaults, as means of paired differences.

    Attributes
    ----------
    gain, gap : Interval
        Of the leader against the baseline (unknown where that was not asked), and against the second: at this end.
    gain_change, gap_change : Interval
        Against the defaults.
    first : str, optional
        Who comes first here; None where nobody competes.
    is_apart : bool
        Whether the first is told apart from all others here.
    n : int
        Seeds that both have.
    """

    parameter: str
    end: End
    gain: Interval
    gap: Interval
    gain_change: Interval
    gap_change: Interval
    first: str | None
    is_apart: bool
    n: int


def defaults_of(case: Case, rules: JudgingConfig) -> Defaults | None:
    """Read the defaults; None where fewer than two arms compete, so that there is no lead to move.

    Parameters
    ----------
    case : Case
        All seeds at the default values.
    rules : JudgingConfig
        ``study.judging``.
    """
    seen = look_at(case, case.objectives[0], rules)
    first, second = seen.contest.first, seen.contest.second
    return None if first is None or second is None else Defaults(seen, Footing.of(seen), first, second)


def swing_of(parameter: str, end: End, case: Case, defaults: Defaults, rules: JudgingConfig) -> Swing:
    """Hold an end against the defaults.

    Parameters
    ----------
    case : Case
        The defaults' seeds, in their order.
    """
    seen, level = _look(case, defaults, rules), case.level
    here, before = _distances(seen, defaults), _distances(defaults.seen, defaults)
    nothing = np.zeros(len(here["gap"]))
    ranking = seen.contest.ranking
    return Swing(
        parameter, end, _change(here["gain"], nothing, level), _change(here["gap"], nothing, level),
        _change(here["gain"], before["gain"], level), _change(here["gap"], before["gap"], level),
        _first(seen, defaults.footing), ranking is not None and ranking.is_apart and seen.is_enough,
        int((~np.isnan(here["gap"] - before["gap"])).sum()),
    )  # fmt: skip


def by_size(swings: Sequence[Swing]) -> dict[str, list[Swing]]:
    """Return the swings by parameter, whoever moves the gap most first."""
    by_parameter: dict[str, list[Swing]] = {}
    for swing in swings:
        by_parameter.setdefault(swing.parameter, []).append(swing)
    return dict(sorted(by_parameter.items(), key=lambda each: -max(abs(s.gap_change.mean or 0.0) for s in each[1])))


def _look(case: Case, defaults: Defaults, rules: JudgingConfig) -> Seen:
    """Look at an end; one whose baseline was not asked is held against the second, for its distances say the same."""
    if defaults.baseline not in case.arms:
        case = replace(case, baseline=defaults.second)
    return look_at(case, case.objectives[0], rules)


def _first(seen: Seen, footing: Footing) -> str | None:
    """Who has the best mean score on the footing of the defaults, of those that count."""
    counted = [arm for arm in seen.counted if arm not in footing.barred]
    scores = {arm: each for arm, each in scores_of(seen, counted, footing.per).items() if not np.isnan(each).all()}
    return max(scores, key=lambda arm: float(np.nanmean(scores[arm]))) if len(scores) > 1 else None


def _distances(seen: Seen, defaults: Defaults) -> Mapping[str, Floats]:
    """By run: what the leader gains against the baseline, and how far it is ahead of the second."""
    known = [arm for arm in (defaults.leader, defaults.second, defaults.baseline) if arm in seen.measured.by_arm]
    scores = scores_of(seen, list(dict.fromkeys(known)), defaults.footing.per)
    missing = np.full(len(next(iter(seen.measured.by_arm.values()), np.zeros(0))), np.nan)
    leader, second, base = (scores.get(arm, missing) for arm in (defaults.leader, defaults.second, defaults.baseline))
    return {"gain": leader - base, "gap": leader - second}


def _change(here: Floats, before: Floats, level: float) -> Interval:
    return paired(here, before, level, grain=np.nan)
