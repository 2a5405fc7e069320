"""What is going to be moved, over which ranges and with how many runs: looked at before anything runs, and written."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import polars as pl

from ..config import Composer, Config, ConfigError
from ..config.messages import message
from ..lab.doubtful import doubtful
from ..lab.function_subject import FunctionSubject
from ..lab.functions import FUNCTIONS
from ..lab.plan import example_of, subject_of
from ..lab.platform import AskedPlatform
from ..lab.question import write_question
from ..lab.refusals import refuse_axes, refuse_draws, refuse_unread
from ..lab.space import SEED, Axis, read_axes
from ..lab.subject import Subject
from ..lab.table import metadata_of
from ..records.whole_file import whole_file
from ..study.origin import command_line
from ..study.overrides import key_of
from .index import table_of
from .inquiry import Found
from .sizes import Sizes, Wanted, sizes_of, usual_budget

PLAN: Final = "sensitivity.json"
TABLE: Final = "indices.parquet"
STRONGEST = 4
_LEVEL = 0.95  # of the intervals of a function's indices
_QUESTIONS = ("experiment", "function")
_DEFAULTS = 6  # replicates at the values that are used, at most


@dataclass(frozen=True, slots=True)
class Plan:
    """What is going to be asked.

    Attributes
    ----------
    subject : Subject
    axes : tuple of Axis
        What may be moved, the first before the last.
    are_typed : bool
        Whether the user named them; else they are low-confidence numbers, or all inputs of a function.
    sizes : Sizes
    level : float
        Of the intervals.
    folder : Path
    command : tuple of str
        That makes it, word by word.
    """

    subject: Subject
    axes: tuple[Axis, ...]
    are_typed: bool
    sizes: Sizes
    level: float
    folder: Path
    command: tuple[str, ...]

    @property
    def config(self) -> Config | None:
        """The study's own configuration; a function has none."""
        return config_of(self.subject)

    @property
    def held(self) -> tuple[Axis, ...]:
        """Axes that stay as they are, for want of runs."""
        return self.axes[self.sizes.screened :] if self.sizes.screened else ()


def config_of(subject: Subject) -> Config | None:
    """Return the configuration of a study; a function has none."""
    return subject.config if isinstance(subject, AskedPlatform) else None


def plan_sensitivity(
    overrides: Sequence[str], out_dir: Path, config_dir: Path | None = None, *,
    runs: int | None = None, strongest: int = STRONGEST, typed: Sequence[str] | None = None,
) -> Plan:  # fmt: skip
    """Plan what to move.

    Parameters
    ----------
    overrides : sequence of str
        The question (``experiment=``, ``function=``, or a brief's own), what is moved (``a=interval(0,1)``; nothing:
        all low-confidence numbers that are read, the first before the last), and what holds at every point.
    out_dir : Path
    config_dir : Path, optional
        A folder of the user's own configs.
    runs : int, optional
        How many there may be; left out, as many as take some minutes on a small machine.
    strongest : int
        How many parameters get shares of the variance at most.
    typed : sequence of str, optional
        The command's words as the user typed them, for the record.

    Raises
    ------
    ConfigError
        If something that is to be moved cannot be, at one of its ends, or there are too few runs for it.
    """
    axes, fixed = read_axes(overrides, Composer(config_dir))
    if any(axis.name == SEED for axis in axes):
        raise ConfigError(message("sensitivity.seed_is_luck"))
    if questions := [axis.name for axis in axes if axis.name in _QUESTIONS]:
        raise ConfigError(message("sensitivity.one_question", name=questions[0]))
    subject = subject_of(fixed, config_dir)
    refuse_draws(subject)
    are_typed = bool(axes)
    if are_typed:
        refuse_unread(subject, [axis.name for axis in axes])
        refuse_axes(subject, axes)
        _refuse_ends(subject, axes)
    else:
        axes = _usual_axes(subject, {key_of(text) for text in fixed})
    if not axes:
        raise ConfigError(message("sensitivity.nothing_to_move", example=example_of(fixed)))
    axes = tuple(replace(axis, default=subject.value({}, axis.name)) for axis in axes)
    wanted = Wanted(
        axes=len(axes), arms=len(subject.arms), defaults=min(subject.replicates, _DEFAULTS), strongest=strongest,
        must_all=are_typed,
    )  # fmt: skip
    config = config_of(subject)
    sizes = sizes_of(wanted, usual_budget(wanted, config) if runs is None else runs)
    level = _LEVEL if config is None else config.study.interval_level
    command = command_line("sensitivity", list(overrides if typed is None else typed), out_dir, config_dir)
    return Plan(subject, axes, are_typed, sizes, level, out_dir / subject.name, tuple(command))


def _usual_axes(subject: Subject, given: set[str]) -> tuple[Axis, ...]:
    """Return what is moved if nothing is named: never what the user has given a value."""
    config = config_of(subject)
    if config is not None:
        return tuple(axis for axis in doubtful(config) if axis.name not in given)
    assert isinstance(subject, FunctionSubject)
    return tuple(axis for axis in FUNCTIONS[subject.function].axes if axis.name not in given)


def _refuse_ends(subject: Subject, axes: Sequence[Axis]) -> None:
    """Refuse an axis one of whose ends no arm can be asked at.

    Raises
    ------
    ConfigError
        Each problem once.
    """
    problems: dict[str, None] = {}
    for axis in axes:
        for end in (axis.at(0.0), axis.at(1.0)):
            try:
                subject.plan({axis.name: end}, subject.arms[-1], 0)
            except ConfigError as error:
                problems |= dict.fromkeys(error.problems)
    if problems:
        raise ConfigError([*problems])


def write_plan(plan: Plan, *, may_replace: bool = False) -> Path:
    """Write what is going to be asked, before anything runs: ``sensitivity.json``, and copies of what is read.

    Raises
    ------
    OtherRunError
        If the folder holds the answer to another question, and it may not be replaced.
    """
    ranges = {axis.name: list(axis.choices) or [axis.low, axis.high] for axis in plan.axes}
    about: dict[str, Any] = {
        "level": plan.level, "sizes": asdict(plan.sizes), "parameters": [asdict(axis) for axis in plan.axes],
        "salib": version("SALib"),
    }  # fmt: skip
    question = {"moved": ranges if plan.are_typed else "usual"}
    return write_question(plan.folder / PLAN, plan, question, about, may_replace=may_replace)


def write_found(plan: Plan, found: Found) -> pl.DataFrame:
    """Write ``indices.parquet``, and ``sensitivity_<method>.parquet``: the points themselves, with their outputs."""
    table = table_of(found.indices)
    files = {TABLE: table} | {f"sensitivity_{answers.method}.parquet": answers.points for answers in found.asked}
    for name, frame in files.items():
        with whole_file(plan.folder / name) as unfinished:
            frame.write_parquet(unfinished, metadata=metadata_of(plan))
    return table
