"""What is going to be sought: who answers, what may be decided, how many runs; refused before anything runs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from ..config import Composer, Config, ConfigError
from ..config.messages import message
from ..lab.effort import runs_in_minutes
from ..lab.function_subject import FunctionSubject
from ..lab.functions import FUNCTIONS
from ..lab.plan import subject_of
from ..lab.platform import AskedPlatform
from ..lab.refusals import refuse_axes, refuse_draws
from ..lab.space import SEED, Axis, Values, read_axes
from ..lab.subject import Subject
from ..study.origin import command_line
from ..study.overrides import key_of
from .choice import Choice
from .decided import MIX, OVER, Money, choice_of, pots_within, refuse_limits
from .gains import Aim, Ask, Gains
from .optimum import Plan, planned

SOUGHT: Final = "sought"  # the arm that the search changes
SHARE: Final = "share of the money"  # unit of a function's input that is a pot
_MOST_USUAL, _ALIKE = 200, 8  # runs; of them, those that live their first days together
_OF_FUNCTION = 160
_MANY_READERS, _OF_READERS = 8000, 4  # from so many on the first rounds take a quarter of them
_STEPS = (5, 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for.

    Attributes
    ----------
    over : tuple of str
        Of ``OVER``; none: the mix, unless axes were typed.
    limits : mapping
        By pot: least and most share.
    arm : str, optional
        Whose configuration is changed; left out, the first that is not the baseline.
    runs : int, optional
        Left out, as many as take about seven minutes on two cores.
    """

    over: tuple[str, ...] = ()
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    arm: str | None = None
    runs: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A search that is ready to begin.

    Attributes
    ----------
    arm : str
        Whose configuration is changed.
    rivals : tuple of str
        Arms that the best is held against, as they are written.
    first : mapping
        What makes the first rounds coarse; empty: nothing does.
    money : Money, optional
        What is split; a function, or a choice without money, has none.
    """

    subject: Subject
    arm: str
    rivals: tuple[str, ...]
    choice: Choice
    money: Money | None
    aims: tuple[Aim, ...]
    first: Values
    plan: Plan
    folder: Path
    command: tuple[str, ...]

    @property
    def config(self) -> Config | None:
        """The study's own configuration; a function has none."""
        return self.subject.config if isinstance(self.subject, AskedPlatform) else None

    def gains(self, ask: Ask) -> Gains:
        """Return what asks for runs."""
        return _gains(self.subject, self.choice, self.aims, self.first, ask)


def plan_optimise(
    overrides: Sequence[str], out_dir: Path, config_dir: Path | None, wanted: Wanted, *, typed: Sequence[str]
) -> Request:
    """Plan a search.

    Parameters
    ----------
    overrides : sequence of str
        The question (``experiment=``, ``function=``, or a brief's own), what else may be decided in the syntax of
        sweeps, and what holds at every point.
    typed : sequence of str
        The command's words, for the record.

    Raises
    ------
    ConfigError
        If what is asked for cannot be decided, limits cannot hold, or there are too few runs.
    """
    axes, fixed = read_axes(overrides, Composer(config_dir))
    _refuse_axes(axes, wanted.over)
    subject = subject_of(fixed, config_dir)
    refuse_draws(subject)
    if isinstance(subject, AskedPlatform):
        subject, choice, money, rivals, first = _of_platform(subject, fixed, axes, wanted, config_dir)
    else:
        assert isinstance(subject, FunctionSubject)
        choice, money, rivals, first = _of_function(subject, axes, wanted), None, (), {}
    aims = _aims(subject)
    arm = SOUGHT if isinstance(subject, AskedPlatform) else subject.arms[0]
    refuse_axes(subject, axes)
    _refuse_corners(subject, choice, arm)
    level = subject.config.study.interval_level if isinstance(subject, AskedPlatform) else 0.95
    step = 0.1 if money is None else _round(money.whole / 10) / money.whole
    gains = _gains(subject, choice, aims, first, _nobody)
    runs = _usual_runs(subject, gains, rivals, step) if wanted.runs is None else wanted.runs
    return Request(
        subject=subject, arm=arm, rivals=rivals, choice=choice, money=money, aims=aims, first=first,
        plan=planned(gains, rivals, runs, step=step, level=level), folder=out_dir / subject.name,
        command=tuple(command_line("optimise", list(typed), out_dir, config_dir)),
    )  # fmt: skip


def _refuse_axes(axes: Sequence[Axis], over: Sequence[str]) -> None:
    problems = [message("optimise.no_over", over=name, allowed=[*OVER]) for name in over if name not in OVER]
    problems += [message("optimise.seed_is_luck")] if any(axis.name == SEED for axis in axes) else []
    problems += [message("optimise.one_question")] if any(axis.name == "experiment" for axis in axes) else []
    if problems:
        raise ConfigError(problems)


def _of_platform(
    subject: AskedPlatform, fixed: Sequence[str], axes: Sequence[Axis], wanted: Wanted, config_dir: Path | None
) -> tuple[AskedPlatform, Choice, Money | None, tuple[str, ...], Values]:
    treated = [arm for arm in subject.arms if arm != subject.baseline]
    if not treated:
        raise ConfigError(message("optimise.no_arms", name=subject.name))
    arm = wanted.arm or treated[0]
    if arm not in treated:
        raise ConfigError(message("optimise.no_arm", arm=arm, allowed=treated))
    over = wanted.over or (() if axes else (MIX,))
    own = subject.at({}, arm)
    given = [subject.at({}, each) for each in treated]
    choice, money = choice_of(own, over, [_ordered(axis) for axis in axes], wanted.limits, given)
    if not choice.names:
        raise ConfigError(message("optimise.nothing_to_decide"))
    decided = choice.values(choice.corners()[-1])
    kept = [text for text in subject.config.study.arms[arm] if not _is_decided(key_of(text), decided)]
    budget = [] if money is None else [f"campaign.budget_cny={own.campaign.budget_cny}"]
    sought = [*fixed, f"+study.arms.{SOUGHT}={json.dumps(kept, ensure_ascii=False)}"]
    whole = subject_of([*sought, *budget] if "campaign.budget_cny" not in map(key_of, fixed) else sought, config_dir)
    assert isinstance(whole, AskedPlatform)
    readers = own.population.n_users
    first: Values = {"population.n_users": readers // _OF_READERS} if readers >= _MANY_READERS else {}
    return whole, choice, money, tuple(treated), first


def _is_decided(key: str, decided: Values) -> bool:
    """Whether an arm sets what is decided, or something that holds it."""
    return any(name == key or name.startswith(f"{key}.") for name in decided)


def _ordered(axis: Axis) -> Axis:
    """Return an axis whose listed values stand in their order, if they are numbers."""
    try:
        numbers = [float(str(each)) for each in axis.choices]
    except ValueError:
        return axis
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    values = tuple(int(numbers[i]) if numbers[i].is_integer() else numbers[i] for i in order)
    return Axis(name=axis.name, low=axis.low, high=axis.high, choices=values, is_whole=axis.is_whole)


def _of_function(subject: FunctionSubject, axes: Sequence[Axis], wanted: Wanted) -> Choice:
    if wanted.over:
        raise ConfigError(message("optimise.over_of_function", over=[*wanted.over]))
    inputs = [] if axes else list(FUNCTIONS[subject.function].axes)
    names = [axis.name for axis in inputs if axis.unit == SHARE]
    refuse_limits(names, wanted.limits)
    rest = tuple(_ordered(axis) for axis in axes) or tuple(axis for axis in inputs if axis.unit != SHARE)
    return Choice(pots=pots_within(names, wanted.limits), axes=rest, write=dict)


def _aims(subject: Subject) -> tuple[Aim, ...]:
    config = subject.config if isinstance(subject, AskedPlatform) else None
    brand = None if config is None else config.report.brand_focus or config.campaign.brand
    return tuple(
        Aim(metric=each.metric, is_higher_better=each.better == "higher", brand=brand) for each in subject.objectives
    )


def _gains(subject: Subject, choice: Choice, aims: Sequence[Aim], first: Values, ask: Ask) -> Gains:
    is_platform = isinstance(subject, AskedPlatform)
    return Gains(
        ask=ask, choice=choice, arm=SOUGHT if is_platform else subject.arms[0],
        baseline=subject.baseline if is_platform else None, aims=aims, screen=first,
    )  # fmt: skip


def _nobody(*_: Any, **__: Any) -> pl.DataFrame:
    raise AssertionError("a plan asks for nothing")


def _refuse_corners(subject: Subject, choice: Choice, arm: str) -> None:
    """Look at the corners, and at the ends of each axis, before anything runs.

    Raises
    ------
    ConfigError
        The problems of the first that is not allowed.
    """
    middle, n = choice.corners()[-1], len(choice.pots)
    ends = [np.array([*middle[: n + i], end, *middle[n + i + 1 :]]) for i in range(len(choice.axes)) for end in (0, 1)]
    for point in (*choice.corners(), *choice.thought_of(), *map(choice.rounded, ends)):
        subject.plan(choice.values(point), arm, 0)


def _round(amount: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20 ... that is not above an amount."""
    power = 10.0 ** len(str(int(amount)))
    while True:
        power /= 10
        for digit in _STEPS:
            if digit * power <= amount:
                return digit * power


def _usual_runs(subject: Subject, gains: Gains, rivals: Sequence[str], step: float) -> int:
    """Return how many runs take about seven minutes on two cores, or the least that will do."""
    if not isinstance(subject, AskedPlatform):
        return _OF_FUNCTION
    runs = runs_in_minutes(subject.config, _ALIKE, _MOST_USUAL)
    while runs < _MOST_USUAL:
        try:
            planned(gains, rivals, runs, step=step, level=0.95)
            break
        except ConfigError:
            runs += 2
    return runs
