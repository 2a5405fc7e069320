"""A sweep: points of a design, the arms of a question at each of them, and what says so on disk."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ..config import Composer, Config, ConfigError
from ..config.messages import LANGUAGES, joined, message
from ..study.changes import Change, changes_of
from ..study.collect import write_table
from ..study.identity import read_files
from ..study.origin import PLAN, command_line
from ..study.overrides import key_of
from .columns import column_of
from .designs import DESIGNS, DRAWN, drawn, grid
from .function_subject import FunctionSubject
from .functions import FUNCTIONS
from .platform import AskedPlatform, Platform
from .points_file import listed
from .question import write_question
from .refusals import refuse_axes, refuse_draws, refuse_points, refuse_unread
from .space import SEED, Axis, Value, Values, read_axes
from .subject import Subject

POINTS = "points.parquet"
USUAL_POINTS = 32  # of a design that is drawn
FUNCTION = "function="


@dataclass(frozen=True, slots=True)
class Sweep:
    """What is going to be asked.

    Attributes
    ----------
    subject : Subject
    parameters : tuple of str
        What varies: a column each.
    points : tuple of mapping
        Their values, as they were typed or drawn.
    problems : mapping of int to str
        Why a point cannot be asked, by its place.
    folder : Path
    command : tuple of str
        That makes it, word by word.
    keep : tuple of str
        Metrics that are kept beside what the study shows.
    design : str
        In ``DESIGNS``.
    """

    subject: Subject
    parameters: tuple[str, ...]
    points: tuple[Values, ...]
    problems: dict[int, str]
    folder: Path
    command: tuple[str, ...]
    keep: tuple[str, ...] = ()
    design: str = "grid"

    @property
    def config(self) -> Config | None:
        """The study's own configuration; a function has none."""
        return self.subject.config if isinstance(self.subject, AskedPlatform) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a space is to be asked.

    Attributes
    ----------
    design : str, optional
        In ``DESIGNS``; left out, a grid where all values are listed, else a Latin hypercube, or a file if one is given.
    points : int, optional
        How many are drawn.
    file : Path, optional
        Of the points themselves.
    keep : tuple of str
        Metrics to keep beside what the study shows; ``all`` for all.
    is_job : bool
        Whether one point by itself is asked, as by a job of another launcher.
    """

    design: str | None = None
    points: int | None = None
    file: Path | None = None
    keep: tuple[str, ...] = ()
    is_job: bool = False


def subject_of(overrides: Sequence[str], config_dir: Path | None = None, keep: Sequence[str] = ()) -> Subject:
    """Return who answers: a function if one is named, else the platform.

    Raises
    ------
    ConfigError
        If there is no such function, or the overrides are not allowed.
    """
    functions = [text.removeprefix(FUNCTION) for text in overrides if text.startswith(FUNCTION)]
    if not functions:
        return Platform(overrides, config_dir, keep)
    rest = [text for text in overrides if not text.startswith(FUNCTION)]
    given = {key_of(text): text.partition("=")[2] for text in rest}
    whole = {key: given.pop(key, usual) for key, usual in (("seed", "0"), ("study.replicates", "1"))}
    language = given.pop("report.language", LANGUAGES[0])
    if wrong := [f"{key}={text}" for key, text in whole.items() if not text.isdecimal()]:
        raise ConfigError(message("sweep.function_takes", wrong=[*wrong], function=functions[-1]))
    seed, replicates = int(whole["seed"]), max(int(whole["study.replicates"]), 1)
    subject = FunctionSubject(functions[-1], seed, replicates, given, language)
    subject.plan({}, subject.arms[0], 0)  # refuses inputs that it has not, or not so
    return subject


def plan_sweep(
    overrides: Sequence[str], out_dir: Path, config_dir: Path | None = None, asking: Asking | None = None,
    *, typed: Sequence[str] | None = None,
) -> Sweep:  # fmt: skip
    """Plan a sweep; every point is looked at before anything runs.

    Parameters
    ----------
    overrides : sequence of str
        The question (``experiment=``, ``function=``, or a brief's own), what varies, and what holds at every point.
    out_dir : Path
        Results go to ``<out_dir>/<name of the question>/``.
    config_dir : Path, optional
        A folder of the user's own configs.
    asking : Asking, optional
    typed : sequence of str, optional
        The overrides as the user typed them, for the record.

    Raises
    ------
    ConfigError
        If the design does not suit what varies, a value is one that its parameter never takes, or no point is allowed.
        A point whose values do not go together stays, with its problem.
    """
    asking = asking or Asking()
    composer = Composer(config_dir)
    axes, fixed = read_axes(overrides, composer)
    design = _design(axes, asking, fixed)
    points, rows = _points(design, axes, asking)
    names = tuple(dict.fromkeys(name for point in points for name in point))
    if wrong := [name for name in names if name in ("experiment", "function", "brief")]:
        raise ConfigError(message("sweep.one_question", wrong=wrong[0]))
    if not names and not asking.is_job:
        raise ConfigError(message("sweep.nothing_varies", design=design, example=example_of(fixed)))
    subject = subject_of(fixed, config_dir, asking.keep)
    refuse_axes(subject, (axis for axis in axes if not axis.choices))
    problems = _problems(subject, points, rows)
    refuse_draws(subject)
    refuse_unread(subject, names)
    command = command_line("sweep", [*(overrides if typed is None else typed), *_options(asking)], out_dir, config_dir)
    return Sweep(
        subject, tuple(name for name in names if name != SEED), tuple(points), problems, out_dir / subject.name,
        tuple(command), asking.keep, design,
    )  # fmt: skip


def _options(asking: Asking) -> list[str]:
    given = {"--design": asking.design, "--points": asking.points, "--file": asking.file}
    words = [text for name, value in given.items() if value is not None for text in (name, str(value))]
    return [*words, *(text for name in asking.keep for text in ("--keep", name))]


def _design(axes: Sequence[Axis], asking: Asking, fixed: Sequence[str]) -> str:
    """Return the design that was asked for, or the usual one of what varies."""
    if asking.design is not None and asking.design not in DESIGNS:
        raise ConfigError(message("sweep.no_design", design=asking.design, allowed=[*DESIGNS]))
    if (asking.design == "file") != (asking.file is not None) and asking.design is not None:
        raise ConfigError(message("sweep.file_and_design"))
    if asking.file is not None:
        if axes:
            raise ConfigError(message("sweep.file_and_axes", axes=[axis.name for axis in axes], file=asking.file))
        return "file"
    design = asking.design or ("grid" if all(axis.choices for axis in axes) else "lhs")
    if design not in DRAWN and asking.points is not None:
        raise ConfigError(message("sweep.points_of_grid", points=asking.points, designs=[*DRAWN]))
    if design in DRAWN and not axes:
        raise ConfigError(message("sweep.nothing_varies", design=design, example=example_of(fixed)))
    return design


def _points(design: str, axes: Sequence[Axis], asking: Asking) -> tuple[list[Values], list[str]]:
    """Return points, and where each stands in its file; nowhere of such as were typed or drawn."""
    if asking.file is not None:
        return listed(asking.file)
    if design not in DRAWN:
        return grid(axes), []
    return drawn(design, axes, USUAL_POINTS if asking.points is None else asking.points, seed=0), []


def example_of(fixed: Sequence[str]) -> str:
    """Return what may be typed to vary something of a question: of a function, its first input."""
    named = [text.removeprefix(FUNCTION) for text in fixed if text.startswith(FUNCTION)]
    if not named or named[-1] not in FUNCTIONS:
        return "commerce.leak_share=interval(0.5,0.95)"
    first = FUNCTIONS[named[-1]].axes[0]
    return f"{first.name}=interval({first.low:.4g},{first.high:.4g})"


def _problems(subject: Subject, points: Sequence[Values], rows: Sequence[str]) -> dict[int, str]:
    """Look at every point.

    Raises
    ------
    ConfigError
        If a value is wrong by itself, or no point is allowed: the first one's problem.
    """
    found: dict[int, str] = {}
    first: ConfigError | None = None
    for i, values in enumerate(points):
        try:
            for arm in subject.arms:
                subject.plan(values, arm, 0)
        except ConfigError as error:
            first = first or error
            found[i] = joined(error.problems)
    refuse_points(subject, {place: points[place] for place in found}, rows)
    if first is not None and len(found) == len(points):
        raise first
    return found


def points_table(sweep: Sweep) -> pl.DataFrame:
    """Return the points, each once: name, values, and why one cannot be asked."""
    places = [i for i in range(len(sweep.points)) if i not in sweep.problems]
    columns = {"point": pl.Series([sweep.subject.point(values) for values in sweep.points], dtype=pl.String)}
    for name in sweep.parameters:
        values = [_value(sweep, i, name) for i in range(len(sweep.points))]
        columns[name] = column_of(values, [values[i] for i in places])
    problems = [sweep.problems.get(i) for i in range(len(sweep.points))]
    table = pl.DataFrame(columns | {"problem": pl.Series(problems, dtype=pl.String)})
    return table.unique("point", keep="first", maintain_order=True)  # seeds that vary are further runs of a point


def _value(sweep: Sweep, place: int, name: str) -> Value:
    values = sweep.points[place]
    return values.get(name) if place in sweep.problems else sweep.subject.value(values, name)


def write_plan(sweep: Sweep, *, may_replace: bool = False) -> Path:
    """Write what is going to be asked, before anything runs: ``plan.json``, ``points.parquet``, what is read.

    Raises
    ------
    OtherRunError
        If the folder holds the table of another sweep already, and may not be replaced.
    """
    table, subject = points_table(sweep), sweep.subject
    question = {"points": dict.fromkeys(table["point"], ""), "arms": dict.fromkeys(subject.arms, "")}  # points say all
    about: dict[str, Any] = {
        "parameters": sweep.parameters, "keep": sweep.keep,
        "names": [subject.point(values) for values in sweep.points],
        "points": [dict(values) for values in sweep.points],
        "problems": {str(place): text for place, text in sweep.problems.items()}, "changes": [],
    }  # fmt: skip
    reading: dict[str, Config] = {}
    if isinstance(subject, AskedPlatform):
        about["changes"], reading = _by_point(sweep, subject.config.model_dump(mode="json"))
    path = write_question(
        sweep.folder / PLAN, sweep, question, about, may_replace=may_replace, reading=[*reading.values()]
    )
    write_table(table, sweep.folder / POINTS)
    return path


def _by_point(sweep: Sweep, base: dict[str, Any]) -> tuple[list[dict[str, list[Change]] | None], dict[str, Config]]:
    """Return what each arm changes at each point, and one configuration for each set of files that is read."""
    assert isinstance(sweep.subject, AskedPlatform)
    changes: list[dict[str, list[Change]] | None] = []
    reading: dict[str, Config] = {}
    for i, values in enumerate(sweep.points):
        own: dict[str, list[Change]] | None = None if i in sweep.problems else {}
        for arm in (*sweep.subject.arms, None) if own is not None else ():
            config = sweep.subject.at(values, arm)
            own[arm or ""] = changes_of(config.model_dump(mode="json"), base)  # type: ignore[index]
            reading.setdefault(repr(sorted(read_files(config))), config)
        changes.append(own)
    return changes, reading
