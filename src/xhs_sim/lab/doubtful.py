"""What a result leans on without knowing it well: low-confidence numbers that a configuration reads, as axes.

The schema's range of a number is what is possible at all; what is doubted is narrower, and stands in
``configs/doubtful.yaml``: a factor either way, or a range where that says too little or too much.
"""

import math
from functools import cache
from typing import Annotated, Any

from pydantic import Field

from ..config import Config, ParameterRow, configs_root, describe_parameters
from ..config.param import Part
from ..config.yaml_text import read_yaml
from .space import Axis

_LOGARITHMS = ("log", "logit", "log ratio", "log odds", "log or logit")  # units of levels, not of slopes
_DIGITS = 3  # of a bound: nothing is doubted more finely
_OTHER_THAN = " != "


class Doubtful(Part):
    """How ``doubtful.yaml`` is written."""

    factor: Annotated[float, Field(gt=1.0, le=100.0)]
    ranges: dict[str, tuple[float, float]]
    always: list[str] = Field(description="parameters that come before all, however well they are known")
    first: list[str] = Field(description="parameters that come next, as far as they are doubted and read")
    nearest: list[str] = Field(description="parts by how directly what people do and buy passes through them")
    leaves_out: list[str]
    read_while: dict[str, list[str]] = Field(description="by part: it is read if any of these is set")


@cache
def doubtful_form() -> Doubtful:
    """Return what ``doubtful.yaml`` says."""
    return Doubtful.model_validate(read_yaml(configs_root() / "doubtful.yaml"))


def doubtful(config: Config) -> list[Axis]:
    """Return the low-confidence numbers that a configuration reads, with the range over which each is doubted.

    Parameters
    ----------
    config : Config
        Of the arm that is most of all in question: a part that is off there is not read.

    Returns
    -------
    list of Axis
        The traffic ladder's thresholds first, then what is asked of most, then by how near a part is to what people
        do and buy: whoever can move only some takes the first. A number that is off (0) and has no range of its own
        is not among them: half of nothing and twice nothing are nothing.
    """
    form = doubtful_form()
    rows = {row.path: row for row in describe_parameters(config) if _is_number(row.default)}
    low = [row for row in rows.values() if row.confidence == "low" and not _left_out(row.path, config, form)]
    order = {part: i for i, part in enumerate(form.nearest)}
    low.sort(key=lambda row: min((i for part, i in order.items() if _within(row.path, part)), default=len(order)))
    doubted = [row.path for row in low]
    paths = dict.fromkeys([*form.always, *(path for path in form.first if path in doubted), *doubted])
    return [axis for axis in (axis_of(rows[path]) for path in paths) if axis.low != axis.high]


def axis_of(row: ParameterRow) -> Axis:
    """Return a number of the schema, whose default is a configuration's value, with the range of its doubt."""
    low, high = _range(row)
    is_whole = isinstance(row.default, int)
    return Axis(
        name=row.path, low=round(low) if is_whole else low, high=round(high) if is_whole else high, is_whole=is_whole,
        default=row.default, unit=row.unit, source=row.source, confidence=row.confidence,
    )  # fmt: skip


def _range(row: ParameterRow) -> tuple[float, float]:
    """Return the range of doubt around a value, within what the schema allows."""
    form, value = doubtful_form(), float(row.default)
    least = -math.inf if row.low is None else row.low
    most = math.inf if row.high is None else row.high
    if row.path in form.ranges:
        low, high = form.ranges[row.path]
        low, high = min(low, value), max(high, value)  # what is used is never outside what is doubted
    elif row.unit in _LOGARITHMS and least < 0:
        low, high = value - math.log(form.factor), value + math.log(form.factor)
    elif (least, most) == (0.0, 1.0) and 0 < value < 1 and isinstance(row.default, float):
        low, high = (_share(value / (1 - value) * times) for times in (1 / form.factor, form.factor))
    else:
        low, high = sorted((value / form.factor, value * form.factor))
    return _rounded(max(low, least)), _rounded(min(high, most))


def _share(odds: float) -> float:
    return odds / (1 + odds)


def _rounded(value: float) -> float:
    """Return a bound as people would write it."""
    return float(f"{value:.{_DIGITS}g}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _left_out(path: str, config: Config, form: Doubtful) -> bool:
    """Whether a parameter is ours to choose, or of a part that this configuration does not read."""
    if any(_within(path, part) for part in form.leaves_out):
        return True
    wanted = [conditions for part, conditions in form.read_while.items() if _within(path, part)]
    return not all(any(_holds(each, config) for each in conditions) for conditions in wanted)


def _within(path: str, part: str) -> bool:
    return path == part or path.startswith(f"{part}.")


def _holds(condition: str, config: Config) -> bool:
    """Whether something is set (``campaign.brand``), or set to anything but a word (``account.owner != nobody``)."""
    path, _, word = condition.partition(_OTHER_THAN)
    found: Any = config
    for step in path.split("."):
        found = found.get(step) if isinstance(found, dict) else getattr(found, step)
    return found != word if word else bool(found)
