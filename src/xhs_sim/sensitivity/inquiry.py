"""From a question to indices: who leads as things are, which parameters move that at all, and how much each decides.

All that decides what is asked next are answers, so a killed inquiry is gone on with by asking again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..config.messages import message
from ..lab.function_subject import FunctionSubject
from ..lab.lab import Lab
from ..lab.platform import AskedPlatform
from ..lab.space import SEED, Axis, Values
from ..study.errors import StudyError
from .blocks import Design
from .index import LUCK, Index
from .morris import morris_design, morris_indices
from .outputs import Output, outputs_of, readings
from .sizes import Sizes
from .sobol import sobol_design, sobol_indices

_DRAWN_WITH = 1  # designs are the same for everybody; their points are kept


@dataclass(frozen=True, slots=True)
class Answers:
    """What a design was answered.

    Attributes
    ----------
    method : {"morris", "sobol"}
    axes : tuple of Axis
    design : Design
    points : frame
        ``method, block, row, seed``, a column for each axis, one for each output, and ``error``.
    """

    method: str
    axes: tuple[Axis, ...]
    design: Design
    points: pl.DataFrame

    def read(self, output: Output) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Return an output by block and row, and where there is none."""
        shape = self.design.worlds.shape
        values = self.points[output.name].cast(pl.Float64).fill_null(np.nan).to_numpy().reshape(shape)
        return values, np.isnan(values)


@dataclass(frozen=True, slots=True)
class Found:
    """What decides.

    Attributes
    ----------
    outputs : tuple of Output
        The one that the study is about first.
    indices : tuple of Index
    asked : tuple of Answers
    """

    outputs: tuple[Output, ...]
    indices: tuple[Index, ...]
    asked: tuple[Answers, ...]

    @property
    def errors(self) -> list[str]:
        """Why points have no output, one for each."""
        return [error for answers in self.asked for error in answers.points["error"].drop_nulls()]


class Inquiry:
    """Asks a lab what decides.

    Parameters
    ----------
    lab : Lab
        Open.
    axes : sequence of Axis
        What may be moved, the first before the last.
    sizes : Sizes
    level : float
        Of the intervals.
    """

    def __init__(self, lab: Lab, axes: Sequence[Axis], sizes: Sizes, level: float) -> None:
        self.lab, self.axes, self.sizes, self.level = lab, tuple(axes), sizes, level
        subject = lab.subject
        config = subject.config if isinstance(subject, AskedPlatform) else None
        self._brand = None if config is None else config.report.brand_focus or config.campaign.brand

    def find(self) -> Found:
        """Ask, and work out indices.

        Raises
        ------
        StudyError
            If no run at the values that are used ended well, or too few blocks are whole.
        """
        outputs, sizes = self._outputs(), self.sizes
        asked: list[Answers] = []
        indices: list[Index] = []
        few = self.axes[: sizes.strongest]
        if sizes.screened:
            axes = self.axes[: sizes.screened]
            design = morris_design(len(axes), sizes.trajectories, _DRAWN_WITH)
            screened = self._ask("morris", axes, design, outputs)
            asked.append(screened)
            indices += [each for output in outputs for each in self._effects(screened, output)]
            few = strongest(axes, indices, sizes.strongest)
        design = sobol_design(len(few), sizes.blocks, _DRAWN_WITH)
        shared = self._ask("sobol", few, design, outputs)
        asked.append(shared)
        indices += [each for output in outputs for each in self._shares(shared, output)]
        return Found(outputs, tuple(indices), tuple(asked))

    def _outputs(self) -> tuple[Output, ...]:
        rows = self.lab.ask([{}], replicates=range(self.sizes.defaults))
        if rows["metric"].drop_nulls().is_empty():
            error = rows["error"].drop_nulls().first()
            raise StudyError(message("sensitivity.no_defaults", n=self.sizes.defaults, error=error))
        found = outputs_of(self.lab.subject, rows)
        return found if self.sizes.asked_arms > 2 else found[:1]

    def _effects(self, answers: Answers, output: Output) -> list[Index]:
        values, failed = answers.read(output)
        names = [axis.name for axis in answers.axes]
        return morris_indices(answers.design, names, values, failed, output=output.name, level=self.level)

    def _shares(self, answers: Answers, output: Output) -> list[Index]:
        values, failed = answers.read(output)
        names = [axis.name for axis in answers.axes]
        subject = self.lab.subject
        has_luck = not isinstance(subject, FunctionSubject) or subject.has_luck(names)
        return sobol_indices(
            answers.design, names, values, failed, output=output.name, level=self.level, has_luck=has_luck
        )

    def _ask(self, method: str, axes: Sequence[Axis], design: Design, outputs: Sequence[Output]) -> Answers:
        """Ask every point of a design in its world; what a failed run leaves is an error, and no number."""
        subject = self.lab.subject
        arms = [arm for arm in subject.arms if any(arm in output.arms for output in outputs)]
        seeds = [subject.plan({}, subject.baseline, int(world)).seed for world in design.worlds.ravel()]
        shares = design.shares.reshape(-1, len(axes))
        values: list[Values] = [
            {axis.name: axis.at(float(u)) for axis, u in zip(axes, row, strict=True)} for row in shares
        ]
        points = [{**each, SEED: seed} for each, seed in zip(values, seeds, strict=True)]
        rows = self.lab.ask(points, arms=arms, replicates=range(1))
        seen = readings(rows, len(points), outputs, self._brand)
        errors = dict(rows.filter(pl.col("error").is_not_null()).select("point", "error").iter_rows())
        lacking = np.logical_or.reduce([np.isnan(each) for each in seen.values()])
        told = [errors.get(i) or (message("sensitivity.undefined") if lacking[i] else None) for i in range(len(points))]
        block, row = np.indices(design.worlds.shape)
        table = pl.DataFrame({
            "method": [method] * len(points), "block": block.ravel(), "row": row.ravel(), SEED: seeds,
            **{axis.name: [each[axis.name] for each in values] for axis in axes},
            **{f"{name}": pl.Series(each).fill_nan(None) for name, each in seen.items()},
            "error": pl.Series(told, dtype=pl.String),
        })  # fmt: skip
        return Answers(method, tuple(axes), design, table)


def strongest(axes: Sequence[Axis], indices: Sequence[Index], most: int) -> tuple[Axis, ...]:
    """Return the axes that move any output most, as a share of what the strongest moves it, in this order."""
    effects = [each for each in indices if each.measure == "mu_star" and each.parameter != LUCK]
    largest = {each.output: 0.0 for each in effects}
    for each in effects:
        largest[each.output] = max(largest[each.output], each.value)
    moved = dict.fromkeys((axis.name for axis in axes), 0.0)
    for each in effects:
        if largest[each.output] > 0:
            moved[each.parameter] = max(moved[each.parameter], each.value / largest[each.output])
    return tuple(sorted(axes, key=lambda axis: -moved[axis.name])[:most])
