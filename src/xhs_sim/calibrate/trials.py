"""Trials: runs of the platform left alone, at places of the prior, and the figures that each shows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..lab import Lab
from ..lab.platform import LONE
from ..lab.space import SEED, Values
from ..study.seeds import replicate_seed
from .aims import Aim
from .prior import Unknown, values_at

Array = NDArray[np.float64]
WHOLE, FIT, HELD, EARLIER, LATER = "whole", "fit", "held", "earlier", "later"


@dataclass(frozen=True, slots=True)
class Trials:
    """Trials that ended well.

    Attributes
    ----------
    names : tuple of str
        Of S figures.
    places : float array of shape (n, P)
        Between the bounds of the prior.
    figures : mapping of str to float array of shape (n, draws, S)
        By panel.
    seeds : tuple of int
    errors : tuple of str
        Of those that did not.
    """

    names: tuple[str, ...]
    places: Array
    figures: Mapping[str, Array]
    seeds: tuple[int, ...]
    errors: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """How many."""
        return len(self.places)

    def joined(self, more: Self) -> Self:
        """Return them with more of them."""
        figures = {panel: np.concatenate([each, more.figures[panel]]) for panel, each in self.figures.items()}
        return replace(
            self, places=np.concatenate([self.places, more.places]), figures=figures,
            seeds=(*self.seeds, *more.seeds), errors=(*self.errors, *more.errors),
        )  # fmt: skip

    def only(self, chosen: NDArray[np.bool_]) -> Self:
        """Return those that are chosen; errors stay."""
        figures = {panel: each[chosen] for panel, each in self.figures.items()}
        seeds = tuple(seed for seed, is_in in zip(self.seeds, chosen, strict=True) if is_in)
        return replace(self, places=self.places[chosen], figures=figures, seeds=seeds)

    def rows(self, panel: str) -> tuple[Array, NDArray[np.intp]]:
        """Return the figures of a panel, a row for each set of accounts, and whose trial each row is."""
        of_panel = self.figures[panel]
        n, draws, s = of_panel.shape
        return of_panel.reshape(n * draws, s), np.repeat(np.arange(n), draws)

    @property
    def why(self) -> str:
        """The commonest error."""
        return Counter(self.errors).most_common(1)[0][0] if self.errors else ""


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks a lab for trials.

    Attributes
    ----------
    parameters : tuple of Unknown
    panels : tuple of str
    names : tuple of str
        Figures of notes.
    aims : tuple of Aim
        Figures of the platform as a whole.
    draws : int
        Sets of accounts of each trial.
    root : int
        Seed.
    """

    parameters: tuple[Unknown, ...]
    panels: tuple[str, ...]
    names: tuple[str, ...]
    aims: tuple[Aim, ...]
    draws: int
    root: int

    def ask(self, lab: Lab, places: Array, first: int) -> Trials:
        """Return the trials at places; each has a seed of its own.

        Parameters
        ----------
        lab : Lab
            Open.
        places : float array of shape (n, P)
        first : int
            How many seeds were used before.
        """
        seeds = [replicate_seed(self.root, first + k) for k in range(len(places))]
        points: list[Values] = [
            {**values_at(self.parameters, place), SEED: seed} for place, seed in zip(places, seeds, strict=True)
        ]
        asked = lab.carry_out(points, arms=[LONE], replicates=range(1))
        shown = [self._read(rows, seed) for rows, seed in zip(lab.answers(asked), seeds, strict=True)]
        good = [i for i, each in enumerate(shown) if not isinstance(each, str)]
        stacked = {
            panel: np.array([shown[i][panel] for i in good]).reshape(len(good), self.draws, -1)  # type: ignore[index]
            for panel in self.panels
        }
        errors = tuple(each for each in shown if isinstance(each, str))
        names = (*self.names, *(aim.name for aim in self.aims))
        return Trials(names, places[good], stacked, tuple(seeds[i] for i in good), errors)

    def _read(self, rows: pl.DataFrame, seed: int) -> dict[str, Array] | str:
        """Return the figures of a run by panel, or why it has none."""
        if (error := rows["error"].drop_nulls().first()) is not None:
            return str(error)
        whole = dict(rows.filter(pl.col("line").is_null()).select("metric", "value").iter_rows())
        lacking = [aim.metric for aim in self.aims if whole.get(aim.metric) is None]
        if lacking:
            return f"{', '.join(lacking)}: null"
        found: dict[str, Array] = {}
        for panel in self.panels:
            own = rows.filter(pl.col("tier") == panel, pl.col("line").is_not_null())
            kept = {(line, name): value for line, name, value in own.select("line", "metric", "value").iter_rows()}
            rng = np.random.default_rng([seed, len(panel)])
            found[panel] = np.array([
                [*(_or_nan(kept.get((str(d), name))) for name in self.names),
                 *(rng.normal(whole[aim.metric], aim.sd) for aim in self.aims)]
                for d in range(self.draws)
            ])  # fmt: skip
        return found


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
