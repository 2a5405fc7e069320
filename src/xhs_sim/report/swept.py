"""A sweep as pictures see it: who comes first in each cell, what each run brought, what the swept parameters mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from .market import Market


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What a figure of a sweep shows; frames, and no lab.

    Attributes
    ----------
    finding : str
        What was found, as the figure's title.
    cells : frame
        A row per point: its parameters, ``first`` and ``lead`` (null where nobody could be compared), ``per`` (what the
        lead is counted by: ``total``, ``yuan`` or ``extra_yuan``), ``is_told`` (told apart from all others).
    values : frame
        A row per run: the parameters, ``arm``, ``value`` of the metric.
    parameters : tuple of str
        Dotted paths, in the order they were asked in.
    meanings : mapping of str to str
        What parameters mean, as far as that is known.
    arms : tuple of str
        In the order of the study.
    baseline : str
    metric : str
    level : float
        Of the intervals.
    market : Market, optional
        None where the sweep itself changes it.
    n_days : int
    left_out : mapping of str to int
        In how many cells an arm does not compete.
    """

    finding: str
    cells: pl.DataFrame
    values: pl.DataFrame
    parameters: tuple[str, ...]
    meanings: Mapping[str, str] = field(default_factory=dict)
    arms: tuple[str, ...]
    baseline: str
    metric: str
    level: float
    market: Market | None = None
    n_days: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def varied(self) -> tuple[str, ...]:
        """The parameters that have more than one value."""
        return tuple(name for name in self.parameters if self.cells[name].drop_nulls().n_unique() > 1)

    @property
    def runs(self) -> int:
        """How many runs an arm has in a cell, at most."""
        counts = self.values.drop_nulls("value").group_by(*self.parameters, "arm").len()
        return 0 if counts.is_empty() else int(counts["len"].max())  # type: ignore[arg-type]
