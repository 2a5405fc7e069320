"""From a question to whether its answer stands: who leads as things are, and in draws of all that is doubted of them.

All that decides what is asked next are answers, so a killed inquiry is gone on with by asking again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from ..config import Config
from ..config.messages import message
from ..lab.designs import drawn
from ..lab.lab import Lab
from ..lab.leads import why_left_out
from ..lab.platform import AskedPlatform
from ..lab.space import Axis, Values
from ..study.errors import StudyError
from ..verdict import Case, Per, Verdict, judge
from ..verdict.contest import look_at
from .cases import cases_in, sound_seeds, within
from .leads import Draw, draw_of
from .matter import Asked, arms_that_matter
from .prim import Region, find_region
from .screen import Slope, slopes_of
from .sizes import Sizes
from .tornado import Defaults, End, Swing, defaults_of, swing_of

SEED: Final = "seed"  # the name that a point's world goes by
_DRAWN_WITH = 1  # the design is the same for everybody; its points are kept
_FAR = 1_000_000  # replicates of the defaults come before
_ENDS: Final[tuple[tuple[End, float], ...]] = (("low", 0.0), ("high", 1.0))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw with its values and its seed; an error instead of a draw where a run failed."""

    values: Values
    seed: int
    draw: Draw | None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Whether the answer stands.

    Attributes
    ----------
    axes : tuple of Axis
        The numbers that were doubted.
    verdict : Verdict
        At the default values.
    defaults : Defaults
    luck : tuple of Drawn
        The defaults, seed by seed.
    draws : tuple of Drawn
    regions : dict
        By arm that leads elsewhere: where.
    asked : Asked
        Arms of the draws.
    slopes : tuple of Slope
        What each number does to the lead over the draws: those that stand first.
    swings : tuple of Swing
        Of the first numbers, at both ends.
    errors : tuple of str
        Of ends that could not be held against the defaults.
    """

    axes: tuple[Axis, ...]
    verdict: Verdict
    defaults: Defaults
    luck: tuple[Drawn, ...]
    draws: tuple[Drawn, ...]
    asked: Asked
    regions: dict[str, Region]
    slopes: tuple[Slope, ...]
    swings: tuple[Swing, ...]
    errors: tuple[str, ...]

    @property
    def leader(self) -> str:
        """Who comes first at the default values."""
        return self.defaults.leader


class Inquiry:
    """Asks a lab whether the answer stands.

    Parameters
    ----------
    lab : Lab
        Open, its subject a platform with arms.
    axes : sequence of Axis
        What is doubted.
    sizes : Sizes
    """

    def __init__(self, lab: Lab, axes: Sequence[Axis], sizes: Sizes) -> None:
        assert isinstance(lab.subject, AskedPlatform)
        self.lab, self.axes, self.sizes = lab, tuple(axes), sizes
        self.config: Final[Config] = lab.subject.config
        self.rules: Final = self.config.study.judging

    def find(self) -> Found:
        """Ask, and work it out.

        Raises
        ------
        StudyError
            If at the default values fewer than two arms compete, or no run ended well.
        """
        answers = self.lab.ask([{}], replicates=range(self.sizes.seeds))
        sound = sound_seeds(answers)
        case = self._whole(answers, sound)
        defaults = defaults_of(case, self.rules)
        if defaults is None:
            why = why_left_out(look_at(case, case.objectives[0], self.rules))
            raise StudyError(message("robustness.nobody_competes", experiment=self.config.name, why=why))
        luck = self._read(answers, defaults, [{}] * self.sizes.seeds, "replicate")
        asked = arms_that_matter(defaults, [each.draw for each in luck if each.draw is not None], self.sizes)
        points = self._points(self.sizes.draws_of(len(asked.arms)))
        told = self.lab.ask(points, arms=asked.arms, replicates=range(1))
        draws = self._read(told, defaults, points, "point")
        table, leads = drawn_table(draws, self.axes), [each.draw for each in draws if each.draw is not None]
        gaps = np.array([draw.gap(defaults.leader) for draw in leads])
        slopes = slopes_of(table, gaps, case.level)
        regions = {arm: region for arm in asked.arms if (region := _region(arm, leads, table, defaults)) is not None}
        swings, errors = self._swings(self._chosen(regions, slopes, case.level), answers, defaults, asked)
        return Found(
            self.axes, judge(case, self.rules).main, defaults, luck, draws, asked, regions, tuple(slopes),
            tuple(swings), tuple(errors),
        )  # fmt: skip

    def _whole(self, answers: pl.DataFrame, sound: Sequence[int]) -> Case:
        case = cases_in(within(answers, sound), self.config, "point").get(0)
        if case is None or isinstance(case, str):
            error = answers["error"].drop_nulls().first()
            raise StudyError(message("robustness.no_defaults", n=self.sizes.seeds, error=error))
        return case

    def _points(self, n: int) -> list[Values]:
        subject = self.lab.subject
        points = drawn("lhs", self.axes, n, _DRAWN_WITH)
        return [{**values, SEED: subject.plan({}, subject.baseline, _FAR + k).seed} for k, values in enumerate(points)]

    def _read(self, answers: pl.DataFrame, defaults: Defaults, points: Sequence[Values], by: str) -> tuple[Drawn, ...]:
        """Say who leads in each; a draw counts where every arm has its run."""
        seeds = dict(answers.select(by, SEED).iter_rows())
        failed = dict(answers.filter(pl.col("error").is_not_null()).select(by, "error").iter_rows())
        cases = cases_in(answers, self.config, "point" if by == "point" else "replicate")
        found = []
        for k, values in enumerate(points):
            case, error = cases[k], failed.get(k)
            draw = None if error or isinstance(case, str) else draw_of(case, defaults.footing, self.rules)
            own = {name: value for name, value in values.items() if name != SEED}
            found.append(Drawn(own, int(values.get(SEED) or seeds[k]), draw, error))
        return tuple(found)

    def _chosen(self, regions: dict[str, Region], slopes: Sequence[Slope], level: float) -> list[Axis]:
        """What the draws surely tell of first; all else in the order of doubt, which no draw has a say in."""
        sure = [region for region in regions.values() if region.is_sure(level)]
        named = [name for region in sure for name in region.box.limits]
        standing = [slope.parameter for slope in slopes if slope.stands]
        by_name = {axis.name: axis for axis in self.axes}
        return [by_name[name] for name in dict.fromkeys([*named, *standing, *by_name]) if not by_name[name].choices]

    def _swings(
        self, axes: Sequence[Axis], answers: pl.DataFrame, defaults: Defaults, asked: Asked
    ) -> tuple[list[Swing], list[str]]:
        """Move each number to its ends, on the first seeds that were sound at the defaults."""
        arms = self._at_ends(defaults, asked)
        ends: list[tuple[str, End, Values]] = [
            (axis.name, end, {axis.name: axis.at(share)})
            for axis in axes[: self.sizes.ends_of(len(arms))]
            for end, share in _ENDS
        ]
        seeds = [k for k in sound_seeds(answers) if k < self.sizes.end_seeds]
        before = cases_in(within(answers, seeds), self.config, "point").get(0)
        if not ends or not isinstance(before, Case):
            return [], []
        rows = self.lab.ask([values for *_, values in ends], arms=arms, replicates=range(self.sizes.end_seeds))
        cases, held = cases_in(within(rows, seeds), self.config, "point"), defaults.on(before, self.rules)
        swings, errors = [], []
        for k, (name, end, values) in enumerate(ends):
            case = cases[k]
            if isinstance(case, str):
                errors.append(f"{name}={values[name]}: {case}")
            else:
                swings.append(swing_of(name, end, case, held, self.rules))
        return swings, errors

    def _at_ends(self, defaults: Defaults, asked: Asked) -> list[str]:
        """The two whose distance is looked at; with the baseline where scores are against it; or all that are asked."""
        wanted = {defaults.leader, defaults.second}
        if defaults.footing.per is Per.EXTRA_YUAN:
            wanted.add(defaults.baseline)
        is_all = self.sizes.at_ends >= self.sizes.arms
        return [arm for arm in asked.arms if is_all or arm in wanted]


def drawn_table(draws: Sequence[Drawn], axes: Sequence[Axis]) -> pl.DataFrame:
    """Return the values of the draws that count, a column a number."""
    counted = [each.values for each in draws if each.draw is not None]
    return pl.DataFrame({axis.name: [values[axis.name] for values in counted] for axis in axes})


def _region(arm: str, leads: Sequence[Draw], table: pl.DataFrame, defaults: Defaults) -> Region | None:
    """Where an arm leads that does not at the default values."""
    if arm == defaults.leader:
        return None
    return find_region(table, np.array([draw.leader == arm for draw in leads]))
