"""What is asked: by how much the leading arm gains over the baseline, and how far it is ahead of the next.

On the basis that the verdict ranks arms by at the values that are used (in total, by yuan, by extra yuan), chosen
once, so that all points speak of one unit; a gain is positive where it is for the better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..config import Config
from ..config.messages import message
from ..lab.leads import case_in, why_left_out
from ..lab.platform import AskedPlatform
from ..lab.subject import Subject
from ..study.errors import StudyError
from ..verdict.contest import look_at
from ..verdict.types import Objective, Per

_SPEND = "spend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A number that each point has.

    Attributes
    ----------
    name : {"gain", "gap", "value"}
        Over the baseline; over the next arm; as it stands, of what has no arms.
    arm : str
    over : str, optional
        The arm that it is held against.
    baseline : str
    objective : Objective
    per : Per
        What it is counted by.
    unranked : tuple of str
        Why arms do not compete, where the verdict lets fewer than two: this is then of the first two by their means.
    """

    name: Literal["gain", "gap", "value"]
    arm: str
    over: str | None = None
    baseline: str
    objective: Objective
    per: Per = Per.TOTAL
    unranked: tuple[str, ...] = ()

    @property
    def arms(self) -> tuple[str, ...]:
        """What it takes to work it out."""
        needed = [self.arm, self.over, self.baseline if self.per is Per.EXTRA_YUAN else None]
        return tuple(dict.fromkeys(arm for arm in needed if arm is not None))

    def at(self, values: Mapping[str, float], spend: Mapping[str, float]) -> float:
        """Return it at a point, from values and money by arm; NaN where it is not defined."""
        if self.name == "value":
            return values.get(self.arm, np.nan)
        sign = -1.0 if self.objective.better == "lower" else 1.0
        assert self.over is not None
        is_return = self.per is Per.EXTRA_YUAN or (self.per is Per.YUAN and not spend.get(self.over))
        if is_return and self.over == self.baseline:  # who pays nothing has no figure by yuan
            return sign * self._score(self.arm, values, spend)
        return sign * (self._score(self.arm, values, spend) - self._score(self.over, values, spend))

    def _score(self, arm: str, values: Mapping[str, float], spend: Mapping[str, float]) -> float:
        value, paid = values.get(arm, np.nan), spend.get(arm, 0.0)
        if self.per is Per.YUAN:
            return value / paid if paid > 0 else np.nan
        if self.per is Per.EXTRA_YUAN:
            extra = paid - spend.get(self.baseline, 0.0)
            return (value - values.get(self.baseline, np.nan)) / extra if extra > 0 else np.nan
        return value


def outputs_of(subject: Subject, rows: pl.DataFrame) -> tuple[Output, ...]:
    """Return what to ask, from the answers of all arms at the values that are used.

    Parameters
    ----------
    subject : Subject
    rows : frame
        As ``Lab.ask`` returns it, of one point.

    Raises
    ------
    StudyError
        If fewer than two arms have a figure.
    """
    objective, baseline = subject.objectives[0], subject.baseline
    if len(subject.arms) < 2 or not isinstance(subject, AskedPlatform):
        return (Output(name="value", arm=baseline, baseline=baseline, objective=objective),)
    first, second, per, why = _leaders(subject.config, rows, objective)
    ahead, behind = (first, second) if first != baseline else (second, None)
    gain = Output(name="gain", arm=ahead, over=baseline, baseline=baseline, objective=objective, per=per, unranked=why)
    if behind in (None, baseline):
        return (gain,)
    return (gain, Output(name="gap", arm=ahead, over=behind, baseline=baseline, objective=objective, per=per))


def _leaders(config: Config, rows: pl.DataFrame, objective: Objective) -> tuple[str, str, Per, tuple[str, ...]]:
    """Return the first two arms, what they are ranked by, and why others do not compete where by their means alone."""
    seen = look_at(case_in(rows.filter(pl.col("error").is_null()), config), objective, config.study.judging)
    contest = seen.contest
    if contest.first is not None and contest.second is not None:
        return contest.first, contest.second, contest.basis.per, ()
    sign = -1.0 if objective.better == "lower" else 1.0
    means = {arm: sign * float(np.nanmean(values)) for arm, values in seen.measured.by_arm.items()}
    if len(means) < 2:
        raise StudyError(message("sensitivity.one_arm", metric=objective.metric, arms=[*means]))
    first, second, *_ = sorted(means, key=lambda arm: -means[arm])
    return first, second, Per.TOTAL, tuple(why_left_out(seen))


def readings(
    rows: pl.DataFrame, n_points: int, outputs: Sequence[Output], brand: str | None
) -> dict[str, NDArray[np.float64]]:
    """Return each output at each point; NaN where a run failed, or where it is not defined.

    Parameters
    ----------
    rows : frame
        As ``Lab.ask`` returns it, of one replicate.
    n_points : int
    outputs : sequence of Output
    brand : str, optional
        Of the campaign.
    """
    metric = outputs[0].objective.metric
    values, spend = (_by_point(rows, name, brand) for name in (metric, _SPEND))
    return {
        output.name: np.array([output.at(values.get(i, {}), spend.get(i, {})) for i in range(n_points)])
        for output in outputs
    }


def _by_point(rows: pl.DataFrame, metric: str, brand: str | None) -> dict[int, dict[str, float]]:
    """A metric by point and arm: of the brand in focus where brands have it, else of the platform."""
    found = rows.filter(pl.col("metric") == metric, pl.col("line").is_null(), pl.col("value").is_not_null())
    brands = found["brand"].drop_nulls().unique().sort()
    if len(brands):
        found = found.filter(pl.col("brand") == (brand if brand in brands else brands[0]))
    by_point: dict[int, dict[str, float]] = {}
    for point, arm, value in found.select("point", "arm", "value").iter_rows():
        by_point.setdefault(point, {})[arm] = value
    return by_point
