"""What arms cost: who spends alike, who spends more, who saves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..config.schema import JudgingConfig
from .types import Case


@dataclass(frozen=True, slots=True)
class Money:
    """Spend by arm and replicate, in CNY; no arms where it is not known."""

    by_run: dict[str, NDArray[np.float64]]
    baseline: str
    tolerance: float

    def mean(self, arm: str) -> float | None:
        """What an arm spends on average."""
        return float(self.by_run[arm].mean()) if arm in self.by_run else None

    def pays(self, arm: str) -> bool:
        """Whether an arm spends anything."""
        return (self.mean(arm) or 0.0) > 0

    def extra(self, arm: str) -> float | None:
        """What an arm spends beyond the baseline on average; below 0 it saves."""
        own, base = self.mean(arm), self.mean(self.baseline)
        return None if own is None or base is None else own - base

    def extra_by_run(self, arm: str) -> NDArray[np.float64]:
        """The same, replicate by replicate."""
        return self.by_run[arm] - self.by_run[self.baseline]

    def alike(self, arms: Sequence[str]) -> bool:
        """Whether no two arms differ by more than the tolerance; unknown money is taken as alike."""
        known = [spend for arm in arms if (spend := self.mean(arm)) is not None]
        return not known or max(known) - min(known) <= self.tolerance * max(known) + 1e-9

    def costs_more(self, arm: str, than: str) -> bool:
        """Whether an arm spends more than another by more than the tolerance."""
        own, other = self.mean(arm), self.mean(than)
        return own is not None and other is not None and own > other and not self.alike([arm, than])

    def exceeds(self, arm: str, than: str) -> float | None:
        """How many times an arm's money is another's."""
        own, other = self.mean(arm), self.mean(than)
        return own / other if own is not None and other else None


def money_of(case: Case, rules: JudgingConfig) -> Money:
    """Read what a case says of money."""
    by_run = {arm: np.asarray(spend, dtype=np.float64) for arm, spend in case.spend.items()}
    return Money(by_run, case.baseline, rules.money_tolerance)
