"""Who leads in a draw, by the laws of the verdict, though a draw is a single run of each arm.

A single run finds nothing; but it has an arm that comes first, and how often each does over draws whose numbers and
seeds both vary is what can be told. An arm that was not carried out as planned comes first nowhere, and where what
would come first is beyond what the model can tell, or leads by spending more, nobody does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from ..config.schema import JudgingConfig
from ..verdict import Case, Per, Standing
from ..verdict.basis import Basis
from ..verdict.contest import Contest, Seen, look_at
from ..verdict.judging import is_like_with_like
from .scores import Scores, scores_of


class Why(StrEnum):
    """Why a draw has the leader that it has, or none."""

    LEADS = "leads"
    NOBODY = "nobody"  # fewer than two arms count: the others were not carried out, or not measured
    OUT_OF_RANGE = "out_of_range"
    MONEY = "money"  # by spending more than another
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw: who leads, and what each arm that counts scored, as a gain (more is better)."""

    leader: str | None
    why: Why
    scores: Mapping[str, float]
    invalid: tuple[str, ...] = ()

    def gap(self, arm: str) -> float:
        """How far an arm is ahead of the best other; below 0: behind; NaN where it or all others have no score."""
        others = [score for other, score in self.scores.items() if other != arm]
        return self.scores[arm] - max(others) if arm in self.scores and others else float("nan")


@dataclass(frozen=True, slots=True)
class Footing:
    """On what arms are ranked in every draw: as they are at the default values, over all of its seeds."""

    per: Per
    barred: frozenset[str]  # arms that count and have no place on that basis

    @classmethod
    def of(cls, seen: Seen) -> "Footing":
        """Read it off the defaults."""
        basis = seen.contest.basis
        return cls(basis.per, frozenset(seen.counted) - frozenset(basis.arms))


def draw_of(case: Case, footing: Footing, rules: JudgingConfig) -> Draw:
    """Say who leads in a draw.

    Parameters
    ----------
    case : Case
        One run of each arm.
    footing : Footing
        Of the defaults.
    rules : JudgingConfig
        ``study.judging``.
    """
    seen = look_at(case, case.objectives[0], rules)
    invalid = tuple(arm for arm, why in seen.excluded.items() if why is Standing.INVALID)
    counted = [arm for arm in seen.counted if arm not in footing.barred]
    beyond = [arm for arm, why in seen.excluded.items() if why is Standing.OUT_OF_RANGE and arm != case.baseline]
    scores = _single(scores_of(seen, counted, footing.per))
    if len(scores) < 2 or not seen.has_sound_baseline:
        return Draw(None, Why.NOBODY, scores, invalid)
    first, why = _first(_single(scores_of(seen, [*counted, *beyond], footing.per)))
    if first in beyond:
        return Draw(None, Why.OUT_OF_RANGE, scores, invalid)
    if first is not None and not is_like_with_like(_on(seen, scores, footing.per), first):
        return Draw(None, Why.MONEY, scores, invalid)
    return Draw(first, why, scores, invalid)


def _single(scores: Scores) -> dict[str, float]:
    return {arm: float(each[0]) for arm, each in scores.items() if not np.isnan(each[0])}


def _first(scores: Mapping[str, float]) -> tuple[str | None, Why]:
    best = [arm for arm, score in scores.items() if score == max(scores.values())]
    return (best[0], Why.LEADS) if len(best) == 1 else (None, Why.TIE)


def _on(seen: Seen, scores: Mapping[str, float], per: Per) -> Seen:
    """The draw with its arms on the basis that all draws are ranked by."""
    return replace(seen, contest=Contest(Basis(per, tuple(scores), np.array([[*scores.values()]])), None, {}))


def count_leads(draws: Sequence[Draw], arms: Sequence[str]) -> dict[str | None, int]:
    """Return in how many draws each arm leads, and (None) in how many nobody does."""
    return {arm: sum(draw.leader == arm for draw in draws) for arm in (*arms, None)}
