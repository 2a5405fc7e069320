"""What points gain over the baseline, run by run: the one place that asks for runs.

Runs of one replicate have one seed, so a gain is a paired difference. A run that failed has no gain, which is not a
gain of nothing; it is counted and told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import polars as pl

from ..lab.space import Values
from ..verdict.statistics import Interval, student
from .choice import Choice, Point
from .surrogate import Array


class Ask(Protocol):
    """Whoever makes runs and answers with their figures: ``Lab.ask``."""

    def __call__(
        self, points: Sequence[Values], *, arms: Sequence[str] | None, replicates: range | None
    ) -> pl.DataFrame:
        """Return ``point, arm, replicate, metric, brand, line, tier, value, error`` of every run."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A figure that shall be high, or low."""

    metric: str
    is_higher_better: bool = True
    brand: str | None = None
    unit: str = ""

    @property
    def sign(self) -> int:
        """1, or -1 where less is better: gains are always good."""
        return 1 if self.is_higher_better else -1


@dataclass(slots=True, kw_only=True)
class Gains:
    """Asks for runs and tells gains.

    Attributes
    ----------
    arm : str
        Whose configuration the points change.
    baseline : str, optional
        The arm that gains are held against; None: against nothing, as of a function.
    aims : sequence of Aim
    screen : mapping
        What makes a run a coarse one: fewer readers, or a smaller market.
    """

    ask: Ask
    choice: Choice
    arm: str
    baseline: str | None
    aims: Sequence[Aim]
    screen: Values = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)  # run, as it is told -> its error
    _made: set[tuple[object, ...]] = field(default_factory=set)

    @property
    def n_runs(self) -> int:
        """How many runs were asked for, each once."""
        return len(self._made)

    def of(self, points: Sequence[Point], replicates: range, *, is_screen: bool = False) -> Array:
        """Return gains, (aims, points, replicates); NaN where a run failed."""
        fine = self.screen if is_screen else {}
        values = [{**self.choice.values(point), **fine} for point in points]
        return self._less(self._figures(values, self.arm, replicates), fine, replicates)

    def of_arms(self, arms: Sequence[str], replicates: range) -> Array:
        """Return gains of arms as they are written, (aims, arms, replicates)."""
        each = [self._figures([{}], arm, replicates) for arm in arms]
        figures = np.concatenate(each, axis=1) if each else np.zeros((len(self.aims), 0, len(replicates)))
        return self._less(figures, {}, replicates)

    def interval(self, gains: Array, level: float) -> Interval:
        """Return the interval of a mean, over runs; no width where a function says the same with every seed.

        A function's luck is drawn anew for each seed, so what is alike has none and is certain. Counts of the model
        may be alike by chance: they have no bounds.
        """
        found = student(gains, level)
        if self.baseline is None and found.low is None and np.isfinite(gains).sum() > 1:
            return Interval(found.mean, found.mean, found.mean)
        return found

    def _less(self, figures: Array, fine: Values, replicates: range) -> Array:
        if self.baseline is not None:
            figures = figures - self._figures([fine], self.baseline, replicates)
        return np.asarray(figures * np.array([aim.sign for aim in self.aims])[:, None, None])

    def _figures(self, values: Sequence[Values], arm: str, replicates: range) -> Array:
        answers = self.ask(values, arms=[arm], replicates=replicates)
        self._made.update((arm, *sorted(each.items()), k) for each in values for k in replicates)
        broken = answers.filter(pl.col("error").is_not_null()).select("point", "replicate", "error")
        for point, k, error in broken.iter_rows():
            self.failed[f"{arm} {_told(values[point])} {k}"] = str(error)
        figures = np.full((len(self.aims), len(values), len(replicates)), np.nan)
        for a, aim in enumerate(self.aims):
            own = answers.filter(
                pl.col("metric") == aim.metric, pl.col("value").is_not_null(), pl.col("line").is_null(),
                pl.col("tier").is_null(), pl.col("brand").is_null() | pl.col("brand").eq_missing(pl.lit(aim.brand)),
            )  # fmt: skip
            for point, k, value in own.select("point", "replicate", "value").iter_rows():
                figures[a, point, k - replicates.start] = value
        return figures


def _told(values: Mapping[str, object]) -> str:
    return " ".join(f"{name}={value}" for name, value in values.items())
